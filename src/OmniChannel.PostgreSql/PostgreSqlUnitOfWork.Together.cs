using Npgsql;
using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <content>What is done for many customers together.</content>
internal sealed partial class PostgreSqlUnitOfWork
{
    /// <summary>In a transaction of its own, over those of the partitions that nobody holds; null when there are none.</summary>
    public static async ValueTask<PostgreSqlUnitOfWork?> FreeAsync(PostgreSqlSession session, PostgreSqlTables tables, Guid store, TenantId tenant, IReadOnlyList<PartitionKey> partitions, CancellationToken cancellationToken)
    {
        var id = await tables.Tenants.GetAsync(session, tenant, cancellationToken).ConfigureAwait(false);
        session.Later(new NpgsqlBatchCommand(Begin));
        session.WriteTogether();
        var locked = await tables.Partitions.LockFreeAsync(session, store, id, partitions, cancellationToken).ConfigureAwait(false);
        if (locked.Count > 0)
        {
            return new(session, tables, null, id, locked);
        }

        await session.DisposeAsync().ConfigureAwait(false);
        return null;
    }

    /// <summary>The partitions it names.</summary>
    public IReadOnlySet<PartitionKey> Partitions => _partitions.Keys.ToHashSet();

    public bool ReadsAhead => true;

    public async ValueTask FetchAsync(UnitNeeds needs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(needs);
        var looks = new List<(NpgsqlBatchCommand Statement, Action<NpgsqlDataReader> Row)>(6);
        Add([.. needs.States.Select(one => (Named(one.Partition, cancellationToken), StoreLimits.Key(one.Key)))], _tables.States.Fetch);
        Add([.. needs.StateVersions.Select(one => (Named(one.Partition, cancellationToken), StoreLimits.Key(one.Key)))], _tables.States.FetchVersions);
        Add([.. needs.OutboxVersions.Select(one => (Named(one.Partition, cancellationToken), one.Delivery))], _tables.Outbox.FetchVersions);
        Add([.. needs.Outbox.Select(one => (Named(one.Partition, cancellationToken), one.Delivery))], _tables.Outbox.Fetch);
        Add([.. needs.Claims.Select(one => (Named(one.Partition, cancellationToken), one))], _tables.Schedule.Fetch);
        Add([.. needs.Events.Select(one => (Named(one.Partition, cancellationToken), StoreLimits.Name(one.Source), StoreLimits.Name(one.Id)))], _tables.Events.Fetch);
        if (looks.Count > 0)
        {
            await _session.ReadAsync(looks.ConvertAll(look => look.Statement), 0, (number, row) => looks[number].Row(row), cancellationToken).ConfigureAwait(false);
        }

        void Add<T>(IReadOnlyList<T> wanted, Func<int, IReadOnlyList<T>, (NpgsqlBatchCommand, Action<NpgsqlDataReader>)> look)
        {
            if (wanted.Count > 0)
            {
                looks.Add(look(_tenant, wanted));
            }
        }
    }
}
