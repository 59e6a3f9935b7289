namespace OmniChannel;

/// <summary>A stay somewhere, in ticks: from the last sign until the customer counts as gone.</summary>
internal readonly record struct Stay
{
    private readonly long _from;
    private readonly long _until;

    private Stay(long from, long until) => (_from, _until) = (from, until);

    public static Stay Of(DateTimeOffset? seen, DateTimeOffset? left, TimeSpan lasts) =>
        seen is { } at && !(left >= at) ? new(at.UtcTicks, (at + lasts).UtcTicks) : default;

    /// <summary>Until when it lasts; 0 when the customer is not there.</summary>
    public long UntilAt(long now) => _from <= now && now < _until ? _until : 0;
}
