namespace OmniChannel;

/// <summary>1,024 packed snapshots turned on their side: the field at offset o of a row is the column from 1,024 × o.</summary>
internal static class ColumnBlock
{
    public const int Rows = 1024;

    /// <summary>Bytes of one block.</summary>
    public static int BytesOf(DecisionPlan plan) => plan.ColumnBytes * Rows;

    /// <summary>Copies one packed snapshot into its place.</summary>
    public static void Put(DecisionPlan plan, Span<byte> block, int row, ReadOnlySpan<byte> packed)
    {
        foreach (var (offset, width) in plan.Cells)
        {
            packed.Slice(offset, width).CopyTo(block[((offset * Rows) + (row * width))..]);
        }
    }

    /// <summary>Copies one packed snapshot out.</summary>
    public static void Take(DecisionPlan plan, ReadOnlySpan<byte> block, int row, Span<byte> packed)
    {
        foreach (var (offset, width) in plan.Cells)
        {
            var at = (offset * Rows) + (row * width);
            for (var i = 0; i < width; i++)
            {
                packed[offset + i] = block[at + i];
            }
        }
    }
}
