namespace OmniChannel;

/// <summary>A provider account that is paused by a fault of its own.</summary>
public sealed record PausedAccount
{
    /// <summary>The channel it sends on.</summary>
    public required Channel Channel { get; init; }

    /// <summary>Its name.</summary>
    public required string Account { get; init; }

    /// <summary>When it is tried again, in UTC: an estimate.</summary>
    public required DateTimeOffset Until { get; init; }
}
