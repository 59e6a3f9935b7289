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

    /// <summary>So many comparisons of two numbers that each takes words of tests of its own.</summary>
    [Fact]
    public void Decide_HundredsOfComparisonsOfOneNumber_AgreesWithTheWalkerOnEveryPath()
    {
        var (wide, small) = (Facts.Custom.Number("wide", "", -20_000, 20_000), Facts.Custom.Number("small", "", 0, 200, perChannel: true));
        Channel[] channels = [Channel.Email, Channel.Sms, Channel.Push];
        var policy = Policy.Named("long");
        for (var i = 0; i < 300; i++)
        {
            Condition when = (i % 4) switch
            {
                0 => wide > i * 60 - 9000 & wide <= i * 60 - 8800,
                1 => wide.In(i, i + 700, i + 1400),
                2 => wide != i * 7 & small == i % 200,
                _ => small > i / 2 & small <= (i / 2) + 3,
            };
            policy = i % 5 == 0 ? policy.Exclude(channels[i % 3], when, "out") : policy.Score(channels[i % 3], i - 90, when, "in");
        }

        var twin = TwinPlan.Compile(policy.OtherwiseBest(), channels);
        Assert.True(twin.Known.Plan.Runs.Length > 4 && twin.Any.Plan.Runs.Length > 4 && twin.Any.Plan.FitsColumns);
        var chance = new NbcChance(7);
        var customers = Enumerable.Range(0, 1000).Select(i => channels.Select(c => new Conditions.FactTable(
            [(wide, i % 9 == 8 ? FactValue.Absent : FactValue.Of(chance.Next(25_000) - 10_000L)), (small, FactValue.Of((long)chance.Next(201))), (Facts.Channel, FactValue.Of(c.Name))])).ToArray()).ToArray();
        foreach (var facts in customers)
        {
            (facts[1], facts[2]) = (WithWide(facts[1]), WithWide(facts[2]));
            Conditions.FactTable WithWide(Conditions.FactTable of) => new((wide, facts[0].Read(wide)), (small, of.Read(small)), (Facts.Channel, of.Read(Facts.Channel)));
        }

        var expected = customers.Select(facts => RuleWalker.Choose(policy.OtherwiseBest(), channels, c => facts[c])).Select(c => new PlanChoice(c.Channel, c.Score)).ToArray();
        foreach (var isa in Enum.GetValues<PlanIsa>().Where(PlanProcessor.Has))
        {
            var bound = twin.Bind(c => customers[0][c], isa);
            var rows = customers.Select(facts => Packed(twin, facts)).ToArray();
            Assert.Equal(expected, rows.Select(row => bound.Decide(row)));
            Assert.Equal(expected, Columns(twin, bound, rows));
            Assert.Equal(expected, Rows(twin.Any, bound.Any, customers));
        }
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
        var trace = new PlanTrace(bound);
        foreach (var facts in customers)
        {
            compiled.Pack(c => facts[c], row);
            var choice = bound.Decide(row);
            Assert.Equal(choice, trace.Decide(row));
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
