namespace OmniChannel;

/// <summary>A conversation that is offered to somebody who has not accepted yet.</summary>
public sealed record ConversationOffer
{
    /// <summary>To whom.</summary>
    public required ResponderId To { get; init; }

    /// <summary>By whom; null for the library itself, after a deadline was missed.</summary>
    public ResponderId? By { get; init; }

    /// <summary>What the next one should know; at most 4 KB.</summary>
    public string? Note { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset At { get; init; }
}
