using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>What a funnel keeps of a customer: the newest touchpoints that may move its stages, in their order in time, from which the stage is folded whenever it is asked. So one that comes late takes its place. Immutable.</summary>
internal sealed record FunnelJournal
{
    private FunnelStanding? _settled;

    public required FunnelId Funnel { get; init; }

    /// <summary>The earliest touchpoint of all, where any of them leads into the funnel.</summary>
    public DateTimeOffset? StartedAt
    {
        get;
        init => (field, _settled) = (value, null);
    }

    /// <summary>In their order.</summary>
    public required IReadOnlyList<FunnelEvent> Events
    {
        get;
        init => (field, _settled) = (value, null);
    }

    /// <summary>The events where they lie, without a call for each.</summary>
    [JsonIgnore]
    public ReadOnlySpan<FunnelEvent> InOrder => Events switch
    {
        FunnelEvent[] array => array,
        List<FunnelEvent> list => CollectionsMarshal.AsSpan(list),
        var other => other.ToArray(),
    };

    /// <summary>What the events begin with; null while nothing fell off. More than one only of a person who is several customers.</summary>
    public IReadOnlyList<FunnelCheckpoint>? Checkpoints
    {
        get;
        init => (field, _settled) = (value, null);
    }

    /// <summary>Where the customer stood before the newest hour in which there are events, as whoever walked there last found; null for not known. It follows from the rest, and goes with any change of it unless it is set anew.</summary>
    [JsonIgnore]
    public FunnelStanding? Settled
    {
        get => Volatile.Read(ref _settled);
        init => _settled = value;
    }

    /// <summary>How many events there were before the newest hour in which there are some.</summary>
    [JsonIgnore]
    public int SettledEvents
    {
        get
        {
            var events = InOrder;
            var count = events.Length;
            while (count > 0 && events[count - 1].IsInHourOf(events[^1]))
            {
                count--;
            }

            return count;
        }
    }

    /// <summary>Remembers what was found by walking; of two who found it at once either may win, because both found the same.</summary>
    public void Remember(FunnelStanding settled) => Volatile.Write(ref _settled, settled);

    /// <summary>The journals of several customers who are one person, as if one had done it all.</summary>
    public static IReadOnlyList<FunnelJournal>? Merge(IEnumerable<IReadOnlyList<FunnelJournal>?> journals)
    {
        var all = journals.SelectMany(one => one ?? []).GroupBy(journal => journal.Funnel).OrderBy(same => same.Key.Value, StringComparer.Ordinal).Select(same => Merge([.. same])).ToList();
        return all.Count == 0 ? null : all;
    }

    private static FunnelJournal Merge(List<FunnelJournal> same) => same.Count == 1 ? same[0] : new FunnelJournal
    {
        Funnel = same[0].Funnel,
        StartedAt = same.Min(journal => journal.StartedAt),
        Events = [.. same.SelectMany(journal => journal.Events).GroupBy(one => (one.On, one.Ticks / TimeSpan.TicksPerHour)).SelectMany(alike => new[] { alike.Min(), alike.Max() }).Distinct().Order()],
        Checkpoints = same.SelectMany(journal => journal.Checkpoints ?? []).OrderBy(one => one.Last).ThenBy(one => one.Stage?.Name, StringComparer.Ordinal).ThenBy(one => one.Since).ToList() is { Count: > 0 } kept ? kept : null,
    };
}
