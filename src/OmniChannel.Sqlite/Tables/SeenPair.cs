using OmniChannel.Storage;

namespace OmniChannel.Sqlite;

/// <summary>An outbox row and a state row of the same partition, looked at by one statement.</summary>
internal static class SeenPair
{
    private const string Select = """
        SELECT o.state, o.fence, o.attempts, o.created_at, o.body, o.delivery, o.version, s.version, s.body, p.id FROM omni_partition p
        LEFT JOIN omni_outbox o ON o.tenant = ?1 AND o.partition = p.id AND o.delivery = ?4
        LEFT JOIN omni_state s ON s.tenant = ?1 AND s.partition = p.id AND s.key = ?5
        WHERE p.tenant = ?1 AND p.kind = ?2 AND p.name = ?3
        """;

    private const string OfClaim = """
        SELECT o.state, o.fence, o.attempts, o.created_at, o.body, o.delivery, o.version, s.version, s.body
        FROM omni_outbox o LEFT JOIN omni_state s ON s.tenant = ?1 AND s.partition = ?2 AND s.key = ?4 WHERE o.tenant = ?1 AND o.partition = ?2 AND o.delivery = ?3
        """;

    /// <summary>Whether they come in pairs; refuses addresses out of bounds.</summary>
    public static bool ArePairs(IReadOnlyList<OutboxAddress> outbox, IReadOnlyList<StateAddress> states)
    {
        ArgumentNullException.ThrowIfNull(outbox);
        ArgumentNullException.ThrowIfNull(states);
        if (outbox.Count != states.Count || outbox.Count == 0)
        {
            return false;
        }

        for (var i = 0; i < outbox.Count; i++)
        {
            if (StoreLimits.Partition(outbox[i].Partition, nameof(outbox)) != states[i].Partition)
            {
                return false;
            }

            StoreLimits.Key(outbox[i].Delivery.Value, nameof(outbox));
            StoreLimits.Key(states[i].Key, nameof(states));
        }

        return true;
    }

    /// <summary>Reads them as they all were at one instant, and notes the numbers of their partitions.</summary>
    public static SeenRows Read(SqliteSession session, long tenant, IReadOnlyList<OutboxAddress> outbox, IReadOnlyList<StateAddress> states, PartitionNumbers numbers)
    {
        var (rows, versions) = (new OutboxRow?[outbox.Count], new StateRow?[states.Count]);
        session.InOneLook(() =>
        {
            for (var i = 0; i < rows.Length; i++)
            {
                var (partition, delivery) = outbox[i];
                var statement = session.Statement(Select).Bind(1, tenant).Bind(2, (long)partition.Kind).Bind(3, partition.Key).Bind(4, delivery.Value).Bind(5, states[i].Key);
                if (statement.Step())
                {
                    rows[i] = statement.IsNull(0) ? null : OutboxTable.Row(statement, partition);
                    versions[i] = State(statement);
                    numbers.Met(tenant, partition, statement.Long(9));
                    statement.Reset();
                }
            }
        });
        return new SeenRows { Outbox = rows, States = versions };
    }

    /// <summary>Reads what a claim is about.</summary>
    public static SeenClaim Read(SqliteSession session, long tenant, long partition, ScheduleClaim claim, string state)
    {
        var statement = session.Statement(OfClaim).Bind(1, tenant).Bind(2, partition).Bind(3, claim.Key).Bind(4, state);
        if (!statement.Step())
        {
            return new SeenClaim(claim, null, null);
        }

        var seen = new SeenClaim(claim, OutboxTable.Row(statement, claim.Partition), State(statement));
        statement.Reset();
        return seen;
    }

    private static StateRow? State(SqliteStatement statement) => statement.IsNull(7) ? null : new StateRow { Version = statement.Long(7), Body = statement.Body(8) };
}
