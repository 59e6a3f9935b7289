using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OmniChannel;

/// <summary>Decides for one customer at a time. Allocates nothing.</summary>
internal static class RowDecider
{
    /// <summary>The choice for a packed snapshot.</summary>
    public static PlanChoice Decide(this BoundPlan bound, ReadOnlySpan<byte> row) => bound.Rows.Decide(ref Known(bound, row));

    /// <summary>The choice for a packed snapshot, and everything that it rested on.</summary>
    public static PlanChoice Explain(this BoundPlan bound, ReadOnlySpan<byte> row, PlanTrace trace)
    {
        ref var known = ref Known(bound, row);
        trace.Keep(bound, ref known);
        return bound.Rows.Decide(ref known);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref byte Known(BoundPlan bound, ReadOnlySpan<byte> row)
    {
        if (row.Length < bound.RowBytes)
        {
            TooShort(bound, row);
        }

        return ref MemoryMarshal.GetReference(row);
    }

    [DoesNotReturn]
    private static void TooShort(BoundPlan bound, ReadOnlySpan<byte> row) =>
        throw new ArgumentException($"Found a snapshot of {row.Length} bytes; this plan reads {bound.RowBytes}.", nameof(row));
}
