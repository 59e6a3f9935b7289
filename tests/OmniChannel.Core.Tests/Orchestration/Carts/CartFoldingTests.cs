using OmniChannel.Storage;
using static OmniChannel.Tests.Orchestration.Carts.CartShop;

namespace OmniChannel.Tests.Orchestration.Carts;

/// <summary>A cart in use is folded once it is large: its row stays small, what is in it stays the same, and a device that saw too little is told.</summary>
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

    [Fact]
    public async Task Do_AfterAFold_ContextsStillHeldWork_AndOlderOnesAreStale()
    {
        await using var shop = await OpenAsync();
        var first = await shop.DoAsync(Anna, CartCommand.Add(Lamp, 3) with { OpId = "first" });
        CartResult.Applied? held = null;
        for (var i = 1; i <= 1_200; i++)
        {
            var added = Assert.IsType<CartResult.Applied>(await shop.Carts.DoAsync(Anna, CartCommand.Add(Mug) with { OpId = $"add-{i}" }, cancellationToken: Token));
            held = i == 1_190 ? added : held;
        }

        var stale = await shop.RefusedAsync(Anna, CartCommand.Remove(Mug) with { Actor = "phone", BasedOn = first.Version });
        Assert.Equal(CartRefusal.StaleContext, stale.Reason);
        Assert.InRange(stale.Version!.Value, first.Version + 1, held!.Version);
        Assert.Equal(CartRefusal.UndoExpired, (await shop.RefusedAsync(Anna, CartCommand.Undo("first"))).Reason);
        Assert.True((await shop.DoAsync(Anna, CartCommand.Add(Mug) with { OpId = "add-7" })).IsReplay);

        Assert.Equal("3 lamp, 1200 mug", await shop.LinesAsync(Anna));
        await shop.DoAsync(Anna, CartCommand.Undo("add-1200"));
        Assert.Equal("3 lamp, 1199 mug", await shop.LinesAsync(Anna));
        await shop.DoAsync(Anna, CartCommand.Decrement(Mug, 1_000) with { Actor = "laptop", BasedOn = held.Version });
        Assert.Equal("3 lamp, 199 mug", await shop.LinesAsync(Anna));
        await shop.DoAsync(Anna, CartCommand.Remove(Mug) with { Actor = "phone", BasedOn = held.Version });
        Assert.Equal("3 lamp, 9 mug", await shop.LinesAsync(Anna));
        await shop.DoAsync(Anna, CartCommand.Add(Mug) with { Actor = "tablet", BasedOn = first.Version });
        Assert.Equal("3 lamp, 10 mug", await shop.LinesAsync(Anna));
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

    private static async Task<int> SizeAsync(CartShop shop) =>
        (await shop.Store.ReadStateAsync(TenantId.Default, PartitionKey.Of(Anna.Customer), "cart/1", Token))!.Body.Length;
}
