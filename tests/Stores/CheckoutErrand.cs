using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Stores;

/// <summary>A visitor fills a cart and enters a code, signs in as somebody who has a cart too, and orders what is kept in stock at checkout: by a host that repeats what it is not sure of. It may be killed at a named place.</summary>
internal static class CheckoutErrand
{
    public static readonly CustomerId Anna = new("anna");
    public static readonly CustomerId Visitor = new("visitor");
    public static readonly StockItem Mugs = new("mug");
    public static readonly Identifier Account = Identifier.AuthenticatedId("anna");
    private static readonly DateTimeOffset Noon = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);
    private static readonly CartItem Mug = new() { Variant = "mug" };
    private static readonly CartItem Lamp = new() { Variant = "lamp" };

    /// <param name="death">As <see cref="Death.At"/> reads it.</param>
    /// <param name="place">Where the store is.</param>
    public static async Task<int> RunAsync(string death, string place)
    {
        await using var store = TestStore.At(place);
        await using var runtime = await StartAsync(store, Death.At(death));
        var carts = runtime.Carts;
        await runtime.Inventory.ReceiveAsync(Mugs, new("warehouse"), 5, "note-1");
        await runtime.Inventory.ReceiveAsync(new("lamp"), new("warehouse"), 2, "note-2");
        await runtime.Coupons.DeclareAsync(new Coupon { Code = "ONCE", Percent = 10, MaxRedemptions = 1 });
        await runtime.RecordAsync(new Touchpoint { Source = "/shop", Id = "account-1", Type = TouchpointType.SiteVisited, Customer = Anna, Identifiers = [Account], At = Noon, Channel = Channel.Website });
        await runtime.RecordAsync(new Touchpoint { Source = "/shop", Id = "visit-1", Type = TouchpointType.SiteVisited, Customer = Visitor, Identifiers = [Identifier.Browser("b")], At = Noon, Channel = Channel.Website });
        Applied(await carts.DoAsync(new CartId(Anna), CartCommand.Add(Lamp) with { OpId = "a1", Price = Money.Of(30, "EUR") }));
        Applied(await carts.DoAsync(new CartId(Visitor), CartCommand.Add(Mug, 2) with { OpId = "g1", Price = Money.Of(10, "EUR") }));
        Applied(await carts.DoAsync(new CartId(Anna), CartCommand.AddCode("ONCE") with { OpId = "a2" }));
        await runtime.Identities.SignInAsync(Visitor, [Account], new SignInOptions { CartPolicy = CartMergePolicy.Sum });
        var claim = Applied(await carts.ClaimAsync(new CartId(Anna), new CartClaim { TotalHash = (await carts.ReadAsync(new CartId(Anna)))!.TotalHash, OpId = "c1" }));
        Applied(await carts.CompleteAsync(new CartId(Anna), claim.Version, "o-1"));
        Console.WriteLine("done");
        return 0;
    }

    public static async Task<OmniChannelRuntime> StartAsync(IOmniStore store, Action<string>? failpoint = null)
    {
        var runtime = OmniChannelRuntime.Create(new OmniChannelSetup
        {
            Store = store, Time = new ManualClock(Noon), OnFailpoint = failpoint,
            Options = { TimeZone = "Europe/Berlin", Carts = { Reservations = StockReservations.OnCheckout } },
        });
        await runtime.StartAsync();
        return runtime;
    }

    private static CartResult.Applied Applied(CartResult result) =>
        result as CartResult.Applied ?? throw new InvalidOperationException($"Expected it to be applied, found {result}.");
}
