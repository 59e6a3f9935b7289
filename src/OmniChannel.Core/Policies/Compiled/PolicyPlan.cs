namespace OmniChannel;

/// <summary>A policy's rules as a plan, and how a customer's facts become a packed snapshot. The rules alone: gates, plans and the other terms are the router's. Immutable.</summary>
internal sealed class PolicyPlan
{
    public required DecisionPlan Plan { get; init; }

    public required IReadOnlyList<Channel> Channels { get; init; }

    /// <summary>The byte that tells one plan's snapshots from another's; null where there is one plan.</summary>
    public required PlanField? Marker { get; init; }

    public required FactField[] Facts { get; init; }

    /// <summary>How <see cref="Facts"/> get into a snapshot, and what is asked of <see cref="Asked"/>.</summary>
    public required FactPacking Packing { get; init; }

    /// <summary>Those that come from the context.</summary>
    public required FactField[] SharedFacts { get; init; }

    /// <summary>Those that no snapshot keeps, because only their being known counts.</summary>
    public required FactField[] Asked { get; init; }

    public required NumberField[] Numbers { get; init; }

    public required WindowField[] Windows { get; init; }

    public required ChannelBits[] Bits { get; init; }

    /// <summary>Rules that no range test says: judged while packing, one bit for each channel that is left.</summary>
    public required (PolicyRule Rule, PlanField Flags)[] JudgedRules { get; init; }

    /// <summary>Points that no table says: counted while packing.</summary>
    public required (ScoreRule Rule, PlanField Points)[] CountedRules { get; init; }

    /// <summary>Whether a snapshot keeps the codes of facts and nothing else: then nothing else is looked for while packing.</summary>
    private bool IsFactsOnly => Numbers.Length + Windows.Length + Bits.Length + JudgedRules.Length + CountedRules.Length == 0;

    /// <summary>Compiles the rules of a policy for these channels.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="channels">1 to 32; the first wins a tie.</param>
    /// <param name="shared">Facts that are the same for all customers of a run: <see cref="Bind"/> folds them in. None when left out.</param>
    /// <exception cref="PlanException">A score could leave the range of points, or there are more than 65,536 tests or rules.</exception>
    public static PolicyPlan Compile(Policy policy, IReadOnlyList<Channel> channels, IReadOnlyCollection<Fact>? shared = null) =>
        PolicyPlanCompiler.Compile(policy, channels, shared ?? [], isKnown: false, isTwin: false);

    /// <summary>Folds in what is the same for all customers of a run.</summary>
    /// <param name="factsOf">The shared facts as each channel sees them, by its index.</param>
    /// <param name="isa">The vector path, for tests; otherwise the best.</param>
    public BoundPlan Bind<TFacts>(Func<int, TFacts> factsOf, PlanIsa? isa = null)
        where TFacts : IFactSource
    {
        var context = new long[Plan.Source.Fields.Count(f => f.Scope == PlanScope.Context)];
        foreach (var fact in SharedFacts)
        {
            context[fact.Field!.Offset] = fact.Encode(factsOf(0).Read(fact.Fact));
        }

        foreach (var number in Numbers.Where(n => n.Field.Scope == PlanScope.Context))
        {
            context[number.Field.Offset] = number.Read(new FactsByChannel<TFacts>(factsOf), 0) ?? long.MinValue;
        }

        foreach (var window in Windows.Where(w => w.IsShared))
        {
            var (field, minute) = window.Context(factsOf(0));
            context[field.Offset] = minute;
        }

        foreach (var bits in Bits.Where(b => b.Field.Scope == PlanScope.Context))
        {
            context[bits.Field.Offset] = bits.Left(Channels, new FactsByChannel<TFacts>(factsOf));
        }

        return Plan.Bind(context, isa);
    }

    /// <inheritdoc cref="Pack{TFacts}(TFacts, Span{byte}, bool)"/>
    public bool Pack<TFacts>(Func<int, TFacts> factsOf, Span<byte> row)
        where TFacts : IFactSource => Pack(new FactsByChannel<TFacts>(factsOf), row);

    /// <summary>Packs what is known of one customer. Allocates nothing of its own.</summary>
    /// <param name="facts">The facts as each channel sees them.</param>
    /// <param name="row">At least <see cref="DecisionPlan.RowBytes"/>.</param>
    /// <param name="isAgain">The row holds the same customer packed before: what cannot have changed stays.</param>
    /// <returns>False when the plan is for customers of whom all is known, and this is none: the row then holds nothing.</returns>
    public bool Pack<TFacts>(TFacts facts, Span<byte> row, bool isAgain = false)
        where TFacts : struct, IChannelFacts
    {
        if (!isAgain)
        {
            row[..Plan.RowBytes].Clear();
        }

        return Packing.Pack(facts, row, isAgain) && (IsFactsOnly || (PackNumbers(facts, row, isAgain) && PackJudged(facts, row, isAgain)));
    }

    private bool PackJudged<TFacts>(TFacts facts, Span<byte> row, bool isAgain)
        where TFacts : struct, IChannelFacts
    {
        foreach (var window in Windows)
        {
            window.Pack(facts.On(0), row);
        }

        foreach (var bits in Bits)
        {
            if (bits.Field.Scope == PlanScope.Row && !(isAgain && bits.Fact.IsStill))
            {
                PlanRow.Write(row, bits.Field, bits.Left(Channels, facts));
            }
        }

        foreach (var (rule, flags) in JudgedRules)
        {
            var left = 0u;
            for (var c = 0; c < Channels.Count; c++)
            {
                left |= rule.Concerns(Channels[c]) && RuleWalker.TakesOut(rule, facts.On(c)) != Truth.False ? 0 : 1u << c;
            }

            PlanRow.Write(row, flags, left);
        }

        foreach (var (rule, points) in CountedRules)
        {
            for (var c = 0; c < Channels.Count; c++)
            {
                PlanRow.Write(row, points, rule.Concerns(Channels[c]) ? RuleWalker.Points(rule, facts.On(c)).Points : 0, c);
            }
        }

        return true;
    }

    private bool PackNumbers<TFacts>(TFacts facts, Span<byte> row, bool isAgain)
        where TFacts : struct, IChannelFacts
    {
        foreach (var number in Numbers)
        {
            for (var c = 0; number.Field.Scope == PlanScope.Row && !(isAgain && number.IsStill) && c < (number.Field.PerChannel ? Channels.Count : 1); c++)
            {
                if (number.Read(facts, c) is { } value)
                {
                    PlanRow.Write(row, number.Field, value, c);
                }
                else if (!number.Field.Optional)
                {
                    return false;
                }
                else
                {
                    PlanRow.WriteAbsent(row, number.Field, c);
                }
            }
        }

        return true;
    }
}
