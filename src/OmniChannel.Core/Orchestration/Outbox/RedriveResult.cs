namespace OmniChannel;

/// <summary>What became of the wish to try a message again that was set aside.</summary>
public enum RedriveResult
{
    /// <summary>It is tried again at once, with all its attempts before it.</summary>
    Redriven,

    /// <summary>It is not set aside.</summary>
    NotParked,

    /// <summary>Its time is over; give it a later end.</summary>
    Expired,

    /// <summary>Its campaign has not enough money left.</summary>
    OverBudget,

    /// <summary>What was stored of it cannot be read: it can only be looked at.</summary>
    Unreadable,

    /// <summary>There is no such message.</summary>
    Unknown,
}
