namespace OmniChannel;

/// <summary>Where a field of a plan is read from.</summary>
internal enum PlanScope : byte
{
    /// <summary>From the packed snapshot of one customer.</summary>
    Row,

    /// <summary>From what is the same for all customers of one run: it is folded in once, by <see cref="DecisionPlan.Bind"/>.</summary>
    Context,
}

/// <summary>One field of a packed snapshot: a whole number of a declared range, kept as its distance from the smallest. Optional ones keep 0 for absent and start at 1.</summary>
internal sealed class PlanField
{
    public required string Name { get; init; }

    public required long Min { get; init; }

    public required long Max { get; init; }

    public bool Optional { get; init; }

    /// <summary>One number for each channel, side by side.</summary>
    public bool PerChannel { get; init; }

    /// <summary>One bit for each channel.</summary>
    public bool IsFlags { get; init; }

    /// <summary>Stands before all others in the snapshot.</summary>
    public bool IsFirst { get; init; }

    public PlanScope Scope { get; init; }

    /// <summary>How many numbers it holds, channels rounded up to whole lanes.</summary>
    public int Count { get; init; } = 1;

    /// <summary>The largest number that is stored.</summary>
    public uint StoredMax => IsFlags ? uint.MaxValue >> (32 - (8 * Width)) : (uint)(Max - Min + (Optional ? 1 : 0));

    /// <summary>Bytes of one number: 1, 2 or 4. Windows want 2.</summary>
    public required int Width { get; set; }

    public int Size => Width * Count;

    /// <summary>Its place in the snapshot, or its index in the context.</summary>
    public int Offset { get; set; } = -1;

    public int OffsetOf(int channel) => Offset + (PerChannel ? channel * Width : 0);

    /// <summary>What is stored for a value.</summary>
    public uint Store(long value) => value >= Min && value <= Max
        ? (uint)(value - Min) + (Optional ? 1u : 0u)
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"The field {Name} holds {Min} to {Max}.");

    internal static int WidthOf(ulong storedMax) => storedMax <= byte.MaxValue ? 1 : storedMax <= ushort.MaxValue ? 2 : 4;
}
