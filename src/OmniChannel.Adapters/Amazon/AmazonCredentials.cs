namespace OmniChannel;

/// <summary>What requests to Amazon Web Services are signed with. Immutable.</summary>
public sealed record AmazonCredentials
{
    /// <summary>The access key's id: "AKIA…", "ASIA…" for temporary ones.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>The key's secret.</summary>
    public required string SecretAccessKey { get; init; }

    /// <summary>The session token of temporary credentials; null for lasting ones.</summary>
    public string? SessionToken { get; init; }

    /// <summary>The id alone: the rest is secret.</summary>
    public override string ToString() => AccessKeyId;
}
