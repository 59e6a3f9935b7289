namespace OmniChannel;

/// <summary>What an address on a channel looks like.</summary>
public enum AddressKind
{
    /// <summary>No address: presence is enough.</summary>
    None,

    /// <summary>A mailbox, <c>anna@example.com</c>.</summary>
    Email,

    /// <summary>A telephone number in E.164, <c>+4915112345678</c>.</summary>
    Phone,

    /// <summary>A token of a device or browser.</summary>
    DeviceToken,

    /// <summary>An identifier of the provider: a page-scoped id, a chat id, a handle.</summary>
    Handle,

    /// <summary>An absolute https address.</summary>
    Url,

    /// <summary>A postal address.</summary>
    Postal,
}
