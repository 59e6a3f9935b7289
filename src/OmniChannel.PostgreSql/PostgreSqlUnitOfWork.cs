using Npgsql;
using OmniChannel.Storage;

namespace OmniChannel.PostgreSql;

/// <summary>A transaction of the store's own, or a savepoint in the host's.</summary>
/// <remarks>
/// Its partitions are locked, so what it has read of them stands until it ends. Writes whose answer is known from that wait and travel with the next question or with the commit.
/// </remarks>
internal sealed partial class PostgreSqlUnitOfWork : IUnitOfWork
{
    private readonly PostgreSqlSession _session;
    private readonly PostgreSqlTables _tables;
    private readonly NpgsqlTransaction? _joined;
    private readonly int _tenant;
    private readonly Dictionary<PartitionKey, PartitionRow> _partitions;
    private readonly FetchedNames _names = new();
    private Guid _store;
    private PostgreSqlHints? _hints;
    private bool _schedules;
    private bool _isUnproven;
    private UnitState _state;

    private PostgreSqlUnitOfWork(PostgreSqlSession session, PostgreSqlTables tables, NpgsqlTransaction? joined, int tenant, Dictionary<PartitionKey, PartitionRow> partitions)
    {
        _session = session;
        _tables = tables;
        _joined = joined;
        _tenant = tenant;
        _partitions = partitions;
    }

    /// <summary>In a transaction of its own; the unit gives the session back when it ends.</summary>
    public static async ValueTask<PostgreSqlUnitOfWork> OwnAsync(PostgreSqlSession session, PostgreSqlTables tables, Guid store, TenantId tenant, IReadOnlyList<PartitionKey> partitions, UnitNeeds? needs, CancellationToken cancellationToken)
    {
        var id = await tables.Tenants.GetAsync(session, tenant, cancellationToken).ConfigureAwait(false);
        var unit = new PostgreSqlUnitOfWork(session, tables, null, id, tables.Partitions.Unlocked(id, partitions, needs is not null));
        session.Begin();
        session.LookUpByKey();
        await tables.Partitions.LockAsync(session, store, id, partitions, unit._partitions, unit.LooksWhileLocking(needs), cancellationToken).ConfigureAwait(false);
        await unit.FetchUnreadAsync(needs, cancellationToken).ConfigureAwait(false);
        return unit;
    }

    /// <summary>In the host's transaction.</summary>
    /// <exception cref="ArgumentException">It is on another database.</exception>
    public static async ValueTask<PostgreSqlUnitOfWork> JoinedAsync(PostgreSqlSession session, PostgreSqlTables tables, Guid store, PostgreSqlHints hints, NpgsqlTransaction joined, TenantId tenant, IReadOnlyList<PartitionKey> partitions, CancellationToken cancellationToken)
    {
        session.Later(new NpgsqlBatchCommand(HostSavepoint.Set));
        try
        {
            if (await HostSavepoint.StoreOfAsync(session, tables, cancellationToken).ConfigureAwait(false) != store)
            {
                throw new ArgumentException("The transaction is on another database than the store. Only a transaction on the database that holds the store's tables can be joined.", nameof(joined));
            }

            var id = await tables.Tenants.GetJoinedAsync(session, tenant, cancellationToken).ConfigureAwait(false);
            var rows = tables.Partitions.Unlocked(id, partitions, isReadAhead: false);
            await tables.Partitions.LockAsync(session, store, id, partitions, rows, null, cancellationToken).ConfigureAwait(false);
            return new(session, tables, joined, id, rows) { _store = store, _hints = hints };
        }
        catch
        {
            await HostSavepoint.UndoAsync(session).ConfigureAwait(false);
            throw;
        }
    }

    public ValueTask<StateRow?> GetAsync(PartitionKey partition, string key, CancellationToken cancellationToken) =>
        _tables.States.ReadAsync(_session, Named(partition, cancellationToken), StoreLimits.Key(key), cancellationToken);

