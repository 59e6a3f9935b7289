using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace OmniChannel;

/// <summary>Decides for columns of customers, a block of 1,024 at a time. Keeps its workspace: one for each thread.</summary>
internal sealed class ColumnDecider
{
    private readonly BoundPlan _bound;
    private readonly ColumnWorkspace? _work;
    private readonly byte[] _row;

    public ColumnDecider(BoundPlan bound)
    {
        _bound = bound;
        _row = new byte[bound.Plan.RowBytes];
        _work = !bound.Plan.FitsColumns || bound.Isa == PlanIsa.Scalar ? null : new ColumnWorkspace(bound, bound.Isa switch
        {
            PlanIsa.Avx512 => Avx512ColumnLanes.Slice,
            PlanIsa.Avx2 => Avx2ColumnLanes.Slice,
            _ => Vector128ColumnLanes.Slice,
        });
    }

    /// <summary>The choices for one block.</summary>
    /// <param name="block">A whole block, as <see cref="ColumnBlock"/> lays it out; rows that nobody uses may hold anything.</param>
    /// <param name="channels">The index of each row's channel, −1 for none; up to 1,024.</param>
    /// <param name="scores">Its points.</param>
    public void Decide(ReadOnlySpan<byte> block, Span<short> channels, Span<int> scores)
    {
        var plan = _bound.Plan;
        if (block.Length < ColumnBlock.BytesOf(plan) || channels.Length > ColumnBlock.Rows || scores.Length < channels.Length)
        {
            throw new ArgumentException($"Found a block of {block.Length} bytes for {channels.Length} channels and {scores.Length} scores; expected {ColumnBlock.BytesOf(plan)} bytes, at most {ColumnBlock.Rows} channels, and as many scores.", nameof(block));
        }

        if (_work is null)
        {
            RowByRow(block, channels, scores);
            return;
        }

        switch (_bound.Isa)
        {
            case PlanIsa.Avx512:
                ColumnExecutor<Avx512ColumnLanes, Vector512<short>>.Decide(_work, block);
                break;
            case PlanIsa.Avx2:
                ColumnExecutor<Avx2ColumnLanes, Vector256<short>>.Decide(_work, block);
                break;
            default:
                ColumnExecutor<Vector128ColumnLanes, Vector128<short>>.Decide(_work, block);
                break;
        }

        _work.Channel.Span[..channels.Length].CopyTo(channels);
        _work.Scores(scores[..channels.Length]);
    }

    private void RowByRow(ReadOnlySpan<byte> block, Span<short> channels, Span<int> scores)
    {
        for (var row = 0; row < channels.Length; row++)
        {
            ColumnBlock.Take(_bound.Plan, block, row, _row);
            var choice = _bound.Rows.Decide(ref MemoryMarshal.GetArrayDataReference(_row));
            (channels[row], scores[row]) = ((short)choice.Channel, choice.Score);
        }
    }
}
