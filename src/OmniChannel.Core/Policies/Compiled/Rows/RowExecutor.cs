using System.Runtime.Intrinsics;

namespace OmniChannel;

/// <summary>One way of deciding for one customer under a bound plan. Immutable, for any number of threads. All ways answer alike.</summary>
internal abstract class RowExecutor
{
    /// <summary>The fastest for a plan on the path it is bound to.</summary>
    public static RowExecutor Of(BoundPlan bound) => (bound.Isa, bound.Plan.Sheet) switch
    {
        (PlanIsa.Avx512, { } sheet) => new SheetExecutor<Avx512RowLanes>(bound, sheet),
        (PlanIsa.Avx512, null) => new VectorRowExecutor<Avx512RowLanes, Vector256<int>>(bound),
        (PlanIsa.Avx2, { } sheet) => new SheetExecutor<Avx2RowLanes>(bound, sheet),
        (PlanIsa.Avx2, null) => new VectorRowExecutor<Avx2RowLanes, Vector256<int>>(bound),
        (PlanIsa.Vector128, { } sheet) => new SheetExecutor<Vector128RowLanes>(bound, sheet),
        (PlanIsa.Vector128, null) => new VectorRowExecutor<Vector128RowLanes, EightPoints>(bound),
        (_, { } sheet) when ScalarSheet.Fits(bound.Plan) => new ScalarSheetExecutor(bound, sheet),
        _ => new ScalarRowExecutor(bound),
    };

    /// <summary>The choice for a packed snapshot, whose length the caller knows to suffice.</summary>
    public abstract PlanChoice Decide(ref byte row);
}
