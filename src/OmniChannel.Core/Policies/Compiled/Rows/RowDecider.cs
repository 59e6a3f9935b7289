using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OmniChannel;

/// <summary>Decides for one customer at a time. Allocates nothing.</summary>
internal static class RowDecider
{
    /// <summary>The choice for a packed snapshot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PlanChoice Decide(this BoundPlan bound, ReadOnlySpan<byte> row) => bound.Rows.Decide(ref Known(bound, row));

    /// <summary>The first byte of a packed snapshot that is long enough.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ref byte Known(BoundPlan bound, ReadOnlySpan<byte> row)
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
