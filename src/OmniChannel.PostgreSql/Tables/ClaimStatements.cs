using static OmniChannel.PostgreSql.ScheduleTable;

namespace OmniChannel.PostgreSql;

/// <summary>The statements that claim rows of the schedule. $1 is the tenant, $2 the priority, $3 the time or nothing for the server's, $4 the lease, $5 the limit.</summary>
/// <param name="schema">Where.</param>
/// <param name="looks">Whether they look at what is claimed too: then the last two parameters are the kind of what is looked at, and the key of the state row beside it, and the last eight columns what was seen.</param>
internal sealed class ClaimStatements(string schema, bool looks)
{
    /// <summary>What a queue may take of a claim.</summary>
    private const string Share = "(SELECT greatest(1, $5 / count(*)) FROM open)";

    /// <summary>Of all queues, from where the last look at each ended: its place is in the arrays $6, $7 and $8; $9 says how many rows are passed over at most.</summary>
    // Rows that somebody else claims or an open unit has changed are passed over, not waited for. What comes before a row in its partition is there until it is completed or put off,
    // whoever holds it: so a look that is a moment old can only be too careful.
    public string All { get; } = $"""
        {Open(schema)},
        looks AS MATERIALIZED (
          SELECT o.queue, f.claimable_at AS from_at, f.partition AS from_partition, w.claimable_at AS until_at, w.partition AS until_partition
          FROM open o LEFT JOIN unnest($6, $7, $8) AS p (queue, claimable_at, partition) ON p.queue = o.queue
          CROSS JOIN LATERAL (SELECT coalesce(p.claimable_at, -1) AS claimable_at, coalesce(p.partition, 0) AS partition) f
          LEFT JOIN LATERAL (
            SELECT s.claimable_at, s.partition FROM {schema}.omni_schedule s
            WHERE s.tenant = $1 AND s.priority = $2 AND s.queue = o.queue AND s.claimable_at <= (SELECT now FROM clock)
              AND (s.claimable_at, s.partition) > (f.claimable_at, f.partition)
            ORDER BY s.claimable_at, s.partition OFFSET $9 LIMIT 1) w ON true),
        {NextFence(schema)},
        due AS MATERIALIZED (
          SELECT r.partition, r.kind, r.key, r.claimable_at, l.queue FROM looks l CROSS JOIN LATERAL (
            SELECT s.partition, s.kind, s.key, s.claimable_at FROM {schema}.omni_schedule s
            WHERE s.tenant = $1 AND s.priority = $2 AND s.queue = l.queue AND s.claimable_at <= (SELECT now FROM clock)
              AND (s.claimable_at, s.partition) > (l.from_at, l.from_partition)
              AND (s.claimable_at, s.partition) <= (coalesce(l.until_at, 9223372036854775807), coalesce(l.until_partition, 0))
              AND {InItsTurn(schema)}
            ORDER BY s.claimable_at, s.partition LIMIT {Share} FOR UPDATE SKIP LOCKED) r LIMIT $5),
        taken AS ({Take(schema, ", due.queue", looks ? 10 : 0)})
        SELECT * FROM taken UNION ALL SELECT -1, '-', '', '', 0, {Share}, until_at, until_partition, queue{(looks ? ", NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL" : "")} FROM looks WHERE until_at IS NOT NULL
        """;

    /// <summary>Of all queues, from the beginning of each.</summary>
    public string Anywhere { get; } = $"""
        {Open(schema)},
        {NextFence(schema)},
        due AS MATERIALIZED (
          SELECT r.partition, r.kind, r.key, r.claimable_at, o.queue FROM open o CROSS JOIN LATERAL (
            SELECT s.partition, s.kind, s.key, s.claimable_at FROM {schema}.omni_schedule s
            WHERE s.tenant = $1 AND s.priority = $2 AND s.queue = o.queue AND s.claimable_at <= (SELECT now FROM clock)
              AND {InItsTurn(schema)}
            ORDER BY s.claimable_at LIMIT {Share} FOR UPDATE SKIP LOCKED) r LIMIT $5)
        {Take(schema, ", due.queue", looks ? 6 : 0)}
        """;

