using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>
/// A unit of work that only notes what is to be written for one customer and one delivery, as they were seen a moment ago: so the store is held while that is written, and not while it is thought out.
/// <see cref="TryRepeatAsync"/> writes it in the open unit, if both still are as they were seen.
/// </summary>
/// <param name="customer">The customer as it was seen.</param>
/// <param name="row">The delivery as it was seen.</param>
internal sealed class Rehearsal(SeenCustomer customer, OutboxRow row) : IUnitOfWork
{
    private readonly List<Func<IUnitOfWork, ValueTask<bool>>> steps = new(6);
    private long version = customer.Version;

    /// <summary>Whether all that an attempt with this delivery needs is what was seen of both: nothing was charged to a campaign or counted at an address, and no live segment is moved.</summary>
    public static bool IsEnoughFor(Instance instance, OutboxContent content) => content is { Spend: null, CountedAt: null } && !instance.Segments.IsAny;

    /// <summary>What it rests on.</summary>
    public (SeenVersion State, OutboxRow Row) Seen => (new SeenVersion(new StateAddress(row.Partition, CustomerUnit.StateKey), customer.Version), row);

    /// <summary>Writes what was noted.</summary>
    /// <returns>False when something has changed since it was seen: nothing is written then.</returns>
    /// <exception cref="StoreConflictException">Something changed that could not: the unit is to be given up.</exception>
    public async ValueTask<bool> TryRepeatAsync(IUnitOfWork unit, CancellationToken cancellationToken)
    {
        if (await unit.GetVersionAsync(row.Partition, CustomerUnit.StateKey, cancellationToken).ConfigureAwait(false) != customer.Version
            || await unit.GetOutboxVersionAsync(row.Partition, row.Delivery, cancellationToken).ConfigureAwait(false) != row.Version)
        {
            return false;
        }

        for (var i = 0; i < steps.Count; i++)
        {
            if (!await steps[i](unit).ConfigureAwait(false))
            {
                return i == 0 ? false : throw new StoreConflictException("What is written for a delivery no longer fits what was seen of it.");
            }
        }

        return true;
    }

    public ValueTask<StateRow?> GetAsync(PartitionKey partition, string key, CancellationToken cancellationToken) =>
        partition == row.Partition && key == CustomerUnit.StateKey ? new(new StateRow { Version = version, Body = default }) : throw Unseen();

    public ValueTask<OutboxRow?> GetOutboxAsync(PartitionKey partition, DeliveryId delivery, CancellationToken cancellationToken) =>
        partition == row.Partition && delivery == row.Delivery ? new(row) : throw Unseen();

    public ValueTask<long> PutAsync(PartitionKey partition, string key, long expectedVersion, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken)
    {
        var written = ++version;
        steps.Add(async unit => await unit.PutAsync(partition, key, expectedVersion, body, CancellationToken.None).ConfigureAwait(false) == written);
        return new(written);
    }

    public ValueTask<long> AppendAsync(PartitionKey partition, NewEvent entry, CancellationToken cancellationToken)
    {
        steps.Add(async unit =>
        {
            await unit.AppendNewAsync(partition, entry, CancellationToken.None).ConfigureAwait(false);
            return true;
        });
        return new(1);
    }

    public ValueTask<bool> TryUpdateOutboxAsync(OutboxRow changed, long expectedFence, CancellationToken cancellationToken)
    {
        steps.Add(unit => unit.TryUpdateOutboxAsync(changed, expectedFence, CancellationToken.None));
        return new(true);
    }

    public ValueTask<bool> TryRenewAsync(ScheduleClaim claim, DateTimeOffset? now, TimeSpan lease, CancellationToken cancellationToken)
    {
        steps.Add(unit => unit.TryRenewAsync(claim, now, lease, CancellationToken.None));
        return new(true);
    }

    /// <summary>Whoever completes does not ask whether the claim still held.</summary>
    public ValueTask<bool> TryCompleteAsync(ScheduleClaim claim, CancellationToken cancellationToken)
    {
        steps.Add(async unit =>
        {
            await unit.CompleteAsync(claim, CancellationToken.None).ConfigureAwait(false);
            return true;
        });
        return new(true);
    }

    public ValueTask ScheduleAsync(PartitionKey partition, string kind, string key, DateTimeOffset due, ScheduleTurn turn, CancellationToken cancellationToken)
    {
        steps.Add(async unit =>
        {
            await unit.ScheduleAsync(partition, kind, key, due, turn, CancellationToken.None).ConfigureAwait(false);
            return true;
        });
        return ValueTask.CompletedTask;
    }

    /// <summary>Whoever adds one does not ask whether another stood.</summary>
    public ValueTask<LookupRow> AddLookupAsync(LookupRow added, DateTimeOffset now, CancellationToken cancellationToken)
    {
        steps.Add(async unit => await unit.AddLookupAsync(added, now, CancellationToken.None).ConfigureAwait(false) is not null);
        return new(added);
    }

    public ValueTask CommitAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public ValueTask<IReadOnlyList<StateEntry>> ListAsync(PartitionKey partition, string prefix, string? after, int limit, CancellationToken cancellationToken) => throw Unseen();

    public ValueTask<EventRow?> FindEventAsync(PartitionKey partition, string source, string id, CancellationToken cancellationToken) => throw Unseen();

    public ValueTask<IReadOnlyList<EventRow>> ReadEventsAsync(PartitionKey partition, string? source, long after, int limit, CancellationToken cancellationToken) => throw Unseen();

    public ValueTask RemoveEventsAsync(PartitionKey partition, IReadOnlyCollection<long> sequences, CancellationToken cancellationToken) => throw Unseen();

    public ValueTask InsertOutboxAsync(OutboxRow added, CancellationToken cancellationToken) => throw Unseen();

    public ValueTask RemoveOutboxAsync(PartitionKey partition, DeliveryId delivery, CancellationToken cancellationToken) => throw Unseen();

    public ValueTask UnscheduleAsync(PartitionKey partition, string kind, string key, CancellationToken cancellationToken) => throw Unseen();

    public ValueTask<LookupRow?> FindAsync(LookupKind kind, string key, DateTimeOffset now, CancellationToken cancellationToken) => throw Unseen();

    public ValueTask<bool> RemoveLookupAsync(LookupKind kind, string key, CancellationToken cancellationToken) => throw Unseen();

    public ValueTask EraseAsync(PartitionKey partition, CancellationToken cancellationToken) => throw Unseen();

    private static UnseenException Unseen() => new();

    /// <summary>More is asked for than was seen: it is to be done in the open unit.</summary>
    public sealed class UnseenException : InvalidOperationException;
}
