using OmniChannel.Testing;

namespace OmniChannel.Tests.Orchestration.Inventory;

/// <summary>One inventory: received, reserved, taken, released, expired; never negative, never oversold.</summary>
public sealed class InventoryTests
{
    private static readonly StockItem Mug = new("mug");
    private static readonly StockPlace Warehouse = new("warehouse");
    private static readonly StockPlace Store = new("store-1");

    [Fact]
    public async Task Reserve_ThenTake_LeavesTheStockOnce()
    {
        await using var shop = await Shop.OpenAsync();
        var stock = shop.Runtime.Inventory;
        await stock.ReceiveAsync(Mug, Warehouse, 10, "note-1", cancellationToken: Shop.Stop);

        Assert.IsType<ReserveResult.Reserved>(await stock.ReserveAsync(Ask("order-1", 4), cancellationToken: Shop.Stop));
        Assert.Equal("warehouse 10-4", await ShownAsync(shop));
        Assert.Equal(TakeResult.Taken, await stock.TakeAsync(Mug, new("order-1"), cancellationToken: Shop.Stop));
        Assert.Equal(TakeResult.AlreadyTaken, await stock.TakeAsync(Mug, new("order-1"), cancellationToken: Shop.Stop));
        Assert.Equal(TakeResult.NotReserved, await stock.TakeAsync(Mug, new("order-2"), cancellationToken: Shop.Stop));
        Assert.Equal("warehouse 6-0", await ShownAsync(shop));
    }

    [Fact]
    public async Task Receive_SameNoteTwice_CountsOnce()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Runtime.Inventory.ReceiveAsync(Mug, Warehouse, 10, "note-1", cancellationToken: Shop.Stop);

        var again = await shop.Runtime.Inventory.ReceiveAsync(Mug, Warehouse, 10, "note-1", cancellationToken: Shop.Stop);

