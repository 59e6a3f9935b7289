namespace OmniChannel;

/// <summary>A range test of a number wider than a byte.</summary>
internal readonly record struct WideTest(int Offset, int Width, uint Low, uint Span, int Word, ulong Mask);

/// <summary>A window: <c>(now + shift − from + Bias) mod Period &lt; (to − from + LengthBias) mod Period</c>, both sums never negative; <see cref="Now"/> is an offset, or −1 − an index of the context.</summary>
internal readonly record struct WindowTest(int Now, int NowWidth, int Shift, int ShiftWidth, int From, int FromWidth, int To, int ToWidth, int Bias, int LengthBias, uint Period, int Word, ulong Mask)
{
    /// <summary>2⁶⁴ ∕ Period, rounded up: a remainder takes two multiplications.</summary>
    public ulong Magic { get; } = (ulong.MaxValue / Period) + 1;

    /// <summary>How often the period must be taken from either sum, at most.</summary>
    public int Turns { get; init; }

    public bool Holds(int now, int shift, int from, int to) => Remainder((uint)(now + shift - from + Bias)) < Remainder((uint)(to - from + LengthBias));

    private uint Remainder(uint value) => (uint)Math.BigMul(Magic * value, Period, out _);
}

/// <summary>A program, its fields resolved to places.</summary>
internal readonly record struct ProgramTest(PlanStep[] Steps, int Word, ulong Mask);

/// <summary>Flags of channels in a snapshot. The waiver is a rule's bit.</summary>
internal readonly record struct FlagsOperation(int Offset, int Width, uint Channels, uint Waived, int WaiverWord, int WaiverBit);

/// <summary>Entries at <c>Start + key × stride</c>, compared with a number.</summary>
internal readonly record struct LimitOperation(int Key, int Mask, int Start, int Limit, int LimitWidth);

/// <summary>A row at <c>Start + (first × Scale + second) × stride</c>. With one key the scale is 0. The mask keeps any byte inside the table.</summary>
internal readonly record struct TableOperation(int First, int Scale, int Second, int Mask, int Start);

/// <summary>A row for each of the 16 outcomes of four neighbouring rules.</summary>
internal readonly record struct BonusOperation(int Word, int Shift, int Start);

/// <summary>For each threshold a row that is added to the channels whose own number is above it.</summary>
internal readonly record struct StepsOperation(int Offset, int Width, int Thresholds, int Count, int Start);

/// <summary>The row of how many thresholds one number is above.</summary>
internal readonly record struct RankOperation(int Offset, int Width, int Thresholds, int Count, int Start);

/// <summary>A row of factors for one number, or for one of each channel.</summary>
internal readonly record struct LinearOperation(int Offset, int Width, bool PerChannel, int Start);
