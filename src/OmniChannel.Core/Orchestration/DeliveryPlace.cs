using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Where a delivery is to be found: in the partition of its customer.</summary>
internal static class DeliveryPlace
{
    public static ValueTask<LookupRow> AddAsync(CustomerUnit unit, DeliveryId delivery, DateTimeOffset now, CancellationToken cancellationToken) =>
        unit.Work.AddLookupAsync(new LookupRow { Kind = LookupKind.Delivery, Key = delivery.Value, Partition = unit.Partition, Body = default }, now, cancellationToken);

    /// <summary>The customer; null when there is no delivery of that name.</summary>
    public static async ValueTask<CustomerId?> FindAsync(Instance instance, DeliveryId delivery, CancellationToken cancellationToken) =>
        await instance.Store.FindAsync(instance.Tenant, LookupKind.Delivery, delivery.Value, instance.Now, cancellationToken).ConfigureAwait(false) is { } row ? new CustomerId(row.Partition.Key) : null;
}
