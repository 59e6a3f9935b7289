using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>A touchpoint as a funnel keeps it: what may move a stage, and no more. Small, because journals are copied.</summary>
internal readonly record struct FunnelEvent : IComparable<FunnelEvent>
{
    private readonly Channel _via;

    /// <summary>When it happened, in UTC.</summary>
    public required DateTimeOffset At
    {
        get => new(Ticks, TimeSpan.Zero);
        init => Ticks = value.UtcTicks;
    }

    /// <summary>The same in ticks.</summary>
    [JsonIgnore]
    public long Ticks { get; private init; }

    /// <summary>The touchpoint's type, and after a '?' the conditions that it met.</summary>
    public required string On { get; init; }

    /// <summary>Orders what happened at one instant; made of the touchpoint's source and id, so it is the same in whatever order they come.</summary>
    public uint Tie { get; init; }

    /// <summary>Over which channel.</summary>
    public Channel? Via
    {
        get => _via.Name is null ? null : _via;
        init => _via = value ?? default;
    }

    public int CompareTo(FunnelEvent other)
    {
        var order = Ticks.CompareTo(other.Ticks);
        order = order != 0 ? order : Tie.CompareTo(other.Tie);
        order = order != 0 ? order : string.CompareOrdinal(On, other.On);
        return order != 0 ? order : string.CompareOrdinal(_via.Name, other._via.Name);
    }

    /// <summary>Whether both are within one hour of UTC.</summary>
    public bool IsInHourOf(FunnelEvent other) => HourOf(Ticks) == HourOf(other.Ticks);

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

    private static long HourOf(long ticks) => ticks / TimeSpan.TicksPerHour;
}
