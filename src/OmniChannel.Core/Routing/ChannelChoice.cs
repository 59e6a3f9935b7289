namespace OmniChannel;

/// <summary>The joint choice of a decision: channel, time and provider account.</summary>
public sealed record ChannelChoice
{
    /// <summary>The channel.</summary>
    public required Channel Channel { get; init; }

    /// <summary>When to send, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The provider account.</summary>
    public required string Account { get; init; }
}
