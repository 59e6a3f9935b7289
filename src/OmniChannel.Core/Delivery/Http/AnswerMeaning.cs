namespace OmniChannel.Delivery;

/// <summary>What a provider's code means for the message: what an <see cref="AnswerTable"/> is made of, and what a host writes to override a row of it.</summary>
public enum AnswerMeaning
{
    /// <summary>The provider has it.</summary>
    Accepted,

    /// <summary>Nobody is reached at this address, or the person refuses us: Rejected, and the address is suppressed.</summary>
    RecipientRejected,

    /// <summary>The person wrote STOP, or told the provider otherwise: Rejected, and the address is suppressed until START.</summary>
    OptedOut,

    /// <summary>This message will never be taken, another one to the same address may be: Rejected, and nothing is suppressed.</summary>
    MessageRejected,

    /// <summary>Our account may not send: a key, a quota, a bill, an unverified sender. NotSent; the account pauses and the next one is tried.</summary>
    AccountRefused,

    /// <summary>Certainly not sent, and may be taken later: NotSent, tried again after the wait that the provider asks for.</summary>
    ComeLater,

    /// <summary>Nobody knows whether it was sent.</summary>
    Unknown,

    /// <summary>The provider has the same content already, and does not take it twice. Where an earlier attempt of this delivery ended in doubt, that was it: accepted. Else somebody else's message stands there and this one does not: Rejected, by the message's fault, and nothing is suppressed.</summary>
    Duplicate,
}
