namespace OmniChannel;

/// <summary>What a plan chose: the index of a channel and its points; −1 and 0 for none.</summary>
internal readonly record struct PlanChoice(int Channel, int Score)
{
    /// <summary>Of an executor's key: points × 32 + (31 − channel), the smallest number for none. The largest key wins, so the lowest channel wins a tie.</summary>
    public static PlanChoice FromKey(int key) => key == int.MinValue ? new(-1, 0) : new(31 - (key & 31), key >> 5);

    public override string ToString() => $"{Channel}/{Score}";
}
