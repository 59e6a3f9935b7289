namespace OmniChannel;

/// <summary>What a conversation leaves in the timeline. Version 1.</summary>
internal sealed record ConversationEntry
{
    public required ConversationId Conversation { get; init; }

    public ResponderId? By { get; init; }

    public ResponderId? To { get; init; }

    /// <summary>The note of a hand-over, or the words of an answer.</summary>
    public string? Text { get; init; }
}
