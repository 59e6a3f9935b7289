namespace OmniChannel;

/// <summary>A policy compiled twice: for customers of whom all is known that it asks, which takes the fewest operations, and for all others. The first byte of a packed snapshot says which of the two reads it. Immutable.</summary>
internal sealed class TwinPlan
{
    private TwinPlan(PolicyPlan known, PolicyPlan any) => (Known, Any) = (known, any);

    public PolicyPlan Known { get; }

    public PolicyPlan Any { get; }

    /// <summary>Bytes of a packed snapshot.</summary>
    public int RowBytes => Math.Max(Known.Plan.RowBytes, Any.Plan.RowBytes);

    /// <inheritdoc cref="PolicyPlan.Compile"/>
    public static TwinPlan Compile(Policy policy, IReadOnlyList<Channel> channels, IReadOnlyCollection<Fact>? shared = null) => new(
        PolicyPlanCompiler.Compile(policy, channels, shared ?? [], isKnown: true, isTwin: true),
        PolicyPlanCompiler.Compile(policy, channels, shared ?? [], isKnown: false, isTwin: true));

    /// <summary>Packs what is known of one customer.</summary>
    /// <param name="factsOf">The facts as each channel sees them, by its index.</param>
    /// <param name="row">At least <see cref="RowBytes"/>.</param>
    public void Pack<TFacts>(Func<int, TFacts> factsOf, Span<byte> row)
        where TFacts : IFactSource
    {
        if (!Known.Pack(factsOf, row))
        {
            Any.Pack(factsOf, row);
            PlanRow.Write(row, Any.Marker!, 1);
        }
    }

    /// <summary>Folds in what is the same for all customers of a run.</summary>
    /// <param name="factsOf">The shared facts as each channel sees them, by its index.</param>
    /// <param name="isa">The vector path, for tests; otherwise the best.</param>
    public BoundTwin Bind<TFacts>(Func<int, TFacts> factsOf, PlanIsa? isa = null)
        where TFacts : IFactSource => new(Known.Bind(factsOf, isa), Any.Bind(factsOf, isa));
}

/// <summary>Both plans with a context folded in. Immutable, for any number of threads.</summary>
internal sealed class BoundTwin(BoundPlan known, BoundPlan any)
{
    public BoundPlan Known { get; } = known;

    public BoundPlan Any { get; } = any;

    /// <summary>The plan that reads a packed snapshot.</summary>
    public BoundPlan For(ReadOnlySpan<byte> row) => row[0] == 0 ? Known : Any;

    /// <summary>The choice for a packed snapshot. Allocates nothing.</summary>
    public PlanChoice Decide(ReadOnlySpan<byte> row) => For(row).Decide(row);
}
