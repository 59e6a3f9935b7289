namespace OmniChannel;

/// <summary>Who can speak on a channel.</summary>
[Flags]
public enum ChannelDirection
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary>Customers reach the brand: touchpoints arrive from it.</summary>
    Inbound = 1,

    /// <summary>The brand reaches customers: messages can be sent.</summary>
    Outbound = 2,

    /// <summary>Both.</summary>
    Both = Inbound | Outbound,
}
