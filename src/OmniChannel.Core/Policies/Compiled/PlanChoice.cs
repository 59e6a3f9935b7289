namespace OmniChannel;

/// <summary>What a plan chose: the index of a channel and its points; −1 and 0 for none.</summary>
internal readonly record struct PlanChoice(int Channel, int Score)
{
    /// <summary>Of an executor's key: points × 32 + (31 − channel), the smallest number for none. The largest key wins, so the lowest channel wins a tie.</summary>
    public static PlanChoice FromKey(int key)
    {
        // No branch: whether any channel is left is as hard to predict as the customer.
        var apart = key ^ int.MinValue;
        var any = (apart | -apart) >> 31;
        return new(((32 - (key & 31)) & any) - 1, (key >> 5) & any);
    }

    public override string ToString() => $"{Channel}/{Score}";
}
