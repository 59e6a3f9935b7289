namespace OmniChannel;

/// <summary>What can be reported of a delivery.</summary>
public enum ReceiptKind
{
    /// <summary>It reached the device or mailbox.</summary>
    Delivered,

    /// <summary>The person saw it.</summary>
    Opened,

    /// <summary>The person followed a link.</summary>
    Clicked,

    /// <summary>The person answered.</summary>
    Replied,

    /// <summary>The person bought.</summary>
    Converted,

    /// <summary>The address does not exist: it is suppressed.</summary>
    HardBounced,

    /// <summary>The mailbox is full or the device off, for now.</summary>
    SoftBounced,

    /// <summary>The person reported it as spam: the address is suppressed and marketing on the channel revoked.</summary>
    Complained,

    /// <summary>The person wants no more of this purpose on this channel.</summary>
    Unsubscribed,
}
