using Microsoft.Data.Sqlite;

namespace OmniChannel.Benchmarks;

/// <summary>The statements of a SendAsync and nothing else: the same SQL, the same rows, prepared once, by Microsoft.Data.Sqlite, on one connection.</summary>
internal sealed class BareLoop : IDisposable
{
    private readonly SqliteConnection _file;
    private readonly SqliteCommand _beginRead;
    private readonly SqliteCommand _around;
    private readonly SqliteCommand _endRead;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _partition;
    private readonly SqliteCommand _state;
    private readonly SqliteCommand _outbox;
    private readonly SqliteCommand _schedule;
    private readonly SqliteCommand _lookup;
    private readonly SqliteCommand _event;
    private readonly SqliteCommand _put;
    private readonly SqliteCommand _fence;
    private readonly SqliteCommand _last;
    private readonly SqliteCommand _commit;

    public BareLoop(string path, SqliteSynchronous synchronous)
    {
        _file = Open(path, $"PRAGMA journal_mode = WAL; PRAGMA synchronous = {synchronous}");
        _beginRead = Prepare(_file, "BEGIN", 0);
        _around = Prepare(_file, "SELECT s.version, s.body FROM omni_partition p JOIN omni_state s ON s.tenant = p.tenant AND s.partition = p.id WHERE p.tenant = ?1 AND p.kind = ?2 AND p.name = ?3 AND s.key = ?4", 4);
        _endRead = Prepare(_file, "COMMIT", 0);
        _begin = Prepare(_file, "BEGIN IMMEDIATE", 0);
        _partition = Prepare(_file, "SELECT id, last_sequence, last_number FROM omni_partition WHERE tenant = ?1 AND kind = ?2 AND name = ?3", 3);
        _state = Prepare(_file, "SELECT version FROM omni_state WHERE tenant = ?1 AND partition = ?2 AND key = ?3", 3);
        _outbox = Prepare(_file, "INSERT INTO omni_outbox (tenant, partition, delivery, state, fence, attempts, created_at, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?8, ?7) ON CONFLICT DO NOTHING", 8);
        _schedule = Prepare(
            _file,
            "INSERT INTO omni_schedule (tenant, partition, kind, key, due, claimable_at, fence) VALUES (?1, ?2, ?3, ?4, ?5, ?5, (SELECT last FROM omni_fence)) ON CONFLICT DO UPDATE SET due = excluded.due, claimable_at = excluded.claimable_at, fence = excluded.fence",
            5);
        _lookup = Prepare(_file, "INSERT INTO omni_lookup (tenant, kind, key, partition, body, expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING", 6);
        _event = Prepare(
            _file,
            "INSERT INTO omni_event (tenant, partition, seq, source, id, type, at, recorded_at, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (tenant, partition, source, id) DO NOTHING",
            9);
        _put = Prepare(_file, "UPDATE omni_state SET version = version + 1, body = ?5 WHERE tenant = ?1 AND partition = ?2 AND key = ?3 AND version = ?4", 5);
        _fence = Prepare(_file, "UPDATE omni_fence SET last = last + ?1", 1);
        _last = Prepare(_file, "SELECT max(seq) FROM omni_event WHERE tenant = ?1 AND partition = ?2", 2);
        _commit = Prepare(_file, "COMMIT", 0);
    }

    /// <param name="send">What to write.</param>
    /// <param name="around">The kind, name and key of each state that a send looks at besides the customer's.</param>
    public void Send(StoredSend send, IReadOnlyList<(long Kind, string Name, string Key)> around)
    {
        Read(_around, send.Tenant, 1L, send.Name, "state");
        Run(_beginRead);
        foreach (var (kind, name, key) in around)
        {
            Read(_around, send.Tenant, kind, name, key);
        }

        Run(_endRead);
        Run(_begin);
        Read(_partition, send.Tenant, 1L, send.Name);
        Read(_state, send.Tenant, send.Partition, "state");
        Run(_outbox, send.Tenant, send.Partition, send.Delivery, 0L, 0L, 0L, send.Outbox, send.CreatedAt);
        Run(_fence, 1L);
        Run(_schedule, send.Tenant, send.Partition, send.ScheduleKind, send.Delivery, send.Due);
        Run(_lookup, send.Tenant, send.LookupKind, send.Delivery, send.Partition, send.Lookup, DBNull.Value);
        Read(_last, send.Tenant, send.Partition);
        Run(_event, send.Tenant, send.Partition, send.Sequence, send.Source, send.EventId, send.Type, send.CreatedAt, send.CreatedAt, send.Event);
        Run(_put, send.Tenant, send.Partition, "state", send.Version - 1, send.State);
        Run(_commit);
    }

    public void Dispose()
    {
        _file.Dispose();
    }

    internal static SqliteConnection Open(string path, string pragmas)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = pragmas;
        command.ExecuteNonQuery();
        return connection;
    }

    internal static SqliteCommand Prepare(SqliteConnection connection, string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"?{i}" });
        }

        command.Prepare();
        return command;
    }

    internal static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        Bind(command, values);
        command.ExecuteNonQuery();
    }

    internal static void Read(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        Bind(command, values);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            for (var i = 0; i < row.FieldCount; i++)
            {
                row.GetValue(i);
            }
        }
    }

    private static void Bind(SqliteCommand command, ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }
    }
}
