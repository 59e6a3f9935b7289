using System.Security.Cryptography;
using System.Text;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Coupons in partitions of their own, and what codes take off carts. Validity is looked at whenever a cart is read; redeeming is a conditional update in the unit that makes the order.</summary>
internal sealed class CouponBook(Instance instance)
{
    public const string CouponKey = "coupon";
    public const string RedeemedKey = "redeemed";

    /// <summary>The partition of a code; null for a text that no coupon can have.</summary>
    public static PartitionKey? PartitionOf(string code) => code.Length > 0 && !char.IsWhiteSpace(code[0]) && !char.IsWhiteSpace(code[^1]) ? new(PartitionKind.Coupon, code) : null;

    public static string KeyOf(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"cartcodes/{number}");

    /// <summary>A view with what its codes take off: as things are, or, once it is claimed, as the buyer saw it.</summary>
    public async ValueTask<CartView> ShowAsync(CartView view, IUnitOfWork? work, CancellationToken cancellationToken)
    {
        if (view.Codes.Count == 0)
        {
            return view;
        }

        var partition = PartitionKey.Of(view.Cart.Customer);
        var seen = view.Stage is not (CartStage.Claimed or CartStage.Ordered) ? null
            : work is null ? await instance.Store.ReadStateAsync(instance.Tenant, partition, KeyOf(view.Cart.Number), cancellationToken).ConfigureAwait(false)
            : await work.GetAsync(partition, KeyOf(view.Cart.Number), cancellationToken).ConfigureAwait(false);
        return CartViews.With(view, seen is { } row ? Read(row) : CouponSums.Of(view, await StandingsAsync(view, cancellationToken).ConfigureAwait(false), instance.Now));
    }

