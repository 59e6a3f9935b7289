using Npgsql;
using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <summary>Folded states, changed by compare-and-swap.</summary>
internal sealed class StateTable(string schema)
{
    /// <summary>Names have no control characters, so one separates them.</summary>
    private const char Separator = '\u001F';

    /// <summary>Above every key that begins with a prefix: the highest code point, as often as it fits into a key.</summary>
    private static readonly string Beyond = string.Concat(Enumerable.Repeat("\U0010FFFF", StoreLimits.MaxKey / 2));

    private readonly string _select = $"SELECT version, body FROM {schema}.omni_state WHERE tenant = $1 AND partition = $2 AND key = $3";
    private readonly string _page = $"SELECT key, version, body FROM {schema}.omni_state WHERE tenant = $1 AND partition = $2 AND key > $3 AND key >= $4 AND key <= $5 ORDER BY key LIMIT $6";
    private readonly RowStatement _insert = new(
        "state",
        $"INSERT INTO {schema}.omni_state (tenant, partition, key, version, body) VALUES ($1, $2, $3, $4, $5)",
        $"INSERT INTO {schema}.omni_state (tenant, partition, key, version, body) SELECT $1, * FROM unnest($2, $3, $4, $5)");

    private readonly RowStatement _update = new(
        "state",
        $"UPDATE {schema}.omni_state SET version = $4 + 1, body = $5 WHERE tenant = $1 AND partition = $2 AND key = $3 AND version = $4",
        $"""
        UPDATE {schema}.omni_state s SET version = s.version + 1, body = n.body FROM unnest($2, $3, $4, $5) AS n (partition, key, version, body)
        WHERE s.tenant = $1 AND s.partition = n.partition AND s.key = n.key AND s.version = n.version
        """);

    private readonly RowStatement _updateSeen = RowStatement.Proof("state", $"""
        WITH written AS (
          UPDATE {schema}.omni_state s SET version = s.version + 1, body = n.body FROM unnest($2, $3, $4, $5) AS n (partition, key, version, body)
          WHERE s.tenant = $1 AND s.partition = n.partition AND s.key = n.key AND s.version = n.version RETURNING 1)
        {RowStatement.Proven} FROM written
        """);

    private readonly RowStatement _proof = RowStatement.Proof("state", $"""
        {RowStatement.Proven} FROM unnest($2, $3, $4) AS n (partition, key, version)
        CROSS JOIN LATERAL (SELECT 1 FROM {schema}.omni_state WHERE tenant = $1 AND partition = n.partition AND key = n.key AND version = n.version LIMIT 1) s
        """);

    private readonly string _proofByNames = $"""
        {RowStatement.Proven} FROM unnest($2, $3, $4, $5) AS n (kind, name, key, version)
        LEFT JOIN LATERAL (
          SELECT s.version FROM {schema}.omni_partition p JOIN {schema}.omni_state s ON s.tenant = p.tenant AND s.partition = p.id
          WHERE p.tenant = $1 AND p.kind = n.kind AND p.name = n.name AND s.key = n.key LIMIT 1) s ON true
        WHERE coalesce(s.version, 0) = n.version
        """;

    private readonly string _many = $"""
        SELECT n.place, s.version, s.body FROM unnest($2, $3) WITH ORDINALITY AS n (partition, key, place)
        CROSS JOIN LATERAL (SELECT version, body FROM {schema}.omni_state WHERE tenant = $1 AND partition = n.partition AND key = n.key LIMIT 1) s
        """;

    private readonly string _only = $"SELECT 1::bigint, version, body FROM {schema}.omni_state WHERE tenant = $1 AND partition = $2 AND key = $3";

    private readonly string _versions = $"""
        SELECT n.place, s.version FROM unnest($2, $3) WITH ORDINALITY AS n (partition, key, place)
        CROSS JOIN LATERAL (SELECT version FROM {schema}.omni_state WHERE tenant = $1 AND partition = n.partition AND key = n.key LIMIT 1) s
        """;

    private readonly string _delete = $"DELETE FROM {schema}.omni_state WHERE tenant = $1 AND partition = $2 AND key = $3";

    // One statement, so one look; the inner limit keeps each name a look of its own into the two indexes, however few rows the planner has counted.
    private readonly string _byNames = $"""
        SELECT n.place, s.version, s.body, s.id
        FROM unnest(string_to_array($2, E'\x1F')::integer[], string_to_array($3, E'\x1F'), string_to_array($4, E'\x1F')) WITH ORDINALITY AS n (kind, name, key, place)
        CROSS JOIN LATERAL (
          SELECT s.version, s.body, p.id FROM {schema}.omni_partition p JOIN {schema}.omni_state s ON s.tenant = p.tenant AND s.partition = p.id
          WHERE p.tenant = $1 AND p.kind = n.kind AND p.name = n.name AND s.key = n.key LIMIT 1) s
        """;

    /// <summary>Has the transaction fail unless rows of any partitions have the versions that were seen, 0 for none.</summary>
    public void Prove(PostgreSqlSession session, int tenant, IReadOnlyCollection<SeenVersion> seen) => session.Prove(new NpgsqlBatchCommand(_proofByNames).With(tenant)
        .With([.. seen.Select(one => (int)StoreLimits.Partition(one.Row.Partition, nameof(seen)).Kind)])
        .With([.. seen.Select(one => one.Row.Partition.Key)])
        .With([.. seen.Select(one => StoreLimits.Key(one.Row.Key, nameof(seen)))])
        .With([.. seen.Select(one => one.Version)]));

