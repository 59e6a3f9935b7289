using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <summary>The locks and numbers of partitions.</summary>
internal sealed class PartitionTable(string schema)
{
    /// <summary>A lock in memory: it writes nothing, needs no row, is found by the detector of deadlocks, and ends with the transaction.</summary>
    private const string Lock = "SELECT pg_advisory_xact_lock($1)";

    /// <summary>The numbers of those locks, among many, that were free.</summary>
    private const string TryLock = "SELECT place FROM unnest($1) WITH ORDINALITY AS wanted (number, place) WHERE pg_try_advisory_xact_lock(number)";

    /// <summary>Fails unless all of those locks are free, and takes them.</summary>
    private const string LockAll = "SELECT 1 / (count(*) = cardinality($1))::integer FROM unnest($1) AS wanted (number) WHERE pg_try_advisory_xact_lock(number)";

    private static readonly UnitLooks None = new();

    private static readonly string[] Erased = ["omni_state", "omni_event", "omni_outbox", "omni_schedule", "omni_lookup"];

    private readonly string _select = $"""
        SELECT p.id, p.last_sequence, p.last_number, coalesce((SELECT max(e.seq) FROM {schema}.omni_event e WHERE e.tenant = p.tenant AND e.partition = p.id), 0)
        FROM {schema}.omni_partition p WHERE p.tenant = $1 AND p.kind = $2 AND p.name = $3
        """;

    private readonly string _insert = $"INSERT INTO {schema}.omni_partition (tenant, kind, name, last_sequence, last_number) VALUES ($1, $2, $3, 0, 0) RETURNING id";
    private readonly string _list = $"SELECT name FROM {schema}.omni_partition WHERE tenant = $1 AND kind = $2 AND name > $3 ORDER BY name LIMIT $4";
    private readonly RowStatement _write = new(
        "partition",
        $"UPDATE {schema}.omni_partition SET last_sequence = $3, last_number = $4 WHERE tenant = $1 AND id = $2",
        $"UPDATE {schema}.omni_partition p SET last_sequence = n.sequence, last_number = n.number FROM unnest($2, $3, $4) AS n (id, sequence, number) WHERE p.tenant = $1 AND p.id = n.id");

    private readonly string _byNames = $"""
        SELECT p.*, NULL::bigint, n.place FROM unnest($2, $3) WITH ORDINALITY AS n (kind, name, place) CROSS JOIN LATERAL (
          SELECT p.id, p.last_sequence, p.last_number FROM {schema}.omni_partition p WHERE p.tenant = $1 AND p.kind = n.kind AND p.name = n.name LIMIT 1) p
        """;

    private readonly string _byNamesWithEvents = $"""
        SELECT p.*, n.place FROM unnest($2, $3) WITH ORDINALITY AS n (kind, name, place) CROSS JOIN LATERAL (
          SELECT p.id, p.last_sequence, p.last_number, coalesce((SELECT max(e.seq) FROM {schema}.omni_event e WHERE e.tenant = p.tenant AND e.partition = p.id), 0)
          FROM {schema}.omni_partition p WHERE p.tenant = $1 AND p.kind = n.kind AND p.name = n.name LIMIT 1) p
        """;

    private readonly string _prove = $"""
        {RowStatement.Proven} FROM unnest($2, $3, $4) AS n (id, kind, name)
        CROSS JOIN LATERAL (SELECT 1 FROM {schema}.omni_partition WHERE id = n.id AND tenant = $1 AND kind = n.kind AND name = n.name LIMIT 1) p
        """;

    private readonly string[] _erase = [.. Erased.Select(table => $"DELETE FROM {schema}.{table} WHERE tenant = $1 AND partition = $2")];

    private readonly string _highest = $"""
        SELECT coalesce((SELECT max(version) FROM {schema}.omni_state WHERE tenant = $1 AND partition = $2), 0),
               coalesce((SELECT max(seq) FROM {schema}.omni_event WHERE tenant = $1 AND partition = $2), 0)
        """;

    /// <summary>The numbers of those that were met lately.</summary>
    public PartitionNumbers Numbers { get; } = new();

    /// <summary>The partitions of a unit, before they are locked; with a guess at their numbers where something is to be read of them meanwhile.</summary>
    public Dictionary<PartitionKey, PartitionRow> Unlocked(int tenant, IReadOnlyList<PartitionKey> partitions, bool isReadAhead)
    {
        var rows = new Dictionary<PartitionKey, PartitionRow>(partitions.Count);
        foreach (var partition in partitions)
        {
            var guess = isReadAhead ? Numbers.Guess(tenant, partition) : 0;
            rows.Add(partition, new PartitionRow(tenant, partition) { Guess = guess, Id = guess });
        }

        return rows;
    }

