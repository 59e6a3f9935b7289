using Npgsql;
using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <content>What is done for many customers together.</content>
internal sealed partial class PostgreSqlUnitOfWork
{
    /// <summary>In a transaction of its own, over those of the partitions that nobody holds; null when there are none.</summary>
    public static async ValueTask<PostgreSqlUnitOfWork?> FreeAsync(PostgreSqlSession session, PostgreSqlTables tables, Guid store, TenantId tenant, IReadOnlyList<PartitionKey> partitions, UnitNeeds? needs, CancellationToken cancellationToken)
    {
        var id = await tables.Tenants.GetAsync(session, tenant, cancellationToken).ConfigureAwait(false);
        var wanted = new PostgreSqlUnitOfWork(session, tables, null, id, tables.Partitions.Unlocked(id, partitions, needs is not null));
        session.Begin();
        session.WriteTogether();
        var locked = await tables.Partitions.LockFreeAsync(session, store, id, partitions, wanted._partitions, wanted.LooksWhileLocking(needs), needs is null or { Events.Count: > 0 }, cancellationToken).ConfigureAwait(false);
        if (locked.Count == 0)
        {
            await session.DisposeAsync().ConfigureAwait(false);
            return null;
        }

        var unit = locked.Count == wanted._partitions.Count ? wanted : new PostgreSqlUnitOfWork(session, tables, null, id, locked);
        await unit.FetchUnreadAsync(needs, cancellationToken).ConfigureAwait(false);
        return unit;
    }

    /// <summary>The partitions it names.</summary>
    public IReadOnlySet<PartitionKey> Partitions => _partitions.Keys.ToHashSet();

    public async ValueTask FetchAsync(UnitNeeds needs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(needs);
        await ReadAsync(new UnitLooks(_tables, _tenant, needs, partition => Named(partition, cancellationToken), _joined is null ? _names : null), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What can be read while the partitions are being locked: that of partitions at whose number there is a guess, and look-up names.</summary>
    private UnitLooks? LooksWhileLocking(UnitNeeds? needs) =>
        needs is null ? null : new UnitLooks(_tables, _tenant, needs, partition => _partitions.TryGetValue(StoreLimits.Partition(partition), out var row) ? row.Guess == 0 ? null : row : throw UnitStateRules.NotNamed(partition), _names);

    /// <summary>Reads what could not be read while the partitions were being locked, nearly always nothing.</summary>
    private async ValueTask FetchUnreadAsync(UnitNeeds? needs, CancellationToken cancellationToken)
    {
        if (needs is not null && _partitions.Values.Any(static row => row.IsUnread))
        {
            await ReadAsync(new UnitLooks(_tables, _tenant, needs, partition => _partitions.TryGetValue(partition, out var row) && row.IsUnread ? row : null, null), cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask ReadAsync(UnitLooks looks, CancellationToken cancellationToken)
    {
        if (looks.Count > 0)
        {
            var statements = new NpgsqlBatchCommand[looks.Count];
            looks.CopyTo(statements, 0);
            await _session.ReadAsync(statements, 0, looks.Row, cancellationToken).ConfigureAwait(false);
        }
    }
}
