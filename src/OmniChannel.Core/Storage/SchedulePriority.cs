namespace OmniChannel.Storage;

/// <summary>Which rows of the schedule come first. The numbers are stored.</summary>
public enum SchedulePriority
{
    /// <summary>What may wait: campaigns, housekeeping.</summary>
    Usual = 0,

    /// <summary>What never waits behind anything usual: receipts, one-time codes.</summary>
    Urgent = 1,
}
