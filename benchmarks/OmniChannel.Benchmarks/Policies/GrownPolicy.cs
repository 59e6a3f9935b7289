using OmniChannel.Tests.Policies.Compiled;

namespace OmniChannel.Benchmarks;

/// <summary>Policies of any size, compiled, with 256 customers who take turns. Rules are of two to four comparisons over seven facts, half of them excluding, half scoring.</summary>
internal sealed class GrownPolicy
{
    public const int Customers = 256;

    private static readonly OrderedFact<int> Load = Facts.Custom.Number("load", "", 0, 10_000);
    private static readonly TextFact Tier = Facts.Custom.Text("tier", "", ["bronze", "gold", "silver"]);
    private static readonly Fact[] Asked = [Load, Tier, Facts.Customer.Age, Facts.Stage, Facts.History.Deliveries];
    private int _turn;

    /// <param name="rules">How many rules.</param>
    /// <param name="channels">How many channels.</param>
    /// <param name="spilt">How many of the rules are expressions that no range says.</param>
    public GrownPolicy(int rules, int channels, int spilt = 0)
    {
        Channels = [.. Enumerable.Range(0, channels).Select(c => new Channel($"channel{c}"))];
        var schema = FactSchema.BuiltIn.With([Load, Tier]);
        var builder = OmniChannel.Policy.Named("grown");
        for (var i = 0; i < rules; i++)
        {
            Condition when = Load >= i * 7 & (Condition)(Facts.Customer.Age < 18 + (i % 60));
            when = i % 3 == 0 ? when & Facts.Stage == FunnelStage.Conversion : i % 3 == 1 ? when & Tier == "gold" : when;
            when = i < spilt ? Free(i, schema) : when;
            builder = i % 2 == 0
                ? builder.Exclude(Channels[i % channels], when & Facts.History.Deliveries > i % 9, $"rule {i}")
                : builder.Score(Channels[i % channels], (i % 50) - 20, when, $"rule {i}");
        }

        Policy = builder.OtherwiseBest();
        var compiled = Compile();
        Bytes = compiled.RowBytes;
        Plan = compiled.Bind(_ => new Known([]));
        Rows = new byte[Customers * Bytes];
        var chance = new NbcChance(1);
        for (var i = 0; i < Customers; i++)
        {
            var facts = Draw(chance, channels);
            compiled.Pack(c => facts[c], Rows.AsSpan(i * Bytes));
            var (channel, score) = RuleWalker.Choose(Policy, Channels, c => facts[c]);
            if (Plan.Decide(Row(i)) is var choice && (choice.Channel != channel || choice.Score != score))
            {
                throw new InvalidOperationException($"{rules} rules, {channels} channels: the plan chose {choice}; the walker {channel} with {score}.");
            }
        }
    }

    public Policy Policy { get; }

    public Channel[] Channels { get; }

    public BoundTwin Plan { get; }

    public int Bytes { get; }

    public byte[] Rows { get; }

    public TwinPlan Compile() => TwinPlan.Compile(Policy, Channels);

    public int Decide() => Plan.Decide(Row(_turn++ % Customers)).Channel;

    private ReadOnlySpan<byte> Row(int customer) => Rows.AsSpan(customer * Bytes, Bytes);

    private static Condition Free(int i, FactSchema schema)
    {
        var problems = new List<ConditionProblem>();
        return ConditionParser.Parse($"custom.load % {i + 3} == 1 && customer.age < {18 + (i % 60)}", schema, problems) ?? throw new InvalidOperationException(problems[0].ToString());
    }

    private static Known[] Draw(NbcChance chance, int channels)
    {
        var shared = Asked.Where(f => f != (Fact)Facts.History.Deliveries).Select(f => (f, f.Kind == FactKind.Text ? FactValue.Of(f == (Fact)Tier ? Tier.Domain.Values[chance.Next(3)] : FunnelStage.Conversion.Name) : FactValue.Of((long)chance.Next(f == (Fact)Load ? 10_000 : 90)))).ToList();
        return [.. Enumerable.Range(0, channels).Select(c => new Known([.. shared, (Facts.Channel, FactValue.Of($"channel{c}")), (Facts.History.Deliveries, FactValue.Of((long)chance.Next(12)))]))];
    }

    private readonly struct Known(IReadOnlyList<(Fact Fact, FactValue Value)> known) : IFactSource
    {
        public FactValue Read(Fact fact) => known.FirstOrDefault(one => one.Fact.Equals(fact)).Value;
    }
}
