using Microsoft.Data.Sqlite;
using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Sqlite.Orchestration;

/// <summary>Carts inside the host's own transaction: the order in its table and the cart that became it stand or fall together.</summary>
public sealed class JoinedCartTests : IAsyncLifetime
{
    private static readonly CartId Anna = new(new CustomerId("anna"));
    private static readonly CartItem Mug = new() { Variant = "mug" };
    private readonly TemporaryFolder folder = new();
    private readonly IOmniStore store;
    private readonly SqliteConnection host;
    private OmniChannelRuntime runtime = null!;

    public JoinedCartTests()
    {
        store = SqliteOmniStore.Create(new SqliteStoreOptions { Path = folder.File, BusyTimeout = TimeSpan.FromMilliseconds(50) });
        host = new SqliteConnection($"Data Source={folder.File};Pooling=False");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        runtime = OmniChannelRuntime.Create(new OmniChannelSetup { Store = store, Time = new ManualClock(new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero)) });
        await runtime.StartAsync(Token);
        await host.OpenAsync(Token);
    }

    [Theory(Timeout = 600_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Complete_InTheHostsTransaction_StandsOrFallsWithIt(bool commits)
    {
        var seen = Assert.IsType<CartResult.Applied>(await runtime.Carts.DoAsync(Anna, CartCommand.Add(Mug, 2), cancellationToken: Token));
        var claim = Assert.IsType<CartResult.Applied>(await runtime.Carts.ClaimAsync(Anna, new CartClaim { TotalHash = seen.View.TotalHash }, cancellationToken: Token));
        await using (var transaction = host.BeginTransaction())
        {
            Assert.IsType<CartResult.Applied>(await runtime.Carts.CompleteAsync(Anna, claim.Version, "o-1", transaction, Token));
            Assert.Equal(2, Assert.IsType<CartResult.Applied>(await runtime.Carts.DoAsync(Anna, CartCommand.Add(Mug) with { OpId = "late" }, transaction, Token)).Cart.Number);
            Assert.Equal(CartStage.Claimed, (await runtime.Carts.ReadAsync(Anna, Token))!.Stage);
            if (commits)
            {
                await transaction.CommitAsync(Token);
            }
        }

        Assert.Equal(commits ? CartStage.Ordered : CartStage.Claimed, (await runtime.Carts.ReadAsync(Anna, Token))!.Stage);
        Assert.Equal(commits, await runtime.Carts.ReadAsync(new CartId(Anna.Customer, 2), Token) is not null);
        Assert.True(await runtime.Carts.VerifyAsync(Anna, Token));
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await runtime.DisposeAsync();
        await store.DisposeAsync();
        folder.Dispose();
    }
}
