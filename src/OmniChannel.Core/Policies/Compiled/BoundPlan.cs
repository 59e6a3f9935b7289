namespace OmniChannel;

/// <summary>A plan with a context folded in: ready to decide. Immutable, for any number of threads.</summary>
internal sealed class BoundPlan
{
    internal BoundPlan(DecisionPlan plan, ReadOnlySpan<long> context, PlanIsa isa)
    {
        var source = plan.Source;
        var expected = source.Fields.Count(f => f.Scope == PlanScope.Context);
        if (context.Length != expected)
        {
            throw new ArgumentException($"Found {context.Length} numbers of context; the plan reads {expected}.", nameof(context));
        }

        if (!PlanProcessor.Has(isa))
        {
            throw new PlatformNotSupportedException($"This processor has no {isa}; leave the path out and the best is taken.");
        }

        (Plan, Isa, Context) = (plan, isa, context.ToArray());
        Tests = new ulong[plan.Words];
        Start = [.. plan.Start];
        FoldTests(source);
        FoldFlags(source);
        FoldPoints(source);
        RowBytes = plan.RowBytes;
        Rows = RowExecutor.Of(this);
    }

    public DecisionPlan Plan { get; }

    public PlanIsa Isa { get; }

    public long[] Context { get; }

    /// <summary>The tests that the context alone decides.</summary>
    public ulong[] Tests { get; }

    /// <summary>The channels that the context alone takes out.</summary>
    public uint Blocked { get; private set; }

    public int[] Start { get; }

    public int RowBytes { get; }

    /// <summary>Decides for single customers.</summary>
    public RowExecutor Rows { get; }

    private void FoldTests(PlanBuilder source)
    {
        for (var t = 0; t < source.Tests.Count; t++)
        {
            if (source.Tests[t] is PlanTest.Range { Field.Scope: PlanScope.Context } range && ((Stored(range.Field) - range.Low) & PlanSlot.Of(range.Field).Mask) <= range.Span)
            {
                Tests[Plan.TestBits[t] >> 6] |= 1UL << (Plan.TestBits[t] & 63);
            }
        }

        foreach (var window in Plan.Windows.Where(w => w.IsLost(Context)))
        {
            Tests[window.Word] |= window.Bit;
        }
    }

    private void FoldFlags(PlanBuilder source)
    {
        foreach (var flags in source.FlagFields.Where(f => f.Field.Scope == PlanScope.Context))
        {
            if (flags.Waiver >= 0)
            {
                throw new PlanException($"The flags {flags.Name} of the context have a waiver; expected it of flags of the snapshot only.");
            }

            Blocked |= flags.Channels & ~(uint)Context[flags.Field.Offset];
        }
    }

    private void FoldPoints(PlanBuilder source)
    {
        foreach (var table in source.Tables.Where(t => t.Key.Scope == PlanScope.Context))
        {
            Add(table.Rows[(int)Stored(table.Key)], 1);
        }

        foreach (var steps in source.StepTerms.Where(s => s.Field.Scope == PlanScope.Context))
        {
            for (var i = 0; i < steps.Above.Count && Context[steps.Field.Offset] != long.MinValue; i++)
            {
                Add(steps.Points[i], Context[steps.Field.Offset] > steps.Above[i] ? 1 : 0);
            }
        }

        foreach (var linear in source.LinearTerms.Where(l => l.Field.Scope == PlanScope.Context && Context[l.Field.Offset] != long.MinValue))
        {
            Add([.. linear.Factors], (int)Context[linear.Field.Offset]);
        }
    }

    private void Add(int[] row, int times)
    {
        for (var c = 0; c < row.Length; c++)
        {
            Start[c] += row[c] * times;
        }
    }

    /// <summary>A context's number as a snapshot would keep it; the smallest 64-bit number stands for absent.</summary>
    private uint Stored(PlanField field) => Context[field.Offset] == long.MinValue && field.Optional ? 0 : field.Store(Context[field.Offset]);
}
