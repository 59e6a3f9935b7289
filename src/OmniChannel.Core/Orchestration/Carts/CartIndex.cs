using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Which of a customer's carts is in use, and the highest number given so far. There is no row while there is only the first.</summary>
internal readonly record struct CartIndex(int Current, int Last)
{
    public const string Key = "carts";

    public static CartIndex Of(StateRow? row)
    {
        if (row is null)
        {
            return new CartIndex(1, 1);
        }

        var from = new CartReading(row.Body.Span);
        return new CartIndex(from.Count(), from.Count());
    }

    public static async ValueTask<CartIndex> ReadAsync(IUnitOfWork work, CustomerId customer, CancellationToken cancellationToken) =>
        Of(await work.GetAsync(PartitionKey.Of(customer), Key, cancellationToken).ConfigureAwait(false));

    public static async ValueTask WriteAsync(IUnitOfWork work, CustomerId customer, Func<CartIndex, CartIndex> change, CancellationToken cancellationToken)
    {
        var partition = PartitionKey.Of(customer);
        var row = await work.GetAsync(partition, Key, cancellationToken).ConfigureAwait(false);
        var before = Of(row);
        var after = change(before);
        if (after == before)
        {
            return;
        }

        var to = new CartBytes(8);
        to.Number(after.Current);
        to.Number(after.Last);
        await work.PutAsync(partition, Key, row?.Version ?? 0, to.Done(), cancellationToken).ConfigureAwait(false);
    }
}
