using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace OmniChannel;

/// <summary>What a funnel keeps of a customer: the newest touchpoints that may move its stages, in their order in time, from which the stage is folded whenever it is asked. So one that comes late takes its place. Immutable.</summary>
internal sealed record FunnelJournal
{
    public required FunnelId Funnel { get; init; }

    /// <summary>The earliest touchpoint of all, where any of them leads into the funnel.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>In their order.</summary>
    public required IReadOnlyList<FunnelEvent> Events { get; init; }

    /// <summary>The events where they lie, without a call for each.</summary>
    [JsonIgnore]
    public ReadOnlySpan<FunnelEvent> InOrder => Events switch
    {
        FunnelEvent[] array => array,
        List<FunnelEvent> list => CollectionsMarshal.AsSpan(list),
        var other => other.ToArray(),
    };

    /// <summary>What the events begin with; null while nothing fell off. More than one only of a person who is several customers.</summary>
    public IReadOnlyList<FunnelCheckpoint>? Checkpoints { get; init; }

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
