using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OmniChannel;

/// <summary>16-bit numbers in pinned memory from a multiple of 64 bytes on: a vector that crosses a line of the cache costs two.</summary>
internal sealed class AlignedWords
{
    private const int Line = 32;
    private readonly short[] _memory;
    private readonly int _start;

    public AlignedWords(int count)
    {
        _memory = GC.AllocateArray<short>(count + Line, pinned: true);
        _start = (int)(-Marshal.UnsafeAddrOfPinnedArrayElement(_memory, 0) & 63) / sizeof(short);
        Count = count;
    }

    public AlignedWords(ReadOnlySpan<short> numbers)
        : this(numbers.Length) => numbers.CopyTo(Span);

    public int Count { get; }

    public Span<short> Span => _memory.AsSpan(_start, Count);

    /// <summary>The number at an index that the caller knows to be inside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref short At(int index) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_memory), _start + index);
}
