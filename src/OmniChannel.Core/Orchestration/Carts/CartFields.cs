using System.Globalization;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>The values of a cart's fields: in a row of their own, which can be erased without touching the log. The log says who set which field when, not to what.</summary>
internal static class CartFields
{
    /// <summary>How many values are kept, the newest: undoing finds the one before.</summary>
    private const int Kept = 32;

    public static string KeyOf(int number) => string.Create(CultureInfo.InvariantCulture, $"cartfields/{number}");

    public static async ValueTask<IReadOnlyDictionary<string, string>> ReadAsync(IUnitOfWork work, CartHead head, CancellationToken cancellationToken) =>
        Standing(head, await work.GetAsync(PartitionKey.Of(head.Cart.Customer), KeyOf(head.Cart.Number), cancellationToken).ConfigureAwait(false));

    public static async ValueTask<IReadOnlyDictionary<string, string>> ReadAsync(Instance instance, CartHead head, CancellationToken cancellationToken) =>
        Standing(head, await instance.Store.ReadStateAsync(instance.Tenant, PartitionKey.Of(head.Cart.Customer), KeyOf(head.Cart.Number), cancellationToken).ConfigureAwait(false));

    /// <summary>Keeps the value that the head's last operation set.</summary>
    public static async ValueTask WriteAsync(IUnitOfWork work, CartHead head, string field, string? value, CancellationToken cancellationToken)
    {
        if (value is null)
        {
            return;
        }

        var (partition, key) = (PartitionKey.Of(head.Cart.Customer), KeyOf(head.Cart.Number));
        var row = await work.GetAsync(partition, key, cancellationToken).ConfigureAwait(false);
        var values = Of(row);
        values[head.Version] = value;
        foreach (var old in values.Keys.Order().Take(values.Count - Kept).ToList())
        {
            values.Remove(old);
        }

        await work.PutAsync(partition, key, row?.Version ?? 0, StoredJson.Write(values, StoredJson.Default.DictionaryInt64String), cancellationToken).ConfigureAwait(false);
    }

    public static async ValueTask EraseAsync(IUnitOfWork work, CartId cart, CancellationToken cancellationToken)
    {
        var (partition, key) = (PartitionKey.Of(cart.Customer), KeyOf(cart.Number));
        if (await work.GetAsync(partition, key, cancellationToken).ConfigureAwait(false) is { } row)
        {
            await work.PutAsync(partition, key, row.Version, null, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Of each field the value set last, of those that nobody replaced.</summary>
    private static Dictionary<string, string> Standing(CartHead head, StateRow? row)
    {
        var values = Of(row);
        var standing = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var mark in head.Fields)
        {
            if (values.TryGetValue(mark.Version, out var value))
            {
                standing[mark.Name] = value;
            }
        }

        return standing;
    }

    private static Dictionary<long, string> Of(StateRow? row) => row is null ? [] : StoredJson.Read(row.Body, StoredJson.Default.DictionaryInt64String);
}
