using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OmniChannel.Benchmarks;

/// <summary>Pinned memory that begins at a multiple of 64 bytes, as a store of packed snapshots would keep it.</summary>
internal sealed class AlignedRows
{
    private readonly byte[] _memory;
    private readonly int _start;

    public AlignedRows(int bytes)
    {
        _memory = GC.AllocateArray<byte>(bytes + 64, pinned: true);
        _start = (int)(-Marshal.UnsafeAddrOfPinnedArrayElement(_memory, 0) & 63);
        Length = bytes;
    }

    public int Length { get; }

    public Span<byte> Span => _memory.AsSpan(_start, Length);
}
