using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace OmniChannel;

/// <summary>Says which touchpoints concern a funnel, and what they mean to it: by type, and by the conditions that they meet. Conditions are judged once, when the touchpoint is recorded, and the journal keeps which were met. Safe for many threads.</summary>
internal sealed class FunnelSignals
{
    /// <summary>More signals than one definition has; beyond, they are made anew each time.</summary>
    private const int Most = 1000;

    private readonly Funnel _funnel;
    private readonly string[] _watched;
    private readonly FrozenDictionary<string, Interest> _byType;
    private readonly Interest _others;
    private readonly FrozenDictionary<string, FunnelSignal> _plain;
    private readonly ConcurrentDictionary<string, FunnelSignal> _known = new(StringComparer.Ordinal);

    public FunnelSignals(Funnel funnel, string[] watched)
    {
        (_funnel, _watched) = (funnel, watched);
        _others = InterestIn(null);
        _byType = funnel.Transitions.SelectMany(one => one.On).Select(type => type.Name).Concat(watched).Concat((funnel.EnteredBy ?? []).Select(type => type.Name))
            .Distinct(StringComparer.Ordinal).ToFrozenDictionary(type => type, InterestIn, StringComparer.Ordinal);
        _plain = _byType.Where(one => one.Value.Always).ToFrozenDictionary(one => one.Key, one => Make(one.Key), StringComparer.Ordinal);
    }

    /// <summary>The touchpoint as an event of the journal: its type, and the conditions it meets. Null when it does not concern the funnel.</summary>
    public string? Of(Touchpoint touchpoint)
    {
        var interest = _byType.GetValueOrDefault(touchpoint.Type.Name, _others);
        if (interest.Conditions.Length == 0)
        {
            return interest.Always ? touchpoint.Type.Name : null;
        }

        var (facts, met) = (new TouchpointFacts(touchpoint), 0UL);
        if (interest.Conditions.Length > 64)
        {
            var keys = string.Join('+', interest.Conditions.Where(one => ConditionWalker.Evaluate(one.When, facts) == Truth.True).Select(one => one.Key));
            return keys.Length > 0 ? $"{touchpoint.Type.Name}?{keys}" : interest.Always ? touchpoint.Type.Name : null;
        }

        for (var i = 0; i < interest.Conditions.Length; i++)
        {
            met |= ConditionWalker.Evaluate(interest.Conditions[i].When, facts) == Truth.True ? 1UL << i : 0;
        }

        return met != 0 ? interest.NameOf(touchpoint.Type.Name, met) : interest.Always ? touchpoint.Type.Name : null;
    }

    /// <summary>What an event means.</summary>
    public FunnelSignal Read(string on)
    {
        if (_plain.TryGetValue(on, out var known) || _known.TryGetValue(on, out known))
        {
            return known;
        }

        var made = Make(on);
        if (_known.Count < Most)
        {
            _known.TryAdd(on, made);
        }

        return made;
    }

    /// <summary>A condition in eight characters: what the journal keeps of it.</summary>
    public static string KeyOf(Condition when) => FunnelEvent.HashOf(when.ToString()).ToString("x8", System.Globalization.CultureInfo.InvariantCulture);

    private FunnelSignal Make(string on)
    {
        var cut = on.IndexOf('?', StringComparison.Ordinal);
        var (type, met) = cut < 0 ? (on, []) : (on[..cut], on[(cut + 1)..].Split('+'));
        return new FunnelSignal
        {
            Transition = [.. _funnel.Stages.Select(stage => PlaceOf(stage.Stage, type, met))],
            Watched = Array.IndexOf(_watched, type),
            Enters = _funnel.EnteredBy is { } entries && entries.Any(entry => entry.Name == type),
            Type = type,
        };
    }

    private int PlaceOf(FunnelStage from, string type, string[] met)
    {
        for (var i = 0; i < _funnel.Transitions.Count; i++)
        {
            var one = _funnel.Transitions[i];
            if (one.After is null && one.From.Contains(from) && Concerns(one, type) && (one.When is null || met.Contains(KeyOf(one.When))))
            {
                return i;
            }
        }

        return -1;
    }

    private Interest InterestIn(string? type)
    {
        var concerning = _funnel.Transitions.Where(one => one.After is null && (type is null ? one.On.Count == 0 : Concerns(one, type))).ToList();
        return new Interest(
            type is not null && (_watched.Contains(type) || concerning.Exists(one => one.When is null) || (_funnel.EnteredBy?.Any(entry => entry.Name == type) ?? false)),
            [.. concerning.Select(one => one.When).OfType<Condition>().Select(when => (when, KeyOf(when))).DistinctBy(one => one.Item2).OrderBy(one => one.Item2, StringComparer.Ordinal)]);
    }

    private static bool Concerns(StageTransition transition, string type) => transition.On.Count == 0 ? transition.When is not null : transition.On.Any(one => one.Name == type);

    /// <param name="Always">Whether a touchpoint concerns the funnel whatever it says.</param>
    /// <param name="Conditions">What may hold of it, with what the journal keeps of that.</param>
    private sealed record Interest(bool Always, (Condition When, string Key)[] Conditions)
    {
        /// <summary>The names that were needed before, by which of at most 64 conditions were met; few, because few hold together.</summary>
        private readonly ConcurrentDictionary<(string Type, ulong Met), string> _names = new();

        public string NameOf(string type, ulong met) =>
            _names.TryGetValue((type, met), out var known) ? known : _names.Count < Most ? _names.GetOrAdd((type, met), Make) : Make((type, met));

        private string Make((string Type, ulong Met) of) => $"{of.Type}?{string.Join('+', Conditions.Where((_, i) => (of.Met >> i & 1) != 0).Select(one => one.Key))}";
    }
}
