namespace OmniChannel;

/// <summary>What a rule of a small plan needs and what it gives when it fires: its channels in byte 0, those whose flag it waives in bytes 1 to 3, one for each flags field, and its bonus as one of the bits from 32 on.</summary>
internal readonly record struct SheetRule(ulong Needs, ulong Gives);

/// <summary>The rules of a small plan as one word each, so that everything that fired is one OR.</summary>
internal static class SheetRules
{
    public const int MostRules = 64, MostFlags = 3, MostBonuses = 32, FirstBonus = 32;

    /// <summary>Rules that need the same tests are one.</summary>
    public static SheetRule[] Of(DecisionPlan plan)
    {
        var source = plan.Source;
        var gives = source.Rules.Select(r => (ulong)r.Excludes).ToArray();
        var flags = source.FlagFields.Where(f => f.Field.Scope == PlanScope.Row).ToArray();
        for (var f = 0; f < flags.Length; f++)
        {
            if (flags[f].Waiver >= 0)
            {
                gives[flags[f].Waiver] |= (ulong)(flags[f].Waived & byte.MaxValue) << (8 * (f + 1));
            }
        }

        var bonus = FirstBonus;
        for (var r = 0; r < gives.Length; r++)
        {
            gives[r] |= source.Rules[r].Points is null ? 0 : 1UL << bonus++;
        }

        return
        [
            .. source.Rules.Select((r, i) => new SheetRule(r.Tests.Aggregate(0UL, (needs, t) => needs | (1UL << plan.TestBits[t])), gives[i]))
                .GroupBy(r => r.Needs, (needs, same) => new SheetRule(needs, same.Aggregate(0UL, (all, r) => all | r.Gives)))
                .Where(r => r.Gives != 0),
        ];
    }

    /// <summary>The points of all bonuses, in the order of their bits.</summary>
    public static int[][] Bonuses(DecisionPlan plan) => [.. plan.Source.Rules.Where(r => r.Points is not null).Select(r => r.Points!.ToArray())];

    /// <summary>The rows for the 16 outcomes of each four bonuses.</summary>
    public static IEnumerable<int[][]> BonusRows(DecisionPlan plan) => Bonuses(plan).Chunk(4).Select(four => Enumerable.Range(0, 16)
        .Select(outcome => Enumerable.Range(0, plan.Stride).Select(c => four.Where((_, i) => (outcome >> i & 1) != 0).Sum(points => points[c])).ToArray()).ToArray());
}
