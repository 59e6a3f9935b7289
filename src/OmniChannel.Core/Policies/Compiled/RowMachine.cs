using System.Runtime.CompilerServices;

namespace OmniChannel;

/// <summary>What the executors of rows share: reading a number, and the tests that are not done by lanes. Offsets come from the layout of the plan, and the length of the row is checked once, so nothing here checks again.</summary>
internal static class RowMachine
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Read(ref byte row, int offset, int width)
    {
        ref var at = ref Unsafe.Add(ref row, offset);
        return width == 1 ? at : width == 2 ? Unsafe.ReadUnaligned<ushort>(ref at) : Unsafe.ReadUnaligned<uint>(ref at);
    }

    public static bool InRange(uint stored, uint low, uint span, int width) => width switch
    {
        1 => (byte)(stored - low) <= span,
        2 => (ushort)(stored - low) <= span,
        _ => stored - low <= span,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Holds(in WindowTest window, BoundPlan bound, ref byte row) => window.Holds(
        window.Now < 0 ? bound.Now(in window) : (int)Read(ref row, window.Now, window.NowWidth),
        (int)Read(ref row, window.Shift, window.ShiftWidth),
        (int)Read(ref row, window.From, window.FromWidth),
        (int)Read(ref row, window.To, window.ToWidth));

    /// <summary>The tests that are not of bytes; programs last, for they may read the others.</summary>
    public static void Others(BoundPlan bound, ref byte row, Span<ulong> tests)
    {
        var plan = bound.Plan;
        foreach (ref readonly var test in plan.WideTests.AsSpan())
        {
            tests[test.Word] |= InRange(Read(ref row, test.Offset, test.Width), test.Low, test.Span, test.Width) ? test.Mask : 0;
        }

        foreach (ref readonly var window in plan.Windows.AsSpan())
        {
            tests[window.Word] |= Holds(in window, bound, ref row) ? window.Mask : 0;
        }

        foreach (ref readonly var program in plan.Programs.AsSpan())
        {
            tests[program.Word] |= Holds(in program, bound, ref row, tests) ? program.Mask : 0;
        }
    }

    /// <summary>How many thresholds a number is above; they ascend.</summary>
    public static int Rank(DecisionPlan plan, in RankOperation rank, ref byte row)
    {
        var number = Read(ref row, rank.Offset, rank.Width);
        var above = 0;
        foreach (var threshold in plan.Thresholds.AsSpan(rank.Thresholds, rank.Count))
        {
            above += number > threshold ? 1 : 0;
        }

        return above;
    }

    /// <summary>Runs a program. It has no jumps, so it ends.</summary>
    public static bool Holds(in ProgramTest program, BoundPlan bound, ref byte row, ReadOnlySpan<ulong> tests)
    {
        Span<long> registers = stackalloc long[PlanStep.Registers];
        var answer = 0L;
        foreach (ref readonly var step in program.Steps.AsSpan())
        {
            answer = step.Code switch
            {
                PlanCode.Constant => step.Value,
                PlanCode.Field => Value(step.Source!, step.Left, bound, ref row),
                PlanCode.Test => (long)(tests[step.Left >> 6] >> (step.Left & 63) & 1),
                PlanCode.Add => registers[step.Left] + registers[step.Right],
                PlanCode.Subtract => registers[step.Left] - registers[step.Right],
                PlanCode.Multiply => registers[step.Left] * registers[step.Right],
                PlanCode.Less => registers[step.Left] < registers[step.Right] ? 1 : 0,
                PlanCode.Equal => registers[step.Left] == registers[step.Right] ? 1 : 0,
                PlanCode.And => registers[step.Left] & registers[step.Right],
                PlanCode.Or => registers[step.Left] | registers[step.Right],
                _ => registers[step.Left] == 0 ? 1 : 0,
            };
            registers[step.Into] = answer;
        }

        return answer != 0;
    }

    private static long Value(PlanField field, int channel, BoundPlan bound, ref byte row) => field.Scope == PlanScope.Context
        ? Math.Max(bound.Context[field.Offset], field.Min - 1)
        : Read(ref row, field.OffsetOf(channel), field.Width) + field.Min - (field.Optional ? 1 : 0);
}
