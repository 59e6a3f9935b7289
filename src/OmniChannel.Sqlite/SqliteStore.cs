using System.Data.Common;
using Microsoft.Data.Sqlite;
using OmniChannel.Storage;

namespace OmniChannel.Sqlite;

/// <summary>One SQLite file. SQLite works on the caller's thread: at most two threads wait for the disk, one that writes and one that flushes the log, and everybody else waits without one.</summary>
internal sealed partial class SqliteStore(SqliteFile file, SqliteSchema schema, TimeProvider timeProvider) : IOmniStore
{
    // Of the writer: in KiB the inner pages of the indexes of a few million rows; what a unit may have to take back stays in memory; and 32 MB of log are copied into the file together, in which most pages are written many times.
    private const string Tuning = "PRAGMA journal_mode = WAL; PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 8000";
    private readonly SemaphoreSlim _initializing = new(1, 1);
    private readonly TenantTable _tenants = new();
    private readonly PartitionNumbers _numbers = new();
    private readonly QueuePlaces _places = new();
    private readonly SqliteReaders _readers = new(file);
    private readonly StoreHints _hints = new();
    private JoinedWatch? _watch;
    private LogFile? _log;
    private volatile SqliteWriter? _writer;
    private volatile bool _disposed;

    /// <summary>Brings the log to the disk; tests say when.</summary>
    internal Action<LogFile> Flush { get; init; } = static log => log.Flush();