    /// <summary>Keeps beside a cart that is being claimed what the buyer saw its codes take off.</summary>
    public static async ValueTask KeepAsync(IUnitOfWork work, CartView view, CancellationToken cancellationToken)
    {
        var (partition, key) = (PartitionKey.Of(view.Cart.Customer), KeyOf(view.Cart.Number));
        if (view.Codes.Count > 0)
        {
            var row = await work.GetAsync(partition, key, cancellationToken).ConfigureAwait(false);
            await work.PutAsync(partition, key, row?.Version ?? 0, StoredJson.Write([.. view.Coupons], StoredJson.Default.CartCouponArray), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The partitions of the codes that the buyer saw take something off.</summary>
    public static async ValueTask<IReadOnlyList<PartitionKey>> PartitionsAsync(IUnitOfWork work, CartHead head, CancellationToken cancellationToken) =>
        head.Codes.IsEmpty ? [] : [.. (await UsedAsync(work, head.Cart, cancellationToken).ConfigureAwait(false)).Select(coupon => PartitionOf(coupon.Code)!.Value)];

    /// <summary>Redeems what the buyer saw, in the unit that makes the order.</summary>
    /// <returns>The first code that cannot be used any more: then the unit must not commit. Null when all could.</returns>
    public async ValueTask<string?> RedeemAsync(IUnitOfWork work, CartHead head, CancellationToken cancellationToken)
    {
        foreach (var used in head.Codes.IsEmpty ? [] : await UsedAsync(work, head.Cart, cancellationToken).ConfigureAwait(false))
        {
            var partition = PartitionOf(used.Code)!.Value;
            var coupon = CouponOf(await work.GetAsync(partition, CouponKey, cancellationToken).ConfigureAwait(false));
            var redeemed = await work.GetAsync(partition, RedeemedKey, cancellationToken).ConfigureAwait(false);
            var same = 0L;
            foreach (var customer in await SameAsync(head.Cart.Customer, coupon, cancellationToken).ConfigureAwait(false))
            {
                same += CountOf(await work.GetAsync(partition, KeyOf(customer), cancellationToken).ConfigureAwait(false));
            }

            if (coupon is null || coupon.WhyNot(CountOf(redeemed), same, instance.Now) is not null)
            {
                return used.Code;
            }

            await MoveAsync(work, partition, RedeemedKey, 1, cancellationToken).ConfigureAwait(false);
            await MoveAsync(work, partition, KeyOf(head.Cart.Customer), 1, cancellationToken).ConfigureAwait(false);
            await MoveAsync(work, partition, KeyOf(head.Cart), 1, cancellationToken).ConfigureAwait(false);
            await Redemptions.NoteAsync(work, head.Cart, used.Code, cancellationToken).ConfigureAwait(false);
            instance.Failpoints.Hit(Failpoints.CouponRedeemed);
        }

        return null;
    }

    /// <summary>Gives back what an order redeemed.</summary>
    /// <returns>Whether there was anything to give back.</returns>
    public static async ValueTask<bool> GiveBackAsync(IUnitOfWork work, CartId cart, CancellationToken cancellationToken)
    {
        var any = false;
        foreach (var used in await UsedAsync(work, cart, cancellationToken).ConfigureAwait(false))
        {
            var partition = PartitionOf(used.Code)!.Value;
            if (CountOf(await work.GetAsync(partition, KeyOf(cart), cancellationToken).ConfigureAwait(false)) > 0)
            {
                await MoveAsync(work, partition, RedeemedKey, -1, cancellationToken).ConfigureAwait(false);
                await MoveAsync(work, partition, KeyOf(cart.Customer), -1, cancellationToken).ConfigureAwait(false);
                await MoveAsync(work, partition, KeyOf(cart), -1, cancellationToken).ConfigureAwait(false);
                any = true;
            }
        }

        return any;
    }

    public static async ValueTask EraseAsync(IUnitOfWork work, CartId cart, CancellationToken cancellationToken)
    {
        var (partition, key) = (PartitionKey.Of(cart.Customer), KeyOf(cart.Number));
        if (await work.GetAsync(partition, key, cancellationToken).ConfigureAwait(false) is { } row)
        {
            await work.PutAsync(partition, key, row.Version, null, cancellationToken).ConfigureAwait(false);
        }
    }

    public static Coupon? CouponOf(StateRow? row) => row is null ? null : StoredJson.Read(row.Body, StoredJson.Default.Coupon);

    public static long CountOf(StateRow? row) => row is null ? 0 : StoredJson.Read(row.Body, StoredJson.Default.RedemptionCount).Count;

    private static CartCoupon[] Read(StateRow row) => StoredJson.Read(row.Body, StoredJson.Default.CartCouponArray);

    private static async ValueTask<IReadOnlyList<CartCoupon>> UsedAsync(IUnitOfWork work, CartId cart, CancellationToken cancellationToken) =>
        await work.GetAsync(PartitionKey.Of(cart.Customer), KeyOf(cart.Number), cancellationToken).ConfigureAwait(false) is { } row ? [.. Read(row).Where(coupon => coupon.Reason is null)] : [];

    private static async ValueTask MoveAsync(IUnitOfWork work, PartitionKey partition, string key, int by, CancellationToken cancellationToken)
    {
        var row = await work.GetAsync(partition, key, cancellationToken).ConfigureAwait(false);
        var count = CountOf(row) + by;
        await work.PutAsync(partition, key, row?.Version ?? 0, count > 0 ? StoredJson.Write(new RedemptionCount { Count = count }, StoredJson.Default.RedemptionCount) : (ReadOnlyMemory<byte>?)null, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<IReadOnlyList<CouponStanding>> StandingsAsync(CartView view, CancellationToken cancellationToken)
    {
        var standings = new List<CouponStanding>(view.Codes.Count);
        foreach (var code in view.Codes)
        {
            if (PartitionOf(code) is not { } partition)
            {
                standings.Add(new CouponStanding(code, null, 0, 0));
                continue;
            }

            var rows = await instance.Store.ReadStatesAsync(instance.Tenant, [new(partition, CouponKey), new(partition, RedeemedKey)], cancellationToken).ConfigureAwait(false);
            var coupon = CouponOf(rows[0]);
            var same = await SameAsync(view.Cart.Customer, coupon, cancellationToken).ConfigureAwait(false);
            var by = same.Count == 0 ? [] : await instance.Store.ReadStatesAsync(instance.Tenant, [.. same.Select(customer => new StateAddress(partition, KeyOf(customer)))], cancellationToken).ConfigureAwait(false);
            standings.Add(new CouponStanding(code, coupon, CountOf(rows[1]), by.Sum(CountOf)));
        }

        return standings;
    }

    /// <summary>The customers whose redemptions count as one's own; none where the coupon does not ask.</summary>
    private async ValueTask<IReadOnlyList<CustomerId>> SameAsync(CustomerId customer, Coupon? coupon, CancellationToken cancellationToken) =>
        coupon?.MaxPerCustomer is null ? [] : (await CustomerUnit.ReadPersonAsync(instance, customer, cancellationToken).ConfigureAwait(false)).Person?.Members ?? [customer];

    /// <summary>How often a customer redeemed the code; in the code's partition, so it names the customer by a hash.</summary>
    public static string KeyOf(CustomerId customer) => $"by/{Hash(customer.Value)}";

    /// <summary>Whether a cart's order redeemed the code.</summary>
    public static string KeyOf(CartId cart) => $"for/{Hash(cart.ToString())}";

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}

/// <summary>How often something was redeemed. Version 1.</summary>
internal sealed record RedemptionCount
{
    public required long Count { get; init; }
}
