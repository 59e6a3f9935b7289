using System.Globalization;

namespace OmniChannel;

/// <summary>Says why, in words.</summary>
internal static class Why
{
    private const int MostNamed = 5;

    /// <summary>Which parts of a condition exclude each other, or which range excludes the one that cannot hold.</summary>
    public static string NeverHolds(ExaminedPolicy examined, Condition condition, Channel? channel, WantedTruth wanted)
    {
        var parts = examined.Core([.. ConditionParts.ConjunctsOf(condition)], part => examined.When(part, channel, wanted));
        var words = parts.Count switch
        {
            0 => "Nothing can make it hold.",
            1 => $"{parts[0]} never holds.",
            _ => $"{string.Join(" and ", parts)} exclude each other.",
        };
        var ranges = parts.SelectMany(ConditionParts.FactsOf).Distinct().Take(MostNamed).Select(fact => Range(examined, fact, channel)).OfType<string>();
        return string.Join(' ', [words, .. ranges]);
    }

    /// <summary>The places, in words: "rule 1 (…) and rule 3 (…)".</summary>
    public static string List<T>(IReadOnlyList<T> all) => all.Count switch
    {
        0 => "nothing",
        1 => $"{all[0]}",
        > MostNamed => string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", all.Take(MostNamed))} and {all.Count - MostNamed} more"),
        _ => $"{string.Join(", ", all.Take(all.Count - 1))} and {all[^1]}",
    };

    private static string? Range(ExaminedPolicy examined, Fact fact, Channel? channel) => fact switch
    {
        { Domain.PerChannel: true } when channel is null => $"A plan is judged before the channels are, so {fact} is absent there.",
        { Id: FactId.Channel } => $"{fact} is {channel}.",
        { Id: FactId.ChannelInstant } when examined.Find(channel!.Value) is { } definition => $"{channel} is {(definition.Capabilities.IsInstant ? "" : "not ")}instant.",
        { Domain: { Min: not null, Max: not null } } => string.Create(CultureInfo.InvariantCulture, $"{fact} is {fact.Domain.Min} to {fact.Domain.Max}."),
        { Domain.Values.Count: > 0 } => $"{fact} is one of {List(fact.Domain.Values)}.",
        _ => null,
    };
}