    /// <summary>Locks the partitions in the order given, then reads each, and what the unit will ask for; one round trip with what waits.</summary>
    public async ValueTask LockAsync(PostgreSqlSession session, Guid store, int tenant, IReadOnlyList<PartitionKey> partitions, Dictionary<PartitionKey, PartitionRow> rows, UnitLooks? looks, CancellationToken cancellationToken)
    {
        looks ??= None;
        var (count, first) = (partitions.Count, 2 * partitions.Count);
        var statements = new NpgsqlBatchCommand[first + looks.Count];
        for (var i = 0; i < count; i++)
        {
            statements[i] = new NpgsqlBatchCommand(Lock).With(LockOf(store, tenant, partitions[i]));
            statements[count + i] = Select(tenant, partitions[i]);
            rows[partitions[i]].Id = 0;
        }

        looks.CopyTo(statements, first);

        // Each statement looks anew (read committed), so what is read is what the last holder left.
        await session.ReadAsync(
            statements,
            count,
            (number, row) =>
            {
                if (number < first)
                {
                    Fill(rows[partitions[number - count]], row);
                }
                else
                {
                    looks.Row(number - first, row);
                }
            },
            cancellationToken).ConfigureAwait(false);
        Judge(rows);
    }

    /// <summary>Locks those of the partitions that nobody holds, and reads them, and what the unit will ask for; one round trip with what waits. It waits for nobody, so it can be in nobody's way.</summary>
    /// <returns>Those that are locked.</returns>
    public async ValueTask<Dictionary<PartitionKey, PartitionRow>> LockFreeAsync(
        PostgreSqlSession session, Guid store, int tenant, IReadOnlyList<PartitionKey> partitions, Dictionary<PartitionKey, PartitionRow> rows, UnitLooks? looks, bool withEvents, CancellationToken cancellationToken)
    {
        // The number of the last event is only looked for where events may be appended.
        looks ??= None;
        var locked = new Dictionary<PartitionKey, PartitionRow>(partitions.Count);
        var statements = new NpgsqlBatchCommand[2 + looks.Count];
        statements[0] = new NpgsqlBatchCommand(TryLock).With([.. partitions.Select(partition => LockOf(store, tenant, partition))]);
        statements[1] = new NpgsqlBatchCommand(withEvents ? _byNamesWithEvents : _byNames).With(tenant).With([.. partitions.Select(partition => (int)partition.Kind)]).With([.. partitions.Select(partition => partition.Key)]);
        looks.CopyTo(statements, 2);
        foreach (var row in rows.Values)
        {
            row.Id = 0;
        }

        await session.ReadAsync(
            statements,
            0,
            (number, row) =>
            {
                if (number > 1)
                {
                    looks.Row(number - 2, row);
                    return;
                }

                var partition = partitions[(int)row.GetInt64(number == 0 ? 0 : 4) - 1];
                if (number == 0)
                {
                    locked.Add(partition, rows[partition]);
                }
                else
                {
                    Fill(rows[partition], row);
                }
            },
            cancellationToken).ConfigureAwait(false);
        Judge(locked);
        return locked;
    }

    /// <summary>The partitions of a unit that takes for granted what was seen of them; null when one was not met lately.</summary>
    public Dictionary<PartitionKey, PartitionRow>? Seen(int tenant, IReadOnlyList<PartitionKey> partitions)
    {
        var rows = new Dictionary<PartitionKey, PartitionRow>(partitions.Count);
        foreach (var partition in partitions)
        {
            if (Numbers.Guess(tenant, partition) is not (not 0 and var number))
            {
                return null;
            }

            rows.Add(partition, new PartitionRow(tenant, partition) { Guess = number, Id = number, IsSeen = true, IsCounted = false, LastEvent = null });
        }

        return rows;
    }

    /// <summary>Locks them all, unless somebody holds one: then the transaction fails. It waits for nobody, and travels with what is asked next.</summary>
    public static void LockAllFree(PostgreSqlSession session, Guid store, int tenant, IReadOnlyList<PartitionKey> partitions) =>
        session.Prove(new NpgsqlBatchCommand(LockAll).With([.. partitions.Select(partition => LockOf(store, tenant, partition))]));

    /// <summary>Has the transaction fail unless they have the numbers that they had when they were met: it could be another server by now, which knew less when the first one broke.</summary>
    public void Prove(PostgreSqlSession session, int tenant, IReadOnlyCollection<PartitionRow> rows) =>
        session.Prove(new NpgsqlBatchCommand(_prove).With(tenant).With([.. rows.Select(row => row.Id)]).With([.. rows.Select(row => (int)row.Key.Kind)]).With([.. rows.Select(row => row.Key.Key)]));

