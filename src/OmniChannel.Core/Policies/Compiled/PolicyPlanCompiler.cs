namespace OmniChannel;

/// <summary>Turns the rules of a policy into the operations of a plan. What they cannot say is judged while a customer is packed, by the walker itself.</summary>
internal sealed class PolicyPlanCompiler
{
    /// <summary>A table's key has one byte.</summary>
    private const int MostTableCode = 254;

    private readonly Policy _policy;
    private readonly IReadOnlyList<Channel> _channels;
    private readonly PlanBuilder _plan;
    private readonly FactFields _fields = new();
    private readonly ConditionTerms _terms;
    private readonly List<(PolicyRule, PlanField)> _judged = [];
    private readonly List<(ScoreRule, PlanField)> _counted = [];

    public PolicyPlanCompiler(Policy policy, IReadOnlyList<Channel> channels)
    {
        (_policy, _channels, _plan) = (policy, channels, new PlanBuilder(channels.Count));
        _terms = new ConditionTerms(_plan, _fields, channels);
    }

    public PolicyPlan Compile()
    {
        foreach (var rule in _policy.Rules)
        {
            Collect(rule);
        }

        foreach (var field in _fields.All)
        {
            field.Declare(_plan);
        }

        foreach (var rule in _policy.Rules)
        {
            if (rule is ScoreRule score)
            {
                Score(score);
            }
            else
            {
                TakeOut(rule);
            }
        }

        return new PolicyPlan { Plan = _plan.Build(), Channels = _channels, Facts = [.. _fields.All], JudgedRules = [.. _judged], CountedRules = [.. _counted] };
    }

    private void Collect(PolicyRule rule)
    {
        if (rule is ExcludeRule or RequireRule or ScoreRule { Points: FixedPoints })
        {
            _fields.Collect(rule.When);
        }

        if (rule is not ScoreRule { When: ConstantCondition { Value: true } } score)
        {
            return;
        }

        switch (score.Points)
        {
            case ScoreTable table when Key(table) is { } key:
                foreach (var row in table.Rows)
                {
                    _fields.Of(key, null).Add(key.Equals(table.Keys[0]) ? row.First : row.Second);
                }

                break;
            case StepPoints steps:
                foreach (var step in steps.Ladder)
                {
                    _fields.Of(steps.Fact, steps.Currency).Add(Constant(steps, step.From));
                }

                break;
            default:
                break;
        }
    }

    private void TakeOut(PolicyRule rule)
    {
        var wanted = rule is RequireRule ? Wanted.NotTrue : Wanted.NotFalse;
        if (rule is not (ExcludeRule or RequireRule) || ByTerms(rule, wanted) is not { } alternatives)
        {
            var flags = _plan.FlagField($"left by: {rule.Because}");
            _plan.Require(rule.Because, flags, Concerned(rule));
            _judged.Add((rule, flags));
            return;
        }

        foreach (var (tests, channels) in alternatives.Values)
        {
            _plan.Exclude(rule.Because, channels, tests);
        }
    }

    private void Score(ScoreRule rule)
    {
        var isAlways = rule.When is ConstantCondition { Value: true };
        switch (rule.Points)
        {
            case FixedPoints { Points: var points } when ByTerms(rule, Wanted.True, most: 1) is { } alternatives:
                foreach (var (tests, channels) in alternatives.Values)
                {
                    _plan.Add(rule.Because, channels, points, tests);
                }

                break;
            case ScoreTable table when isAlways && Key(table) is { } key && _fields.Of(key, null) is { MostCode: <= MostTableCode } field:
                Table(rule, table, field);
                break;
            case StepPoints steps when isAlways:
                Steps(rule, steps);
                break;
            default:
                var counted = _plan.Field($"points of: {rule.Because}", -ScorePoints.Most, ScorePoints.Most, perChannel: true);
                _plan.Linear(rule.Because, counted, c => rule.Concerns(_channels[c]) ? 1 : 0);
                _counted.Add((rule, counted));
                break;
        }
    }

    /// <summary>The key that a table has beside the channel, when all channels share it.</summary>
    private static Fact? Key(ScoreTable table)
    {
        var others = table.Keys.Where(k => k.Id != FactId.Channel).ToList();
        return others is [{ Domain.PerChannel: false } only] ? only : null;
    }

    private void Table(ScoreRule rule, ScoreTable table, FactField field)
    {
        var rows = table.Rows.ToDictionary(r => (r.First, r.Second), r => r.Points);
        _plan.Table(rule.Because, field.Field!, (code, c) =>
        {
            if (code == 0 || !rule.Concerns(_channels[c]))
            {
                return 0;
            }

            var value = field.ConstantOf((int)code);
            var channel = FactValue.Of(_channels[c].Name);
            var key = table.Keys.Count == 1 ? (value, default) : table.Keys[0].Id == FactId.Channel ? (channel, value) : (value, channel);
            return value.State == FactState.Present && rows.TryGetValue(key, out var points) ? points : table.Rest ?? 0;
        });
    }

    private void Steps(ScoreRule rule, StepPoints steps)
    {
        var field = _fields.Of(steps.Fact, steps.Currency);
        var (above, rows, last) = (new List<long>(), new List<int[]>(), 0);
        foreach (var step in steps.Ladder)
        {
            var more = step.Points - last;
            above.Add(field.CodeOf(Constant(steps, step.From)) - 1);
            rows.Add(_plan.Each(c => rule.Concerns(_channels[c]) ? more : 0));
            last = step.Points;
        }

        _plan.StepTerms.Add(new(rule.Because, field.Field!, above, rows));
    }

    private static FactValue Constant(StepPoints steps, long from) =>
        steps.Currency is { } currency ? FactValue.Of(new Money(from, new Currency(currency))) : FactValue.Of(from);

    private uint Concerned(PolicyRule rule)
    {
        var mask = 0u;
        for (var c = 0; c < _channels.Count; c++)
        {
            mask |= rule.Concerns(_channels[c]) ? 1u << c : 0;
        }

        return mask;
    }

    /// <summary>The terms of a rule with the channels that share each; null when it must be judged while packing.</summary>
    private Dictionary<string, (int[] Tests, uint Channels)>? ByTerms(PolicyRule rule, Wanted wanted, int most = int.MaxValue)
    {
        var alternatives = new Dictionary<string, (int[] Tests, uint Channels)>(StringComparer.Ordinal);
        for (var c = 0; c < _channels.Count; c++)
        {
            if (!rule.Concerns(_channels[c]))
            {
                continue;
            }

            if (_terms.Of(rule.When, wanted, c) is not { } terms || terms.Length > most)
            {
                return null;
            }

            foreach (var term in terms)
            {
                var sorted = term.Order().ToArray();
                var key = string.Join(' ', sorted);
                alternatives[key] = (sorted, (alternatives.TryGetValue(key, out var known) ? known.Channels : 0) | (1u << c));
            }
        }

        return alternatives;
    }
}