    public ValueTask<long> GetVersionAsync(PartitionKey partition, string key, CancellationToken cancellationToken) =>
        _tables.States.VersionAsync(_session, Named(partition, cancellationToken), StoreLimits.Key(key), cancellationToken);

    public ValueTask<IReadOnlyList<StateEntry>> ListAsync(PartitionKey partition, string prefix, string? after, int limit, CancellationToken cancellationToken)
    {
        StoreLimits.Listing(prefix, after, limit);
        return _tables.States.ListAsync(_session, Named(partition, cancellationToken), prefix, after, limit, cancellationToken);
    }

    public async ValueTask<long> PutAsync(PartitionKey partition, string key, long expectedVersion, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken)
    {
        StoreLimits.Key(key);
        var row = await WrittenAsync(partition, cancellationToken).ConfigureAwait(false);
        var found = await _tables.States.VersionAsync(_session, row, key, cancellationToken).ConfigureAwait(false);
        if (found != expectedVersion)
        {
            throw Spoil($"The row '{key}' of a {partition.Kind} has version {found}, not {expectedVersion}: another unit has changed it. Read it again and try again.");
        }

        if (found == 0 || body is null)
        {
            await _tables.Partitions.CountAsync(_session, row, cancellationToken).ConfigureAwait(false);
        }

        if (body is { } content)
        {
            return _tables.States.Write(_session, row, key, found, content);
        }

        if (found != 0)
        {
            _tables.States.Remove(_session, row, key, found);
        }

        return 0;
    }

