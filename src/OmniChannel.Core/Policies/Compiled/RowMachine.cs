namespace OmniChannel;

/// <summary>What the executors of rows share: the tests that are not done by lanes.</summary>
internal static class RowMachine
{
    /// <summary>The tests that are not of bytes; programs last, for they may read the others.</summary>
    public static void Others(BoundPlan bound, ref byte row, Span<ulong> tests)
    {
        var plan = bound.Plan;
        foreach (ref readonly var test in plan.WordTests.AsSpan())
        {
            tests[test.Word] |= test.Test(ref row);
        }

        foreach (ref readonly var test in plan.WideTests.AsSpan())
        {
            tests[test.Word] |= test.Test(ref row);
        }

        foreach (ref readonly var window in plan.Windows.AsSpan())
        {
            tests[window.Word] |= window.At(bound.Context).Test(ref row);
        }

        foreach (ref readonly var program in plan.Programs.AsSpan())
        {
            tests[program.Word] |= Holds(in program, bound, ref row, tests) ? program.Bit : 0;
        }
    }

    /// <summary>How many thresholds a number is above; they ascend.</summary>
    public static int Rank(DecisionPlan plan, in RankOperation rank, ref byte row)
    {
        var number = rank.Slot.Read(ref row);
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
        : PlanSlot.Of(field, channel).Read(ref row) + field.Min - (field.Optional ? 1 : 0);
}
