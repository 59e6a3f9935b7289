using System.Numerics;

namespace OmniChannel;

/// <summary>Turns the rules of a policy that score into operations of a plan. What they cannot say is counted while a customer is packed, by the walker itself.</summary>
internal sealed class ScoreCompiler(PlanDraft draft)
{
    /// <summary>Rows of a table of two keys.</summary>
    private const int MostRows = 4096;

    /// <summary>Levels of points that a number reaches one after the other.</summary>
    private const int MostLevels = 100;

    private PlanBuilder Plan => draft.Plan;

    /// <summary>Notes the constants that a rule compares.</summary>
    public void Collect(ScoreRule rule)
    {
        if (rule.Points is FixedPoints)
        {
            draft.Fields.Collect(rule.When);
        }

        switch (rule.Points)
        {
            case ScoreTable table when IsSaid(rule):
                TableKeys.Collect(draft.Fields, table, Guard(rule));
                break;
            case StepPoints steps when IsSaid(rule):
                foreach (var step in steps.Ladder)
                {
                    draft.Fields.Of(steps.Fact, steps.Currency, Guard(rule)).Add(PointsCurve.Value(steps.Currency, step.From));
                }

                break;
            default:
                if (IsSaid(rule) && PointsCurve.Of(rule.Points) is { IsPlain: false } curve && curve.Ladder(MostLevels) is { } ladder)
                {
                    foreach (var from in ladder)
                    {
                        draft.Fields.Of(curve.Fact, curve.Currency, Guard(rule)).Add(PointsCurve.Value(curve.Currency, from));
                    }
                }

                break;
        }
    }

    public void Score(ScoreRule rule)
    {
        var concerned = draft.Concerned(rule);
        if (concerned != 0 && !(rule.Points is FixedPoints { Points: var points } ? Fixed(rule, concerned, points) : IsSaid(rule) && Varying(rule, concerned)))
        {
            var counted = Plan.Field($"points of: {rule.Because}", -ScorePoints.Most, ScorePoints.Most, perChannel: true);
            Plan.Linear(rule.Because, counted, c => (int)(concerned >> c & 1));
            draft.Counted.Add((rule, counted));
        }
    }

    /// <summary>Whether the points hang on facts alone: their condition, if there is one, asks nothing of the channel.</summary>
    private static bool IsSaid(ScoreRule rule) => Guard(rule) is not { } guard || FactFields.AsksChannel(guard) is (false, false);

    private static Condition? Guard(ScoreRule rule) => rule.When is ConstantCondition { Value: true } ? null : rule.When;

    private bool Fixed(ScoreRule rule, uint concerned, int points)
    {
        if (draft.Terms(rule.When, Wanted.True, concerned, isApart: true) is not { } terms)
        {
            return false;
        }

        foreach (var (term, channels) in terms)
        {
            var own = term.Parts.Where(p => p.Field.IsPerChannel).ToList();
            int[] common = [.. term.Parts.Where(p => !p.Field.IsPerChannel).SelectMany(p => draft.Tests(p.Field, p.Codes))];
            if (own.Count == 0)
            {
                AddPoints(rule, channels, points, common);
                continue;
            }

            for (var left = channels; left != 0; left &= left - 1)
            {
                var c = BitOperations.TrailingZeroCount(left);
                AddPoints(rule, 1u << c, points, [.. own.SelectMany(p => draft.Tests(p.Field, p.Codes, c)), .. common]);
            }
        }

        return true;
    }

    private void AddPoints(ScoreRule rule, uint channels, int points, int[] tests)
    {
        if (tests.Length > 0)
        {
            Plan.Add(rule.Because, channels, points, tests);
            return;
        }

        for (var left = channels; left != 0; left &= left - 1)
        {
            Plan.Start[BitOperations.TrailingZeroCount(left)] += points;
        }
    }

    private bool Varying(ScoreRule rule, uint concerned) => rule.Points switch
    {
        ScoreTable table => Table(rule, table, concerned),
        StepPoints steps => ByCode(rule, draft.Fields.Of(steps.Fact, steps.Currency, Guard(rule)), concerned, steps.Ladder.Select(s => s.From).ToList(), value => PointsCurve.Of(steps, value)),
        _ => PointsCurve.Of(rule.Points) is { } curve && (Plain(rule, curve, concerned) || Curve(rule, curve, concerned)),
    };

    private bool Table(ScoreRule rule, ScoreTable table, uint concerned)
    {
        var keys = table.Keys.Where(k => k.Id != FactId.Channel).ToList();
        if (keys.Count == 0)
        {
            return Guard(rule) is null && ByChannel(rule, table, concerned);
        }

        var first = draft.Fields.Of(keys[0], null, Guard(rule));
        var second = keys.Count > 1 ? draft.Fields.Of(keys[1], null) : null;
        if (second is null && first.IsPerChannel)
        {
            return Changes(rule, first, concerned, (code, c) => TableKeys.Entry(table, draft.Channels[c], first.Code.ValueOf(code)) ?? 0);
        }

        if (first.IsPerChannel || !first.IsByte)
        {
            return false;
        }

        if (second is null)
        {
            Plan.Table(rule.Because, first.In(Plan), (code, c) => code == 0 || (concerned >> c & 1) == 0 ? 0 : TableKeys.Entry(table, draft.Channels[c], first.Code.ValueOf((int)code)) ?? 0);
            return true;
        }

        if (second.IsPerChannel || !second.IsByte || first.IsShared || second.IsShared || (first.Code.Most + 1) * (second.Code.Most + 1) > MostRows)
        {
            return false;
        }

        Plan.Table(rule.Because, first.In(Plan), second.In(Plan), (one, other, c) => one == 0 || other == 0 || (concerned >> c & 1) == 0
            ? 0
            : TableKeys.Entry(table, draft.Channels[c], first.Code.ValueOf((int)one), second.Code.ValueOf((int)other)) ?? 0);
        return true;
    }

