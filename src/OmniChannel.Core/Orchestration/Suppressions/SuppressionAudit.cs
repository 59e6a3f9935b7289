namespace OmniChannel;

/// <summary>One entry of an address's history on the suppression list: it was put on it, or lifted.</summary>
public sealed record SuppressionAudit
{
    /// <summary>For whom; null for whoever has the address.</summary>
    public CustomerId? Customer { get; init; }

    /// <summary>The sender that the person opted out of; null for all of the channel.</summary>
    public string? Scope { get; init; }

    /// <summary>The cause that shut it, or was lifted.</summary>
    public required SuppressionCause Cause { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it.</summary>
    public required string By { get; init; }

    /// <summary>Why it was lifted; null for what shut it.</summary>
    public string? Because { get; init; }

    /// <summary>Whether it was lifted.</summary>
    public bool IsLift { get; init; }
}
