namespace OmniChannel;

/// <summary>Decides for columns of customers under both plans, a block of 1,024 at a time: the columns of those of whom all is known, and behind them the columns of the others. Keeps its workspace: one for each thread.</summary>
internal sealed class TwinColumns(BoundTwin twin)
{
    /// <summary>Where one customer in so many is of the others, their columns run too; where they are fewer, each is decided alone.</summary>
    private const int Few = 8;

    private readonly ColumnDecider _known = new(twin.Known);
    private readonly ColumnDecider _any = new(twin.Any);
    private readonly int _start = ColumnBlock.BytesOf(twin.Known.Plan);
    private readonly byte[] _row = new byte[twin.Any.Plan.RowBytes];
    private readonly short[] _channels = new short[ColumnBlock.Rows];
    private readonly int[] _scores = new int[ColumnBlock.Rows];

    /// <summary>Bytes of one block.</summary>
    public static int BytesOf(TwinPlan plan) => ColumnBlock.BytesOf(plan.Known.Plan) + ColumnBlock.BytesOf(plan.Any.Plan);

    /// <summary>Copies one packed snapshot into its place.</summary>
    public static void Put(TwinPlan plan, Span<byte> block, int row, ReadOnlySpan<byte> packed)
    {
        if (packed[0] == 0)
        {
            ColumnBlock.Put(plan.Known.Plan, block, row, packed);
            return;
        }

        block[row] = packed[0];
        ColumnBlock.Put(plan.Any.Plan, block[ColumnBlock.BytesOf(plan.Known.Plan)..], row, packed);
    }

    /// <summary>The choices for one block.</summary>
    /// <param name="block">A whole block; rows that nobody uses may hold anything.</param>
    /// <param name="channels">The index of each row's channel, −1 for none; up to 1,024.</param>
    /// <param name="scores">Its points.</param>
    public void Decide(ReadOnlySpan<byte> block, Span<short> channels, Span<int> scores)
    {
        _known.Decide(block, channels, scores);
        var isOther = block[..channels.Length];
        var others = channels.Length - isOther.Count((byte)0);
        if (others == 0)
        {
            return;
        }

        var columns = block[_start..];
        var isAlone = others < channels.Length / Few;
        if (!isAlone)
        {
            _any.Decide(columns, _channels.AsSpan(0, channels.Length), _scores);
        }

        for (var row = isOther.IndexOfAnyExcept((byte)0); row < channels.Length; row++)
        {
            if (isOther[row] != 0)
            {
                (channels[row], scores[row]) = isAlone ? Alone(columns, row) : (_channels[row], _scores[row]);
            }
        }
    }

    private (short Channel, int Score) Alone(ReadOnlySpan<byte> columns, int row)
    {
        ColumnBlock.Take(twin.Any.Plan, columns, row, _row);
        var choice = twin.Any.Decide(_row);
        return ((short)choice.Channel, choice.Score);
    }
}
