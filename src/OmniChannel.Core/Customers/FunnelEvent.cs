namespace OmniChannel;

/// <summary>A touchpoint as a funnel keeps it: what may move a stage, and no more.</summary>
internal readonly record struct FunnelEvent : IComparable<FunnelEvent>
{
    /// <summary>When it happened, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The touchpoint's type, and after a '?' the conditions that it met.</summary>
    public required string On { get; init; }

    /// <summary>Orders what happened at one instant; made of the touchpoint's source and id, so it is the same in whatever order they come.</summary>
    public uint Tie { get; init; }

    /// <summary>Over which channel.</summary>
    public Channel? Via { get; init; }

    public int CompareTo(FunnelEvent other)
    {
        var order = At.UtcTicks.CompareTo(other.At.UtcTicks);
        order = order != 0 ? order : Tie.CompareTo(other.Tie);
        order = order != 0 ? order : string.CompareOrdinal(On, other.On);
        return order != 0 ? order : string.CompareOrdinal(Via?.Name, other.Via?.Name);
    }

    /// <summary>Whether both are within one hour of UTC.</summary>
    public bool IsInHourOf(FunnelEvent other) => HourOf(At) == HourOf(other.At);

    /// <summary>FNV-1a of 32 bits over the UTF-16 of both texts.</summary>
    public static uint TieOf(string source, string id) => Mixed(Mixed(Mixed(2166136261, source), "\n"), id);

    public static uint HashOf(string text) => Mixed(2166136261, text);

    private static uint Mixed(uint hash, string text)
    {
        foreach (var c in text)
        {
            hash = unchecked((hash ^ c) * 16777619);
        }

        return hash;
    }

    private static long HourOf(DateTimeOffset at) => at.UtcTicks / TimeSpan.TicksPerHour;
}
