using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OmniChannel;

/// <summary>Runs a plan over one block, operation by operation: each is a tight loop over columns that lie in the first cache.</summary>
internal static class ColumnExecutor<TLanes, TWords>
    where TLanes : struct, IColumnLanes<TWords>
    where TWords : struct
{
    private const int Words = ColumnWorkspace.Words;

    public static void Decide(ColumnWorkspace work, ReadOnlySpan<byte> block)
    {
        ref var column = ref MemoryMarshal.GetReference(block);
        Tests(work, ref column);
        Rules(work);
        ColumnBlocks<TLanes, TWords>.Flags(work, ref column);
        ColumnBlocks<TLanes, TWords>.Limits(work, ref column);
        ColumnPoints<TLanes, TWords>.Decide(work, ref column);
    }

    /// <summary>The column of a field.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref byte At(ref byte block, nint offset) => ref Unsafe.Add(ref block, offset * ColumnBlock.Rows);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref short WordsAt(ref byte block, nint offset) => ref Unsafe.As<byte, short>(ref At(ref block, offset));

    /// <summary>Puts the bits of one strip of lanes into their word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put(Span<ulong> bits, int row, ulong lanes) => bits[row >> 6] = (row & 63) == 0 ? lanes : bits[row >> 6] | (lanes << (row & 63));

    private static void Tests(ColumnWorkspace work, ref byte block)
    {
        var plan = work.Bound.Plan;
        foreach (var test in work.ByteTests)
        {
            var quarter = test & 48;
            ref var bytes = ref At(ref block, (plan.WaveBlock[test >> 6] * 64) + quarter + plan.WaveIndex[test]);
            var (low, span) = (plan.WaveLow[test], plan.WaveSpan[test]);
            var bits = work.Tests.AsSpan(test * Words, Words);
            for (var i = 0; i < bits.Length; i++)
            {
                bits[i] = TLanes.Within(ref Unsafe.Add(ref bytes, i * 64), low, span);
            }
        }

        foreach (ref readonly var test in plan.WordTests.AsSpan())
        {
            ref var words = ref WordsAt(ref block, test.Offset);
            var (low, span) = (TLanes.All((short)test.Low), TLanes.All((short)test.Span));
            var bits = BitsOf(work, test.Word, test.Bit);
            for (var row = 0; row < ColumnBlock.Rows; row += TLanes.Lanes)
            {
                Put(bits, row, TLanes.Within(TLanes.Load(ref Unsafe.Add(ref words, row)), low, span));
            }
        }

        foreach (ref readonly var run in plan.Runs.AsSpan())
        {
            for (var i = 0; i < run.Count; i++)
            {
                Run(run.Width, plan.RunLow[run.Start + i], plan.RunSpan[run.Start + i], ref At(ref block, run.Offset), work.Tests.AsSpan(((run.Word * 64) + i) * Words, Words));
            }
        }

        foreach (ref readonly var window in plan.Windows.AsSpan())
        {
            if (!window.IsLost(work.Bound.Context))
            {
                Window(work, in window, ref block);
            }
        }
    }

    private static void Run(int width, ushort low, ushort span, ref byte column, Span<ulong> bits)
    {
        if (width == 1)
        {
            for (var i = 0; i < bits.Length; i++)
            {
                bits[i] = TLanes.Within(ref Unsafe.Add(ref column, i * 64), (byte)low, (byte)span);
            }

            return;
        }

        ref var words = ref Unsafe.As<byte, short>(ref column);
        var (lows, spans) = (TLanes.All((short)low), TLanes.All((short)span));
        for (var row = 0; row < ColumnBlock.Rows; row += TLanes.Lanes)
        {
            Put(bits, row, TLanes.Within(TLanes.Load(ref Unsafe.Add(ref words, row)), lows, spans));
        }
    }

    private static Span<ulong> BitsOf(ColumnWorkspace work, int word, ulong bit) =>
        work.Tests.AsSpan(((word * 64) + BitOperations.TrailingZeroCount(bit)) * Words, Words);

    private static void Window(ColumnWorkspace work, in WindowTest window, ref byte block)
    {
        var context = window.ContextNow >= 0 ? (short)work.Bound.Context[window.ContextNow] : (short)0;
        ref var shift = ref WordsAt(ref block, window.Shift);
        ref var from = ref WordsAt(ref block, window.From);
        ref var to = ref WordsAt(ref block, window.To);
        ref var now = ref WordsAt(ref block, window.Now);
        var (bias, length, period) = (TLanes.All((short)(window.Bias + context)), TLanes.All((short)window.LengthBias), TLanes.All((short)window.Period));
        var bits = BitsOf(work, window.Word, window.Bit);
        for (var row = 0; row < ColumnBlock.Rows; row += TLanes.Lanes)
        {
            var start = TLanes.Load(ref Unsafe.Add(ref from, row));
            var since = TLanes.Subtract(TLanes.Add(bias, TLanes.Load(ref Unsafe.Add(ref shift, row))), start);
            var lasts = TLanes.Subtract(TLanes.Add(length, TLanes.Load(ref Unsafe.Add(ref to, row))), start);
            if (window.ContextNow < 0)
            {
                since = TLanes.Add(since, TLanes.Load(ref Unsafe.Add(ref now, row)));
            }

            for (var turn = 0; turn < window.Turns; turn++)
            {
                // Unsigned: a period too much taken makes a number large, and the smaller one stays.
                since = TLanes.Least(since, TLanes.Subtract(since, period));
            }

            Put(bits, row, TLanes.Above(lasts, since));
        }
    }

    private static void Rules(ColumnWorkspace work)
    {
        Array.Clear(work.Blocked);
        foreach (var rule in work.Rules)
        {
            for (var i = 0; i < Words; i += Vector<ulong>.Count)
            {
                var fired = Vector<ulong>.AllBitsSet;
                foreach (var test in rule.Tests)
                {
                    fired &= new Vector<ulong>(work.Tests, (test * Words) + i);
                }

                fired.CopyTo(work.Fired, (rule.Bit * Words) + i);
                for (var left = rule.Excludes; left != 0; left &= left - 1)
                {
                    var at = (BitOperations.TrailingZeroCount(left) * Words) + i;
                    (new Vector<ulong>(work.Blocked, at) | fired).CopyTo(work.Blocked, at);
                }
            }
        }
    }
}
