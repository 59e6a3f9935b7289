namespace OmniChannel;

/// <summary>What one channel is for in one stage.</summary>
public sealed record StageRole
{
    /// <summary>The channel.</summary>
    public required Channel Channel { get; init; }

    /// <summary>What it is for.</summary>
    public required ChannelRole Role { get; init; }

    /// <summary>What that is worth in a decision, −1,000 to 1,000 points; 0 leaves the decision alone. Counted by policies that score by <see cref="ScoreTerm.Stage"/>, of the funnel <see cref="FunnelId.Default"/>.</summary>
    public int Points { get; init; }
}
