namespace OmniChannel;

/// <summary>A responder's answer.</summary>
public sealed record ConversationAnswer
{
    /// <summary>The caller's name of it: the same again changes nothing, and is answered as a replay. At most 200 characters.</summary>
    public required string Id { get; init; }

    /// <summary>Who answers.</summary>
    public required ResponderId By { get; init; }

    /// <summary>The number of the last message that was read before answering: <see cref="Conversation.Received"/> as it was shown. What came later still waits.</summary>
    public required int UpTo { get; init; }

    /// <summary>The words. At most 4,000 characters.</summary>
    public required string Text { get; init; }
}
