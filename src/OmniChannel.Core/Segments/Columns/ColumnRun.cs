using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OmniChannel;

/// <summary>Runs a column program block by block: each step is a tight loop over a column that lies in the first cache, by the same range tests that decide for audiences.</summary>
internal static class ColumnRun
{
    private const int Words = ColumnWorkspace.Words;

    /// <param name="program">The steps.</param>
    /// <param name="bits">Takes the answers, in whole blocks.</param>
    /// <param name="isa">The vector path; the answers are the same on each.</param>
    public static void Run(ColumnProgram program, ulong[] bits, PlanIsa isa)
    {
        switch (isa)
        {
            case PlanIsa.Avx512:
                Run<Avx512ColumnLanes, Vector512<short>>(program, bits);
                break;
            case PlanIsa.Avx2:
                Run<Avx2ColumnLanes, Vector256<short>>(program, bits);
                break;
            default:
                // without hardware the same operations run in software
                Run<Vector128ColumnLanes, Vector128<short>>(program, bits);
                break;
        }
    }

    private static void Run<TLanes, TWords>(ColumnProgram program, ulong[] bits)
        where TLanes : struct, IColumnLanes<TWords>
        where TWords : struct
    {
        var stack = new ulong[Math.Max(1, program.Depth) * Words];
        for (var block = 0; block < bits.Length / Words; block++)
        {
            var top = -Words;
            foreach (ref readonly var step in program.Steps.AsSpan())
            {
                top += step.Act is ColumnAct.And or ColumnAct.Or ? -Words : step.Act is ColumnAct.AndTest or ColumnAct.OrTest ? 0 : Words;
                var at = stack.AsSpan(top, Words);
                switch (step.Act)
                {
                    case ColumnAct.Nobody:
                        at.Clear();
                        break;
                    case ColumnAct.Everybody:
                        at.Fill(ulong.MaxValue);
                        break;
                    case ColumnAct.Selected:
                        program.Selections[step.Place].AsSpan(block * Words, Words).CopyTo(at);
                        break;
                    case ColumnAct.NotSelected:
                        Invert(program.Selections[step.Place].AsSpan(block * Words, Words), at);
                        break;
                    case ColumnAct.And:
                        And(at, stack.AsSpan(top + Words, Words));
                        break;
                    case ColumnAct.Or:
                        Or(at, stack.AsSpan(top + Words, Words));
                        break;
                    default:
                        Test<TLanes, TWords>(in step, program.Columns[step.Place], block, at);
                        break;
                }
            }

            stack.AsSpan(0, Words).CopyTo(bits.AsSpan(block * Words));
        }
    }

    private static void Test<TLanes, TWords>(in ColumnStep step, FactColumn column, int block, Span<ulong> at)
        where TLanes : struct, IColumnLanes<TWords>
        where TWords : struct
    {
        ref var codes = ref column.Block(block);
        switch (column.Width)
        {
            case 1:
                var (low, span) = ((byte)step.Low, (byte)step.Span);
                for (var i = 0; i < at.Length; i++)
                {
                    at[i] = Joined(step.Act, at[i], TLanes.Within(ref Unsafe.Add(ref codes, i * 64), low, span));
                }

                break;
            case 2:
                var (lows, spans) = (TLanes.All((short)step.Low), TLanes.All((short)step.Span));
                ref var words = ref Unsafe.As<byte, short>(ref codes);
                for (var i = 0; i < at.Length; i++)
                {
                    var bits = 0UL;
                    for (var lane = 0; lane < 64; lane += TLanes.Lanes)
                    {
                        bits |= TLanes.Within(TLanes.Load(ref Unsafe.Add(ref words, (i * 64) + lane)), lows, spans) << lane;
                    }

                    at[i] = Joined(step.Act, at[i], bits);
                }

                break;
            default:
                ref var wide = ref Unsafe.As<byte, uint>(ref codes);
                for (var i = 0; i < at.Length; i++)
                {
                    at[i] = Joined(step.Act, at[i], Within(ref Unsafe.Add(ref wide, i * 64), step.Low, step.Span));
                }

                break;
        }
    }

    /// <summary>Which of 64 numbers of four bytes lie on an arc of their circle.</summary>
    private static ulong Within(ref uint codes, uint low, uint span)
    {
        var (least, most, bits) = (Vector256.Create(low), Vector256.Create(span), 0UL);
        for (var lane = 0; lane < 64; lane += Vector256<uint>.Count)
        {
            var number = Vector256.LoadUnsafe(ref codes, (nuint)lane) - least;
            bits |= (ulong)Vector256.LessThanOrEqual(number, most).ExtractMostSignificantBits() << lane;
        }

        return bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Joined(ColumnAct act, ulong before, ulong tested) => act switch
    {
        ColumnAct.AndTest => before & tested,
        ColumnAct.OrTest => before | tested,
        _ => tested,
    };

    private static void Invert(ReadOnlySpan<ulong> from, Span<ulong> to)
    {
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = ~from[i];
        }
    }

    private static void And(Span<ulong> into, ReadOnlySpan<ulong> other)
    {
        for (var i = 0; i < into.Length; i += Vector<ulong>.Count)
        {
            (new Vector<ulong>(into[i..]) & new Vector<ulong>(other[i..])).CopyTo(into[i..]);
        }
    }

    private static void Or(Span<ulong> into, ReadOnlySpan<ulong> other)
    {
        for (var i = 0; i < into.Length; i += Vector<ulong>.Count)
        {
            (new Vector<ulong>(into[i..]) | new Vector<ulong>(other[i..])).CopyTo(into[i..]);
        }
    }
}
