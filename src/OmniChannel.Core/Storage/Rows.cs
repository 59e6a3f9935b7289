namespace OmniChannel.Storage;

/// <summary>The folded state of something within a partition.</summary>
public sealed record StateRow
{
    /// <summary>Rises with every write, from 1; the number to give to <see cref="IUnitOfWork.PutAsync"/>. A row that was removed and written again goes on above its last number, so a version never means two contents.</summary>
    public required long Version { get; init; }

    /// <summary>The content, UTF-8 JSON.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }
}

/// <summary>A state row with its key, as a listing gives it.</summary>
public sealed record StateEntry
{
    /// <summary>The row's key within its partition.</summary>
    public required string Key { get; init; }

    /// <summary>The row.</summary>
    public required StateRow Row { get; init; }
}

/// <summary>Where a state row is.</summary>
public readonly record struct StateAddress(PartitionKey Partition, string Key);

/// <summary>An event to append. Unique by source and id within its partition.</summary>
public sealed record NewEvent
{
    /// <summary>Who reported it (CloudEvents <c>source</c>); at most 512 characters.</summary>
    public required string Source { get; init; }

    /// <summary>Unique within its source (CloudEvents <c>id</c>); at most 512 characters.</summary>
    public required string Id { get; init; }

    /// <summary>What happened; at most 200 characters.</summary>
    public required string Type { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The content, UTF-8 JSON.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }
}

/// <summary>An event as it was appended.</summary>
public sealed record EventRow
{
    /// <summary>Its place in the partition: 1, 2, 3, without gaps but for events that were removed.</summary>
    public required long Sequence { get; init; }

    /// <summary>What was appended.</summary>
    public required NewEvent Entry { get; init; }
}

/// <summary>One message for one recipient on one channel.</summary>
public sealed record OutboxRow
{
    /// <summary>Its name.</summary>
    public required DeliveryId Delivery { get; init; }

    /// <summary>The customer's partition.</summary>
    public required PartitionKey Partition { get; init; }

    /// <summary>Where it stands; the numbers are stored.</summary>
    public required OutboxState State { get; init; }

    /// <summary>Rises with every attempt: who holds a lower number has lost the row.</summary>
    public required long Fence { get; init; }

    /// <summary>How many attempts were begun.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Rises with every write, from 1: the same version is the same content. Given by the store; what is given to it is not looked at.</summary>
    public long Version { get; init; }

    /// <summary>The content, UTF-8 JSON.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }
}

/// <summary>A claimed row of the schedule.</summary>
public sealed record ScheduleClaim
{
    /// <summary>The partition it belongs to.</summary>
    public required PartitionKey Partition { get; init; }

    /// <summary>What has to be done: "dispatch", "expire".</summary>
    public required string Kind { get; init; }

    /// <summary>With what, within the partition.</summary>
    public required string Key { get; init; }

    /// <summary>When it was due.</summary>
    public required DateTimeOffset Due { get; init; }

    /// <summary>The claim's number; a later claim of the same partition, kind and key has a higher one, even when the row was removed and written again in between.</summary>
    public required long Fence { get; init; }
}

/// <summary>A name that points into the store.</summary>
public sealed record LookupRow
{
    /// <summary>Which table of names.</summary>
    public required LookupKind Kind { get; init; }

    /// <summary>The name; at most 512 characters.</summary>
    public required string Key { get; init; }

    /// <summary>The partition it points to, with which it is erased.</summary>
    public required PartitionKey Partition { get; init; }

    /// <summary>What else there is to say, UTF-8; empty where the partition says it all.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>When it runs out; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
