namespace OmniChannel.Storage;

/// <summary>What a unit of work is about to ask for, named beforehand, so that a store that is far away reads it in one look. Naming too much or too little costs time, never an answer.</summary>
public sealed record UnitNeeds
{
    /// <summary>State rows that will be read or written.</summary>
    public IReadOnlyCollection<StateAddress> States { get; init; } = [];

    /// <summary>State rows that will be written, and of which nothing but the version will be asked before.</summary>
    public IReadOnlyCollection<StateAddress> StateVersions { get; init; } = [];

    /// <summary>Outbox rows that will be replaced, and of which nothing but the version will be asked before.</summary>
    public IReadOnlyCollection<OutboxAddress> OutboxVersions { get; init; } = [];

    /// <summary>Outbox rows that will be read or replaced.</summary>
    public IReadOnlyCollection<OutboxAddress> Outbox { get; init; } = [];

    /// <summary>Rows of the schedule that will be renewed or completed.</summary>
    public IReadOnlyCollection<ScheduleClaim> Claims { get; init; } = [];

    /// <summary>Events that will be appended.</summary>
    public IReadOnlyCollection<EventAddress> Events { get; init; } = [];

    /// <summary>Look-up names that will be looked for or added. No partition holds them: one that was not there and that another unit adds meanwhile may be a conflict at the commit, as <see cref="IUnitOfWork.AddLookupAsync"/> says.</summary>
    public IReadOnlyCollection<LookupAddress> Lookups { get; init; } = [];

    /// <summary>Of these needs those of some partitions, and the look-up names.</summary>
    /// <param name="partitions">Which.</param>
    public UnitNeeds Of(IReadOnlySet<PartitionKey> partitions)
    {
        ArgumentNullException.ThrowIfNull(partitions);
        return this with
        {
            States = [.. States.Where(one => partitions.Contains(one.Partition))],
            StateVersions = [.. StateVersions.Where(one => partitions.Contains(one.Partition))],
            OutboxVersions = [.. OutboxVersions.Where(one => partitions.Contains(one.Partition))],
            Outbox = [.. Outbox.Where(one => partitions.Contains(one.Partition))],
            Claims = [.. Claims.Where(one => partitions.Contains(one.Partition))],
            Events = [.. Events.Where(one => partitions.Contains(one.Partition))],
        };
    }
}

/// <summary>Where an outbox row is.</summary>
public readonly record struct OutboxAddress(PartitionKey Partition, DeliveryId Delivery);

/// <summary>A look-up name, within its tenant.</summary>
public readonly record struct LookupAddress(LookupKind Kind, string Key);

/// <summary>What an event is called within its partition.</summary>
public readonly record struct EventAddress(PartitionKey Partition, string Source, string Id);
