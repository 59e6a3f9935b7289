namespace OmniChannel.Storage;

/// <summary>A unit of work over those partitions that nobody else held when it was opened.</summary>
public sealed record FreeUnit
{
    /// <summary>The unit; null when every partition was held.</summary>
    public required IUnitOfWork? Unit { get; init; }

    /// <summary>The partitions that it names.</summary>
    public required IReadOnlySet<PartitionKey> Partitions { get; init; }
}
