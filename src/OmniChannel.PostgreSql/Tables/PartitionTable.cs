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
        SELECT p.*, n.place FROM unnest($2, $3) WITH ORDINALITY AS n (kind, name, place) CROSS JOIN LATERAL (
          SELECT p.id, p.last_sequence, p.last_number, coalesce((SELECT max(e.seq) FROM {schema}.omni_event e WHERE e.tenant = p.tenant AND e.partition = p.id), 0)
          FROM {schema}.omni_partition p WHERE p.tenant = $1 AND p.kind = n.kind AND p.name = n.name LIMIT 1) p
        """;

    private readonly string[] _erase = [.. Erased.Select(table => $"DELETE FROM {schema}.{table} WHERE tenant = $1 AND partition = $2")];

    private readonly string _highest = $"""
        SELECT coalesce((SELECT max(version) FROM {schema}.omni_state WHERE tenant = $1 AND partition = $2), 0),
               coalesce((SELECT max(seq) FROM {schema}.omni_event WHERE tenant = $1 AND partition = $2), 0)
        """;

    /// <summary>Locks the partitions in the order given, then reads each; one round trip with what waits.</summary>
    public async ValueTask<Dictionary<PartitionKey, PartitionRow>> LockAsync(PostgreSqlSession session, Guid store, int tenant, IReadOnlyList<PartitionKey> partitions, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<PartitionKey, PartitionRow>(partitions.Count);
        var statements = new NpgsqlBatchCommand[2 * partitions.Count];
        for (var i = 0; i < partitions.Count; i++)
        {
            statements[i] = new NpgsqlBatchCommand(Lock).With(LockOf(store, tenant, partitions[i]));
            statements[partitions.Count + i] = Select(tenant, partitions[i]);
            rows.Add(partitions[i], new PartitionRow(tenant, partitions[i]));
        }

        // Each statement looks anew (read committed), so what is read is what the last holder left.
        await session.ReadAsync(statements, partitions.Count, (number, row) => Fill(rows[partitions[number - partitions.Count]], row), cancellationToken).ConfigureAwait(false);
        return rows;
    }

    /// <summary>Locks those of the partitions that nobody holds, and reads them; one round trip with what waits. It waits for nobody, so it can be in nobody's way.</summary>
    public async ValueTask<Dictionary<PartitionKey, PartitionRow>> LockFreeAsync(PostgreSqlSession session, Guid store, int tenant, IReadOnlyList<PartitionKey> partitions, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<PartitionKey, PartitionRow>(partitions.Count);
        NpgsqlBatchCommand[] statements =
        [
            new NpgsqlBatchCommand(TryLock).With([.. partitions.Select(partition => LockOf(store, tenant, partition))]),
            new NpgsqlBatchCommand(_byNames).With(tenant).With([.. partitions.Select(partition => (int)partition.Kind)]).With([.. partitions.Select(partition => partition.Key)]),
        ];
        await session.ReadAsync(
            statements,
            0,
            (number, row) =>
            {
                var partition = partitions[(int)row.GetInt64(number == 0 ? 0 : 4) - 1];
                if (number == 0)
                {
                    rows.Add(partition, new PartitionRow(tenant, partition));
                }
                else if (rows.TryGetValue(partition, out var locked))
                {
                    Fill(locked, row);
                }
            },
            cancellationToken).ConfigureAwait(false);
        return rows;
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

    private static void Fill(PartitionRow partition, NpgsqlDataReader row) =>
        (partition.Id, partition.LastSequence, partition.LastNumber, partition.LastEvent) = (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));

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
