namespace OmniChannel;

/// <summary>Everything that one decision rested on, as bits and numbers; words are made of it only when somebody asks. Reused from decision to decision; not for several threads.</summary>
internal sealed class PlanTrace(DecisionPlan plan)
{
    /// <summary>Which tests held.</summary>
    public ulong[] Tests { get; } = new ulong[plan.Words];

    /// <summary>Which rules fired, by <see cref="DecisionPlan.RuleBits"/>.</summary>
    public ulong[] Fired { get; } = new ulong[plan.FiredWords];

    /// <summary>The channels that each cause took out: all rules, then each flags field, then each limit.</summary>
    public uint[] Causes { get; } = new uint[1 + plan.Flags.Length + plan.Limits.Length];

    /// <summary>The points of each channel, eligible or not; lanes beyond the last channel mean nothing.</summary>
    public int[] Scores { get; } = new int[plan.Stride];

    /// <summary>The channels that nothing took out.</summary>
    public uint Eligible { get; set; }

    public bool HasFired(int rule) => (Fired[plan.RuleBits[rule] >> 6] >> (plan.RuleBits[rule] & 63) & 1) != 0;
}
