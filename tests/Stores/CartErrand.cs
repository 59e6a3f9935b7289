using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Stores;

/// <summary>A visitor shops, signs in, goes on shopping and orders, by a host that repeats what it is not sure of. It may be killed at a named place.</summary>
internal static class CartErrand
{
    public static readonly CartId Anna = new(new CustomerId("anna"));
    public static readonly CartId Guest = new(new CustomerId("guest"));
    private static readonly DateTimeOffset Noon = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);
    private static readonly CartItem Mug = new() { Variant = "mug" };
    private static readonly CartItem Lamp = new() { Variant = "lamp" };

    /// <param name="death">"failpoint;times": where to die at which visit; ";0" for nowhere.</param>
    /// <param name="place">Where the store is.</param>
    public static async Task<int> RunAsync(string death, string place)
    {
        await using var store = TestStore.At(place);
        await using var runtime = await StartAsync(store, Death.At(death));
        var carts = runtime.Carts;
        Applied(await carts.DoAsync(Anna, CartCommand.Add(Mug, 2) with { OpId = "a1" }));
        Applied(await carts.DoAsync(Guest, CartCommand.Add(Lamp) with { OpId = "g1" }));
        Applied(await carts.LinkAsync(Guest, Anna, CartMergePolicy.Sum));
        Applied(await carts.DoAsync(Guest, CartCommand.Add(Mug) with { OpId = "g2" }));
        var claim = Applied(await carts.ClaimAsync(Anna, new CartClaim { TotalHash = (await carts.ReadAsync(Anna))!.TotalHash, OpId = "c1" }));
        Applied(await carts.DoAsync(Anna, CartCommand.Add(Lamp, 4) with { OpId = "a2" }));
        Applied(await carts.CompleteAsync(Anna, claim.Version, "o-1"));
        Console.WriteLine("done");
        return 0;
    }

    public static async Task<OmniChannelRuntime> StartAsync(IOmniStore store, Action<string>? failpoint = null)
    {
        var runtime = OmniChannelRuntime.Create(new OmniChannelSetup { Store = store, Time = new ManualClock(Noon), OnFailpoint = failpoint, Options = { TimeZone = "Europe/Berlin" } });
        await runtime.StartAsync();
        return runtime;
    }

    private static CartResult.Applied Applied(CartResult result) =>
        result as CartResult.Applied ?? throw new InvalidOperationException($"Expected it to be applied, found {result}.");
}
