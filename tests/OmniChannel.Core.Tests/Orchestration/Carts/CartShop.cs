using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Orchestration.Carts;

/// <summary>A runtime with carts on a store in memory, and the clock it goes by.</summary>
internal sealed class CartShop : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
    public static readonly CartItem Mug = new() { Variant = "mug" };
    public static readonly CartItem Lamp = new() { Variant = "lamp" };
    public static readonly CartId Anna = new(new CustomerId("anna"));
    public static readonly CartId Guest = new(new CustomerId("guest"));

    private CartShop(OmniChannelRuntime runtime, IOmniStore store, ManualClock clock) => (Runtime, Store, Clock) = (runtime, store, clock);

    public OmniChannelRuntime Runtime { get; }

    public IOmniStore Store { get; }

    public ManualClock Clock { get; }

    public OmniChannel.Carts Carts => Runtime.Carts;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<CartShop> OpenAsync(Action<OmniChannelOptions>? options = null)
    {
        var clock = new ManualClock(Noon);
        var setup = new OmniChannelSetup { Store = new MemoryStore(), Time = clock, Options = { TimeZone = "Europe/Berlin" } };
        options?.Invoke(setup.Options);
        var runtime = OmniChannelRuntime.Create(setup);
        await runtime.StartAsync(Token);
        return new CartShop(runtime, setup.Store, clock);
    }

    public async Task<CartResult.Applied> DoAsync(CartId cart, CartCommand command)
    {
        var result = await Carts.DoAsync(cart, command, cancellationToken: Token);
        await VerifyAsync(cart);
        return Assert.IsType<CartResult.Applied>(result);
    }

    public async Task<CartResult.Refused> RefusedAsync(CartId cart, CartCommand command) =>
        Assert.IsType<CartResult.Refused>(await Carts.DoAsync(cart, command, cancellationToken: Token));

    /// <summary>P18, of this cart and its first few successors.</summary>
    public async Task VerifyAsync(CartId cart)
    {
        for (var number = 1; number <= 3; number++)
        {
            Assert.True(await Carts.VerifyAsync(new CartId(cart.Customer, number), Token), $"The head of cart {number} of {cart.Customer} is not its log's.");
        }
    }

    /// <summary>The lines as "2 mug, 1 lamp".</summary>
    public async Task<string> LinesAsync(CartId cart) => Lines(await Carts.ReadAsync(cart, Token));

    public static string Lines(CartView? view) => view is null ? "none" : string.Join(", ", view.Lines.Select(line => $"{line.Quantity} {line.Item.Variant}"));

    public ValueTask DisposeAsync() => Runtime.DisposeAsync();
}
