using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <content>What it takes for granted: nothing is asked until more is, or it commits.</content>
internal sealed partial class PostgreSqlUnitOfWork
{
    /// <summary>In a transaction of its own, all of which travels with the first question or with the commit, and fails when something is not as it was seen; null when a partition was not met lately.</summary>
    public static async ValueTask<PostgreSqlUnitOfWork?> SeenAsync(PostgreSqlSession session, PostgreSqlTables tables, Guid store, TenantId tenant, IReadOnlyList<PartitionKey> partitions, UnitSeen seen, CancellationToken cancellationToken)
    {
        var id = await tables.Tenants.GetAsync(session, tenant, cancellationToken).ConfigureAwait(false);
        if (tables.Partitions.Seen(id, partitions) is not { } rows)
        {
            await session.DisposeAsync().ConfigureAwait(false);
            return null;
        }

        session.Begin();
        session.WriteTogether();
        PartitionTable.LockAllFree(session, store, id, partitions);
        if (seen.Beside.Count > 0)
        {
            tables.States.Prove(session, id, seen.Beside);
        }

        foreach (var ((partition, key), version) in seen.States)
        {
            var row = Of(partition);
            row.Versions[StoreLimits.Key(key)] = version;
            (row.SeenStates ??= new(StringComparer.Ordinal)).Add(key);
        }

        foreach (var outbox in seen.Outbox)
        {
            var row = Of(outbox.Partition);
            (row.Fences[outbox.Delivery], row.OutboxVersions[outbox.Delivery], (row.SeenOutbox ??= [])[outbox.Delivery]) = (outbox.Fence, outbox.Version, outbox.Version);
        }

        return new PostgreSqlUnitOfWork(session, tables, null, id, rows) { _isUnproven = true };

        PartitionRow Of(PartitionKey partition) => rows.TryGetValue(StoreLimits.Partition(partition), out var row) ? row : throw UnitStateRules.NotNamed(partition);
    }

    public async ValueTask AppendNewAsync(PartitionKey partition, NewEvent entry, CancellationToken cancellationToken)
    {
        StoreLimits.Event(entry);
        var row = await WrittenAsync(partition, cancellationToken).ConfigureAwait(false);
        if (row is { IsSeen: true, IsCounted: false, HasNewEvent: false })
        {
            _tables.Events.AppendNew(_session, row, entry);
        }
        else if (await AppendAsync(partition, entry, cancellationToken).ConfigureAwait(false) == 0)
        {
            throw Spoil($"The event '{entry.Id}' of '{entry.Source}' is there already.");
        }
    }

    private void ProveNumbers()
    {
        _isUnproven = false;
        _tables.Partitions.Prove(_session, _tenant, _partitions.Values);
    }

    private void Prove(PartitionRow row)
    {
        if (row is { SeenStates: null or { Count: 0 }, SeenOutbox: null or { Count: 0 } })
        {
            return;
        }

        if (_isUnproven)
        {
            ProveNumbers();
        }

        _tables.States.Prove(_session, row);
        _tables.Outbox.Prove(_session, row);
    }
}
