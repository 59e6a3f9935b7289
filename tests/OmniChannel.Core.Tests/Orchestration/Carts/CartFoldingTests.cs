using OmniChannel.Storage;
using static OmniChannel.Tests.Orchestration.Carts.CartShop;

namespace OmniChannel.Tests.Orchestration.Carts;

/// <summary>A cart in use is folded once it is large: its row stays small, what is in it stays the same, and nobody notices for 30 days.</summary>
public sealed class CartFoldingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Do_TwentyThousandAdds_KeepTheRowSmallAndTheQuantity(bool unseen)
    {
        await using var shop = await OpenAsync();
        var largest = 0;
        for (var i = 1; i <= 20_000; i++)
        {
            Assert.IsType<CartResult.Applied>(await shop.Carts.DoAsync(Anna, CartCommand.Add(Mug) with { BasedOn = unseen ? 0 : null, Actor = "bot" }, cancellationToken: Token));
            largest = i % 250 == 0 ? int.Max(largest, await SizeAsync(shop)) : largest;
        }

        Assert.InRange(largest, 1, 8_192);
        Assert.Equal("20000 mug", await shop.LinesAsync(Anna));
        Assert.Equal(20_000, (await shop.Carts.AuditAsync(Anna, Token)).Sum(unit => unit.Quantity));
        await shop.VerifyAsync(Anna);
    }

    /// <summary>The promise of cart.md's leases: whoever saw a version within 30 days can go by it, whatever was folded since.</summary>
    [Fact]
    public async Task Do_ByWhatWasFolded_IsAsIfNothingHadBeenFolded()
    {
        await using var shop = await OpenAsync();
        var first = await shop.DoAsync(Anna, CartCommand.Add(Lamp, 3) with { OpId = "first" });
        var seven = await AddAsync(shop, 1_200);
        Assert.True(await FoldedAsync(shop), "It was to be folded by now.");

        // Of 1,200 mugs the phone saw seven, the laptop none; the desk takes back what was added first.
        await shop.DoAsync(Anna, CartCommand.Remove(Mug) with { Actor = "phone", BasedOn = seven });
        Assert.Equal("3 lamp, 1193 mug", await shop.LinesAsync(Anna));
        await shop.DoAsync(Anna, CartCommand.Decrement(Mug, 50) with { Actor = "laptop", BasedOn = first.Version, OpId = "nothing" });
        await shop.DoAsync(Anna, CartCommand.Set(Lamp, 5) with { Actor = "laptop", BasedOn = first.Version });
        Assert.Equal("5 lamp, 1193 mug", await shop.LinesAsync(Anna));
        await shop.DoAsync(Anna, CartCommand.Undo("add-700"));
        Assert.Equal("5 lamp, 1192 mug", await shop.LinesAsync(Anna));
        Assert.True((await shop.DoAsync(Anna, CartCommand.Add(Mug) with { OpId = "add-7" })).IsReplay);
        var agent = new CartClient { Actor = "agent", BasedOn = seven };
        await shop.Carts.ReplaceAsync(Anna, [new CartQuantity { Item = Lamp, Quantity = 3 }], agent, cancellationToken: Token);
        Assert.Equal("5 lamp, 1192 mug", await shop.LinesAsync(Anna));

        Assert.InRange(await SizeAsync(shop), 1, 8_192);
        await shop.VerifyAsync(Anna);
    }

    [Fact]
    public async Task Do_ByWhatWasFoldedLongAgo_TakesAddsOnly()
    {
        await using var shop = await OpenAsync();
        var seven = await AddAsync(shop, 1_200);
        shop.Clock.Advance(CartFolding.Lease + TimeSpan.FromSeconds(1));

        var stale = await shop.RefusedAsync(Anna, CartCommand.Remove(Mug) with { Actor = "phone", BasedOn = seven });
        Assert.Equal(CartRefusal.StaleContext, stale.Reason);
        Assert.InRange(stale.Version!.Value, seven + 1, 1_200);
        Assert.Equal(CartRefusal.UndoExpired, (await shop.RefusedAsync(Anna, CartCommand.Undo("add-7"))).Reason);
        Assert.Equal(CartRefusal.StaleContext, Assert.IsType<CartResult.Refused>(await shop.Carts.ReplaceAsync(Anna, [], new CartClient { BasedOn = seven }, cancellationToken: Token)).Reason);
        await shop.DoAsync(Anna, CartCommand.Add(Mug) with { Actor = "phone", BasedOn = seven });
        Assert.Equal("1201 mug", await shop.LinesAsync(Anna));
        await shop.DoAsync(Anna, CartCommand.Remove(Mug) with { Actor = "phone", BasedOn = stale.Version });
        await shop.VerifyAsync(Anna);
    }

    [Fact]
    public async Task Unlink_OfALinkThatWasFolded_RestoresBothCarts()
    {
        await using var shop = await OpenAsync();
        await shop.DoAsync(Guest, CartCommand.Add(Mug, 5));
        await shop.DoAsync(Anna, CartCommand.Add(Mug, 2));
        await shop.Carts.LinkAsync(Guest, Anna, CartMergePolicy.Higher, cancellationToken: Token);
        await AddAsync(shop, 1_200);
        Assert.Equal("1205 mug", await shop.LinesAsync(Anna));

        Assert.IsType<CartResult.Applied>(await shop.Carts.UnlinkAsync(Guest, Anna, cancellationToken: Token));

        Assert.Equal(("1202 mug", "5 mug"), (await shop.LinesAsync(Anna), await shop.LinesAsync(Guest)));
        Assert.InRange(await SizeAsync(shop), 1, 8_192);
        await shop.VerifyAsync(Anna);
    }

    [Fact]
    public async Task Do_DecrementsWithoutEnd_AreFoldedToo()
    {
        await using var shop = await OpenAsync();
        await shop.DoAsync(Anna, CartCommand.Add(Mug, 9_999));
        for (var i = 1; i <= 3_000; i++)
        {
            await shop.Carts.DoAsync(Anna, CartCommand.Decrement(Mug), cancellationToken: Token);
        }

        Assert.InRange(await SizeAsync(shop), 1, 8_192);
        Assert.Equal("6999 mug", await shop.LinesAsync(Anna));
        await shop.VerifyAsync(Anna);
    }

    /// <returns>The version with seven of them.</returns>
    private static async Task<long> AddAsync(CartShop shop, int times)
    {
        var seven = 0L;
        for (var i = 1; i <= times; i++)
        {
            var added = Assert.IsType<CartResult.Applied>(await shop.Carts.DoAsync(Anna, CartCommand.Add(Mug) with { OpId = $"add-{i}" }, cancellationToken: Token));
            seven = i == 7 ? added.Version : seven;
        }

        return seven;
    }

    private static async Task<bool> FoldedAsync(CartShop shop) =>
        (await shop.Carts.AuditAsync(Anna, Token)).Any(unit => unit.OpId is null);

    private static async Task<int> SizeAsync(CartShop shop) =>
        (await shop.Store.ReadStateAsync(TenantId.Default, PartitionKey.Of(Anna.Customer), "cart/1", Token))!.Body.Length;
}
