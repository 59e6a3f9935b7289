namespace OmniChannel.Delivery;

/// <summary>Whose fault it was that an attempt did not succeed.</summary>
public enum AttemptFault
{
    /// <summary>Nobody's.</summary>
    None,

    /// <summary>The address does not exist or refuses us: it is suppressed.</summary>
    Recipient,

    /// <summary>This content cannot be sent.</summary>
    Message,

    /// <summary>Our account: key, quota, suspension. Never the customer's fault.</summary>
    Account,

    /// <summary>The provider or the way to it.</summary>
    Provider,
}
