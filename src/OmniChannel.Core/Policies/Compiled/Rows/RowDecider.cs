using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace OmniChannel;

/// <summary>Decides for one customer at a time. Allocates nothing.</summary>
internal static class RowDecider
{
    /// <summary>The choice for a packed snapshot.</summary>
    public static PlanChoice Decide(this BoundPlan bound, ReadOnlySpan<byte> row) =>
        PlanChoice.FromKey(Key<NotKept>(bound, ref Known(bound, row), null));

    /// <summary>The choice for a packed snapshot, and everything that it rested on.</summary>
    public static PlanChoice Explain(this BoundPlan bound, ReadOnlySpan<byte> row, PlanTrace trace) =>
        PlanChoice.FromKey(Key<Kept>(bound, ref Known(bound, row), trace));

    private static ref byte Known(BoundPlan bound, ReadOnlySpan<byte> row)
    {
        if (row.Length < bound.Plan.RowBytes)
        {
            throw new ArgumentException($"Found a snapshot of {row.Length} bytes; this plan reads {bound.Plan.RowBytes}.", nameof(row));
        }

        return ref MemoryMarshal.GetReference(row);
    }

    private static int Key<TKeep>(BoundPlan bound, ref byte row, PlanTrace? trace)
        where TKeep : struct => (bound.Isa, bound.Plan.IsSmall) switch
        {
            (PlanIsa.Avx512, true) => SmallRowExecutor<Avx512RowLanes, Vector256<int>, TKeep>.Decide(bound, ref row, trace),
            (PlanIsa.Avx512, false) => VectorRowExecutor<Avx512RowLanes, Vector256<int>, TKeep>.Decide(bound, ref row, trace),
            (PlanIsa.Avx2, true) => SmallRowExecutor<Avx2RowLanes, Vector256<int>, TKeep>.Decide(bound, ref row, trace),
            (PlanIsa.Avx2, false) => VectorRowExecutor<Avx2RowLanes, Vector256<int>, TKeep>.Decide(bound, ref row, trace),
            (PlanIsa.Vector128, true) => SmallRowExecutor<Vector128RowLanes, EightPoints, TKeep>.Decide(bound, ref row, trace),
            (PlanIsa.Vector128, false) => VectorRowExecutor<Vector128RowLanes, EightPoints, TKeep>.Decide(bound, ref row, trace),
            (_, true) when trace is null => SmallScalarExecutor.Decide(bound, ref row),
            _ => ScalarRowExecutor.Decide(bound, ref row, trace),
        };
}
