using System.Runtime.CompilerServices;

namespace OmniChannel;

/// <summary>A range test of a number of two bytes.</summary>
internal readonly record struct WordTest(nint Offset, ushort Low, int Span, int Word, ulong Bit)
{
    /// <summary>The bit, or nothing; without a branch, since no predictor knows a customer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Test(ref byte row) => Bit & ~(ulong)(long)((Span - (ushort)(PlanWord.Read(ref row, Offset) - Low)) >> 31);
}

/// <summary>A range test of a number of four bytes.</summary>
internal readonly record struct WideTest(PlanSlot Slot, uint Low, uint Span, int Word, ulong Bit)
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Test(ref byte row) => Bit & ~(ulong)((Span - (long)(Slot.Read(ref row) - Low)) >> 63);
}

/// <summary>Up to 64 range tests of one number of one or two bytes, in a word of their own: <c>number − low ≤ span</c> in 16 bits, both at <c>Start</c> and on.</summary>
internal readonly record struct TestRun(nint Offset, int Width, int Word, int Count, int Start)
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ushort Number(ref byte row) => Width == 1 ? Unsafe.Add(ref row, Offset) : PlanWord.Read(ref row, Offset);
}

/// <summary>A window: <c>(now + shift − from + Bias) mod Period &lt; to − from + LengthBias</c>, the sum never negative. Its fields have two bytes each.</summary>
internal readonly record struct WindowTest(nint Now, nint Shift, nint From, nint To, int Bias, int LengthBias, int Period, int Word, ulong Bit)
{
    /// <summary>Sums and periods beyond these would not divide exactly by <see cref="Magic"/>.</summary>
    public const int MostSum = 1 << 24, MostPeriod = 1 << 16;

    /// <summary>The index of the instant in the context, or −1 when the snapshot has it.</summary>
    public int ContextNow { get; init; } = -1;

    /// <summary>2⁴⁰ ∕ Period, rounded up.</summary>
    public long Magic { get; } = ((1L << 40) / Period) + 1;

    /// <summary>How often the period goes into the sum, at most.</summary>
    public int Turns { get; init; }

    /// <summary>Whether the instant should come from the context, and is missing there: then the window holds for all.</summary>
    public bool IsLost(long[] context) => ContextNow >= 0 && context[ContextNow] == long.MinValue;

    /// <summary>The same, the instant of a context folded in.</summary>
    public WindowTest At(ReadOnlySpan<long> context) => ContextNow < 0 ? this : this with { ContextNow = -1, Fixed = -1L, Bias = Bias + (int)context[ContextNow] };

    /// <summary>All bits when the context gave the instant.</summary>
    private long Fixed { get; init; }

    /// <summary>The bit, or nothing, without a branch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Test(ref byte row)
    {
        long from = PlanWord.Read(ref row, From);
        var since = (PlanWord.Read(ref row, Now) & ~Fixed) + PlanWord.Read(ref row, Shift) - from + Bias;
        var length = PlanWord.Read(ref row, To) - from + LengthBias;
        since -= (since * Magic >> 40) * Period;
        return Bit & (ulong)((since - length) >> 63);
    }
}

/// <summary>A program, its fields resolved to places.</summary>
internal readonly record struct ProgramTest(PlanStep[] Steps, int Word, ulong Bit);

/// <summary>Flags of channels in a snapshot. The waiver is a rule's bit.</summary>
internal readonly record struct FlagsOperation(int Offset, PlanSlot Slot, uint Channels, uint Waived, int WaiverWord, int WaiverBit);

/// <summary>Entries at <c>Start + key × stride</c>, compared with a number.</summary>
internal readonly record struct LimitOperation(nint Key, uint Mask, int Start, PlanSlot Limit);

/// <summary>A row at <c>Start + (first × Scale + second) × stride</c>. With one key the scale is 0. The mask keeps any byte inside the table.</summary>
internal readonly record struct TableOperation(nint First, nint Second, int Scale, uint Mask, nint Start);

/// <summary>A row for each of the 16 outcomes of four neighbouring rules.</summary>
internal readonly record struct BonusOperation(int Word, int Shift, nint Start);

/// <summary>For each threshold a row that is added to the channels whose own number is above it.</summary>
internal readonly record struct StepsOperation(nint Offset, int Width, int Count, nint Thresholds, nint Start);

/// <summary>The row of how many thresholds one number is above.</summary>
internal readonly record struct RankOperation(PlanSlot Slot, int Thresholds, int Count, int Start);

/// <summary>A row of factors for the numbers of the channels.</summary>
internal readonly record struct LinearOperation(nint Offset, int Width, nint Start);

/// <summary>A row of factors for one number.</summary>
internal readonly record struct ScaleOperation(PlanSlot Slot, int Start);