    /// <summary>Of the one queue $6: nothing where there are others.</summary>
    // Where all rows are of one queue, which is nearly always so: the others are looked for, and nothing is claimed when there are any.
    public string Only { get; } = $"""
        WITH clock AS MATERIALIZED (SELECT {At("$3")} AS now),
        {NextFence(schema)},
        due AS MATERIALIZED (
          SELECT s.partition, s.kind, s.key, s.claimable_at FROM {schema}.omni_schedule s
          WHERE s.tenant = $1 AND s.priority = $2 AND s.queue = $6 AND s.claimable_at <= (SELECT now FROM clock)
            AND NOT EXISTS (SELECT 1 FROM {schema}.omni_schedule WHERE tenant = $1 AND priority = $2 AND queue < $6)
            AND NOT EXISTS (SELECT 1 FROM {schema}.omni_schedule WHERE tenant = $1 AND priority = $2 AND queue > $6)
            AND {InItsTurn(schema)}
          ORDER BY s.claimable_at LIMIT $5 FOR UPDATE SKIP LOCKED)
        {Take(schema, "", looks ? 7 : 0)}
        """;

    /// <summary>The queues that have something due, those whose first row could be claimed longest before the others.</summary>
    private static string Open(string schema) => $"""
        WITH RECURSIVE clock AS MATERIALIZED (SELECT {At("$3")} AS now),
        queues AS (
          (SELECT queue, claimable_at FROM {schema}.omni_schedule WHERE tenant = $1 AND priority = $2 ORDER BY queue, claimable_at LIMIT 1)
          UNION ALL
          SELECT n.queue, n.claimable_at FROM queues q CROSS JOIN LATERAL (
            SELECT queue, claimable_at FROM {schema}.omni_schedule WHERE tenant = $1 AND priority = $2 AND queue > q.queue ORDER BY queue, claimable_at LIMIT 1) n),
        open AS MATERIALIZED (SELECT queue FROM queues WHERE claimable_at <= (SELECT now FROM clock) ORDER BY claimable_at LIMIT $5)
        """;

    /// <summary>The next fencing number for all rows of one claim. A row is given it if it is above the row's own: another unit may have written the row after it was taken.</summary>
    private static string NextFence(string schema) => $"fence AS MATERIALIZED (SELECT {Fence(schema)} AS next)";

    /// <summary>Whether nothing of a customer's comes before a row that keeps its order. Found by the primary key: while the table counts as small, the priority as it stands would make the index of the queues look as good.</summary>
    private static string InItsTurn(string schema) => $"""
        (NOT s.in_order OR NOT EXISTS (
          SELECT 1 FROM {schema}.omni_schedule e WHERE e.tenant = $1 AND e.partition = s.partition AND e.priority + 0 = $2 AND e.in_order AND (e.due, e.kind, e.key) < (s.due, s.kind, s.key)))
        """;

    /// <summary>Takes what is due and, where <paramref name="look"/> is the number of a parameter, looks at what it is about: each by its key, however few rows the planner has counted.</summary>
    private static string Take(string schema, string queue, int look) => $"""
        UPDATE {schema}.omni_schedule s
        SET fence = CASE WHEN (SELECT next FROM fence) > s.fence THEN (SELECT next FROM fence) ELSE {Fence(schema)} END, claimable_at = (SELECT now FROM clock) + $4
        FROM due JOIN {schema}.omni_partition p ON p.id = due.partition{(look == 0 ? "" : About(schema, look))}
        WHERE s.tenant = $1 AND s.partition = due.partition AND s.kind = due.kind AND s.key = due.key
        RETURNING p.kind, p.name, s.kind, s.key, s.due, s.fence, due.claimable_at, due.partition{queue}{(look == 0 ? "" : ", o.state, o.fence, o.attempts, o.created_at, o.body, o.version, c.version, c.body")}
        """;

    private static string About(string schema, int look) => $"""

        LEFT JOIN LATERAL (SELECT state, fence, attempts, created_at, body, version FROM {schema}.omni_outbox WHERE tenant = $1 AND partition = due.partition AND delivery = due.key AND due.kind = ${look} LIMIT 1) o ON true
        LEFT JOIN LATERAL (SELECT version, body FROM {schema}.omni_state WHERE tenant = $1 AND partition = due.partition AND key = ${look + 1} AND o.version IS NOT NULL LIMIT 1) c ON true
        """;
}
