namespace OmniChannel;

/// <summary>A page of the suppression list.</summary>
public sealed record SuppressionPage
{
    /// <summary>What holds, in the order of the addresses' hashes.</summary>
    public required IReadOnlyList<SuppressionEntry> Entries { get; init; }

    /// <summary>What to give to the next call; null after the last page.</summary>
    public string? Next { get; init; }
}
