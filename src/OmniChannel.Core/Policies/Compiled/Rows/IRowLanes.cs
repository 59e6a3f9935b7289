namespace OmniChannel;

/// <summary>What single decisions need of a vector path. Everything speaks of 64 tests, 8 rules or 8 channels at once.</summary>
/// <typeparam name="TPoints">Eight 32-bit numbers.</typeparam>
internal interface IRowLanes<TPoints>
    where TPoints : struct
{
    /// <summary>64 byte tests of one block, lane i reading from its own quarter.</summary>
    static abstract ulong Test(ref byte block, ref byte index, ref byte low, ref byte span);

    /// <summary>64 tests of one number of 16 bits.</summary>
    static abstract ulong Test(ushort number, ref ushort low, ref ushort span);

    /// <summary>Which of eight rules have all bits they need.</summary>
    static abstract uint Fired(ulong tests, ref ulong needs);

    /// <summary>For which of eight channels a rule fired.</summary>
    static abstract uint Blocked(ulong fired, ref ulong rulesOfChannel);

    static abstract TPoints Load(ref int points, nint at);

    static abstract TPoints Add(TPoints left, TPoints right);

    /// <summary>Eight numbers of 1, 2 or 4 bytes.</summary>
    static abstract TPoints Widen(ref byte row, nint offset, int width);

    static abstract TPoints All(int number);

    /// <summary>Adds where the number is above a threshold.</summary>
    static abstract TPoints AddAbove(TPoints sum, TPoints numbers, int threshold, TPoints points);

    static abstract TPoints AddProduct(TPoints sum, TPoints numbers, TPoints factors);

    /// <summary>Which of eight entries are above a number.</summary>
    static abstract uint Above(TPoints entries, int number);

    /// <summary>The largest of the keys points × 32 + <paramref name="lastChannel"/> − lane among the eligible lanes, or the smallest number.</summary>
    static abstract int Best(TPoints points, uint eligible, int lastChannel);
}
