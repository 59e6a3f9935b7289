namespace OmniChannel;

/// <summary>Where a pair of fused tables finds its rows: eight key bytes, gathered from anywhere in the snapshot, times what one step of each is worth in bytes.</summary>
/// <remarks>
/// One pair takes <see cref="Bytes"/>: 16 places of keys; 16 factors of bytes, which make pairs; 8 factors of pairs, which make two numbers;
/// masks that keep both inside; where the tables start; and, for processors that shuffle 16 bytes at most, the places once more for each quarter of the snapshot.
/// </remarks>
internal static class SheetKeys
{
    public const int Factors = 16, PairFactors = 32, Masks = 48, Starts = 64, Quarters = 128, Bytes = 192;

    /// <summary>Bytes of one row of points.</summary>
    public const int Row = 16;

    /// <summary>Appends the keys of two tables whose rows are there already.</summary>
    public static void Put(SheetMemory memory, ReadOnlySpan<(FusedTable Table, nint Start)> pair, nint none)
    {
        Span<byte> places = stackalloc byte[16];
        Span<sbyte> factors = stackalloc sbyte[16];
        Span<short> pairFactors = stackalloc short[8];
        Span<int> masks = stackalloc int[4];
        Span<int> starts = [(int)none, (int)none, (int)none, (int)none];
        for (var t = 0; t < pair.Length; t++)
        {
            var (keys, sizes) = (pair[t].Table.Keys, pair[t].Table.Sizes);
            for (var k = 0; k < keys.Length; k++)
            {
                var isFirst = k % 2 == 0;
                places[(t * 4) + k] = (byte)keys[k];
                factors[(t * 4) + k] = (sbyte)(isFirst && k + 1 < sizes.Length ? sizes[k + 1] : 1);
            }

            pairFactors[t * 2] = (short)(Row * sizes.Skip(2).Aggregate(1, (product, size) => product * size));
            pairFactors[(t * 2) + 1] = Row;
            masks[t] = pair[t].Table.Mask * Row;
            starts[t] = (int)pair[t].Start;
        }

        memory.Put<byte>(places);
        memory.Put<sbyte>(factors);
        memory.Put<short>(pairFactors);
        memory.Put<int>(masks);
        memory.Put<int>(starts);
        memory.Align();
        Span<byte> quarter = stackalloc byte[16];
        for (var q = 0; q < 4; q++)
        {
            for (var i = 0; i < quarter.Length; i++)
            {
                quarter[i] = (byte)(places[i] / 16 == q ? places[i] % 16 : 0x80);
            }

            memory.Put<byte>(quarter);
        }
    }
}
