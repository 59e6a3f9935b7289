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
            var customers = Enumerable.Range(0, Customers).Select(_ => random.Customer(channels)).ToArray();
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
