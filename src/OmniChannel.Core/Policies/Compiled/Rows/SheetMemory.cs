using System.Runtime.InteropServices;

namespace OmniChannel;

/// <summary>Collects what a sheet holds, part after part.</summary>
internal sealed class SheetMemory
{
    private readonly List<byte> _bytes = [];

    /// <summary>Appends a part and answers where it begins. Parts of whole 16 or 64 bytes stay aligned to that.</summary>
    public nint Put<T>(ReadOnlySpan<T> part)
        where T : unmanaged
    {
        var start = _bytes.Count;
        _bytes.AddRange(MemoryMarshal.AsBytes(part));
        return start;
    }

    /// <summary>Appends rows of eight points as 16-bit numbers, filled up with rows of nothing.</summary>
    public nint PutRows(IEnumerable<int[]> rows, int count = 0)
    {
        var start = (nint)_bytes.Count;
        var put = 0;
        foreach (var row in rows)
        {
            Put<short>([.. row.Take(8).Select(p => unchecked((short)p))]);
            put++;
        }

        for (; put < count; put++)
        {
            Put<short>(new short[8]);
        }

        return start;
    }

    /// <summary>Fills up to a whole line of the cache.</summary>
    public nint Align()
    {
        _bytes.AddRange(new byte[-_bytes.Count & 63]);
        return _bytes.Count;
    }

    public AlignedWords ToWords()
    {
        Align();
        return new AlignedWords(MemoryMarshal.Cast<byte, short>(CollectionsMarshal.AsSpan(_bytes)));
    }
}