    private bool ByChannel(ScoreRule rule, ScoreTable table, uint concerned)
    {
        for (var left = concerned; left != 0; left &= left - 1)
        {
            var c = BitOperations.TrailingZeroCount(left);
            AddPoints(rule, 1u << c, TableKeys.Entry(table, draft.Channels[c], default) ?? 0, []);
        }

        return true;
    }

    /// <summary>So many points for each unit, as long as neither bound cuts a unit in two. A code that begins at 1 will do for the number.</summary>
    private bool Plain(ScoreRule rule, PointsCurve curve, uint concerned)
    {
        if (!curve.IsPlain)
        {
            return false;
        }

        var guard = Guard(rule);
        if (draft.Fields.Of(curve.Fact, curve.Currency, guard) is { Least: 1, IsByte: true, Code: RangeCode } code && code.Code.ValueOf(1).Number == curve.Least && code.Code.ValueOf(code.Code.Most).Number == curve.Most)
        {
            AddPoints(rule, concerned, (int)((curve.Least - 1) * curve.PerUnit), []);
            Plan.Linear(rule.Because, code.In(Plan), c => (concerned >> c & 1) != 0 ? curve.PerUnit : 0);
            return true;
        }

        var isShared = guard is null && !curve.Fact.Domain.PerChannel && draft.Fields.IsShared(curve.Fact);
        var field = Plan.Field(
            $"{curve.Fact} by the unit", curve.Least, curve.Most, isShared ? PlanScope.Context : PlanScope.Row,
            optional: isShared || guard is not null || !draft.IsKnown, perChannel: curve.Fact.Domain.PerChannel);
        draft.Numbers.Add(new(curve.Fact, curve.Currency, guard, field));
        Plan.Linear(rule.Because, field, c => (concerned >> c & 1) != 0 ? curve.PerUnit : 0);
        return true;
    }

    private bool Curve(ScoreRule rule, PointsCurve curve, uint concerned) =>
        curve.Ladder(MostLevels) is { } ladder && ByCode(rule, draft.Fields.Of(curve.Fact, curve.Currency, Guard(rule)), concerned, ladder, curve.At);

    /// <summary>Points that change where the value reaches one of some numbers.</summary>
    private bool ByCode(ScoreRule rule, FactField field, uint concerned, IReadOnlyList<long> ladder, Func<long, int> points)
    {
        // Below the first number the curve has its first points too.
        var before = ladder.Count == 0 ? points(0) : points(ladder[0] - 1);
        var (at, last) = (new List<(int Code, int More)>(), 0);
        if (before != 0)
        {
            at.Add((1, before));
            last = before;
        }

        foreach (var from in ladder)
        {
            var reached = field.Where(CompareOperator.GreaterOrEqual, field.ValueAt(from));
            at.Add((reached.IsEmpty ? int.MaxValue : reached[0].Low, points(from) - last));
            last = points(from);
        }

        foreach (var (code, more) in at.Where(a => a.Code <= field.Least))
        {
            AddPoints(rule, concerned, more, []);
        }

        var steps = at.Where(a => a.Code > field.Least && a.Code <= field.Code.Most && a.More != 0).ToList();
        if (steps.Count > 0)
        {
            Plan.StepTerms.Add(new(rule.Because, field.In(Plan), [.. steps.Select(s => s.Code - 1L)], [.. steps.Select(s => Plan.Each(c => (concerned >> c & 1) != 0 ? s.More : 0))]));
        }

        return true;
    }

    /// <summary>Points of each channel that change from code to code, where there are not many.</summary>
    private bool Changes(ScoreRule rule, FactField field, uint concerned, Func<int, int, int> points)
    {
        var (above, rows, last) = (new List<long>(), new List<int[]>(), new int[Plan.Stride]);
        for (var code = 1; code <= field.Code.Most && above.Count <= MostLevels; code++)
        {
            var of = code;
            var row = Plan.Each(c => (concerned >> c & 1) != 0 ? points(of, c) : 0);
            if (!row.AsSpan().SequenceEqual(last))
            {
                above.Add(code - 1);
                rows.Add([.. row.Zip(last, (now, before) => now - before)]);
                last = row;
            }
        }

        if (above.Count > MostLevels)
        {
            return false;
        }

        Plan.StepTerms.Add(new(rule.Because, field.In(Plan), above, rows));
        return true;
    }
}
