namespace OmniChannel;

/// <summary>From this instant on, local time is UTC plus this offset.</summary>
internal readonly record struct ZoneOffset
{
    /// <summary>The first instant, in UTC.</summary>
    internal required DateTimeOffset From { get; init; }

    /// <summary>What is added to UTC; whole minutes.</summary>
    internal required TimeSpan Offset { get; init; }
}
