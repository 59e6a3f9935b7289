using System.Runtime.CompilerServices;
using System.Text;

namespace OmniChannel.Storage;

/// <summary>The bounds of the store contract, and the checks by which every store refuses what lies outside them in the same words.</summary>
public static class StoreLimits
{
    /// <summary>How many partitions a unit names at most.</summary>
    public const int MaxPartitions = 256;

    /// <summary>How many characters the key of a row, the kind of a schedule row or the type of an event has at most.</summary>
    public const int MaxKey = 200;

    /// <summary>How many characters a look-up name, or the source or id of an event has at most.</summary>
    public const int MaxName = 512;

    /// <summary>How many events are read at once at most.</summary>
    public const int MaxEvents = 10_000;

    /// <summary>How many state or outbox rows are listed at once at most.</summary>
    public const int MaxRows = 1_000;

    /// <summary>How many partitions are listed, look-up names purged or events removed at once at most.</summary>
    public const int MaxListed = 10_000;

    /// <summary>How many rows of the schedule are claimed at once at most.</summary>
    public const int MaxClaims = 1_000;

    /// <summary>The partitions of a unit in the order of locking, each once.</summary>
    /// <exception cref="ArgumentException">There are none or more than <see cref="MaxPartitions"/>, or one is <c>default</c>.</exception>
    public static IReadOnlyList<PartitionKey> InLockOrder(IReadOnlyCollection<PartitionKey> partitions)
    {
        ArgumentNullException.ThrowIfNull(partitions);
        var ordered = new PartitionKey[partitions.Count];
        var count = 0;
        foreach (var partition in partitions)
        {
            ordered[count++] = Partition(partition, nameof(partitions));
        }

        Array.Sort(ordered);
        var distinct = 0;
        for (var i = 0; i < ordered.Length; i++)
        {
            if (i == 0 || ordered[i] != ordered[i - 1])
            {
                ordered[distinct++] = ordered[i];
            }
        }

        return distinct is > 0 and <= MaxPartitions
            ? new ArraySegment<PartitionKey>(ordered, 0, distinct)
            : throw new ArgumentException($"A unit of work names 1 to {MaxPartitions} partitions; found {distinct}. Split the work into several units.", nameof(partitions));
    }

    /// <summary>Refuses <c>default</c>.</summary>
    /// <exception cref="ArgumentException">The tenant names nothing.</exception>
    public static TenantId Tenant(TenantId tenant, [CallerArgumentExpression(nameof(tenant))] string? name = null) =>
        tenant.Value is not null ? tenant : throw new ArgumentException("default(TenantId) names nothing; use TenantId.Default or new TenantId(\"…\").", name);

    /// <summary>Refuses <c>default</c>.</summary>
    /// <exception cref="ArgumentException">The partition names nothing.</exception>
    public static PartitionKey Partition(PartitionKey partition, [CallerArgumentExpression(nameof(partition))] string? name = null) =>
        partition.Key is not null ? partition : throw new ArgumentException("default(PartitionKey) names nothing; use PartitionKey.Of(…) or new PartitionKey(kind, key).", name);

    /// <summary>Refuses a kind of partition that there is not.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none.</exception>
    public static PartitionKind Kind(PartitionKind kind) =>
        Enum.IsDefined(kind) ? kind : throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of partition.");

    /// <summary>A key of a row: not empty, at most <see cref="MaxKey"/> characters, well-formed text without control characters.</summary>
    /// <exception cref="ArgumentException">It breaks one of these rules.</exception>
    public static string Key(string key, [CallerArgumentExpression(nameof(key))] string? name = null) => Bounded(key, MaxKey, name);

    /// <summary>What listed keys begin with, as <see cref="Key"/> but empty for all; and the key after which a listing begins, null for the beginning.</summary>
    /// <exception cref="ArgumentException">One of them breaks a rule.</exception>
    public static void Listing(string prefix, string? after, int limit)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        if (prefix.Length > 0)
        {
            Key(prefix, nameof(prefix));
        }

        if (after is not null)
        {
            Key(after, nameof(after));
        }

