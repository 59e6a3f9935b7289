namespace OmniChannel;

/// <summary>How far a customer's events were given to a feed. Version 1.</summary>
internal sealed record FeedPlace
{
    /// <summary>The last event that was taken over; 0 for none.</summary>
    public long Sequence { get; init; }

    /// <summary>How often in a row it failed since; null for not at all.</summary>
    public int? Failures { get; init; }
}