    public async ValueTask InitializeAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(SqliteOmniStore));
        await _initializing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _writer ??= Start();
        }
        finally
        {
            _initializing.Release();
        }
    }

    public ValueTask<IUnitOfWork> BeginAsync(TenantId tenant, IReadOnlyCollection<PartitionKey> partitions, DbTransaction? joined, CancellationToken cancellationToken) => BeginAsync(tenant, partitions, null, joined, cancellationToken);

    public async ValueTask<FreeUnit> BeginFreeAsync(TenantId tenant, IReadOnlyCollection<PartitionKey> partitions, UnitNeeds? needs, CancellationToken cancellationToken) => new()
    {
        Unit = await BeginAsync(tenant, partitions, needs, null, cancellationToken).ConfigureAwait(false),
        Partitions = partitions as IReadOnlySet<PartitionKey> ?? new HashSet<PartitionKey>(partitions),
    };

    public async ValueTask<IUnitOfWork> BeginAsync(TenantId tenant, IReadOnlyCollection<PartitionKey> partitions, UnitNeeds? needs, DbTransaction? joined, CancellationToken cancellationToken)
    {
        var writer = Writer(cancellationToken);
        StoreLimits.Tenant(tenant);
        var ordered = StoreLimits.InLockOrder(partitions);
        if (joined is not null)
        {
            return Join(writer, tenant, ordered, joined);
        }

        await writer.BeginAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return SqliteUnitOfWork.Own(writer, _tenants, tenant, ordered);
        }
        catch
        {
            writer.End();
            throw;
        }
    }

    public ValueTask<StateRow?> ReadStateAsync(TenantId tenant, PartitionKey partition, string key, CancellationToken cancellationToken)
    {
        var address = new StateAddress(StoreLimits.Partition(partition), StoreLimits.Key(key));
        return LookAsync(tenant, address, 1, null, static (session, id, address) => StateTable.Read(session, id, address), cancellationToken);
    }

    public ValueTask<IReadOnlyList<StateRow?>> ReadStatesAsync(TenantId tenant, IReadOnlyList<StateAddress> addresses, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        foreach (var address in addresses)
        {
            StoreLimits.Partition(address.Partition, nameof(addresses));
            StoreLimits.Key(address.Key, nameof(addresses));
        }

        return LookAsync(tenant, addresses, addresses.Count, new StateRow?[addresses.Count], static (session, id, addresses) => session.InOneLook(addresses, id, StateTable.Read), cancellationToken);
    }

    public ValueTask<IReadOnlyList<StateEntry>> ListStatesAsync(TenantId tenant, PartitionKey partition, string prefix, string? after, int limit, CancellationToken cancellationToken)
    {
        StoreLimits.Listing(prefix, after, limit);
        return ReadPartitionAsync<(string Prefix, string? After, int Limit), IReadOnlyList<StateEntry>>(tenant, partition, (prefix, after, limit), [], static (session, row, page) => StateTable.List(session, row, page.Prefix, page.After, page.Limit), cancellationToken);
    }

    public ValueTask<IReadOnlyList<PartitionKey>> ListPartitionsAsync(TenantId tenant, PartitionKind kind, string? after, int limit, CancellationToken cancellationToken)
    {
        var page = (Kind: StoreLimits.Kind(kind), After: after, Limit: StoreLimits.Limit(limit, StoreLimits.MaxListed));
        return ReadAsync<(PartitionKind Kind, string? After, int Limit), IReadOnlyList<PartitionKey>>(tenant, page, [], static (session, id, page) => PartitionTable.List(session, id, page.Kind, page.After, page.Limit), cancellationToken);
    }

    public ValueTask<IReadOnlyList<EventRow>> ReadEventsAsync(TenantId tenant, PartitionKey partition, string? source, long after, int limit, CancellationToken cancellationToken)
    {
        var page = (Source: StoreLimits.Source(source), After: after, Limit: StoreLimits.Limit(limit, StoreLimits.MaxEvents));
        return ReadPartitionAsync<(string? Source, long After, int Limit), IReadOnlyList<EventRow>>(tenant, partition, page, [], static (session, row, page) => EventTable.Read(session, row, page.Source, page.After, page.Limit), cancellationToken);
    }

    public ValueTask<OutboxRow?> ReadOutboxAsync(TenantId tenant, PartitionKey partition, DeliveryId delivery, CancellationToken cancellationToken)
    {
        StoreLimits.Key(delivery.Value, nameof(delivery));
        return ReadPartitionAsync(tenant, partition, delivery, null, OutboxTable.Read, cancellationToken);
    }

    public ValueTask<IReadOnlyList<OutboxRow?>> ReadOutboxAsync(TenantId tenant, IReadOnlyList<OutboxAddress> addresses, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        foreach (var address in addresses)
        {
            StoreLimits.Partition(address.Partition, nameof(addresses));
            StoreLimits.Key(address.Delivery.Value, nameof(addresses));
        }

        return LookAsync(tenant, addresses, addresses.Count, new OutboxRow?[addresses.Count], static (session, id, addresses) => session.InOneLook(addresses, id, OutboxTable.Read), cancellationToken);
    }

    public ValueTask<IReadOnlyList<OutboxRow>> ListOutboxAsync(TenantId tenant, PartitionKey partition, DeliveryId? after, int limit, CancellationToken cancellationToken)
    {
        var page = (After: after, Limit: StoreLimits.Limit(limit, StoreLimits.MaxRows));
        return ReadPartitionAsync<(DeliveryId? After, int Limit), IReadOnlyList<OutboxRow>>(tenant, partition, page, [], static (session, row, page) => OutboxTable.List(session, row, page.After, page.Limit), cancellationToken);
    }

    public ValueTask<IReadOnlyList<OutboxRow>> ListParkedAsync(TenantId tenant, DeliveryId? after, int limit, CancellationToken cancellationToken)
    {
        var page = (After: after, Limit: StoreLimits.Limit(limit, StoreLimits.MaxRows));
        return ReadAsync<(DeliveryId? After, int Limit), IReadOnlyList<OutboxRow>>(tenant, page, [], static (session, id, page) => OutboxTable.ListParked(session, id, page.After, page.Limit), cancellationToken);
    }

    public ValueTask<LookupRow?> FindAsync(TenantId tenant, LookupKind kind, string key, DateTimeOffset now, CancellationToken cancellationToken) =>
        LookAsync(tenant, (kind, StoreLimits.Lookup(kind, key), now), 1, null, static (session, id, name) => LookupTable.Find(session, id, name.kind, name.Item2, name.now), cancellationToken);

    public ValueTask<IReadOnlyList<LookupRow>> ListLookupsAsync(TenantId tenant, PartitionKey partition, LookupRow? after, int limit, CancellationToken cancellationToken)
    {
        var page = (After: after, Limit: StoreLimits.Limit(limit, StoreLimits.MaxRows));
        return ReadPartitionAsync<(LookupRow? After, int Limit), IReadOnlyList<LookupRow>>(tenant, partition, page, [], static (session, row, page) => LookupTable.List(session, row, page.After, page.Limit), cancellationToken);
    }

    public ValueTask<int> PurgeLookupsAsync(TenantId tenant, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        StoreLimits.Tenant(tenant);
        StoreLimits.Limit(limit, StoreLimits.MaxListed);
        return Writer(cancellationToken).WriteAsync(
            writer => _tenants.Find(writer.Session, tenant, committed: writer.IsFirst) is { } id ? LookupTable.PurgeRunOut(writer.Session, id, now, limit) : 0,
            isAnswered: true,
            cancellationToken);
    }

    public ValueTask<DateTimeOffset?> NextDueAsync(TenantId tenant, CancellationToken cancellationToken) =>
        ReadAsync(tenant, 0, null, static (session, id, _) => ScheduleTable.NextDue(session, id), cancellationToken);

    public ValueTask<long> WaitForHintAsync(TenantId tenant, long after, CancellationToken cancellationToken)
    {
        Writer(cancellationToken);
        if (_watch?.TakeFailure() is { } failure)
        {
            throw new StoreUnavailableException($"Whether the host's transactions were committed could not be looked at any more: {failure.Message}", failure);
        }

        return _hints.WaitAsync(StoreLimits.Tenant(tenant), after, cancellationToken);
    }

    public ValueTask HintAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        Writer(cancellationToken);
        _hints.Give(StoreLimits.Tenant(tenant));
        return ValueTask.CompletedTask;
    }

    public async ValueTask<bool> ScrubAsync(CancellationToken cancellationToken)
    {
        await Writer(cancellationToken).RewriteAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    public ValueTask DisposeAsync()
    {
        if (!_disposed)
        {
            _disposed = true;
            _readers.Dispose();
            _log?.Dispose();
            _writer?.Dispose();
            _initializing.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private SqliteUnitOfWork Join(SqliteWriter writer, TenantId tenant, IReadOnlyList<PartitionKey> partitions, DbTransaction joined)
    {
        if (joined is not SqliteTransaction { } transaction)
        {
            throw new ArgumentException($"Found a {joined.GetType().Name}; this store joins a Microsoft.Data.Sqlite.SqliteTransaction (of EF Core: transaction.GetDbTransaction()).", nameof(joined));
        }

        var connection = transaction.Connection ?? throw new ArgumentException("The transaction is already committed or rolled back. Pass one that is open, or null.", nameof(joined));
        var path = SqliteSession.FileOf(connection.Handle);
        if (path != writer.Session.FileName)
        {
            throw new ArgumentException($"The transaction is on '{path}', the store on '{writer.Session.FileName}'. Only a transaction on the same file can be joined.", nameof(joined));
        }

        var session = SqliteSession.Over(connection, file.Path);
        try
        {
            var unit = SqliteUnitOfWork.Joined(session, writer, _tenants, tenant, partitions);
            LazyInitializer.EnsureInitialized(ref _watch, () => new JoinedWatch(_readers, _hints, timeProvider)).Watch(transaction);
            return unit;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private SqliteWriter Start()
    {
        var session = SqliteSession.Open(file);
        try
        {
            if (session.IsReadOnly)
            {
                throw new StoreUnavailableException($"'{file.Path}' is read-only for this process. Give it the right to write the file and its folder: SQLite keeps '-wal' and '-shm' files beside it.");
            }

            session.WaitWhenBusy(file.BusyTimeout);
            session.Execute(Tuning);
            session.OverwriteWhatIsDeleted();
            session.Execute("PRAGMA synchronous = FULL");
            schema.Prepare(session, file);
            session.Execute("PRAGMA synchronous = NORMAL"); // what FULL does beside it is done by the flush
            session.WaitWhenBusy(TimeSpan.Zero);
            _log = file.Synchronous == SqliteSynchronous.Full ? LogFile.Open(session.FileName) : null;
            return new SqliteWriter(session, _log is { } log ? new LogFlush(() => Flush(log), file.Path) : null, file.BusyTimeout, timeProvider);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private SqliteWriter Writer(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(SqliteOmniStore));
        cancellationToken.ThrowIfCancellationRequested();
        return _writer ?? throw new InvalidOperationException("The store is not ready. Call InitializeAsync first; the host does so when it starts.");
    }
}
