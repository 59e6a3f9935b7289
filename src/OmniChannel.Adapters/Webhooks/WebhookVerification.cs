namespace OmniChannel;

/// <summary>Whether a webhook is what it says. <c>default</c> is not valid.</summary>
public readonly record struct WebhookVerification
{
    /// <summary>What was found.</summary>
    public required WebhookVerdict Verdict { get; init; }

    /// <summary>Whether it may be believed.</summary>
    public bool IsValid => Verdict == WebhookVerdict.Valid;

    /// <summary>The webhook's id, the same for every repetition: remember it, and answer 2xx to one that was seen before without doing it again. Null unless valid.</summary>
    public string? Id { get; init; }

    /// <summary>When this attempt was made, to the second. Null unless valid.</summary>
    public DateTimeOffset? SentAt { get; init; }
}
