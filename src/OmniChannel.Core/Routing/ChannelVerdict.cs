namespace OmniChannel;

/// <summary>What became of one channel in a decision.</summary>
public sealed record ChannelVerdict
{
    /// <summary>The channel.</summary>
    public required Channel Channel { get; init; }

    /// <summary>Whether it can be used at some time before the message expires.</summary>
    public bool IsEligible => At is not null;

    /// <summary>Every gate that keeps it shut for the whole time, in the order of the gates; empty when it is eligible, or when the message has expired.</summary>
    public required IReadOnlyList<GateBlock> Blocks { get; init; }

    /// <summary>The gates that are shut now and open later, with their reasons; empty when it can be used now.</summary>
    public required IReadOnlyList<GateBlock> Delays { get; init; }

    /// <summary>When it can be used, within [now, expiry): sorted, disjoint.</summary>
    public required IReadOnlyList<TimeRange> Open { get; init; }

    /// <summary>The best time to use it; null when it is not eligible.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The provider account that would send it; null when it is not eligible.</summary>
    public string? Account { get; init; }

    /// <summary>Whether <see cref="At"/> rests on an estimate, such as a provider's recovery.</summary>
    public bool IsEstimate { get; init; }

    /// <summary>The sum of <see cref="Parts"/>, the wait for <see cref="At"/> included.</summary>
    public required int Score { get; init; }

    /// <summary>What the score is made of.</summary>
    public required IReadOnlyList<ScorePart> Parts { get; init; }

    /// <summary>The probability with which the policy would choose it here, 0 to 1.</summary>
    public double Propensity { get; init; }

    /// <summary>The smallest change that would have made it win; null for the channel that won. Found by deciding anew with one thing changed, when it is asked for.</summary>
    public Reason? WouldWinIf
    {
        get => field ?? Contrast?.Of(Channel);
        init;
    }

    internal Contrast? Contrast { get; init; }
}
