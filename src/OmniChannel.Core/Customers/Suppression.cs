namespace OmniChannel;

/// <summary>An address that must not be used, and why.</summary>
internal sealed record Suppression
{
    public required Channel Channel { get; init; }

    public required string Address { get; init; }

    /// <summary>"hard-bounce", "complaint", "rejected".</summary>
    public required string Cause { get; init; }

    public required DateTimeOffset At { get; init; }
}
