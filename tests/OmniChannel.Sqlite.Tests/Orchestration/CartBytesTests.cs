using OmniChannel.Testing;

namespace OmniChannel.Tests.Sqlite.Orchestration;

/// <summary>What a cart of four lines and eight operations takes in the file, whole pages and keys included, over a thousand customers.</summary>
public sealed class CartBytesTests : IDisposable
{
    private const int Carts = 1_000;
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 600_000)]
    public async Task Cart_OfFourLinesAndEightOperations_StaysWithinItsBytes()
    {
        await FillAsync(1, 0);
        var empty = Length();
        await FillAsync(Carts, 8);
        var eight = Length();
        await FillAsync(Carts, 8);
        var (cart, operation) = ((eight - empty) / (double)Carts, (Length() - eight) / (8.0 * Carts));
        TestContext.Current.TestOutputHelper?.WriteLine($"{operation:0.0} B for one more operation, {cart:0} B a cart with everything");

        Assert.True(operation <= 133, $"{operation:0.0} B an operation, 133 B were promised.");
        Assert.True(cart <= 1_434, $"{cart:0} B a cart of four lines and eight operations, 1.4 KB were promised.");
    }

    public void Dispose() => folder.Dispose();

    /// <summary>Whole pages: the log was written back when the store was closed.</summary>
    private long Length() => new FileInfo(folder.File).Length;

    private async Task FillAsync(int carts, int operations)
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero));
        await using var store = SqliteOmniStore.Create(new SqliteStoreOptions { Path = folder.File, Synchronous = SqliteSynchronous.Normal });
        await using var runtime = OmniChannelRuntime.Create(new OmniChannelSetup { Store = store, Time = clock });
        await runtime.StartAsync(Token);
        for (var cart = 0; cart < carts; cart++)
        {
            var id = new CartId(new CustomerId($"customer-{cart:000000}"));
            for (var op = 0; op < operations; op++)
            {
                var item = new CartItem { Variant = $"sku-{1000 + (op % 4)}" };
                var command = op < 6 ? CartCommand.Add(item) : CartCommand.Set(item, op);
                Assert.IsType<CartResult.Applied>(await runtime.Carts.DoAsync(id, command with { Actor = op % 2 == 0 ? "phone" : "laptop" }, cancellationToken: Token));
                clock.Advance(TimeSpan.FromSeconds(7));
            }
        }
    }
}
