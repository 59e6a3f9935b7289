using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Erases people: first what still waits gives back what it took from others, then everything goes in one unit, and a tombstone is left.</summary>
internal sealed class Eraser(Instance instance)
{
    public ValueTask<ErasureReport> EraseAsync(CustomerId customer, CancellationToken cancellationToken)
    {
        var cancelled = new HashSet<DeliveryId>();
        return StoreConflicts.RetryAsync(null, () => TryEraseAsync(customer, cancelled, cancellationToken));
    }

    public async ValueTask<bool> ReadmitAsync(CustomerId customer, CancellationToken cancellationToken)
    {
        var address = CustomerUnit.AddressOf(customer);
        await using var work = await instance.Store.BeginAsync(instance.Tenant, [address.Partition], null, cancellationToken).ConfigureAwait(false);
        if (await work.GetAsync(address.Partition, address.Key, cancellationToken).ConfigureAwait(false) is not { } row || CustomerUnit.StateOf(customer, row).ErasedAt is null)
        {
            return false;
        }

        await work.PutAsync(address.Partition, address.Key, row.Version, null, cancellationToken).ConfigureAwait(false);
        await work.CommitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async ValueTask<ErasureReport> TryEraseAsync(CustomerId customer, HashSet<DeliveryId> cancelled, CancellationToken cancellationToken)
    {
        var state = await CustomerUnit.ReadAsync(instance, customer, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<CustomerId> members = state.Person?.Members ?? [customer];
        if (state.ErasedAt is not null)
        {
            return new ErasureReport { Customers = members, Cancelled = 0, InFlight = 0, WasErased = true };
        }

        var inFlight = 0;
        var versions = new Dictionary<CustomerId, long>();
        foreach (var member in members)
        {
            var (version, calling) = await CancelAsync(member, cancelled, cancellationToken).ConfigureAwait(false);
            inFlight += calling;
            versions.Add(member, version);
        }

        var partitions = members.Select(PartitionKey.Of).ToList();
        await using var work = await instance.Store.BeginAsync(instance.Tenant, partitions, null, cancellationToken).ConfigureAwait(false);
        foreach (var member in members)
        {
            await EraseAsync(work, member, members, versions[member], cancellationToken).ConfigureAwait(false);
        }

        instance.Failpoints.Hit(Failpoints.EraseBeforeCommit);
        await work.CommitAsync(cancellationToken).ConfigureAwait(false);
        return new ErasureReport { Customers = members, Cancelled = cancelled.Count, InFlight = inFlight };
    }

    /// <exception cref="StoreConflictException">The customer was sent something, or became another person, since its deliveries were looked through.</exception>
    private async ValueTask EraseAsync(IUnitOfWork work, CustomerId member, IReadOnlyList<CustomerId> members, long version, CancellationToken cancellationToken)
    {
        var address = CustomerUnit.AddressOf(member);
        var row = await work.GetAsync(address.Partition, address.Key, cancellationToken).ConfigureAwait(false);
        if ((row?.Version ?? 0) != version || !(CustomerUnit.StateOf(member, row).Person?.Members ?? [member]).SequenceEqual(members))
        {
            throw new StoreConflictException("The customer changed while it was being erased.");
        }

        await work.EraseAsync(address.Partition, cancellationToken).ConfigureAwait(false);
        var tombstone = CustomerState.Unknown(member) with { ErasedAt = instance.Now };
        await work.PutAsync(address.Partition, address.Key, 0, StoredJson.Write(tombstone, StoredJson.Default.CustomerState), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Looks through a customer's deliveries: those that reached nobody give back what they took from their campaign's budget.</summary>
    /// <returns>The version of the customer's state after which nothing was queued; for how many deliveries a provider is being called.</returns>
    private async ValueTask<(long Version, int Calling)> CancelAsync(CustomerId customer, HashSet<DeliveryId> cancelled, CancellationToken cancellationToken)
    {
        var address = CustomerUnit.AddressOf(customer);
        var row = await instance.Store.ReadStateAsync(instance.Tenant, address.Partition, address.Key, cancellationToken).ConfigureAwait(false);
        var (version, calling) = (row?.Version ?? 0, 0);
        DeliveryId? after = null;
        while (true)
        {
            var page = await instance.Store.ListOutboxAsync(instance.Tenant, address.Partition, after, StoreLimits.MaxRows, cancellationToken).ConfigureAwait(false);
            foreach (var delivery in page)
            {
                calling += delivery.State == OutboxState.Calling ? 1 : 0;
                if (delivery.State is OutboxState.Queued or OutboxState.Retrying)
                {
                    var content = StoredJson.Read(delivery.Body, StoredJson.Default.OutboxContent);
                    version = content is { Spend: not null, MayBeSent: false } ? await ReturnAsync(delivery, content, version, cancellationToken).ConfigureAwait(false) : version;
                    cancelled.Add(delivery.Delivery);
                }
            }

            if (page.Count < StoreLimits.MaxRows)
            {
                return (version, calling);
            }

            after = page[^1].Delivery;
        }
    }

    /// <returns>The version of the customer's state as this leaves it.</returns>
    private async ValueTask<long> ReturnAsync(OutboxRow delivery, OutboxContent content, long version, CancellationToken cancellationToken)
    {
        await using var unit = await CustomerUnit.OpenAsync(instance, content.Customer, [BudgetBook.LeaseOf(instance, content.Message.Campaign)], null, cancellationToken).ConfigureAwait(false);
        if (unit.Version != version || await QueuedDelivery.FindAsync(unit.Work, unit.Partition, delivery.Delivery, cancellationToken).ConfigureAwait(false) is not { } queued || queued.Row.Fence != delivery.Fence)
        {
            throw new StoreConflictException("The delivery moved on while its customer was being erased.");
        }

        await Settlement.GiveBackAsync(instance, unit, queued, cancellationToken).ConfigureAwait(false);
        await queued.UpdateAsync(unit.Work, OutboxState.Skipped, content with { NextAt = null, Reason = Reason.Of("skipped.erased") }, cancellationToken).ConfigureAwait(false);
        await unit.Work.UnscheduleAsync(unit.Partition, OutboxContent.ScheduleKind, delivery.Delivery.Value, cancellationToken).ConfigureAwait(false);
        await unit.CommitAsync(cancellationToken).ConfigureAwait(false);
        return unit.Version;
    }
}
