using System.Runtime.CompilerServices;

namespace OmniChannel;

/// <summary>Where a number of a packed snapshot lies: in the eight bytes from <see cref="At"/>, shifted and masked. One way for all widths, so that reading never branches.</summary>
internal readonly record struct PlanSlot(int At, int Shift, uint Mask)
{
    public static PlanSlot Of(PlanField field, int channel = 0)
    {
        var offset = field.OffsetOf(channel);
        return new(offset & ~7, (offset & 7) * 8, uint.MaxValue >> (32 - (8 * field.Width)));
    }

    /// <summary>Reads it. The layout keeps every slot inside the row, whose length is checked once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Read(ref byte row)
    {
        var eight = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref row, At));
        return (uint)((BitConverter.IsLittleEndian ? eight : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(eight)) >> Shift) & Mask;
    }
}

/// <summary>Reads numbers of two bytes.</summary>
internal static class PlanWord
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort Read(ref byte row, nint offset)
    {
        var word = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref row, offset));
        return BitConverter.IsLittleEndian ? word : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(word);
    }
}
