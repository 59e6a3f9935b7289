using OmniChannel.Storage;

namespace OmniChannel.Sqlite;

/// <summary>A transaction of the store's own, or a savepoint in the host's.</summary>
internal sealed partial class SqliteUnitOfWork : IUnitOfWork
{
    private const string Savepoint = "SAVEPOINT omni_unit";
    private const string Release = "RELEASE omni_unit";
    private const string Undo = "ROLLBACK TO omni_unit; RELEASE omni_unit";
    private readonly SqliteSession _session;
    private readonly SqliteWriter _log;
    private readonly SqliteWriter? _writer;
    private readonly TenantId _tenant;
    private readonly Dictionary<PartitionKey, PartitionRow> _partitions;
    private IReadOnlyCollection<SeenVersion> _beside = [];
    private long _tenantId;
    private bool _erased;
    private UnitState _state;

    private SqliteUnitOfWork(SqliteSession session, SqliteWriter log, SqliteWriter? writer, TenantId tenant, long? tenantId, Dictionary<PartitionKey, PartitionRow> partitions)
    {
        _session = session;
        _log = log;
        _writer = writer;
        _tenant = tenant;
        _tenantId = tenantId ?? 0;
        _partitions = partitions;
    }

    /// <summary>In a transaction that the writer has begun; the unit ends the writer's turn.</summary>
    public static SqliteUnitOfWork Own(SqliteWriter writer, TenantTable tenants, TenantId tenant, IReadOnlyList<PartitionKey> partitions)
    {
        var id = tenants.Find(writer.Session, tenant, committed: writer.IsFirst);
        return new(writer.Session, writer, writer, tenant, id, PartitionTable.Read(writer.Session, id, partitions));
    }

    /// <summary>In a transaction that the writer has begun, over partitions of which something is taken for granted.</summary>
    public static SqliteUnitOfWork Seen(SqliteWriter writer, TenantId tenant, long tenantId, Dictionary<PartitionKey, PartitionRow> partitions, IReadOnlyCollection<SeenVersion> beside) =>
        new(writer.Session, writer, writer, tenant, tenantId, partitions) { _beside = beside };

    /// <summary>In the host's transaction.</summary>
    public static SqliteUnitOfWork Joined(SqliteSession session, SqliteWriter log, TenantTable tenants, TenantId tenant, IReadOnlyList<PartitionKey> partitions)
    {
        session.OverwriteWhatIsDeleted();
        session.Execute(Savepoint);
        var id = tenants.Find(session, tenant, committed: false);
        return new(session, log, null, tenant, id, PartitionTable.Read(session, id, partitions));
    }

