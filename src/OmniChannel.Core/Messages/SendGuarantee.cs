namespace OmniChannel;

/// <summary>What is promised when it cannot be known whether a provider took a message over: bytes went out and no answer came, or the process ended in the middle of the call.</summary>
/// <remarks>
/// What was certainly not sent is tried again under each of them. Across the call of a provider that does not recognise a repetition nothing better than one of the three can be had;
/// which one holds is stated in the customer's timeline.
/// </remarks>
public enum SendGuarantee
{
    /// <summary>Never twice: what is in doubt ends as <see cref="DeliveryStatus.Unknown"/> and is not sent again by itself. For one-time codes and marketing.</summary>
    AtMostOnce,

    /// <summary>Never none: what is in doubt is sent again, the same bytes under the same key, until a provider answers or the attempts are used up. For receipts.</summary>
    AtLeastOnce,

    /// <summary>The provider is asked by the message's key whether it took it over, and it is sent again only if it says that it did not; by an account that cannot be asked, as <see cref="AtMostOnce"/>.</summary>
    Reconcile,
}
