namespace OmniChannel.Tests.Policies.Compiled;

/// <summary>The walker over the tree is the specification: a plan gives the same channel and the same points on every path.</summary>
public sealed class PolicyPlanTests
{
    private const int Customers = 24;

    [Fact]
    public void Decide_RandomPoliciesAndCustomers_AgreesWithTheWalkerOnEveryPath()
    {
        var (chosen, plans) = (0, 0);
        for (var seed = 1u; seed <= 150; seed++)
        {
            var random = new RandomPolicies(seed);
            var (policy, channels) = random.Next();
            var compiled = PolicyPlan.Compile(policy, channels);
            var customers = Enumerable.Range(0, Customers).Select(_ => random.Customer(channels, [])).ToArray();
            var expected = customers.Select(facts => RuleWalker.Choose(policy, channels, c => facts[c])).Select(c => new PlanChoice(c.Channel, c.Score)).ToArray();
            chosen += expected.Count(c => c.Channel >= 0);
            foreach (var isa in Enum.GetValues<PlanIsa>().Where(PlanProcessor.Has))
            {
                var bound = compiled.Plan.Bind([], isa);
                Assert.True(expected.SequenceEqual(Rows(compiled, bound, customers)), $"seed {seed}, {isa}, rows\n{policy}");
                Assert.True(expected.SequenceEqual(Columns(compiled, bound, customers)), $"seed {seed}, {isa}, columns\n{policy}");
                plans++;
            }
        }

        Assert.True(chosen is > 150 * Customers / 5 and < 150 * Customers * 4 / 5, $"{chosen} of {150 * Customers} customers have a channel: the rules are too strict or too lax to prove much.");
        Assert.True(plans >= 150);
    }

    /// <summary>Both plans of a policy, with some facts folded in for all customers; half of the customers have no fact missing.</summary>
    [Fact]
    public void Decide_RandomPoliciesWithSharedFacts_AgreesWithTheWalkerOnEveryPath()
    {
        var (known, any) = (0, 0);
        for (var seed = 1u; seed <= 150; seed++)
        {
            var random = new RandomPolicies(seed);
            var (policy, channels) = random.Next();
            var shared = random.Shared();
            var customers = Enumerable.Range(0, Customers).Select(i => random.Customer(channels, shared, isComplete: i % 2 == 0)).ToArray();
            var expected = customers.Select(facts => RuleWalker.Choose(policy, channels, c => facts[c])).Select(c => new PlanChoice(c.Channel, c.Score)).ToArray();
            var twin = TwinPlan.Compile(policy, channels, [.. shared.Select(s => s.Fact)]);
            var rows = customers.Select(facts => Packed(twin, facts)).ToArray();
            known += rows.Count(row => row[0] == 0);
            any += rows.Count(row => row[0] != 0);
            foreach (var isa in Enum.GetValues<PlanIsa>().Where(PlanProcessor.Has))
            {
                var bound = twin.Bind(c => customers[0][c], isa);
                Assert.True(expected.SequenceEqual(rows.Select(row => bound.Decide(row))), $"seed {seed}, {isa}, rows\n{policy}");
                Assert.True(expected.SequenceEqual(Columns(twin, bound, rows)), $"seed {seed}, {isa}, columns\n{policy}");
            }
        }

        Assert.True(known > 500 && any > 500, $"{known} snapshots with every fact, {any} without.");
    }

    private static byte[] Packed(TwinPlan twin, Conditions.FactTable[] facts)
    {
        var row = new byte[twin.RowBytes];
        twin.Pack(c => facts[c], row);
        return row;
    }

    private static IEnumerable<PlanChoice> Columns(TwinPlan twin, BoundTwin bound, byte[][] rows)
    {
        var block = new byte[TwinColumns.BytesOf(twin)];
        for (var i = 0; i < rows.Length; i++)
        {
            TwinColumns.Put(twin, block, i, rows[i]);
        }

        var channels = new short[rows.Length];
        var scores = new int[rows.Length];
        new TwinColumns(bound).Decide(block, channels, scores);
        return channels.Zip(scores, (c, s) => new PlanChoice(c, s));
    }

    private static IEnumerable<PlanChoice> Rows(PolicyPlan compiled, BoundPlan bound, Conditions.FactTable[][] customers)
    {
        var row = new byte[compiled.Plan.RowBytes];
        var trace = new PlanTrace(compiled.Plan);
        foreach (var facts in customers)
        {
            compiled.Pack(c => facts[c], row);
            var choice = bound.Decide(row);
            Assert.Equal(choice, bound.Explain(row, trace));
            Assert.Equal(choice.Channel >= 0, trace.Eligible != 0);
            Assert.True(choice.Channel < 0 || trace.Scores[choice.Channel] == choice.Score);
            yield return choice;
        }
    }

    private static IEnumerable<PlanChoice> Columns(PolicyPlan compiled, BoundPlan bound, Conditions.FactTable[][] customers)
    {
        var row = new byte[compiled.Plan.RowBytes];
        var block = new byte[ColumnBlock.BytesOf(compiled.Plan)];
        for (var i = 0; i < customers.Length; i++)
        {
            var facts = customers[i];
            compiled.Pack(c => facts[c], row);
            ColumnBlock.Put(compiled.Plan, block, i, row);
        }

        var channels = new short[customers.Length];
        var scores = new int[customers.Length];
        new ColumnDecider(bound).Decide(block, channels, scores);
        return channels.Zip(scores, (c, s) => new PlanChoice(c, s));
    }
}
