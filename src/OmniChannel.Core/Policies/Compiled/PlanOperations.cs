using System.Runtime.CompilerServices;

namespace OmniChannel;

/// <summary>A range test of a number wider than a byte.</summary>
internal readonly record struct WideTest(PlanSlot Slot, uint Low, uint Span, int Word, ulong Bit)
{
    /// <summary>The bit, or nothing; without a branch, since no predictor knows a customer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Test(ref byte row) => Bit & ~(ulong)(((long)Span - ((Slot.Read(ref row) - Low) & Slot.Mask)) >> 63);
}

/// <summary>A window: <c>(now + shift − from + Bias) mod Period &lt; (to − from + LengthBias) mod Period</c>, both sums never negative.</summary>
internal readonly record struct WindowTest(PlanSlot Now, PlanSlot Shift, PlanSlot From, PlanSlot To, int Bias, int LengthBias, int Period, int Word, ulong Bit)
{
    /// <summary>Sums and periods beyond these would not divide exactly by <see cref="Magic"/>.</summary>
    public const int MostSum = 1 << 24, MostPeriod = 1 << 16;

    /// <summary>The index of the instant in the context, or −1 when the snapshot has it.</summary>
    public int ContextNow { get; init; } = -1;

    /// <summary>2⁴⁰ ∕ Period, rounded up.</summary>
    public long Magic { get; } = ((1L << 40) / Period) + 1;

    /// <summary>How often the period goes into either sum, at most.</summary>
    public int Turns { get; init; }

    /// <summary>The bit, or nothing, without a branch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Test(ref byte row, long[] context)
    {
        var now = ContextNow >= 0 ? context[ContextNow] : Now.Read(ref row);
        long from = From.Read(ref row);
        var since = now + Shift.Read(ref row) - from + Bias;
        var length = To.Read(ref row) - from + LengthBias;
        since -= (since * Magic >> 40) * Period;
        length -= (length * Magic >> 40) * Period;
        return Bit & (ulong)((since - length) >> 63);
    }
}

/// <summary>A program, its fields resolved to places.</summary>
internal readonly record struct ProgramTest(PlanStep[] Steps, int Word, ulong Bit);

/// <summary>Flags of channels in a snapshot. The waiver is a rule's bit.</summary>
internal readonly record struct FlagsOperation(PlanSlot Slot, uint Channels, uint Waived, int WaiverWord, int WaiverBit);

/// <summary>Entries at <c>Start + key × stride</c>, compared with a number.</summary>
internal readonly record struct LimitOperation(int Key, int Mask, int Start, PlanSlot Limit);

/// <summary>A row at <c>Start + (first × Scale + second) × stride</c>. With one key the scale is 0. The mask keeps any byte inside the table.</summary>
internal readonly record struct TableOperation(int First, int Scale, int Second, int Mask, int Start);

/// <summary>A row for each of the 16 outcomes of four neighbouring rules.</summary>
internal readonly record struct BonusOperation(int Word, int Shift, int Start);

/// <summary>For each threshold a row that is added to the channels whose own number is above it.</summary>
internal readonly record struct StepsOperation(int Offset, int Width, int Thresholds, int Count, int Start);

/// <summary>The row of how many thresholds one number is above.</summary>
internal readonly record struct RankOperation(PlanSlot Slot, int Thresholds, int Count, int Start);

/// <summary>A row of factors for the numbers of the channels.</summary>
internal readonly record struct LinearOperation(int Offset, int Width, int Start);

/// <summary>A row of factors for one number.</summary>
internal readonly record struct ScaleOperation(PlanSlot Slot, int Start);
