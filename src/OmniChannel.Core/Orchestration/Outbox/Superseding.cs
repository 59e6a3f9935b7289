using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Messages of one customer under one key: a later one takes the place of an earlier one that still waits.</summary>
internal static class Superseding
{
    private const string Prefix = "supersede/";

    /// <summary>Under which key of the customer's partition it stands who holds a key.</summary>
    public static string KeyOf(string key) => Prefix + key;

    /// <summary>What holds the key, as it is committed, if it can still be taken back: for the partitions that a unit has to name.</summary>
    public static async ValueTask<QueuedDelivery?> ReadAsync(Instance instance, CustomerId customer, string? key, CancellationToken cancellationToken)
    {
        var partition = PartitionKey.Of(customer);
        return key is not null
            && await instance.Store.ReadStateAsync(instance.Tenant, partition, KeyOf(key), cancellationToken).ConfigureAwait(false) is { } row
            && await QueuedDelivery.ReadAsync(instance, partition, Of(row), cancellationToken).ConfigureAwait(false) is { } queued && CanBeTakenBack(queued)
                ? queued
                : null;
    }

    /// <summary>What holds the key, seen from within a unit, if it can still be taken back; null without a key.</summary>
    public static async ValueTask<QueuedDelivery?> FindAsync(CustomerUnit unit, string? key, CancellationToken cancellationToken) =>
        key is not null
        && await unit.Work.GetAsync(unit.Partition, KeyOf(key), cancellationToken).ConfigureAwait(false) is { } row
        && await QueuedDelivery.FindAsync(unit.Work, unit.Partition, Of(row), cancellationToken).ConfigureAwait(false) is { } queued && CanBeTakenBack(queued)
            ? queued
            : null;

    /// <summary>The delivery that holds a customer's key, whatever became of it; null for none.</summary>
    public static async ValueTask<DeliveryId?> HolderAsync(Instance instance, CustomerId customer, string key, CancellationToken cancellationToken) =>
        await instance.Store.ReadStateAsync(instance.Tenant, PartitionKey.Of(customer), KeyOf(key), cancellationToken).ConfigureAwait(false) is { } row ? Of(row) : null;

    /// <summary>Has a delivery hold the key from now on.</summary>
    public static async ValueTask HoldAsync(CustomerUnit unit, string? key, DeliveryId delivery, CancellationToken cancellationToken)
    {
        if (key is not null)
        {
            var row = await unit.Work.GetAsync(unit.Partition, KeyOf(key), cancellationToken).ConfigureAwait(false);
            if (row is not null)
            {
                await StepUpSchedule.ForgetAsync(unit.Work, unit.Partition, Of(row), cancellationToken).ConfigureAwait(false);
            }

            await unit.Work.PutAsync(unit.Partition, KeyOf(key), row?.Version ?? 0, StoredJson.Write(new SupersededSlot { Delivery = delivery }, StoredJson.Default.SupersededSlot), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Hands the key on to the delivery on the next channel, unless a later message has it.</summary>
    public static async ValueTask MoveAsync(CustomerUnit unit, string? key, DeliveryId from, DeliveryId to, CancellationToken cancellationToken)
    {
        if (key is not null && await unit.Work.GetAsync(unit.Partition, KeyOf(key), cancellationToken).ConfigureAwait(false) is { } row && Of(row) == from)
        {
            await HoldAsync(unit, key, to, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Forgets the key of a delivery that is purged, unless a later one holds it.</summary>
    public static async ValueTask ReleaseAsync(IUnitOfWork work, QueuedDelivery purged, CancellationToken cancellationToken)
    {
        var partition = purged.Row.Partition;
        if (purged.Content.SupersedeKey is { } key && await work.GetAsync(partition, KeyOf(key), cancellationToken).ConfigureAwait(false) is { } row && Of(row) == purged.Delivery)
        {
            await work.PutAsync(partition, KeyOf(key), row.Version, null, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether it waits, and certainly reached nobody yet.</summary>
    public static bool CanBeTakenBack(QueuedDelivery queued) => queued.Row.State is OutboxState.Queued or OutboxState.Retrying && !queued.Content.HasReached;

    private static DeliveryId Of(StateRow row) => StoredJson.Read(row.Body, StoredJson.Default.SupersededSlot).Delivery;
}
