namespace OmniChannel;

/// <summary>Who took a drafted variant for good, and when. It holds for exactly what was approved: <see cref="Content"/> is its fingerprint.</summary>
public sealed record VariantApproval
{
    /// <summary>Who.</summary>
    public required string By { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The fingerprint of what was approved: SHA-256 in hexadecimal digits.</summary>
    public required string Content { get; init; }
}
