using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Which codes a customer's orders redeemed, beside the customer: so an erasure finds in the codes' partitions what names the customer. How often a code was redeemed in all stands.</summary>
internal static class Redemptions
{
    private const string Key = "redemptions";

    /// <summary>Notes a redemption, in the unit that redeems.</summary>
    public static async ValueTask NoteAsync(IUnitOfWork work, CartId cart, string code, CancellationToken cancellationToken)
    {
        var partition = PartitionKey.Of(cart.Customer);
        var row = await work.GetAsync(partition, Key, cancellationToken).ConfigureAwait(false);
        Redemption[] noted = [.. Read(row), new Redemption { Code = code, Cart = cart.Number }];
        await work.PutAsync(partition, Key, row?.Version ?? 0, StoredJson.Write(noted, StoredJson.Default.RedemptionArray), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets in each code's partition who redeemed it, each in a unit of its own: doing it again changes nothing.</summary>
    /// <returns>The version of the customer's own note, which tells within another unit whether one was added since; 0 for none.</returns>
    public static async ValueTask<long> ForgetAsync(Instance instance, CustomerId customer, CancellationToken cancellationToken)
    {
        var row = await instance.Store.ReadStateAsync(instance.Tenant, PartitionKey.Of(customer), Key, cancellationToken).ConfigureAwait(false);
        foreach (var ofCode in Read(row).GroupBy(one => one.Code, StringComparer.Ordinal))
        {
            var partition = CouponBook.PartitionOf(ofCode.Key)!.Value;
            await using var work = await instance.Store.BeginAsync(instance.Tenant, [partition], null, cancellationToken).ConfigureAwait(false);
            foreach (var key in ofCode.Select(one => CouponBook.KeyOf(new CartId(customer, one.Cart))).Append(CouponBook.KeyOf(customer)).Distinct())
            {
                if (await work.GetAsync(partition, key, cancellationToken).ConfigureAwait(false) is { } stored)
                {
                    await work.PutAsync(partition, key, stored.Version, null, cancellationToken).ConfigureAwait(false);
                }
            }

            await work.CommitAsync(cancellationToken).ConfigureAwait(false);
        }

        return row?.Version ?? 0;
    }

    /// <summary>The version of a customer's note, as a unit sees it; 0 for none.</summary>
    public static async ValueTask<long> VersionAsync(IUnitOfWork work, CustomerId customer, CancellationToken cancellationToken) =>
        (await work.GetAsync(PartitionKey.Of(customer), Key, cancellationToken).ConfigureAwait(false))?.Version ?? 0;

    private static Redemption[] Read(StateRow? row) => row is null ? [] : StoredJson.Read(row.Body, StoredJson.Default.RedemptionArray);
}

/// <summary>A code that an order redeemed. Version 1.</summary>
internal sealed record Redemption
{
    public required string Code { get; init; }

    /// <summary>The number of the customer's cart that was ordered.</summary>
    public required int Cart { get; init; }
}
