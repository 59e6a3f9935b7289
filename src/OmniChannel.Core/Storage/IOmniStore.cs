using System.Data.Common;

namespace OmniChannel.Storage;

/// <summary>Where everything durable lives. One contract for all stores; a host may write its own and prove it by <c>StoreConformance</c> in OmniChannel.Testing.</summary>
/// <remarks>
/// Safe for many threads. Every method takes the tenant explicitly, and no tenant sees another's rows. Times are UTC and kept exactly, to the tick: an instant
/// given with an offset comes back as the same instant in UTC. The store copies what it is given; the caller may reuse its buffers.
/// Names and numbers out of bounds (<see cref="StoreLimits"/>) are <see cref="ArgumentException"/>s. A token that is already cancelled has no effect but its exception.
/// </remarks>
public interface IOmniStore : IAsyncDisposable
{
    /// <summary>Whether it makes use of all <see cref="UnitNeeds"/>: false where it is in the same process, so that nobody needs to find out what will be asked; it is told then only what is known without that.</summary>
    bool ReadsAhead => false;

    /// <summary>Makes the store ready: creates or upgrades its schema, or verifies it. Called once before anything else; calling it again does nothing.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be used: read-only, newer schema, not reachable. The message says what to do.</exception>
    ValueTask InitializeAsync(CancellationToken cancellationToken);

    /// <summary>Opens a unit of work over the partitions it names. It sees a consistent state of them, and commits all or nothing.</summary>
    /// <remarks>
    /// Two units that name the same partition run one after the other. A store may hold up units of other partitions too (SQLite has one writer), so whoever holds a unit
    /// disposes of it before it begins another, and waits for nothing outside the store meanwhile.
    /// </remarks>
    /// <param name="tenant">Whose data.</param>
    /// <param name="partitions">Every partition the unit reads or writes; locked in ordinal order of <see cref="PartitionKey"/>, whatever their order here. At least one, at most 256; naming one twice is harmless.</param>
    /// <param name="joined">
    /// The host's own open transaction, to take part in it: then <see cref="IUnitOfWork.CommitAsync"/> leaves the commit to the host, disposing without it undoes this unit's
    /// writes only, and no other connection is opened. Null for a transaction of its own.
    /// </param>
    /// <param name="cancellationToken">Cancels the wait for locks.</param>
    /// <exception cref="StoreConflictException">Another unit is in the way (SQLite 5, 517; PostgreSQL 40P01, 40001): roll back and try again.</exception>
    /// <exception cref="ArgumentException">The joined transaction is over, or not of this store's kind or database; or no partition or more than 256 were named.</exception>
    ValueTask<IUnitOfWork> BeginAsync(TenantId tenant, IReadOnlyCollection<PartitionKey> partitions, DbTransaction? joined, CancellationToken cancellationToken);