        Assert.Equal(10, again.OnHand);
    }

    [Fact]
    public async Task Reserve_MoreThanThereIs_SaysHowManyAndKeepsNothing()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Runtime.Inventory.ReceiveAsync(Mug, Warehouse, 3, "note-1", cancellationToken: Shop.Stop);

        Assert.Equal(3, Assert.IsType<ReserveResult.Insufficient>(await shop.Runtime.Inventory.ReserveAsync(Ask("order-1", 5), cancellationToken: Shop.Stop)).Available);
        Assert.Equal(0, Assert.IsType<ReserveResult.Insufficient>(await shop.Runtime.Inventory.ReserveAsync(Ask("order-1", 5) with { Item = new("unknown") }, cancellationToken: Shop.Stop)).Available);
        Assert.Equal("warehouse 3-0", await ShownAsync(shop));
    }

    [Fact]
    public async Task Reserve_SameNameAgain_ReplacesWhatWasKept()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Runtime.Inventory.ReceiveAsync(Mug, Warehouse, 10, "note-1", cancellationToken: Shop.Stop);
        await shop.Runtime.Inventory.ReserveAsync(Ask("order-1", 5), cancellationToken: Shop.Stop);

        Assert.IsType<ReserveResult.Reserved>(await shop.Runtime.Inventory.ReserveAsync(Ask("order-1", 8), cancellationToken: Shop.Stop));
        Assert.IsType<ReserveResult.Insufficient>(await shop.Runtime.Inventory.ReserveAsync(Ask("order-1", 11), cancellationToken: Shop.Stop));
        Assert.Equal("warehouse 10-8", await ShownAsync(shop));
    }

    [Fact]
    public async Task Reserve_InOneChannel_IsNotSoldInAnother()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Runtime.Inventory.ReceiveAsync(Mug, Store, 1, "note-1", cancellationToken: Shop.Stop);
        await shop.Runtime.Inventory.ReserveAsync(Ask("pickup", 1) with { From = [Store] }, cancellationToken: Shop.Stop);

        Assert.IsType<ReserveResult.Insufficient>(await shop.Runtime.Inventory.SellAsync(Ask("till-77", 1) with { From = [Store] }, cancellationToken: Shop.Stop));
        Assert.True(await shop.Runtime.Inventory.ReleaseAsync(Mug, new("pickup"), cancellationToken: Shop.Stop));
        Assert.False(await shop.Runtime.Inventory.ReleaseAsync(Mug, new("pickup"), cancellationToken: Shop.Stop));
        Assert.IsType<ReserveResult.Reserved>(await shop.Runtime.Inventory.SellAsync(Ask("till-77", 1) with { From = [Store] }, cancellationToken: Shop.Stop));
        var again = Assert.IsType<ReserveResult.Reserved>(await shop.Runtime.Inventory.SellAsync(Ask("till-77", 1) with { From = [Store] }, cancellationToken: Shop.Stop));
        Assert.Equal(1, again.Reservation.Quantity);
        Assert.Equal("store-1 0-0", await ShownAsync(shop));
    }

    [Fact]
    public async Task Reserve_UntilItsTimeRunsOut_IsReleasedAndTheLineIsNot()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Runtime.Inventory.ReceiveAsync(Mug, Warehouse, 5, "note-1", cancellationToken: Shop.Stop);
        await shop.Runtime.Inventory.ReserveAsync(Ask("short", 2) with { Until = Shop.Noon.AddMinutes(10) }, cancellationToken: Shop.Stop);
        await shop.Runtime.Inventory.ReserveAsync(Ask("prolonged", 3) with { Until = Shop.Noon.AddMinutes(10) }, cancellationToken: Shop.Stop);
        await shop.Runtime.Inventory.ReserveAsync(Ask("prolonged", 3) with { Until = Shop.Noon.AddMinutes(30) }, cancellationToken: Shop.Stop);

        shop.Clock.Advance(TimeSpan.FromMinutes(10));
        await shop.DispatchAsync();
        Assert.Equal("warehouse 5-3", await ShownAsync(shop));
        Assert.Null(await shop.Runtime.Inventory.FindAsync(Mug, new ReservationId("short"), Shop.Stop));
        Assert.Equal(Shop.Noon.AddMinutes(30), (await shop.Runtime.Inventory.FindAsync(Mug, new ReservationId("prolonged"), Shop.Stop))!.Until);

        shop.Clock.Advance(TimeSpan.FromMinutes(20));
        await shop.DispatchAsync();
        Assert.Equal("warehouse 5-0", await ShownAsync(shop));
    }

    [Fact]
    public async Task Count_FindsFewerThanPromised_PromisesNoMoreAndNeverGoesBelowNone()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Runtime.Inventory.ReceiveAsync(Mug, Warehouse, 5, "note-1", cancellationToken: Shop.Stop);
        await shop.Runtime.Inventory.ReserveAsync(Ask("order-1", 4), cancellationToken: Shop.Stop);

        await shop.Runtime.Inventory.CountAsync(Mug, Warehouse, 1, "count-1", cancellationToken: Shop.Stop);
        Assert.Equal(0, (await shop.Runtime.Inventory.FindAsync(Mug, Shop.Stop)).Available);
        Assert.Equal(TakeResult.Taken, await shop.Runtime.Inventory.TakeAsync(Mug, new("order-1"), cancellationToken: Shop.Stop));
        Assert.Equal("warehouse 0-0", await ShownAsync(shop));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1_000_001)]
    public async Task Reserve_ImpossibleQuantity_Throws(int quantity)
    {
        await using var shop = await Shop.OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => shop.Runtime.Inventory.ReserveAsync(Ask("order-1", quantity), cancellationToken: Shop.Stop).AsTask());
    }

    [Fact]
    public async Task Reserve_UntilThePast_Throws()
    {
        await using var shop = await Shop.OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => shop.Runtime.Inventory.ReserveAsync(Ask("order-1", 1) with { Until = Shop.Noon }, cancellationToken: Shop.Stop).AsTask());
    }

    /// <summary>Whatever is received, counted, reserved, released, taken and expired: what is reserved is the sum of what is kept, and nothing is below none.</summary>
    [Fact]
    public async Task Moves_InAnyOrder_ReservedIsTheSumOfWhatIsKept()
    {
        var chance = new SeededChance(20261122);
        for (var run = 0; run < 60; run++)
        {
            await using var shop = await Shop.OpenAsync();
            var stock = shop.Runtime.Inventory;
            for (var step = 0; step < 40; step++)
            {
                var number = chance.Below(100_000);
                var place = number % 2 == 0 ? Warehouse : Store;
                var name = new ReservationId($"r{number / 2 % 4}");
                switch (number / 8 % 6)
                {
                    case 0: await stock.ReceiveAsync(Mug, place, (number / 48 % 9) - 2, $"n{step}", cancellationToken: Shop.Stop); break;
                    case 1: await stock.CountAsync(Mug, place, number / 48 % 12, $"c{step}", cancellationToken: Shop.Stop); break;
                    case 2: await stock.ReleaseAsync(Mug, name, cancellationToken: Shop.Stop); break;
                    case 3: await stock.TakeAsync(Mug, name, cancellationToken: Shop.Stop); break;
                    case 4: shop.Clock.Advance(TimeSpan.FromMinutes(number % 7)); await shop.DispatchAsync(); break;
                    default:
                        var request = new StockRequest { Item = Mug, Reservation = name, Quantity = (number / 48 % 6) + 1, Until = number % 3 == 0 ? null : shop.Clock.GetUtcNow().AddMinutes(5), From = number % 5 == 0 ? [place] : [] };
                        await stock.ReserveAsync(request, cancellationToken: Shop.Stop);
                        break;
                }

                var held = new List<StockShare>();
                for (var i = 0; i < 4; i++)
                {
                    held.AddRange((await stock.FindAsync(Mug, new ReservationId($"r{i}"), Shop.Stop))?.Shares ?? []);
                }

                Assert.All((await stock.FindAsync(Mug, Shop.Stop)).Levels, level =>
                {
                    Assert.Equal(held.Where(share => share.Place == level.Place).Sum(share => share.Quantity), level.Reserved);
                    Assert.True(level.OnHand >= 0);
                });
            }
        }
    }

    private static StockRequest Ask(string name, int quantity) => new() { Item = Mug, Reservation = new(name), Quantity = quantity };

    private static async Task<string> ShownAsync(Shop shop) =>
        string.Join(' ', (await shop.Runtime.Inventory.FindAsync(Mug, Shop.Stop)).Levels.Select(level => $"{level.Place} {level.OnHand}-{level.Reserved}"));
}
