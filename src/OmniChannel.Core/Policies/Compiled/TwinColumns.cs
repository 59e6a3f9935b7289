namespace OmniChannel;

/// <summary>Decides for columns of customers under both plans, a block of 1,024 at a time: the columns of those of whom all is known, and behind them, as they are, the snapshots of the others. Keeps its workspace: one for each thread.</summary>
internal sealed class TwinColumns(BoundTwin twin)
{
    private readonly ColumnDecider _known = new(twin.Known);

    private readonly int _columns = ColumnBlock.BytesOf(twin.Known.Plan);

    /// <summary>Bytes of one block.</summary>
    public static int BytesOf(TwinPlan plan) => ColumnBlock.BytesOf(plan.Known.Plan) + (plan.Any.Plan.RowBytes * ColumnBlock.Rows);

    /// <summary>Copies one packed snapshot into its place.</summary>
    public static void Put(TwinPlan plan, Span<byte> block, int row, ReadOnlySpan<byte> packed)
    {
        if (packed[0] == 0)
        {
            ColumnBlock.Put(plan.Known.Plan, block, row, packed);
            return;
        }

        block[row] = packed[0];
        var bytes = plan.Any.Plan.RowBytes;
        packed[..bytes].CopyTo(block[(ColumnBlock.BytesOf(plan.Known.Plan) + (row * bytes))..]);
    }

    /// <summary>The choices for one block.</summary>
    /// <param name="block">A whole block; rows that nobody uses may hold anything.</param>
    /// <param name="channels">The index of each row's channel, −1 for none; up to 1,024.</param>
    /// <param name="scores">Its points.</param>
    public void Decide(ReadOnlySpan<byte> block, Span<short> channels, Span<int> scores)
    {
        _known.Decide(block, channels, scores);
        var bytes = twin.Any.Plan.RowBytes;
        for (var row = 0; block[row..channels.Length].IndexOfAnyExcept((byte)0) is var next && next >= 0; row++)
        {
            row += next;
            var choice = twin.Any.Decide(block.Slice(_columns + (row * bytes), bytes));
            (channels[row], scores[row]) = ((short)choice.Channel, choice.Score);
        }
    }
}
