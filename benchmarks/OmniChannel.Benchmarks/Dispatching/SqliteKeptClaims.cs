using Microsoft.Data.Sqlite;

namespace OmniChannel.Benchmarks;

/// <summary>The bare loop with what a delivery has to leave behind: the frozen content, the mark and the reservation in the transaction of the claim, the outcome and an entry of the timeline in that of the acknowledgement.</summary>
internal sealed class SqliteKeptClaims : SqliteBareClaims
{
    private readonly SqliteCommand _mark;
    private readonly SqliteCommand _reserve;
    private readonly SqliteCommand _record;
    private readonly SqliteCommand _append;

    public SqliteKeptClaims(string path)
        : base(path)
    {
        _mark = Prepare("UPDATE omni_outbox SET state = 1, fence = fence + 1, attempts = attempts + 1, body = ?3, version = version + 1 WHERE tenant = 1 AND partition = ?1 AND delivery = ?2", 3);
        _reserve = Prepare("UPDATE omni_state SET version = version + 1, body = ?2 WHERE tenant = 1 AND partition = ?1 AND key = 'state'", 2);
        _record = Prepare("UPDATE omni_outbox SET state = 3, fence = fence + 1, body = ?3, version = version + 1 WHERE tenant = 1 AND partition = ?1 AND delivery = ?2", 3);
        _append = Prepare(
            """
            INSERT INTO omni_event (tenant, partition, seq, source, id, type, at, recorded_at, body)
            VALUES (1, ?1, ifnull((SELECT max(seq) FROM omni_event WHERE tenant = 1 AND partition = ?1), 0) + 1, 'omnichannel', ?2, 'delivery/accepted', ?3, ?3, ?4)
            """,
            4);
    }

    protected override List<BareRow> EndClaim(List<(long Partition, string Key)> claimed)
    {
        var rows = claimed.ConvertAll(Read);
        foreach (var row in rows)
        {
            BareLoop.Run(_mark, row.Partition, row.Key, KeptBodies.Outbox(row));
            BareLoop.Run(_reserve, row.Partition, KeptBodies.State(row));
        }

        Commit();
        return rows;
    }

    protected override void Accept(BareRow row)
    {
        BareLoop.Run(_record, row.Partition, row.Key, KeptBodies.Outbox(row));
        BareLoop.Run(_append, row.Partition, row.Key, TimeProvider.System.GetUtcNow().UtcTicks, KeptBodies.Entry);
    }
}
