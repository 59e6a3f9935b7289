namespace OmniChannel;

/// <summary>A policy's rules as a plan, and how a customer's facts become a packed snapshot. The rules alone: gates, plans and the other terms are the router's. Immutable.</summary>
internal sealed class PolicyPlan
{
    public required DecisionPlan Plan { get; init; }

    public required IReadOnlyList<Channel> Channels { get; init; }

    public required FactField[] Facts { get; init; }

    /// <summary>Rules that no range test says: judged while packing, one bit for each channel that is left.</summary>
    public required (PolicyRule Rule, PlanField Flags)[] JudgedRules { get; init; }

    /// <summary>Points that no table says: counted while packing.</summary>
    public required (ScoreRule Rule, PlanField Points)[] CountedRules { get; init; }

    /// <summary>Compiles the rules of a policy for these channels.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="channels">1 to 32; the first wins a tie.</param>
    /// <exception cref="PlanException">A score could leave the range of points, or there are more than 65,536 tests or rules.</exception>
    public static PolicyPlan Compile(Policy policy, IReadOnlyList<Channel> channels) => new PolicyPlanCompiler(policy, channels).Compile();

    /// <summary>Packs what is known of one customer.</summary>
    /// <param name="factsOf">The facts as each channel sees them, by its index.</param>
    /// <param name="row">At least <see cref="DecisionPlan.RowBytes"/>.</param>
    public void Pack<TFacts>(Func<int, TFacts> factsOf, Span<byte> row)
        where TFacts : IFactSource
    {
        row[..Plan.RowBytes].Clear();
        foreach (var fact in Facts)
        {
            var field = fact.Field!;
            for (var c = 0; c < (field.PerChannel ? Channels.Count : 1); c++)
            {
                PlanRow.Write(row, field, fact.Encode(factsOf(c).Read(fact.Fact)), c);
            }
        }

        foreach (var (rule, flags) in JudgedRules)
        {
            var left = 0u;
            for (var c = 0; c < Channels.Count; c++)
            {
                left |= rule.Concerns(Channels[c]) && RuleWalker.TakesOut(rule, factsOf(c)) != Truth.False ? 0 : 1u << c;
            }

            PlanRow.Write(row, flags, left);
        }

        foreach (var (rule, points) in CountedRules)
        {
            for (var c = 0; c < Channels.Count; c++)
            {
                PlanRow.Write(row, points, rule.Concerns(Channels[c]) ? RuleWalker.Points(rule, factsOf(c)).Points : 0, c);
            }
        }
    }
}
