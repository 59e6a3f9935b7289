namespace OmniChannel;

/// <summary>A hand-off token as it is stored, under its hash. Version 1.</summary>
internal sealed record HandOffState
{
    public required SessionId Session { get; init; }

    public required string Audience { get; init; }

    public required SessionScope Scope { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was redeemed; null while it can be.</summary>
    public DateTimeOffset? UsedAt { get; init; }

    /// <summary>Why it cannot be redeemed there and now; null when it can.</summary>
    public HandOffRefusal? WhyNot(string audience, DateTimeOffset now) =>
        UsedAt is not null ? HandOffRefusal.TokenUsed
        : now >= ExpiresAt ? HandOffRefusal.TokenExpired
        : audience != Audience ? HandOffRefusal.Forbidden
        : null;
}
