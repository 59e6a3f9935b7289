namespace OmniChannel;

/// <summary>A conversation as it stands.</summary>
public sealed record Conversation
{
    /// <summary>Its name.</summary>
    public required ConversationId Id { get; init; }

    /// <summary>With whom.</summary>
    public required CustomerId Customer { get; init; }

    /// <summary>Over which channel.</summary>
    public required Channel Channel { get; init; }

    /// <summary>Where answers go, on that channel: always the address that wrote, whoever the customer is linked to.</summary>
    public required string Address { get; init; }

    /// <summary>When it began, in UTC.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Who answers now; null while nobody has it.</summary>
    public ResponderId? Holder { get; init; }

    /// <summary>To whom it is offered; null while it is not.</summary>
    public ConversationOffer? Offer { get; init; }

    /// <summary>What the responder before left for the next; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>What waits for an answer, the oldest first; the last 50.</summary>
    public IReadOnlyList<UnansweredMessage> Unanswered { get; init; } = [];

    /// <summary>How many messages the customer has written: what an answer is given up to.</summary>
    public required int Received { get; init; }

    /// <summary>Until when somebody has to answer, in UTC; null when nothing waits.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>How often the deadline was missed for what waits now.</summary>
    public int Missed { get; init; }

    /// <summary>How long the customer waited for the first answer; null while there is none.</summary>
    public TimeSpan? FirstResponse { get; init; }

    /// <summary>When it was closed, in UTC; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }
}
