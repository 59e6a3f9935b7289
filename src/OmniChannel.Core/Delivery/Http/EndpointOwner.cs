namespace OmniChannel.Delivery;

/// <summary>Whose address the called URL is, and so whose fault it is when nobody lives there.</summary>
public enum EndpointOwner
{
    /// <summary>The account's: a provider's API, a webhook of the host's configuration. A wrong URL pauses the account.</summary>
    Account,

    /// <summary>The recipient's: a browser's push endpoint. A wrong URL is a wrong address and is suppressed; it never pauses the account.</summary>
    Recipient,
}
