namespace OmniChannel;

/// <summary>
/// Where a delivery stands. The order is the whole rule: of everything that is known the last-named holds, so it does not matter in which order, how late or how often it is reported.
/// First come our own ends, then what a provider said, then what a person did: who opened a message got it, whatever else was said of it.
/// </summary>
public enum DeliveryStatus
{
    /// <summary>Waits for its time or for another attempt.</summary>
    Queued,

    /// <summary>It was taken back before it was sent.</summary>
    Cancelled,

    /// <summary>It was no longer right to send it: consent, suppression, relevance. The reason says which.</summary>
    Skipped,

    /// <summary>Its time was over before it could be sent.</summary>
    Expired,

    /// <summary>The provider refused it for good.</summary>
    Rejected,

    /// <summary>Set aside after too many attempts, to be looked at.</summary>
    Parked,

    /// <summary>It may have been sent or not, and is not tried again.</summary>
    Unknown,

    /// <summary>A provider has taken it over.</summary>
    Accepted,

    /// <summary>It did not reach the person, for now.</summary>
    SoftBounced,

    /// <summary>It reached the device or mailbox.</summary>
    Delivered,

    /// <summary>The address does not exist. Some providers say so after they said that it was delivered.</summary>
    HardBounced,

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
}
