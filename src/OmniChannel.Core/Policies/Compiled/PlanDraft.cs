namespace OmniChannel;

/// <summary>A policy on its way to a plan: what its rules became so far, and what a customer is packed into.</summary>
internal sealed class PlanDraft
{
    private readonly Dictionary<(FactField, CodeSet, PlanScope), ChannelBits> _bits = [];
    private readonly ConditionTerms _terms;

    public PlanDraft(IReadOnlyList<Channel> channels, IReadOnlyCollection<Fact> shared, bool isKnown)
    {
        (Channels, IsKnown, Plan, Fields) = (channels, isKnown, new(channels.Count), new(shared, isKnown));
        _terms = new(Fields);
    }

    public PlanBuilder Plan { get; }

    public IReadOnlyList<Channel> Channels { get; }

    /// <summary>Whether no fact is ever missing.</summary>
    public bool IsKnown { get; }

    public FactFields Fields { get; }

    public List<NumberField> Numbers { get; } = [];

    public List<WindowField> Windows { get; } = [];

    public IEnumerable<ChannelBits> Bits => _bits.Values;

    public List<(PolicyRule, PlanField)> Judged { get; } = [];

    public List<(ScoreRule, PlanField)> Counted { get; } = [];

    /// <summary>The channels that a rule speaks of.</summary>
    public uint Concerned(PolicyRule rule)
    {
        var mask = 0u;
        for (var c = 0; c < Channels.Count; c++)
        {
            mask |= rule.Concerns(Channels[c]) ? 1u << c : 0;
        }

        return mask;
    }

    /// <summary>The terms of a condition with the channels that share each; null when only the walker can tell.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="wanted">What is asked of it.</param>
    /// <param name="concerned">The channels.</param>
    /// <param name="isApart">Whether the terms of a channel exclude each other.</param>
    public IReadOnlyDictionary<PlanTerm, uint>? Terms(Condition condition, Wanted wanted, uint concerned, bool isApart = false)
    {
        var found = new Dictionary<PlanTerm, uint>();
        var byName = FactFields.AsksChannel(condition).ByName;
        for (var left = concerned; left != 0;)
        {
            var c = System.Numerics.BitOperations.TrailingZeroCount(left);
            var mask = byName ? 1u << c : left;
            left &= ~mask;
            var terms = _terms.Of(condition, wanted, Channels[c]);
            terms = isApart && terms is not null ? ConditionTerms.Apart(terms) : terms;
            if (terms is null)
            {
                return null;
            }

            foreach (var term in terms)
            {
                found[term] = found.GetValueOrDefault(term) | mask;
            }
        }

        return found;
    }

    /// <summary>The tests of one part of a term.</summary>
    public IEnumerable<int> Tests(FactField field, CodeSet codes, int channel = 0)
    {
        yield return Plan.Within(field.In(Plan), codes[0].Low, codes[codes.Count - 1].High, channel);
        for (var i = 1; i < codes.Count; i++)
        {
            yield return Plan.Outside(field.In(Plan), codes[i - 1].High + 1, codes[i].Low - 1, channel);
        }
    }

    /// <summary>One bit for each channel: set, unless the fact has one of these codes.</summary>
    public ChannelBits BitsOf(FactField fact, CodeSet takesOut, bool canBeShared)
    {
        var scope = canBeShared && Fields.IsShared(fact.Fact) ? PlanScope.Context : PlanScope.Row;
        if (!_bits.TryGetValue((fact, takesOut, scope), out var bits))
        {
            bits = new(fact, takesOut, Plan.FlagField($"left by {fact.Fact}", scope));
            _bits.Add((fact, takesOut, scope), bits);
        }

        return bits;
    }
}
