using System.Numerics;

namespace OmniChannel;

/// <summary>Turns the rules of a policy that take channels out into operations of a plan. What they cannot say is judged while a customer is packed, by the walker itself.</summary>
internal sealed class ExclusionCompiler(PlanDraft draft)
{
    /// <summary>Codes of a table's key.</summary>
    private const int MostKeys = 254;

    private readonly Dictionary<(Fact, Fact?, Fact, Fact), int> _windows = [];
    private PlanField? _zero;

    private PlanBuilder Plan => draft.Plan;

    /// <summary>Notes the constants that a rule compares.</summary>
    public void Collect(PolicyRule rule)
    {
        draft.Fields.Collect(rule.When);
        if (rule is BudgetRule budget)
        {
            var ofLeft = Keys(budget.Costs).Count == 0 ? draft.Fields.Of(budget.Left, budget.Currency?.Code) : null;
            foreach (var row in budget.Costs.Rows)
            {
                ofLeft?.Add(Amount(budget, row.Points));
            }

            if (ofLeft is not null && budget.Costs.Rest is { } rest)
            {
                ofLeft.Add(Amount(budget, rest));
            }

            TableKeys.Collect(draft.Fields, budget.Costs, guard: null);
        }
    }

    public void TakeOut(PolicyRule rule)
    {
        var concerned = draft.Concerned(rule);
        if (concerned == 0)
        {
            return;
        }

        var isSaid = rule switch
        {
            ExcludeRule => ByTerms(rule, Wanted.NotFalse, concerned, []),
            RequireRule => ByTerms(rule, Wanted.NotTrue, concerned, []),
            WindowRule window when !IsPerChannel(window.Minute, window.Shift, window.From, window.Until) => ByTerms(rule, Wanted.NotFalse, concerned, [Window(window)]),
            BudgetRule budget => Budget(budget, concerned),
            _ => false,
        };
        if (!isSaid)
        {
            var flags = Plan.FlagField($"left by: {rule.Because}");
            Plan.Require(rule.Because, flags, concerned);
            draft.Judged.Add((rule, flags));
        }
    }

    private bool ByTerms(PolicyRule rule, Wanted wanted, uint concerned, int[] always)
    {
        if (draft.Terms(rule.When, wanted, concerned) is not { } terms)
        {
            return false;
        }

        var byBits = new Dictionary<(FactField, CodeSet), List<(uint Channels, int? Test)>>();
        foreach (var (term, channels) in terms)
        {
            var own = term.Parts.Where(p => p.Field.IsPerChannel).ToList();
            int[] common = [.. term.Parts.Where(p => !p.Field.IsPerChannel).SelectMany(p => draft.Tests(p.Field, p.Codes)), .. always];
            if (own.Count == 0)
            {
                Plan.Exclude(rule.Because, channels, common);
            }
            else if (own.Count == 1 && BitOperations.PopCount(channels) > 1 && common.Length < 2)
            {
                if (!byBits.TryGetValue(own[0], out var some))
                {
                    byBits.Add(own[0], some = []);
                }

                some.Add((channels, common.Length == 0 ? null : common[0]));
            }
            else
            {
                for (var left = channels; left != 0; left &= left - 1)
                {
                    var c = BitOperations.TrailingZeroCount(left);
                    Plan.Exclude(rule.Because, 1u << c, [.. own.SelectMany(p => draft.Tests(p.Field, p.Codes, c)), .. common]);
                }
            }
        }

        foreach (var ((field, codes), some) in byBits)
        {
            Require(rule, field, codes, some);
        }

        return true;
    }

    /// <summary>One bit for each channel; where a test must hold besides, its opposite waives.</summary>
    private void Require(PolicyRule rule, FactField field, CodeSet codes, List<(uint Channels, int? Test)> some)
    {
        var always = some.Where(s => s.Test is null).Aggregate(0u, (mask, s) => mask | s.Channels);
        var tested = some.Where(s => s.Test is not null).GroupBy(s => s.Test!.Value).Select(g => (Test: g.Key, Channels: g.Aggregate(0u, (mask, s) => mask | s.Channels) & ~always)).ToList();
        foreach (var (test, channels) in tested)
        {
            if (Plan.Opposite(test) is { } opposite)
            {
                var bits = draft.BitsOf(field, codes, canBeShared: false).Field;
                Plan.Require(rule.Because, bits, always | channels, channels, Plan.When($"unless: {rule.Because}", opposite));
                always = 0;
            }
            else
            {
                for (var left = channels; left != 0; left &= left - 1)
                {
                    var c = BitOperations.TrailingZeroCount(left);
                    Plan.Exclude(rule.Because, 1u << c, [.. draft.Tests(field, codes, c), test]);
                }
            }
        }

        if (always != 0)
        {
            Plan.Require(rule.Because, draft.BitsOf(field, codes, canBeShared: true).Field, always);
        }
    }