    public ValueTask<StateRow?> GetAsync(PartitionKey partition, string key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(StateTable.Read(_session, Named(partition, cancellationToken), StoreLimits.Key(key)));

    public ValueTask<long> GetVersionAsync(PartitionKey partition, string key, CancellationToken cancellationToken)
    {
        var row = Named(partition, cancellationToken);
        return ValueTask.FromResult(SeenRow.Find(row.SeenStates, key)?.Version ?? StateTable.Version(_session, row, StoreLimits.Key(key)));
    }

    public ValueTask<IReadOnlyList<StateEntry>> ListAsync(PartitionKey partition, string prefix, string? after, int limit, CancellationToken cancellationToken)
    {
        StoreLimits.Listing(prefix, after, limit);
        return ValueTask.FromResult(StateTable.List(_session, Named(partition, cancellationToken), prefix, after, limit));
    }

    public ValueTask<long> PutAsync(PartitionKey partition, string key, long expectedVersion, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken)
    {
        StoreLimits.Key(key);
        var row = Written(partition, cancellationToken);
        if (StateTable.Put(_session, row, key, expectedVersion, body) is { } version)
        {
            if (SeenRow.Find(row.SeenStates, key) is { } seen && seen.Version == expectedVersion)
            {
                seen.Written();
            }

            return ValueTask.FromResult(version);
        }

        var found = StateTable.Version(_session, row, key);
        _state = UnitState.Spoiled;
        throw new StoreConflictException($"The row '{key}' of a {partition.Kind} has version {found}, not {expectedVersion}: another unit has changed it. Read it again and try again.");
    }

    public ValueTask<OutboxRow?> GetOutboxAsync(PartitionKey partition, DeliveryId delivery, CancellationToken cancellationToken)
    {
        StoreLimits.Key(delivery.Value, nameof(delivery));
        return ValueTask.FromResult(OutboxTable.Read(_session, Named(partition, cancellationToken), delivery));
    }

    public ValueTask<long> GetOutboxVersionAsync(PartitionKey partition, DeliveryId delivery, CancellationToken cancellationToken)
    {
        StoreLimits.Key(delivery.Value, nameof(delivery));
        var row = Named(partition, cancellationToken);
        return ValueTask.FromResult(SeenRow.Find(row.SeenOutbox, delivery.Value)?.Version ?? OutboxTable.Version(_session, row, delivery.Value));
    }

    public ValueTask InsertOutboxAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        var partition = Written(StoreLimits.Outbox(row).Partition, cancellationToken);
        if (!OutboxTable.Insert(_session, partition, row))
        {
            _state = UnitState.Spoiled;
            throw new StoreConflictException($"The delivery '{row.Delivery}' is in the outbox already.");
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> TryUpdateOutboxAsync(OutboxRow row, long expectedFence, CancellationToken cancellationToken)
    {
        var partition = Written(StoreLimits.Outbox(row, expectedFence).Partition, cancellationToken);
        var seen = SeenRow.Find(partition.SeenOutbox, row.Delivery.Value);
        var isWritten = OutboxTable.TryUpdate(_session, partition, row, expectedFence, seen?.Version);
        if (isWritten)
        {
            seen?.Written();
        }
        else if (seen is not null)
        {
            Prove(partition);
        }

        return ValueTask.FromResult(isWritten);
    }

    public ValueTask RemoveOutboxAsync(PartitionKey partition, DeliveryId delivery, CancellationToken cancellationToken)
    {
        StoreLimits.Key(delivery.Value, nameof(delivery));
        var row = Named(partition, cancellationToken);
        Prove(row);
        OutboxTable.Remove(_session, row, delivery);
        return ValueTask.CompletedTask;
    }

    public ValueTask EraseAsync(PartitionKey partition, CancellationToken cancellationToken)
    {
        if (Named(partition, cancellationToken) is { Id: not 0 } row)
        {
            Prove(row);
            PartitionTable.Erase(_session, row);
            _erased = true;
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        Open(cancellationToken);
        foreach (var (row, version) in _beside)
        {
            Prove(StateTable.Version(_session, _tenantId, row) == version, row.Partition);
        }

        foreach (var row in _partitions.Values)
        {
            Prove(row);
            if (row.Counted)
            {
                PartitionTable.WriteCounts(_session, row);
            }
        }

        if (_writer is null)
        {
            _session.Execute(Release);
        }
        else if (!_erased && _writer.TryHandOn() is { } shared)
        {
            _state = UnitState.Committed;
            await shared.ConfigureAwait(false);
            return;
        }

        // What was erased is gone from the file; it has to go from the log too, which each commit tries from now on. In the host's transaction that is the next commit of our own.
        if (_erased)
        {
            _log.LogHoldsErased = true;
        }

        var commit = _writer?.Commit();
        _state = UnitState.Committed;
        End();
        if (commit is not null)
        {
            await _writer!.FlushAsync(commit).ConfigureAwait(false);
            if (_erased)
            {
                await _writer.UntilLogIsEmptiedAsync().ConfigureAwait(false);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        var isOpen = _state is UnitState.Open or UnitState.Spoiled;
        _state = UnitState.Disposed;
        if (isOpen)
        {
            if (_writer is null && _session.InTransaction)
            {
                _session.Execute(Undo);
            }

            End();
            if (_writer is not null)
            {
                await _writer.UntilDurableAsync().ConfigureAwait(false);
            }
        }
    }

    private void End()
    {
        if (_writer is null)
        {
            _session.Dispose();
        }
        else
        {
            _writer.End();
        }
    }

    /// <summary>A named partition that is about to be written: it gets its number if it has none.</summary>
    private PartitionRow Written(PartitionKey partition, CancellationToken cancellationToken)
    {
        var row = Named(partition, cancellationToken);
        if (row.Id == 0)
        {
            row.Tenant = TenantNumber();
            PartitionTable.Add(_session, row);
        }

        return row;
    }

    /// <summary>Looks whether what the unit takes for granted of a partition, and has not written itself, is as it was seen.</summary>
    /// <exception cref="StoreConflictException">It is not.</exception>
    private void Prove(PartitionRow row)
    {
        if ((row.SeenStates ?? row.SeenOutbox) is null)
        {
            return;
        }

        Prove(SeenRow.AreAsSeen(row.SeenStates, key => StateTable.Version(_session, row, key)) && SeenRow.AreAsSeen(row.SeenOutbox, key => OutboxTable.Version(_session, row, key)), row.Key);
        row.SeenStates = row.SeenOutbox = null;
    }

    private void Prove(bool isAsSeen, PartitionKey partition)
    {
        if (!isAsSeen)
        {
            _state = UnitState.Spoiled;
            throw new StoreConflictException($"What was seen of a {partition.Kind} has changed since. Nothing is stored; look again.");
        }
    }

    private long TenantNumber() => _tenantId != 0 ? _tenantId : _tenantId = TenantTable.Add(_session, _tenant);

    private PartitionRow Named(PartitionKey partition, CancellationToken cancellationToken)
    {
        Open(cancellationToken);
        return _partitions.TryGetValue(StoreLimits.Partition(partition), out var row) ? row : throw UnitStateRules.NotNamed(partition);
    }

    private void Open(CancellationToken cancellationToken)
    {
        if (_state == UnitState.Open && _session.Failed is not null)
        {
            _state = UnitState.Spoiled;
        }

        _state.Require();
        if (_writer is null && !_session.InTransaction)
        {
            throw new InvalidOperationException("The host's transaction ended before the unit of work that had joined it. Commit or dispose of the unit first.");
        }

        cancellationToken.ThrowIfCancellationRequested();
    }
}
