using Microsoft.Data.Sqlite;

namespace OmniChannel.Benchmarks;

/// <summary>The bare loop's claims on SQLite: prepared statements, one transaction for each claim and each acknowledgement of 50.</summary>
internal class SqliteBareClaims : IBareClaims
{
    private readonly SqliteConnection _file;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _due;
    private readonly SqliteCommand _claim;
    private readonly SqliteCommand _read;
    private readonly SqliteCommand _accept;
    private readonly SqliteCommand _complete;
    private readonly SqliteCommand _commit;

    public SqliteBareClaims(string path)
    {
        _file = BareLoop.Open(path, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000");
        _begin = BareLoop.Prepare(_file, "BEGIN IMMEDIATE", 0);
        _due = BareLoop.Prepare(
            _file,
            """
            SELECT s.partition, s.key FROM omni_schedule s WHERE s.tenant = 1 AND s.priority = 1 AND s.queue = 'note' AND s.claimable_at <= ?1
              AND NOT EXISTS (SELECT 1 FROM omni_schedule e WHERE e.tenant = 1 AND e.partition = s.partition AND e.priority = 1 AND (e.due, e.kind, e.key) < (s.due, s.kind, s.key))
            ORDER BY s.claimable_at LIMIT 50
            """,
            1);
        _claim = BareLoop.Prepare(_file, "UPDATE omni_schedule SET fence = fence + 1, claimable_at = ?3 WHERE tenant = 1 AND partition = ?1 AND kind = 'dispatch' AND key = ?2", 3);
        _read = BareLoop.Prepare(_file, "SELECT o.body, t.body FROM omni_outbox o, omni_state t WHERE o.tenant = 1 AND o.partition = ?1 AND o.delivery = ?2 AND t.tenant = 1 AND t.partition = ?1 AND t.key = 'state'", 2);
        _accept = BareLoop.Prepare(_file, "UPDATE omni_outbox SET state = 3, fence = fence + 1, attempts = attempts + 1 WHERE tenant = 1 AND partition = ?1 AND delivery = ?2", 2);
        _complete = BareLoop.Prepare(_file, "DELETE FROM omni_schedule WHERE tenant = 1 AND partition = ?1 AND kind = 'dispatch' AND key = ?2", 2);
        _commit = BareLoop.Prepare(_file, "COMMIT", 0);
    }

    public Task<IReadOnlyList<BareRow>> ClaimAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        BareLoop.Run(_begin);
        List<(long Partition, string Key)> claimed = [];
        _due.Parameters[0].Value = now.UtcTicks;
        using (var row = _due.ExecuteReader())
        {
            while (row.Read())
            {
                claimed.Add((row.GetInt64(0), row.GetString(1)));
            }
        }

        foreach (var (partition, key) in claimed)
        {
            BareLoop.Run(_claim, partition, key, now.AddMinutes(2).UtcTicks);
        }

        return Task.FromResult<IReadOnlyList<BareRow>>(EndClaim(claimed));
    }

    public Task AcknowledgeAsync(IReadOnlyList<BareRow> rows)
    {
        BareLoop.Run(_begin);
        foreach (var row in rows)
        {
            Accept(row);
            BareLoop.Run(_complete, row.Partition, row.Key);
        }

        Commit();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    protected SqliteCommand Prepare(string sql, int parameters) => BareLoop.Prepare(_file, sql, parameters);

    protected virtual void Accept(BareRow row) => BareLoop.Run(_accept, row.Partition, row.Key);

    /// <summary>Commits the claims and reads what was claimed.</summary>
    protected virtual List<BareRow> EndClaim(List<(long Partition, string Key)> claimed)
    {
        Commit();
        return claimed.ConvertAll(Read);
    }

    protected void Commit() => BareLoop.Run(_commit);

    protected BareRow Read((long Partition, string Key) claimed)
    {
        (_read.Parameters[0].Value, _read.Parameters[1].Value) = (claimed.Partition, claimed.Key);
        using var row = _read.ExecuteReader();
        row.Read();
        return new BareRow(claimed.Partition, claimed.Key, row.GetFieldValue<byte[]>(0), row.GetFieldValue<byte[]>(1));
    }
}
