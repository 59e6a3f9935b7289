using System.Data.Common;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>What the codes that customers enter are worth, and how often they were redeemed: one count over all channels. Safe for many threads.</summary>
/// <remarks>
/// Reached by <see cref="OmniChannelRuntime.Coupons"/>. A code is looked at whenever a cart is read (<see cref="CartView.Coupons"/>) and redeemed in the transaction of <see cref="Carts.CompleteAsync"/>,
/// never more often than its bounds allow, however many carts are completed at once.
/// </remarks>
public sealed class Coupons
{
    private readonly Instance instance;
    private readonly Action started;

    internal Coupons(Instance instance, Action started)
    {
        this.instance = instance;
        this.started = started;
    }

    /// <summary>Declares a coupon, or changes the bounds of one that was declared; redemptions are counted on. To withdraw it, end it (<see cref="Coupon.Until"/>).</summary>
    /// <exception cref="ArgumentException">It takes off nothing or two things, or a bound is none.</exception>
    public async ValueTask DeclareAsync(Coupon coupon, CancellationToken cancellationToken = default)
    {
        var partition = Checked(coupon);
        started();
        await StoreConflicts.RetryAsync(null, async () =>
        {
            await using var work = await instance.Store.BeginAsync(instance.Tenant, [partition], null, cancellationToken).ConfigureAwait(false);
            var row = await work.GetAsync(partition, CouponBook.CouponKey, cancellationToken).ConfigureAwait(false);
            var version = await work.PutAsync(partition, CouponBook.CouponKey, row?.Version ?? 0, StoredJson.Write(coupon, StoredJson.Default.Coupon), cancellationToken).ConfigureAwait(false);
            await work.CommitAsync(cancellationToken).ConfigureAwait(false);
            return version;
        }).ConfigureAwait(false);
    }

    /// <summary>A coupon as it was declared; null when none was.</summary>
    public async ValueTask<Coupon?> FindAsync(string code, CancellationToken cancellationToken = default)
    {
        started();
        return CouponBook.CouponOf(await instance.Store.ReadStateAsync(instance.Tenant, PartitionOf(code), CouponBook.CouponKey, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>How many orders redeemed a code.</summary>
    public async ValueTask<long> CountAsync(string code, CancellationToken cancellationToken = default)
    {
        started();
        return CouponBook.CountOf(await instance.Store.ReadStateAsync(instance.Tenant, PartitionOf(code), CouponBook.RedeemedKey, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Gives back what an order redeemed, when the order is cancelled; once, however often it is called. A completion that fails or is rolled back has redeemed nothing and needs none of this.</summary>
    /// <param name="cart">The cart that became the order.</param>
    /// <param name="transaction">The host's own open transaction; null for one of our own.</param>
    /// <param name="cancellationToken">Before the commit leaves nothing behind.</param>
    /// <returns>Whether there was anything to give back.</returns>
    public ValueTask<bool> GiveBackAsync(CartId cart, DbTransaction? transaction = null, CancellationToken cancellationToken = default)
    {
        started();
        var book = new CartBook(instance);
        return StoreConflicts.RetryAsync(transaction, async () =>
        {
            var customer = PartitionKey.Of(cart.Customer);
            var seen = await book.ReadAsync(cart, cancellationToken).ConfigureAwait(false);
            PartitionKey[] codes = [.. seen.Head.Codes.ToArray().Select(code => CouponBook.PartitionOf(code.Name)).OfType<PartitionKey>().Distinct()];
            if (codes.Length == 0)
            {
                return false;
            }

            await using var work = await instance.Store.BeginAsync(instance.Tenant, [customer, .. codes], transaction, cancellationToken).ConfigureAwait(false);
            if ((await book.ReadAsync(work, cart, cancellationToken).ConfigureAwait(false)).Life.Stage != CartStage.Ordered || !await CouponBook.GiveBackAsync(work, cart, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            await work.CommitAsync(cancellationToken).ConfigureAwait(false);
            return true;
        });
    }

    private static PartitionKey PartitionOf(string code)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        return new PartitionKey(PartitionKind.Coupon, code);
    }

    private static PartitionKey Checked(Coupon coupon)
    {
        ArgumentNullException.ThrowIfNull(coupon);
        var partition = PartitionOf(coupon.Code);
        if (coupon.Code.Length > CartLimits.MaxName || !ItemCheck.IsText(coupon.Code))
        {
            throw new ArgumentException($"A code has at most {CartLimits.MaxName} characters, none of them a control character.", nameof(coupon));
        }

        if (coupon.Percent is null == coupon.Amount is null || coupon.Percent is < 1 or > 100 || coupon.Amount is { Minor: < 1 } or { Currency.Code: null })
        {
            throw new ArgumentException($"Found Percent {coupon.Percent?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null"} and Amount {coupon.Amount?.ToString() ?? "null"}; a coupon takes off either 1 to 100 percent or an amount above zero.", nameof(coupon));
        }

        if (coupon.MaxRedemptions < 0 || coupon.MaxPerCustomer < 0 || coupon.Until <= coupon.From || coupon.Variants is { Count: 0 or > CartLimits.MaxLines })
        {
            throw new ArgumentException($"A coupon is redeemed no fewer times than never, ends after it begins, and is for 1 to {CartLimits.MaxLines} variants or, by null, for all.", nameof(coupon));
        }

        return partition;
    }
}
