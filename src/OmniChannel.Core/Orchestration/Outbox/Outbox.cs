using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>What waits to be sent, seen from outside: messages are taken back, and what was set aside is listed and tried again. Safe for many threads.</summary>
public sealed class Outbox
{
    private readonly Instance instance;
    private readonly CampaignCatalog campaigns;
    private readonly Action started;

    internal Outbox(Instance instance, CampaignCatalog campaigns, Action started)
    {
        this.instance = instance;
        this.campaigns = campaigns;
        this.started = started;
    }

    /// <summary>Takes a message back that was not sent yet, and with it its place under the caps and its money.</summary>
    public async ValueTask<CancelResult> CancelAsync(DeliveryId delivery, CancellationToken cancellationToken = default)
    {
        started();
        return await DeliveryPlace.FindAsync(instance, Named(delivery), cancellationToken).ConfigureAwait(false) is { } customer
            ? await StoreConflicts.RetryAsync(null, () => TryCancelAsync(customer, delivery, cancellationToken)).ConfigureAwait(false)
            : CancelResult.Unknown;
    }

    /// <summary>Takes back what holds a customer's key, <see cref="SendOptions.SupersedeKey"/>.</summary>
    public async ValueTask<CancelResult> CancelAsync(CustomerId customer, string key, CancellationToken cancellationToken = default)
    {
        started();
        ArgumentException.ThrowIfNullOrEmpty(key);
        return customer == default
            ? throw new ArgumentException("The customer names nothing; pass new CustomerId(\"…\").", nameof(customer))
            : await Superseding.HolderAsync(instance, customer, key, cancellationToken).ConfigureAwait(false) is { } delivery
                ? await StoreConflicts.RetryAsync(null, () => TryCancelAsync(customer, delivery, cancellationToken)).ConfigureAwait(false)
                : CancelResult.Unknown;
    }

    /// <summary>Messages that were set aside after too many attempts, or because something in them is broken, in the order of their names, which is that of their age.</summary>
    /// <param name="after">The delivery after which to begin; null for the beginning.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async ValueTask<IReadOnlyList<ParkedDelivery>> ListParkedAsync(DeliveryId? after = null, int limit = 100, CancellationToken cancellationToken = default)
    {
        started();
        var rows = await instance.Store.ListParkedAsync(instance.Tenant, after, limit, cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(ParkedRows.Read)];
    }

    /// <summary>Tries a message again that was set aside: at once, judged anew, with all its attempts before it.</summary>
    /// <param name="delivery">Which.</param>
    /// <param name="expiresAt">Its new end; null for the one it has.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    public async ValueTask<RedriveResult> RedriveAsync(DeliveryId delivery, DateTimeOffset? expiresAt = null, CancellationToken cancellationToken = default)
    {
        started();
        if (await DeliveryPlace.FindAsync(instance, Named(delivery), cancellationToken).ConfigureAwait(false) is not { } customer)
        {
            return RedriveResult.Unknown;
        }

        var result = await StoreConflicts.RetryAsync(null, () => ParkedRows.TryRedriveAsync(instance, campaigns, customer, delivery, expiresAt, cancellationToken)).ConfigureAwait(false);
        if (result == RedriveResult.Redriven)
        {
            instance.Hint.Set();
        }

        return result;
    }

    private async ValueTask<CancelResult> TryCancelAsync(CustomerId customer, DeliveryId delivery, CancellationToken cancellationToken)
    {
        var seen = await QueuedDelivery.ReadAsync(instance, PartitionKey.Of(customer), delivery, cancellationToken).ConfigureAwait(false);
        while (seen?.Content.SteppedTo is { } next)
        {
            delivery = next; // it went on by another channel
            seen = await QueuedDelivery.ReadAsync(instance, PartitionKey.Of(customer), delivery, cancellationToken).ConfigureAwait(false);
        }

        if (seen is null)
        {
            return CancelResult.Unknown;
        }

        await using var unit = await CustomerUnit.OpenAsync(instance, customer, Settlement.OthersOf(instance, seen.Content), null, cancellationToken).ConfigureAwait(false);
        var queued = await QueuedDelivery.FindAsync(unit.Work, unit.Partition, delivery, cancellationToken).ConfigureAwait(false);
        if (queued?.Content.SteppedTo is not null)
        {
            throw new StoreConflictException("The message went on to another channel between two looks.");
        }

        if (queued is null || !Superseding.CanBeTakenBack(queued))
        {
            await StepUpSchedule.ForgetAsync(unit.Work, unit.Partition, delivery, cancellationToken).ConfigureAwait(false);
            await unit.CommitAsync(cancellationToken).ConfigureAwait(false);
            return CancelResult.TooLate;
        }

        await Settlement.TakeBackAsync(instance, unit, queued, instance.Now, cancellationToken).ConfigureAwait(false);
        await unit.CommitAsync(cancellationToken).ConfigureAwait(false);
        return CancelResult.Cancelled;
    }

    private static DeliveryId Named(DeliveryId delivery) =>
        delivery == default ? throw new ArgumentException("The delivery names nothing; pass the one that SendAsync answered.", nameof(delivery)) : delivery;
}
