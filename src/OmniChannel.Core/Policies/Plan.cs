namespace OmniChannel;

/// <summary>An order of channels for certain messages: the first that passes the gates, then, when it is not seen in time, the next.</summary>
public sealed record Plan
{
    /// <summary>For which messages and customers.</summary>
    public required Condition When { get; init; }

    /// <summary>The channels in their order. A channel that is not named, or that the customer dislikes, comes after them, by its score.</summary>
    public required IReadOnlyList<Channel> FirstOf { get; init; }

    /// <summary>How long to wait for the message to be seen before the next channel is tried; null for never.</summary>
    public TimeSpan? StepUpAfter { get; init; }

    /// <summary>Why it is there, in a marketer's words.</summary>
    public required string Because { get; init; }
}
