using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Where a delivery is to be found: with its customer. Version 1.</summary>
internal sealed record DeliveryPlace
{
    public required CustomerId Customer { get; init; }

    public static ValueTask<LookupRow> AddAsync(CustomerUnit unit, DeliveryId delivery, CustomerId customer, DateTimeOffset now, CancellationToken cancellationToken) => unit.Work.AddLookupAsync(
        new LookupRow
        {
            Kind = LookupKind.Delivery,
            Key = delivery.Value,
            Body = StoredJson.Write(new DeliveryPlace { Customer = customer }, StoredJson.Default.DeliveryPlace),
        },
        now,
        cancellationToken);

    /// <summary>Null when there is no delivery of that name.</summary>
    public static async ValueTask<DeliveryPlace?> FindAsync(Instance instance, DeliveryId delivery, CancellationToken cancellationToken)
    {
        var row = await instance.Store.FindAsync(instance.Tenant, LookupKind.Delivery, delivery.Value, instance.Now, cancellationToken).ConfigureAwait(false);
        return row is null ? null : StoredJson.Read(row.Body, StoredJson.Default.DeliveryPlace);
    }
}