    /// <summary>Reads the numbers of one that is locked.</summary>
    public async ValueTask CountAsync(PostgreSqlSession session, PartitionRow row, CancellationToken cancellationToken)
    {
        if (!row.IsCounted)
        {
            row.IsCounted = await session.AskAsync(
                Select(row.Tenant, row.Key),
                false,
                found =>
                {
                    Fill(row, found);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A partition for reading, not locked; null when it has no number yet.</summary>
    public ValueTask<PartitionRow?> FindAsync(PostgreSqlSession session, int tenant, PartitionKey key, CancellationToken cancellationToken) => session.AskAsync<PartitionRow?>(
        Select(tenant, key),
        null,
        row =>
        {
            var partition = new PartitionRow(tenant, key);
            Fill(partition, row);
            return partition;
        },
        cancellationToken);

    /// <summary>Gives a partition its number.</summary>
    public async ValueTask AddAsync(PostgreSqlSession session, PartitionRow row, CancellationToken cancellationToken) =>
        row.Id = await session.AskAsync(new NpgsqlBatchCommand(_insert).With(row.Tenant).With((int)row.Key.Kind).With(row.Key.Key), 0, static found => found.GetInt64(0), cancellationToken).ConfigureAwait(false);

    /// <summary>The partitions of a kind, by name.</summary>
    public async ValueTask<IReadOnlyList<PartitionKey>> ListAsync(PostgreSqlSession session, int tenant, PartitionKind kind, string? after, int limit, CancellationToken cancellationToken) =>
        await session.ListAsync(new NpgsqlBatchCommand(_list).With(tenant).With((int)kind).With(after ?? "").With(limit), row => new PartitionKey(kind, row.GetString(0)), cancellationToken).ConfigureAwait(false);

    public void WriteCounts(PostgreSqlSession session, PartitionRow row) =>
        session.Later(_write, row, row.LastSequence, row.LastNumber);

    /// <summary>Keeps the numbers of the events that are there from being given again, before some are removed.</summary>
    public async ValueTask KeepNumbersAsync(PostgreSqlSession session, PartitionRow row, bool ofRows, CancellationToken cancellationToken)
    {
        var (number, sequence) = await session.AskAsync(new NpgsqlBatchCommand(_highest).With(row.Tenant).With(row.Id), (0L, 0L), static found => (found.GetInt64(0), found.GetInt64(1)), cancellationToken).ConfigureAwait(false);
        row.RemovedEvents(sequence);
        row.Removed(ofRows ? number : 0);
    }

    /// <summary>Deletes everything the partition holds; its numbers stay, above all there were.</summary>
    public async ValueTask EraseAsync(PostgreSqlSession session, PartitionRow row, CancellationToken cancellationToken)
    {
        await KeepNumbersAsync(session, row, ofRows: true, cancellationToken).ConfigureAwait(false);
        foreach (var delete in _erase)
        {
            session.Later(new NpgsqlBatchCommand(delete).With(row.Tenant).With(row.Id));
        }

        row.Forget();
    }

    private NpgsqlBatchCommand Select(int tenant, PartitionKey key) => new NpgsqlBatchCommand(_select).With(tenant).With((int)key.Kind).With(key.Key);

    private static void Fill(PartitionRow partition, NpgsqlDataReader row)
    {
        (partition.Id, partition.LastSequence, partition.LastNumber) = (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
        partition.LastEvent = row.IsDBNull(3) ? null : row.GetInt64(3);
    }

    /// <summary>Whether what was read beforehand was read of the right partitions; the next unit knows.</summary>
    private void Judge(Dictionary<PartitionKey, PartitionRow> locked)
    {
        foreach (var row in locked.Values)
        {
            row.Judge();
            if (row.IsUnread)
            {
                Numbers.Met(row.Tenant, row.Key, row.Id);
            }
        }
    }

    /// <summary>A number for the lock, the same in every process. Two partitions that should share one (once in 2^64) would only wait for each other.</summary>
    private static long LockOf(Guid store, int tenant, PartitionKey key)
    {
        Span<byte> text = stackalloc byte[24 + (3 * StoreLimits.MaxKey)];
        store.TryWriteBytes(text);
        BinaryPrimitives.WriteInt32LittleEndian(text[16..], tenant);
        BinaryPrimitives.WriteInt32LittleEndian(text[20..], (int)key.Kind);
        var length = 24 + Encoding.UTF8.GetBytes(key.Key, text[24..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..length], hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }
}