    private int Window(WindowRule rule)
    {
        if (_windows.TryGetValue((rule.Minute, rule.Shift, rule.From, rule.Until), out var test))
        {
            return test;
        }

        const int Last = WindowField.Day - 1;
        var now = Plan.Field($"{rule.Minute}", 0, Last, draft.Fields.IsShared(rule.Minute) ? PlanScope.Context : PlanScope.Row);
        var shift = rule.Shift is null ? _zero ??= Plan.Field("no shift", 0, Last) : Plan.Field($"{rule.Shift}", 0, Last);
        var (from, until) = (Plan.Field($"{rule.From}", 0, Last), Plan.Field($"{rule.Until}", 0, Last + WindowField.Day));
        draft.Windows.Add(new(rule, now, shift, from, until));
        test = Plan.Window(now, shift, from, until, WindowField.Day);
        _windows.Add((rule.Minute, rule.Shift, rule.From, rule.Until), test);
        return test;
    }

    private bool Budget(BudgetRule rule, uint concerned) => Keys(rule.Costs) switch
    {
        _ when IsPerChannel(rule.Left) => false,
        [] => ByCost(rule, concerned),
        [{ Domain.PerChannel: false } key] => ByLimit(rule, key, concerned),
        _ => false,
    };

    /// <summary>A cost for each channel: what is left is below it, or missing.</summary>
    private bool ByCost(BudgetRule rule, uint concerned)
    {
        if (draft.Terms(rule.When, Wanted.NotFalse, concerned) is not { } terms || terms.Keys.Any(t => t.Parts.Any(p => p.Field.IsPerChannel)))
        {
            return false;
        }

        var left = draft.Fields.Of(rule.Left, rule.Currency?.Code);
        foreach (var (term, channels) in terms)
        {
            for (var some = channels; some != 0; some &= some - 1)
            {
                var c = BitOperations.TrailingZeroCount(some);
                var below = TableKeys.Entry(rule.Costs, draft.Channels[c], default) is { } cost
                    ? left.Where(CompareOperator.Less, Amount(rule, cost)).Or(CodeSet.Between(0, 0))
                    : CodeSet.Between(0, left.Code.Most);
                if (PlanTerm.Of(left, below) is { } literal && term.And(literal) is { } all)
                {
                    Plan.Exclude(rule.Because, 1u << c, [.. all.Parts.SelectMany(p => draft.Tests(p.Field, p.Codes))]);
                }
            }
        }

        return true;
    }

    private bool ByLimit(BudgetRule rule, Fact fact, uint concerned)
    {
        var isAlways = rule.When is ConstantCondition { Value: true };
        if (draft.Fields.IsShared(fact) || draft.Fields.Of(fact, null) is not { Code.Most: <= MostKeys } key || (!isAlways && FactFields.AsksChannel(rule.When) is not (false, false)))
        {
            return false;
        }

        var costs = rule.Costs.Rows.Select(r => r.Points).Append(rule.Costs.Rest ?? 0).ToList();
        var (least, most) = (costs.Min() - 1L, (long)costs.Max());
        if (rule.Left.Domain is { Min: { } min, Max: { } max } && rule.Currency is null)
        {
            (least, most) = (Math.Clamp(min, least, most), Math.Clamp(max, least, most));
        }

        if (least <= int.MinValue || most >= int.MaxValue - 1 || most - least >= int.MaxValue - 4)
        {
            return false;
        }

        // Whatever is left, what costs one more than anything is above it; what the condition does not speak of has that much. Two bytes must hold both for columns.
        var top = most - least >= ushort.MaxValue - 3 ? Math.Max(most, least + ushort.MaxValue + 1) : most;
        var limit = Plan.Field($"{rule.Left} left", least, isAlways ? top : top + 1, optional: !draft.IsKnown);
        draft.Numbers.Add(new(rule.Left, rule.Currency?.Code, isAlways ? null : rule.When, limit) { Unguarded = isAlways ? null : top + 1 });
        Plan.LimitBy(rule.Because, key.In(Plan), (code, c) =>
            (concerned >> c & 1) == 0 ? (int)least - (draft.IsKnown ? 0 : 1)
            : code > 0 && TableKeys.Entry(rule.Costs, draft.Channels[c], key.Code.ValueOf((int)code)) is { } cost ? (int)Math.Clamp(cost, least, top + 1)
            : (int)top + 1, limit);
        return true;
    }

    private static List<Fact> Keys(ScoreTable table) => [.. table.Keys.Where(k => k.Id != FactId.Channel)];

    private static bool IsPerChannel(params Fact?[] facts) => facts.Any(f => f?.Domain.PerChannel == true);

    private static FactValue Amount(BudgetRule rule, int cost) => rule.Currency is { } currency ? FactValue.Of(new Money(cost, currency)) : FactValue.Of((long)cost);
}
