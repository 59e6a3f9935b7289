namespace OmniChannel.Storage;

/// <summary>One transaction over named partitions. Used by one caller at a time; disposing without a commit undoes everything.</summary>
/// <remarks>
/// Every method sees the unit's own writes; nobody else sees them before the commit. A partition that was not named when the unit began is an
/// <see cref="InvalidOperationException"/> in every method, and so is any use after the commit. After a <see cref="StoreConflictException"/> the unit can only be disposed of:
/// a commit would store half of what was meant.
/// </remarks>
public interface IUnitOfWork : IAsyncDisposable
{
    /// <summary>Reads beforehand, in one look where the store can, what the unit is about to ask for. Nothing but time depends on it: a store in the same process leaves it out.</summary>
    /// <param name="needs">What will be asked for, of named partitions only.</param>
    /// <param name="cancellationToken">Cancels the look.</param>
    ValueTask FetchAsync(UnitNeeds needs, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Reads a state row of a named partition; null when there is none. Sees the unit's own writes.</summary>
    /// <exception cref="InvalidOperationException">The partition was not named when the unit began.</exception>
    ValueTask<StateRow?> GetAsync(PartitionKey partition, string key, CancellationToken cancellationToken);

    /// <summary>The version of a state row of a named partition, without its content; 0 when there is none. Sees the unit's own writes.</summary>
    async ValueTask<long> GetVersionAsync(PartitionKey partition, string key, CancellationToken cancellationToken) =>
        (await GetAsync(partition, key, cancellationToken).ConfigureAwait(false))?.Version ?? 0;

    /// <summary>Reads the state rows whose keys begin with a text, in the order of their keys' UTF-8 bytes. Sees the unit's own writes.</summary>
    /// <param name="partition">A named partition.</param>
    /// <param name="prefix">What the keys begin with; empty for all.</param>
    /// <param name="after">The key after which to begin; null for the beginning.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyList<StateEntry>> ListAsync(PartitionKey partition, string prefix, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Writes a state row by compare-and-swap.</summary>
    /// <param name="partition">A named partition.</param>
    /// <param name="key">The row's key within it; at most 200 characters.</param>
    /// <param name="expectedVersion">The version that was read; 0 when there was no row.</param>
    /// <param name="body">The new content; null removes the row.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    /// <returns>The new version, 0 after a removal.</returns>
    /// <exception cref="StoreConflictException">The row has another version.</exception>
    ValueTask<long> PutAsync(PartitionKey partition, string key, long expectedVersion, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken);

    /// <summary>Appends an event to a named partition; an event with the same source and id there is not appended again, whatever else it says.</summary>
    /// <returns>Its sequence number, or 0 when it was there already.</returns>
    ValueTask<long> AppendAsync(PartitionKey partition, NewEvent entry, CancellationToken cancellationToken);

    /// <summary>Appends an event that is new to a named partition, without asking for its number.</summary>
    /// <exception cref="StoreConflictException">There is one with its source and id; a store may find that out at the commit only.</exception>
    async ValueTask AppendNewAsync(PartitionKey partition, NewEvent entry, CancellationToken cancellationToken)
    {
        if (await AppendAsync(partition, entry, cancellationToken).ConfigureAwait(false) == 0)
        {
            throw new StoreConflictException($"The event '{entry.Id}' of '{entry.Source}' is there already.");
        }
    }

    /// <summary>The event of this source and id in a named partition; null when there is none. Sees the unit's own writes.</summary>
    ValueTask<EventRow?> FindEventAsync(PartitionKey partition, string source, string id, CancellationToken cancellationToken);

    /// <summary>Reads a named partition's events in their order, as <see cref="IOmniStore.ReadEventsAsync"/>. Sees the unit's own writes.</summary>
    ValueTask<IReadOnlyList<EventRow>> ReadEventsAsync(PartitionKey partition, string? source, long after, int limit, CancellationToken cancellationToken);

    /// <summary>Removes events that are no longer needed, by their sequence numbers; those that are not there are passed over. No number is given twice.</summary>
    /// <remarks>For retention, and for logs whose beginning was folded. An event with the source and id of a removed one can be appended again.</remarks>
    /// <param name="partition">A named partition.</param>
    /// <param name="sequences">At most 10,000.</param>
    /// <param name="cancellationToken">Cancels the removal.</param>
    ValueTask RemoveEventsAsync(PartitionKey partition, IReadOnlyCollection<long> sequences, CancellationToken cancellationToken);

    /// <summary>Reads an outbox row of a named partition; null when there is none.</summary>
    ValueTask<OutboxRow?> GetOutboxAsync(PartitionKey partition, DeliveryId delivery, CancellationToken cancellationToken);

    /// <summary>The version of an outbox row of a named partition, without its content; 0 when there is none. Sees the unit's own writes.</summary>
    async ValueTask<long> GetOutboxVersionAsync(PartitionKey partition, DeliveryId delivery, CancellationToken cancellationToken) =>
        (await GetOutboxAsync(partition, delivery, cancellationToken).ConfigureAwait(false))?.Version ?? 0;

    /// <summary>Inserts an outbox row.</summary>
    /// <exception cref="StoreConflictException">There is one already.</exception>
    ValueTask InsertOutboxAsync(OutboxRow row, CancellationToken cancellationToken);

    /// <summary>Replaces an outbox row if its fencing number still is <paramref name="expectedFence"/>; its <see cref="OutboxRow.CreatedAt"/> stays as it was inserted.</summary>
    /// <returns>Whether it was: a worker that wakes late gets false and must not go on. False too when there is no such row.</returns>
    /// <exception cref="ArgumentException">The row's fencing number is lower than <paramref name="expectedFence"/>: it only rises.</exception>
    ValueTask<bool> TryUpdateOutboxAsync(OutboxRow row, long expectedFence, CancellationToken cancellationToken);

    /// <summary>Removes an outbox row of a named partition; without one, does nothing.</summary>
    ValueTask RemoveOutboxAsync(PartitionKey partition, DeliveryId delivery, CancellationToken cancellationToken);

    /// <summary>Writes a row of the schedule; the same partition, kind and key replaces it, ends its lease and keeps raising its fencing number.</summary>
    /// <param name="partition">A named partition.</param>
    /// <param name="kind">What has to be done; at most 200 characters.</param>
    /// <param name="key">With what, within the partition; at most 200 characters.</param>
    /// <param name="due">From when on it can be claimed.</param>
    /// <param name="turn">When it has its turn among others that are due too.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    ValueTask ScheduleAsync(PartitionKey partition, string kind, string key, DateTimeOffset due, ScheduleTurn turn, CancellationToken cancellationToken);

    /// <summary>Removes a row of the schedule that this worker holds.</summary>
    /// <returns>Whether the fencing number still was the claim's. A lease that has run out does not matter as long as nobody else has claimed the row.</returns>
    ValueTask<bool> TryCompleteAsync(ScheduleClaim claim, CancellationToken cancellationToken);

    /// <summary>Removes a row of the schedule if this worker holds it, as <see cref="TryCompleteAsync"/>, for whoever does not ask whether it did.</summary>
    async ValueTask CompleteAsync(ScheduleClaim claim, CancellationToken cancellationToken) => await TryCompleteAsync(claim, cancellationToken).ConfigureAwait(false);

    /// <summary>Prolongs the lease of a row of the schedule that this worker holds. A lease of which seven eighths or more are left need not be written anew.</summary>
    /// <param name="claim">What was claimed.</param>
    /// <param name="now">From when on; null, as workers pass, for the store's own clock.</param>
    /// <param name="lease">How long it holds from then on; zero gives the row back.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    /// <returns>Whether the fencing number still was the claim's. False: another worker has the row, or it was written anew or removed; then the lease is not this worker's to prolong.</returns>
    ValueTask<bool> TryRenewAsync(ScheduleClaim claim, DateTimeOffset? now, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>What the store's own clock shows: the one by which claims and leases are counted where they are given no instant, so that nodes whose clocks differ agree.</summary>
    /// <remarks>Without one of its own a store says what this process's clock shows: right for one whose nodes are all on one machine.</remarks>
    /// <param name="cancellationToken">Cancels the look.</param>
    ValueTask<DateTimeOffset> ReadClockAsync(CancellationToken cancellationToken) => new(TimeProvider.System.GetUtcNow());

    /// <summary>Removes a row of the schedule, whoever holds it; without one, does nothing.</summary>
    ValueTask UnscheduleAsync(PartitionKey partition, string kind, string key, CancellationToken cancellationToken);

    /// <summary>Finds what a look-up name points to, seeing the unit's own writes; null when nothing, or when it has run out at <paramref name="now"/>.</summary>
    ValueTask<LookupRow?> FindAsync(LookupKind kind, string key, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Inserts a look-up name that points to a named partition; one that has run out at <paramref name="now"/> is replaced.</summary>
    /// <remarks>Names are unique within the tenant, not within a partition: when another unit adds the same name at the same time, one of the two waits, or its commit is a conflict.</remarks>
    /// <returns>The row that stands: the new one, or the one that was there first.</returns>
    ValueTask<LookupRow> AddLookupAsync(LookupRow row, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Removes a look-up name, whether it has run out or not.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="InvalidOperationException">It belongs to a partition that was not named when the unit began.</exception>
    ValueTask<bool> RemoveLookupAsync(LookupKind kind, string key, CancellationToken cancellationToken);

    /// <summary>Removes everything that a named partition holds: state, events, outbox, schedule, and the look-up names that point to it. What the unit writes afterwards stays.</summary>
    /// <remarks>Versions, fencing numbers and sequence numbers go on above the highest there ever was.</remarks>
    ValueTask EraseAsync(PartitionKey partition, CancellationToken cancellationToken);

    /// <summary>Commits. In a joined transaction this only ends the unit; the host's commit makes it durable.</summary>
    /// <remarks>Cancelling before the commit leaves nothing; once it has begun the token is not looked at, so an exception always means that nothing was stored, except for one
    /// that says it cannot know (a lost connection).</remarks>
    /// <exception cref="StoreConflictException">Another unit is in the way: nothing was stored.</exception>
    ValueTask CommitAsync(CancellationToken cancellationToken);
}
