namespace OmniChannel;

/// <summary>Where a delivery stands. Of two reports the later-named one holds, whatever the order in which they come.</summary>
public enum DeliveryStatus
{
    /// <summary>Waits for its time or for another attempt.</summary>
    Queued,

    /// <summary>It may have been sent or not, and is not tried again.</summary>
    Unknown,

    /// <summary>A provider has taken it over.</summary>
    Accepted,

    /// <summary>It did not reach the person, for now.</summary>
    SoftBounced,

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

    /// <summary>The person wants no more of this purpose on this channel.</summary>
    Unsubscribed,

    /// <summary>The person reported it as spam.</summary>
    Complained,

    /// <summary>The address does not exist.</summary>
    HardBounced,

    /// <summary>The provider refused it for good.</summary>
    Rejected,

    /// <summary>It was no longer right to send it.</summary>
    Skipped,

    /// <summary>Set aside after too many attempts, to be looked at.</summary>
    Parked,
}
