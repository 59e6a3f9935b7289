using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>The messages for pages in their customer's partition, one row each.</summary>
internal static class PageRows
{
    private const string Prefix = "page/";
    private const int Most = 1_000;

    public static string KeyOf(DeliveryId delivery) => Prefix + delivery.Value;

    public static PageMessage Read(ReadOnlyMemory<byte> body) => StoredJson.Read(body, StoredJson.Default.PageMessage);

    public static ReadOnlyMemory<byte> Write(PageMessage message) => StoredJson.Write(message, StoredJson.Default.PageMessage);

    public static ValueTask<IReadOnlyList<StateEntry>> ListAsync(Instance instance, CustomerId customer, CancellationToken cancellationToken) =>
        instance.Store.ListStatesAsync(instance.Tenant, PartitionKey.Of(customer), Prefix, null, Most, cancellationToken);

    /// <summary>Puts a message there, once, and takes away those that nobody is shown any more.</summary>
    public static async ValueTask PutAsync(Instance instance, CustomerId customer, PageMessage message, CancellationToken cancellationToken)
    {
        var partition = PartitionKey.Of(customer);
        await using var unit = await instance.Store.BeginAsync(instance.Tenant, [partition], null, cancellationToken).ConfigureAwait(false);
        await CustomerUnit.RefuseErasedAsync(unit, partition, cancellationToken).ConfigureAwait(false);
        foreach (var old in await unit.ListAsync(partition, Prefix, null, Most, cancellationToken).ConfigureAwait(false))
        {
            if (Read(old.Row.Body).ExpiresAt <= instance.Now)
            {
                await unit.PutAsync(partition, old.Key, old.Row.Version, null, cancellationToken).ConfigureAwait(false);
            }
        }

        if (await unit.GetAsync(partition, KeyOf(message.Delivery), cancellationToken).ConfigureAwait(false) is null)
        {
            await unit.PutAsync(partition, KeyOf(message.Delivery), 0, Write(message), cancellationToken).ConfigureAwait(false);
        }

        await unit.CommitAsync(cancellationToken).ConfigureAwait(false);
    }
}
