using Microsoft.Data.Sqlite;

namespace OmniChannel.Benchmarks;

/// <summary>The statements of a cart command and nothing else: the same SQL and rows of the same length, prepared once, on one connection that clients take turns at.</summary>
internal sealed class BareCartLoop : IDisposable
{
    private readonly Lock _turn = new();
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _partition;
    private readonly SqliteCommand _state;
    private readonly SqliteCommand _found;
    private readonly SqliteCommand _event;
    private readonly SqliteCommand _put;
    private readonly SqliteCommand _last;
    private readonly SqliteCommand _commit;
    private readonly byte[] _head;
    private readonly byte[] _body;
    private readonly Dictionary<string, (long Partition, long Sequence, long Version)> _carts = [];

    public BareCartLoop(string path, SqliteSynchronous synchronous)
    {
        _connection = BareLoop.Open(path, $"PRAGMA journal_mode = WAL; PRAGMA synchronous = {synchronous}");
        _begin = BareLoop.Prepare(_connection, "BEGIN IMMEDIATE", 0);
        _partition = BareLoop.Prepare(_connection, "SELECT id, last_sequence, last_number FROM omni_partition WHERE tenant = ?1 AND kind = ?2 AND name = ?3", 3);
        _state = BareLoop.Prepare(_connection, "SELECT version, body FROM omni_state WHERE tenant = ?1 AND partition = ?2 AND key = ?3", 3);
        _found = BareLoop.Prepare(_connection, "SELECT seq, source, id, type, at, recorded_at, body FROM omni_event WHERE tenant = ?1 AND partition = ?2 AND source = ?3 AND id = ?4", 4);
        _event = BareLoop.Prepare(
            _connection,
            "INSERT INTO omni_event (tenant, partition, seq, source, id, type, at, recorded_at, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (tenant, partition, source, id) DO NOTHING",
            9);
        _put = BareLoop.Prepare(_connection, "UPDATE omni_state SET version = version + 1, body = ?5 WHERE tenant = ?1 AND partition = ?2 AND key = ?3 AND version = ?4", 5);
        _last = BareLoop.Prepare(_connection, "SELECT max(seq) FROM omni_event WHERE tenant = ?1 AND partition = ?2", 2);
        _commit = BareLoop.Prepare(_connection, "COMMIT", 0);
        (_head, _body) = (Blob("SELECT body FROM omni_state WHERE key = 'cart/1' LIMIT 1"), Blob("SELECT body FROM omni_event ORDER BY seq DESC LIMIT 1"));
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT p.name, p.id, (SELECT max(seq) FROM omni_event WHERE tenant = p.tenant AND partition = p.id), s.version FROM omni_partition p JOIN omni_state s ON s.tenant = p.tenant AND s.partition = p.id AND s.key = 'cart/1'";
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            _carts[row.GetString(0)] = (row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
        }
    }

    public void Do(string customer, string id, long at)
    {
        lock (_turn)
        {
            var (partition, sequence, version) = _carts[customer];
            BareLoop.Run(_begin);
            BareLoop.Read(_partition, 1L, 1L, customer);
            BareLoop.Read(_state, 1L, partition, "cart/1");
            BareLoop.Read(_found, 1L, partition, "c", id);
            BareLoop.Read(_last, 1L, partition);
            BareLoop.Run(_event, 1L, partition, sequence + 1, "c", id, "c", at, at, _body);
            BareLoop.Run(_put, 1L, partition, "cart/1", version, _head);
            BareLoop.Run(_commit);
            _carts[customer] = (partition, sequence + 1, version + 1);
        }
    }

    public void Dispose() => _connection.Dispose();

    private byte[] Blob(string sql)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The text is this file's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        return (byte[])command.ExecuteScalar()!;
    }
}
