using System.Runtime.CompilerServices;
using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Erases people in one unit of work: what still waits gives back what it took from others, then everything goes, and a tombstone is left.</summary>
internal sealed class Eraser(Instance instance)
{
    public async ValueTask<ErasureReport> EraseAsync(CustomerId customer, CancellationToken cancellationToken)
    {
        var others = new HashSet<PartitionKey>();
        while (true)
        {
            if (await StoreConflicts.RetryAsync(null, () => TryEraseAsync(customer, others, cancellationToken)).ConfigureAwait(false) is { } report)
            {
                return report;
            }
        }
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

    /// <summary>Locks everybody who is the same person, and only then looks at their deliveries, which stand still from then on: however busy the customer is, this gets its turn.</summary>
    /// <param name="customer">Who.</param>
    /// <param name="others">The budgets and the addresses that get something back; grows.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Null when there is one more than was locked.</returns>
    private async ValueTask<ErasureReport?> TryEraseAsync(CustomerId customer, HashSet<PartitionKey> others, CancellationToken cancellationToken)
    {
        var state = await CustomerUnit.ReadAsync(instance, customer, cancellationToken).ConfigureAwait(false);
        var members = state.Person?.Members ?? [customer];
        if (state.ErasedAt is not null)
        {
            return new ErasureReport { Customers = members, Cancelled = 0, InFlight = 0, WasErased = true };
        }

        var redeemed = new Dictionary<CustomerId, long>(members.Count);
        foreach (var member in members)
        {
            redeemed[member] = await Redemptions.ForgetAsync(instance, member, cancellationToken).ConfigureAwait(false);
        }

        var (cancelled, calling) = (0, 0);
        var addresses = await AddressesAsync(members, others.Count, cancellationToken).ConfigureAwait(false);
        await using var work = await instance.Store.BeginAsync(instance.Tenant, [.. members.Select(PartitionKey.Of), .. addresses, .. others], null, cancellationToken).ConfigureAwait(false);
        foreach (var member in members)
        {
            await RequireSameAsync(work, member, members, cancellationToken).ConfigureAwait(false);
            if (await Redemptions.VersionAsync(work, member, cancellationToken).ConfigureAwait(false) != redeemed[member])
            {
                return null; // an order redeemed a code since
            }

            await foreach (var delivery in DeliveriesAsync(member, cancellationToken).ConfigureAwait(false))
            {
                calling += delivery.State == OutboxState.Calling ? 1 : 0;
                cancelled += delivery.State is OutboxState.Queued or OutboxState.Retrying ? 1 : 0;
                if (delivery.State is OutboxState.Queued or OutboxState.Retrying && QueuedDelivery.Of(delivery) is { Content.HasReached: false } waiting)
                {
                    var named = Settlement.OthersOf(instance, waiting.Content);
                    if (!others.IsSupersetOf(named))
                    {
                        others.UnionWith(named);
                        return null;
                    }

                    await GiveBackAsync(work, waiting, cancellationToken).ConfigureAwait(false);
                }
            }

            await ForgetAddressesAsync(work, member, addresses, cancellationToken).ConfigureAwait(false);
            var address = CustomerUnit.AddressOf(member);
            await work.EraseAsync(address.Partition, cancellationToken).ConfigureAwait(false);
            var tombstone = CustomerState.Unknown(member) with { ErasedAt = instance.Now };
            await work.PutAsync(address.Partition, address.Key, 0, StoredJson.Write(tombstone, StoredJson.Default.CustomerState), cancellationToken).ConfigureAwait(false);
        }

        instance.Failpoints.Hit(Failpoints.EraseBeforeCommit);
        await work.CommitAsync(cancellationToken).ConfigureAwait(false);
        return new ErasureReport { Customers = members, Cancelled = cancelled, InFlight = calling };
    }

    private async ValueTask GiveBackAsync(IUnitOfWork work, QueuedDelivery waiting, CancellationToken cancellationToken)
    {
        if (waiting.Content is { Spend: { } spend, Message.Campaign: var campaign })
        {
            await BudgetBook.GiveBackAsync(work, instance, campaign, spend, cancellationToken).ConfigureAwait(false);
        }

        if (waiting.Content.CountedAt is { } hash)
        {
            await AddressContacts.RemoveAsync(work, AddressCaps.PartitionOf(hash), waiting.Delivery, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The addresses on the suppression list that the customers had, by their hashes: those go on holding, and the addresses themselves are forgotten.</summary>
    private async ValueTask<HashSet<PartitionKey>> AddressesAsync(IReadOnlyList<CustomerId> members, int others, CancellationToken cancellationToken)
    {
        var found = new List<PartitionKey>();
        foreach (var member in members)
        {
            var state = await CustomerUnit.ReadAsync(instance, member, cancellationToken).ConfigureAwait(false);
            found.AddRange(SuppressionBook.AddressesOf(instance, state));
        }

        var rows = found.Count == 0 ? [] : await instance.Store.ReadStatesAsync(instance.Tenant, [.. found.Select(one => new StateAddress(one, SuppressionBook.Key))], cancellationToken).ConfigureAwait(false);
        return [.. found.Zip(rows).Where(one => one.Second is not null).Select(one => one.First).Distinct().Take(StoreLimits.MaxPartitions - members.Count - others)];
    }

    /// <exception cref="StoreConflictException">The customer complained since the addresses were looked up.</exception>
    private async ValueTask ForgetAddressesAsync(IUnitOfWork work, CustomerId member, HashSet<PartitionKey> named, CancellationToken cancellationToken)
    {
        var address = CustomerUnit.AddressOf(member);
        var state = CustomerUnit.StateOf(member, await work.GetAsync(address.Partition, address.Key, cancellationToken).ConfigureAwait(false));
        if (named.Count < StoreLimits.MaxPartitions / 2 && state.Suppressions.Any(held => !named.Contains(SuppressionBook.PartitionOf(held.Channel, held.Address))))
        {
            throw new StoreConflictException("An address of the customer was shut while it was being erased.");
        }

        foreach (var own in SuppressionBook.AddressesOf(instance, state).Where(named.Contains))
        {
            await SuppressionBook.ForgetAsync(work, own, member, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <exception cref="StoreConflictException">The customer became another person meanwhile.</exception>
    private static async ValueTask RequireSameAsync(IUnitOfWork work, CustomerId member, IReadOnlyList<CustomerId> members, CancellationToken cancellationToken)
    {
        var address = CustomerUnit.AddressOf(member);
        var row = await work.GetAsync(address.Partition, address.Key, cancellationToken).ConfigureAwait(false);
        if (!(CustomerUnit.StateOf(member, row).Person?.Members ?? [member]).SequenceEqual(members))
        {
            throw new StoreConflictException("The customer became one person with others while it was being erased.");
        }
    }

    private async IAsyncEnumerable<OutboxRow> DeliveriesAsync(CustomerId customer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DeliveryId? after = null;
        while (true)
        {
            var page = await instance.Store.ListOutboxAsync(instance.Tenant, PartitionKey.Of(customer), after, StoreLimits.MaxRows, cancellationToken).ConfigureAwait(false);
            foreach (var delivery in page)
            {
                yield return delivery;
            }

            if (page.Count < StoreLimits.MaxRows)
            {
                yield break;
            }

            after = page[^1].Delivery;
        }
    }
}
