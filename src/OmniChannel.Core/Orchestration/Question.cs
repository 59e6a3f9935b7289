namespace OmniChannel;

/// <summary>What is asked of the policy.</summary>
internal sealed record Question
{
    public required Message Message { get; init; }

    public required Campaign Campaign { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Not before this instant; null for now.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>A delivery whose own reservation must not count against it; null for none.</summary>
    public DeliveryId? Excluding { get; init; }
}