    /// <summary>Opens a unit as <see cref="BeginAsync(TenantId, IReadOnlyCollection{PartitionKey}, DbTransaction, CancellationToken)"/> and reads beforehand what it is about to ask for: where the store can, on the same way.</summary>
    /// <param name="tenant">Whose data.</param>
    /// <param name="partitions">Every partition the unit reads or writes.</param>
    /// <param name="needs">What will be asked for, of these partitions only; null for nothing. Nothing but time depends on it.</param>
    /// <param name="joined">The host's own open transaction, to take part in it, or null.</param>
    /// <param name="cancellationToken">Cancels the wait for locks.</param>
    /// <exception cref="StoreConflictException">Another unit is in the way: roll back and try again.</exception>
    async ValueTask<IUnitOfWork> BeginAsync(TenantId tenant, IReadOnlyCollection<PartitionKey> partitions, UnitNeeds? needs, DbTransaction? joined, CancellationToken cancellationToken)
    {
        var unit = await BeginAsync(tenant, partitions, joined, cancellationToken).ConfigureAwait(false);
        return needs is null ? unit : await ReadAheadAsync(unit, needs, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a unit over those of the partitions that no other unit holds, as <see cref="BeginAsync(TenantId, IReadOnlyCollection{PartitionKey}, DbTransaction, CancellationToken)"/> without its wait: so what is done for many together does not wait for one of them.</summary>
    /// <remarks>A store with one writer waits for its turn and names them all; so does this method where a store has not made its own.</remarks>
    /// <param name="tenant">Whose data.</param>
    /// <param name="partitions">The partitions, at least one, at most 256.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    async ValueTask<FreeUnit> BeginFreeAsync(TenantId tenant, IReadOnlyCollection<PartitionKey> partitions, CancellationToken cancellationToken) =>
        new() { Unit = await BeginAsync(tenant, partitions, null, cancellationToken).ConfigureAwait(false), Partitions = partitions as IReadOnlySet<PartitionKey> ?? new HashSet<PartitionKey>(partitions) };

    /// <summary>Opens a unit as <see cref="BeginFreeAsync(TenantId, IReadOnlyCollection{PartitionKey}, CancellationToken)"/> and reads beforehand what it is about to ask for: where the store can, on the same way.</summary>
    /// <param name="tenant">Whose data.</param>
    /// <param name="partitions">The partitions, at least one, at most 256.</param>
    /// <param name="needs">What will be asked for, of these partitions only, and only of those that are free; null for nothing. Nothing but time depends on it.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    async ValueTask<FreeUnit> BeginFreeAsync(TenantId tenant, IReadOnlyCollection<PartitionKey> partitions, UnitNeeds? needs, CancellationToken cancellationToken)
    {
        var free = await BeginFreeAsync(tenant, partitions, cancellationToken).ConfigureAwait(false);
        if (needs is not null && ReadsAhead && free.Unit is { } unit)
        {
            await ReadAheadAsync(unit, free.Partitions.Count == partitions.Count ? needs : needs.Of(free.Partitions), cancellationToken).ConfigureAwait(false);
        }

        return free;
    }

    /// <summary>Opens a unit that takes for granted what was seen before, so that it asks nothing until it asks for more or commits: a store that is far away then hears of it once, and none looks twice at what was just seen. It waits for nobody, unless the store lets one unit write at a time.</summary>
    /// <remarks>
    /// <see cref="IUnitOfWork.CommitAsync"/>, and whatever else is asked of the unit, throws a <see cref="StoreConflictException"/>, and nothing is stored, when another unit holds one of the partitions or something is not as it was seen:
    /// look again and begin anew.
    /// </remarks>
    /// <param name="tenant">Whose data.</param>
    /// <param name="partitions">Every partition the unit reads or writes; at least one, at most 256.</param>
    /// <param name="seen">What it takes for granted, of these partitions only, but for what is <see cref="UnitSeen.Beside"/> them.</param>
    /// <param name="cancellationToken">Cancels the wait for a connection.</param>
    /// <returns>Null where nothing is gained by it, as in memory, or the store has not met all of the partitions lately: begin as otherwise.</returns>
    ValueTask<IUnitOfWork?> BeginSeenAsync(TenantId tenant, IReadOnlyCollection<PartitionKey> partitions, UnitSeen seen, CancellationToken cancellationToken) => new((IUnitOfWork?)null);

    private static async ValueTask<IUnitOfWork> ReadAheadAsync(IUnitOfWork unit, UnitNeeds needs, CancellationToken cancellationToken)
    {
        try
        {
            await unit.FetchAsync(needs, cancellationToken).ConfigureAwait(false);
            return unit;
        }
        catch
        {
            await unit.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Reads one state row without opening a unit; null when there is none. Sees what is committed, and never waits for a unit.</summary>
    ValueTask<StateRow?> ReadStateAsync(TenantId tenant, PartitionKey partition, string key, CancellationToken cancellationToken);

    /// <summary>Reads several state rows of several partitions in one consistent look; the result is in the order of the request, null where there is none.</summary>
    ValueTask<IReadOnlyList<StateRow?>> ReadStatesAsync(TenantId tenant, IReadOnlyList<StateAddress> addresses, CancellationToken cancellationToken);

    /// <summary>Reads a partition's state rows whose keys begin with a text, in the order of their keys' UTF-8 bytes, in one consistent look.</summary>
    /// <param name="tenant">Whose data.</param>
    /// <param name="partition">Which partition.</param>
    /// <param name="prefix">What the keys begin with; empty for all.</param>
    /// <param name="after">The key after which to begin; null for the beginning.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyList<StateEntry>> ListStatesAsync(TenantId tenant, PartitionKey partition, string prefix, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Lists the partitions of a kind that hold anything, in the order of their keys' UTF-8 bytes.</summary>
    /// <param name="tenant">Whose data.</param>
    /// <param name="kind">Which kind.</param>
    /// <param name="after">The key after which to begin; null for the beginning.</param>
    /// <param name="limit">How many at most, 1 to 10,000.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <remarks>A partition that was erased or never committed to may be listed too: it holds nothing.</remarks>
    ValueTask<IReadOnlyList<PartitionKey>> ListPartitionsAsync(TenantId tenant, PartitionKind kind, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Reads a partition's events in their order.</summary>
    /// <param name="tenant">Whose data.</param>
    /// <param name="partition">Which partition.</param>
    /// <param name="source">Only those of this source; null for all.</param>
    /// <param name="after">The sequence number after which to begin; 0 for the beginning.</param>
    /// <param name="limit">How many at most, 1 to 10,000.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyList<EventRow>> ReadEventsAsync(TenantId tenant, PartitionKey partition, string? source, long after, int limit, CancellationToken cancellationToken);

    /// <summary>Reads one outbox row without opening a unit; null when there is none. Sees what is committed, and never waits for a unit.</summary>
    ValueTask<OutboxRow?> ReadOutboxAsync(TenantId tenant, PartitionKey partition, DeliveryId delivery, CancellationToken cancellationToken);

    /// <summary>Reads outbox rows and state rows of several partitions on one way where the store can; the results are in the order of the request, null where there is none.</summary>
    /// <param name="tenant">Whose data.</param>
    /// <param name="outbox">Which outbox rows; looked at first.</param>
    /// <param name="states">Which state rows.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    async ValueTask<SeenRows> LookAsync(TenantId tenant, IReadOnlyList<OutboxAddress> outbox, IReadOnlyList<StateAddress> states, CancellationToken cancellationToken) => new()
    {
        Outbox = await ReadOutboxAsync(tenant, outbox, cancellationToken).ConfigureAwait(false),
        States = await ReadStatesAsync(tenant, states, cancellationToken).ConfigureAwait(false),
    };

    /// <summary>Reads several outbox rows of several partitions, in one look where the store can; the result is in the order of the request, null where there is none.</summary>
    async ValueTask<IReadOnlyList<OutboxRow?>> ReadOutboxAsync(TenantId tenant, IReadOnlyList<OutboxAddress> addresses, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        var rows = new OutboxRow?[addresses.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = await ReadOutboxAsync(tenant, addresses[i].Partition, addresses[i].Delivery, cancellationToken).ConfigureAwait(false);
        }

        return rows;
    }

    /// <summary>Reads a partition's outbox rows in the order of their deliveries' UTF-8 bytes.</summary>
    /// <param name="tenant">Whose data.</param>
    /// <param name="partition">Which partition.</param>
    /// <param name="after">The delivery after which to begin; null for the beginning.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyList<OutboxRow>> ListOutboxAsync(TenantId tenant, PartitionKey partition, DeliveryId? after, int limit, CancellationToken cancellationToken);

    /// <summary>Reads the outbox rows of all partitions that are <see cref="OutboxState.Parked"/>, in the order of their deliveries' UTF-8 bytes.</summary>
    /// <param name="tenant">Whose data.</param>
    /// <param name="after">The delivery after which to begin; null for the beginning.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyList<OutboxRow>> ListParkedAsync(TenantId tenant, DeliveryId? after, int limit, CancellationToken cancellationToken);

    /// <summary>Finds what a look-up name points to; null when nothing, or when it has run out at <paramref name="now"/>.</summary>
    ValueTask<LookupRow?> FindAsync(TenantId tenant, LookupKind kind, string key, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Lists the look-up names that point to a partition, by kind and then in the order of their keys' UTF-8 bytes; those that have run out and were not purged yet too.</summary>
    /// <param name="tenant">Whose data.</param>
    /// <param name="partition">Which partition.</param>
    /// <param name="after">The name after which to begin; null for the beginning.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyList<LookupRow>> ListLookupsAsync(TenantId tenant, PartitionKey partition, LookupRow? after, int limit, CancellationToken cancellationToken);

    /// <summary>Claims rows of the schedule that are due: each gets a lease and a higher fencing number, committed before this returns.</summary>
    /// <remarks>
    /// Urgent rows come first. The queues of a priority take turns: each that has due rows gets an equal share of the limit, at least one row, those whose first row could be claimed longest before others. Of
    /// one queue those that could be claimed longest come first: a row can be claimed from its due time on, and once claimed, from the end of its lease on. So a row whose worker keeps
    /// dying does not stand in the way of the others. Fewer than the limit may come although more are due. A row that an open unit has changed is not claimed before that unit ends. A row in
    /// order (<see cref="ScheduleTurn.InOrder"/>) is not claimed while one of its partition and priority is there, claimed or not, that is in order too and was due before it, or was due with it and comes first by kind and key.
    /// </remarks>
    /// <param name="tenant">Whose data.</param>
    /// <param name="only">Only rows of this priority; null for any.</param>
    /// <param name="now">Rows with a due time up to this instant, and without a lease that lasts beyond it, are claimed. A lease that ends exactly now has ended. Null, as workers pass, for the store's own clock: then a lease ends at the same moment on every node, however wrong its clock is.</param>
    /// <param name="lease">How long the claim holds, more than zero; after that another may claim the row.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="cancellationToken">Cancels before the commit; after it, the claim stands.</param>
    ValueTask<IReadOnlyList<ScheduleClaim>> ClaimDueAsync(TenantId tenant, SchedulePriority? only, DateTimeOffset? now, TimeSpan lease, int limit, CancellationToken cancellationToken);

    /// <summary>Claims rows as <see cref="ClaimDueAsync"/> and looks at what they are about: where the store can, on the same way, so that nobody asks for it behind each claim. Nothing but time depends on what is seen.</summary>
    /// <param name="tenant">Whose data.</param>
    /// <param name="only">Only rows of this priority; null for any.</param>
    /// <param name="now">As for <see cref="ClaimDueAsync"/>.</param>
    /// <param name="lease">How long the claim holds, more than zero.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="look">At what is looked.</param>
    /// <param name="cancellationToken">Cancels before the commit; after it, the claim stands.</param>
    /// <returns>The claims, in the order of <see cref="ClaimDueAsync"/>; with nothing seen where nothing is gained by it, as in memory.</returns>
    async ValueTask<IReadOnlyList<SeenClaim>> ClaimSeenAsync(TenantId tenant, SchedulePriority? only, DateTimeOffset? now, TimeSpan lease, int limit, ClaimLook look, CancellationToken cancellationToken)
    {
        var claims = await ClaimDueAsync(tenant, only, now, lease, limit, cancellationToken).ConfigureAwait(false);
        var seen = new SeenClaim[claims.Count];
        for (var i = 0; i < seen.Length; i++)
        {
            seen[i] = new SeenClaim(claims[i], null, null);
        }

        return seen;
    }

    /// <summary>Waits for a hint that something of the schedule may be due. Hints come when a host's transaction that a unit joined was committed, and from <see cref="HintAsync"/>, in this process or another.</summary>
    /// <remarks>Only a hint to look sooner: it may come for nothing, and it may be lost. The schedule is the truth, and whoever works it off looks at it from time to time.</remarks>
    /// <param name="tenant">Whose schedule.</param>
    /// <param name="after">What the last call returned; 0 for the first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The number of hints so far, above <paramref name="after"/>; at once when it is already.</returns>
    ValueTask<long> WaitForHintAsync(TenantId tenant, long after, CancellationToken cancellationToken);

    /// <summary>Hints to everybody who waits, in other processes too where the store can, that something of the schedule may be due. Called after the commit, by processes that do not work the schedule off themselves.</summary>
    /// <param name="tenant">Whose schedule.</param>
    /// <param name="cancellationToken">Cancels before anything is done.</param>
    ValueTask HintAsync(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>Deletes look-up names that have run out, those that ran out first before others. Nobody finds them any more; this only gives the space back.</summary>
    /// <param name="tenant">Whose data.</param>
    /// <param name="now">Those that have run out at this instant.</param>
    /// <param name="limit">How many at most, 1 to 10,000.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>How many were deleted; fewer than the limit when there are no more.</returns>
    ValueTask<int> PurgeLookupsAsync(TenantId tenant, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Removes what a store keeps beneath its rows of those that were erased or replaced: copies in free space and in logs, which nobody reads through the store. Slow: a store may rewrite itself, and hold up its writers meanwhile.</summary>
    /// <returns>False when that is not in the store's hands: a database server has its own logs, dead rows and backups.</returns>
    /// <exception cref="StoreConflictException">Others use the store at the moment: try again later.</exception>
    ValueTask<bool> ScrubAsync(CancellationToken cancellationToken);

    /// <summary>When the next row of the schedule can be claimed: the earliest due time or, for claimed rows, end of a lease; null when the schedule is empty. May lie in the past.</summary>
    ValueTask<DateTimeOffset?> NextDueAsync(TenantId tenant, CancellationToken cancellationToken);
}
