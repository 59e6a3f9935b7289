using System.Runtime.InteropServices;

namespace OmniChannel.Tests.Policies.Compiled;

/// <summary>Every executor gives what a plan's statements mean, on every path: those of small plans, those of others, and columns.</summary>
public sealed class RandomPlanTests
{
    private const int Customers = 16;

    [Fact]
    public void Decide_RandomPlans_IsWhatTheyMeanInEveryExecutor()
    {
        var wrong = new List<string>();
        var (plans, small, columns, chosen) = (0, 0, 0, 0);
        for (var seed = 1u; seed <= 400; seed++)
        {
            RandomPlan plan;
            try
            {
                plan = new RandomPlan(seed);
            }
            catch (PlanException)
            {
                continue; // too many points, or two reads of one window
            }

            var customers = Enumerable.Range(0, Customers).Select(_ => plan.Draw()).ToArray();
            var expected = customers.Select(plan.Means).ToArray();
            var rows = customers.Select(plan.Pack).ToArray();
            foreach (var isa in Enum.GetValues<PlanIsa>().Where(PlanProcessor.Has))
            {
                var bound = plan.Built.Bind(plan.Context, isa);
                var scalar = new ScalarRowExecutor(bound);
                Same("rows", rows.Select(row => bound.Decide(row)));
                Same("scalar", rows.Select(row => scalar.Decide(ref MemoryMarshal.GetArrayDataReference(row))));
                Same("columns", Columns(bound, rows));

                void Same(string executor, IEnumerable<PlanChoice> choices) =>
                    wrong.AddRange(expected.Zip(choices).Where(both => both.First != both.Second).Select(both => $"seed {seed}, {isa}, {executor}: {both.Second}, expected {both.First}"));
            }

            (plans, small, columns, chosen) = (plans + 1, small + (plan.Built.IsSmall ? 1 : 0), columns + (plan.Built.FitsColumns ? 1 : 0), chosen + expected.Count(choice => choice.Channel >= 0));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(20)));
        Assert.True(plans > 300 && small > 60 && columns > 40 && small < plans - 60, $"{plans} plans, {small} small, {columns} in columns: too few of a kind to prove much.");
        Assert.True(chosen > plans * Customers / 5 && chosen < plans * Customers, $"{chosen} choices of {plans * Customers}.");
    }

    /// <summary>What costs less than nothing is never too dear, and what costs more than 16 bits say always is, on every path.</summary>
    [Theory]
    [InlineData(-40_000, 0)]
    [InlineData(-1, 0)]
    [InlineData(65_535, -1)]
    [InlineData(65_536, -1)]
    [InlineData(100_000, -1)]
    public void Decide_LimitEntryOutsideItsField_IsComparedAsTheNumberItIs(int entry, int expected)
    {
        var plan = new PlanBuilder(1);
        var (key, left) = (plan.Field("key", 0, 1), plan.Field("left", 0, 65_534));
        plan.LimitBy("cost", key, (k, _) => k == 0 ? 0 : entry, left);
        var built = plan.Build();
        var row = new byte[built.RowBytes];
        PlanRow.Write(row, key, 1);
        foreach (var isa in Enum.GetValues<PlanIsa>().Where(PlanProcessor.Has))
        {
            var bound = built.Bind([], isa);
            foreach (var amount in (int[])[0, 1, 65_534])
            {
                PlanRow.Write(row, left, amount);
                Assert.Equal(expected, bound.Decide(row).Channel);
                Assert.Equal(expected, Columns(bound, [row]).Single().Channel);
            }
        }
    }

    private static IEnumerable<PlanChoice> Columns(BoundPlan bound, byte[][] rows)
    {
        var block = new byte[ColumnBlock.BytesOf(bound.Plan)];
        for (var i = 0; i < rows.Length; i++)
        {
            ColumnBlock.Put(bound.Plan, block, i, rows[i]);
        }

        var (channels, scores) = (new short[rows.Length], new int[rows.Length]);
        new ColumnDecider(bound).Decide(block, channels, scores);
        return channels.Zip(scores, (channel, score) => new PlanChoice(channel, score)).ToArray();
    }
}
