namespace OmniChannel;

/// <summary>Something a customer said that nobody has answered yet.</summary>
public sealed record UnansweredMessage
{
    /// <summary>Its number in the conversation, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The words.</summary>
    public required string Text { get; init; }

    /// <summary>When it was said, in UTC.</summary>
    public required DateTimeOffset At { get; init; }
}