        Limit(limit, MaxRows, nameof(limit));
    }

    /// <summary>The numbers of events to be removed: at most <see cref="MaxListed"/>.</summary>
    /// <exception cref="ArgumentException">There are more.</exception>
    public static IReadOnlyCollection<long> Sequences(IReadOnlyCollection<long> sequences)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        return sequences.Count <= MaxListed ? sequences : throw new ArgumentException($"Found {sequences.Count} events; remove at most {MaxListed} at once.", nameof(sequences));
    }

    /// <summary>A look-up name, or the source or id of an event: as <see cref="Key"/>, but up to <see cref="MaxName"/> characters.</summary>
    /// <exception cref="ArgumentException">It breaks one of these rules.</exception>
    public static string Name(string value, [CallerArgumentExpression(nameof(value))] string? name = null) => Bounded(value, MaxName, name);

    /// <summary>A source whose events are asked for, as <see cref="Name"/>; null for all.</summary>
    /// <exception cref="ArgumentException">It breaks one of these rules.</exception>
    public static string? Source(string? source) => source is null ? null : Name(source);

    /// <summary>Refuses an event with a part out of bounds.</summary>
    /// <exception cref="ArgumentException">A part is out of bounds.</exception>
    public static NewEvent Event(NewEvent entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        Name(entry.Source, "entry.Source");
        Name(entry.Id, "entry.Id");
        Key(entry.Type, "entry.Type");
        return entry;
    }

    /// <summary>Refuses an outbox row without a delivery or with a number that cannot be.</summary>
    /// <exception cref="ArgumentException">A part is out of bounds.</exception>
    public static OutboxRow Outbox(OutboxRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        Key(row.Delivery.Value, "row.Delivery");
        Partition(row.Partition, "row.Partition");
        ArgumentOutOfRangeException.ThrowIfNegative(row.Fence, "row.Fence");
        ArgumentOutOfRangeException.ThrowIfNegative(row.Attempts, "row.Attempts");
        return Enum.IsDefined(row.State) ? row : throw new ArgumentOutOfRangeException(nameof(row), row.State, "Not a state of an outbox row.");
    }

    /// <summary>Refuses an outbox row whose fencing number would fall.</summary>
    /// <exception cref="ArgumentException">A part is out of bounds, or the number is lower than <paramref name="expectedFence"/>.</exception>
    public static OutboxRow Outbox(OutboxRow row, long expectedFence) =>
        Outbox(row).Fence >= expectedFence ? row : throw new ArgumentException($"The fencing number falls from {expectedFence} to {row.Fence}; it only rises.", nameof(row));

    /// <summary>Refuses a look-up row with a part out of bounds.</summary>
    /// <exception cref="ArgumentException">A part is out of bounds.</exception>
    public static LookupRow Lookup(LookupRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        Lookup(row.Kind, row.Key);
        Partition(row.Partition, "row.Partition");
        return row;
    }

    /// <summary>Refuses an unknown table of names, or a name out of bounds.</summary>
    /// <exception cref="ArgumentException">One of them is.</exception>
    public static string Lookup(LookupKind kind, string key) =>
        Enum.IsDefined(kind) ? Name(key) : throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of look-up name.");

    /// <summary>Refuses a number of rows outside 1 to <paramref name="max"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside.</exception>
    public static int Limit(int limit, int max, [CallerArgumentExpression(nameof(limit))] string? name = null) =>
        limit >= 1 && limit <= max ? limit : throw new ArgumentOutOfRangeException(name, limit, $"Read 1 to {max} rows at once.");

    /// <summary>Refuses a turn with a part out of bounds.</summary>
    /// <exception cref="ArgumentException">A part is out of bounds.</exception>
    public static ScheduleTurn Turn(ScheduleTurn turn)
    {
        if (turn.Queue.Length > 0)
        {
            Key(turn.Queue, "turn.Queue");
        }

        return Enum.IsDefined(turn.Priority) ? turn : throw new ArgumentOutOfRangeException(nameof(turn), turn.Priority, "Not a priority of the schedule.");
    }

    /// <summary>Refuses a lease of no length.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is zero or negative.</exception>
    public static TimeSpan Lease(TimeSpan lease, [CallerArgumentExpression(nameof(lease))] string? name = null) =>
        lease > TimeSpan.Zero ? lease : throw new ArgumentOutOfRangeException(name, lease, "A lease lasts longer than zero.");

    private static string Bounded(string value, int max, string? name)
    {
        ArgumentException.ThrowIfNullOrEmpty(value, name);
        if (value.Length > max)
        {
            throw new ArgumentException($"Found {value.Length} characters; at most {max} are kept.", name);
        }

        var rest = value.AsSpan();
        if (rest.IndexOfAnyInRange('\u0000', '\u001F') >= 0)
        {
            throw new ArgumentException("Found a control character; names have none.", name);
        }

        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var consumed) != System.Buffers.OperationStatus.Done)
            {
                throw new ArgumentException("Found half a surrogate pair; names are well-formed text.", name);
            }

            rest = rest[consumed..];
        }

        return value;
    }
}