    public async ValueTask<StateRow?> ReadAsync(PostgreSqlSession session, PartitionRow partition, string key, CancellationToken cancellationToken)
    {
        if (partition.States.TryGetValue(key, out var fetched))
        {
            return fetched;
        }

        var row = partition.Id == 0 ? null : await session.AskAsync<StateRow?>(Statement(_select, partition, key), null, static row => Row(row, 0), cancellationToken).ConfigureAwait(false);
        partition.Versions[key] = row?.Version ?? 0;
        return row;
    }

    /// <summary>What fetches several rows beforehand, and what is done with each that there is.</summary>
    public (NpgsqlBatchCommand Statement, Action<NpgsqlDataReader> Row) Fetch(int tenant, IReadOnlyList<(PartitionRow Partition, string Key)> wanted)
    {
        foreach (var (partition, key) in wanted)
        {
            (partition.Versions[key], partition.States[key]) = (0, null);
        }

        return (
            wanted is [var only]
                ? Statement(_only, only.Partition, only.Key)
                : new NpgsqlBatchCommand(_many).With(tenant).With([.. wanted.Select(one => one.Partition.Id)]).With([.. wanted.Select(one => one.Key)]),
            row =>
            {
                var (partition, key) = wanted[(int)row.GetInt64(0) - 1];
                var found = Row(row, 1);
                (partition.Versions[key], partition.States[key]) = (found.Version, found);
            });
    }

    /// <summary>What looks for the versions of several rows beforehand, and what is done with each that there is.</summary>
    public (NpgsqlBatchCommand Statement, Action<NpgsqlDataReader> Row) FetchVersions(int tenant, IReadOnlyList<(PartitionRow Partition, string Key)> wanted)
    {
        foreach (var (partition, key) in wanted)
        {
            partition.Versions[key] = 0;
        }

        return (
            new NpgsqlBatchCommand(_versions).With(tenant).With([.. wanted.Select(one => one.Partition.Id)]).With([.. wanted.Select(one => one.Key)]),
            row =>
            {
                var (partition, key) = wanted[(int)row.GetInt64(0) - 1];
                partition.Versions[key] = row.GetInt64(1);
            });
    }

    /// <summary>What looks at several rows of several partitions, and what is done with each that there is; whoever reads a customer often begins a unit over it next.</summary>
    public (NpgsqlBatchCommand Statement, Action<NpgsqlDataReader> Row) Look(int tenant, IReadOnlyList<StateAddress> addresses, StateRow?[] rows, PartitionNumbers numbers) => (
        new NpgsqlBatchCommand(_byNames).With(tenant)
            .With(string.Join(Separator, addresses.Select(address => (int)address.Partition.Kind)))
            .With(string.Join(Separator, addresses.Select(address => address.Partition.Key)))
            .With(string.Join(Separator, addresses.Select(address => address.Key))),
        row =>
        {
            var place = row.GetInt64(0) - 1;
            rows[place] = Row(row, 1);
            numbers.Met(tenant, addresses[(int)place].Partition, row.GetInt64(3));
        });

    public async ValueTask<IReadOnlyList<StateEntry>> ListAsync(PostgreSqlSession session, PartitionRow partition, string prefix, string? after, int limit, CancellationToken cancellationToken) =>
        partition.Id == 0 ? [] : await session.ListAsync(
            Statement(_page, partition, after ?? "").With(prefix).With(prefix + Beyond).With(limit),
            static row => new StateEntry { Key = row.GetString(0), Row = Row(row, 1) },
            cancellationToken).ConfigureAwait(false);

    /// <summary>The version that stands, 0 for none: known when this unit has seen or written the row before.</summary>
    public async ValueTask<long> VersionAsync(PostgreSqlSession session, PartitionRow partition, string key, CancellationToken cancellationToken) =>
        partition.Versions.TryGetValue(key, out var version) ? version : (await ReadAsync(session, partition, key, cancellationToken).ConfigureAwait(false))?.Version ?? 0;

    /// <summary>Writes over the version that stands; the partition has its number.</summary>
    /// <returns>The new version.</returns>
    public long Write(PostgreSqlSession session, PartitionRow partition, string key, long version, ReadOnlyMemory<byte> body)
    {
        session.Later(version == 0 ? _insert : partition.SeenStates?.Remove(key) == true ? _updateSeen : _update, partition, key, version == 0 ? partition.LastNumber + 1 : version, body.ToArray());
        partition.States.Remove(key);
        return partition.Versions[key] = version == 0 ? partition.LastNumber + 1 : version + 1;
    }

    /// <summary>Has the transaction fail unless the rows that it took for granted are as they were seen.</summary>
    public void Prove(PostgreSqlSession session, PartitionRow partition)
    {
        foreach (var key in partition.SeenStates ?? [])
        {
            session.Later(_proof, partition, key, partition.Versions[key]);
        }

        partition.SeenStates = null;
    }

    public void Remove(PostgreSqlSession session, PartitionRow partition, string key, long version)
    {
        Prove(session, partition);
        session.Later(Statement(_delete, partition, key));
        partition.Removed(version);
        partition.Versions[key] = 0;
        partition.States.Remove(key);
    }

    private static NpgsqlBatchCommand Statement(string sql, PartitionRow partition, string key) => new NpgsqlBatchCommand(sql).With(partition.Tenant).With(partition.Id).With(key);

    private static StateRow Row(NpgsqlDataReader row, int column) => new() { Version = row.GetInt64(column), Body = row.Body(column + 1) };
}