    public async ValueTask<long> AppendAsync(PartitionKey partition, NewEvent entry, CancellationToken cancellationToken)
    {
        StoreLimits.Event(entry);
        var row = await WrittenAsync(partition, cancellationToken).ConfigureAwait(false);
        await _tables.Partitions.CountAsync(_session, row, cancellationToken).ConfigureAwait(false);
        return await _tables.Events.AppendAsync(_session, row, entry, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<EventRow?> FindEventAsync(PartitionKey partition, string source, string id, CancellationToken cancellationToken) =>
        _tables.Events.FindAsync(_session, Named(partition, cancellationToken), StoreLimits.Name(source), StoreLimits.Name(id), cancellationToken);

    public ValueTask<IReadOnlyList<EventRow>> ReadEventsAsync(PartitionKey partition, string? source, long after, int limit, CancellationToken cancellationToken) =>
        _tables.Events.ReadAsync(_session, Named(partition, cancellationToken), StoreLimits.Source(source), after, StoreLimits.Limit(limit, StoreLimits.MaxEvents), cancellationToken);

    public async ValueTask RemoveEventsAsync(PartitionKey partition, IReadOnlyCollection<long> sequences, CancellationToken cancellationToken)
    {
        if (Named(partition, cancellationToken) is { Id: not 0 } row && StoreLimits.Sequences(sequences).Count > 0)
        {
            await _tables.Partitions.CountAsync(_session, row, cancellationToken).ConfigureAwait(false);
            await _tables.Partitions.KeepNumbersAsync(_session, row, ofRows: false, cancellationToken).ConfigureAwait(false);
            foreach (var sequence in sequences)
            {
                _tables.Events.Remove(_session, row, sequence);
            }
        }
    }

    public ValueTask<OutboxRow?> GetOutboxAsync(PartitionKey partition, DeliveryId delivery, CancellationToken cancellationToken)
    {
        StoreLimits.Key(delivery.Value, nameof(delivery));
        return _tables.Outbox.ReadAsync(_session, Named(partition, cancellationToken), delivery, cancellationToken);
    }

    public ValueTask<long> GetOutboxVersionAsync(PartitionKey partition, DeliveryId delivery, CancellationToken cancellationToken)
    {
        StoreLimits.Key(delivery.Value, nameof(delivery));
        return _tables.Outbox.VersionAsync(_session, Named(partition, cancellationToken), delivery, cancellationToken);
    }

    public async ValueTask InsertOutboxAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        var partition = await WrittenAsync(StoreLimits.Outbox(row).Partition, cancellationToken).ConfigureAwait(false);
        if (!await _tables.Outbox.InsertAsync(_session, partition, row, cancellationToken).ConfigureAwait(false))
        {
            throw Spoil($"The delivery '{row.Delivery}' is in the outbox already.");
        }
    }

    public ValueTask<bool> TryUpdateOutboxAsync(OutboxRow row, long expectedFence, CancellationToken cancellationToken) =>
        _tables.Outbox.TryUpdateAsync(_session, Named(StoreLimits.Outbox(row, expectedFence).Partition, cancellationToken), row, expectedFence, cancellationToken);

    public ValueTask RemoveOutboxAsync(PartitionKey partition, DeliveryId delivery, CancellationToken cancellationToken)
    {
        StoreLimits.Key(delivery.Value, nameof(delivery));
        _tables.Outbox.Remove(_session, Named(partition, cancellationToken), delivery);
        return ValueTask.CompletedTask;
    }

    public async ValueTask EraseAsync(PartitionKey partition, CancellationToken cancellationToken)
    {
        _names.Forget();
        if (Named(partition, cancellationToken) is { Id: not 0 } row)
        {
            Prove(row);
            await _tables.Partitions.CountAsync(_session, row, cancellationToken).ConfigureAwait(false);
            await _tables.Partitions.EraseAsync(_session, row, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        Open(cancellationToken);
        foreach (var row in _partitions.Values)
        {
            Prove(row);
            if (row.Counted)
            {
                _tables.Partitions.WriteCounts(_session, row);
            }
        }

        if (_joined is null)
        {
            await _session.CommitAsync().ConfigureAwait(false);
        }
        else
        {
            if (_schedules && _hints!.WithCommit(_store, _tenant) is { } hint)
            {
                _session.Later(new NpgsqlBatchCommand(hint));
            }

            await _session.RunAsync(new NpgsqlBatchCommand(HostSavepoint.Release), CancellationToken.None).ConfigureAwait(false);
        }

        _state = UnitState.Committed;
        await _session.DisposeAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (_state is UnitState.Open or UnitState.Spoiled)
        {
            if (_joined is not null && HostSavepoint.IsOpen(_joined))
            {
                await HostSavepoint.UndoAsync(_session).ConfigureAwait(false);
            }

            await _session.DisposeAsync().ConfigureAwait(false);
        }

        _state = UnitState.Disposed;
    }

    /// <summary>A named partition that is about to be written: it gets its number if it has none.</summary>
    private async ValueTask<PartitionRow> WrittenAsync(PartitionKey partition, CancellationToken cancellationToken)
    {
        var row = Named(partition, cancellationToken);
        if (row.Id == 0)
        {
            await _tables.Partitions.AddAsync(_session, row, cancellationToken).ConfigureAwait(false);
        }

        return row;
    }

    private PartitionRow Named(PartitionKey partition, CancellationToken cancellationToken)
    {
        Open(cancellationToken);
        if (_isUnproven)
        {
            ProveNumbers();
        }

        return _partitions.TryGetValue(StoreLimits.Partition(partition), out var row) ? row : throw UnitStateRules.NotNamed(partition);
    }

    private StoreConflictException Spoil(string message)
    {
        _state = UnitState.Spoiled;
        return new StoreConflictException(message);
    }

    private void Open(CancellationToken cancellationToken)
    {
        if (_state == UnitState.Open && _session.HasFailed)
        {
            _state = UnitState.Spoiled;
        }

        _state.Require();
        if (_joined is not null && !HostSavepoint.IsOpen(_joined))
        {
            throw new InvalidOperationException("The host's transaction ended before the unit of work that had joined it. Commit or dispose of the unit first.");
        }

        cancellationToken.ThrowIfCancellationRequested();
    }
}
