using Microsoft.Data.Sqlite;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Sqlite.Orchestration;

/// <summary>Who is who, on a file: found again after a restart, one customer for a first visit to two nodes, and all or nothing with the host's own transaction.</summary>
public sealed class IdentitiesOnFileTests : IAsyncLifetime
{
    private static readonly Identifier Account = Identifier.AuthenticatedId("anna");
    private static readonly CartItem Mug = new() { Variant = "mug" };

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact(Timeout = 600_000)]
    public async Task FirstVisit_ToTwoNodesAtOnce_MakesOneCustomer_WhoIsFoundAfterARestart()
    {
        CustomerId customer;
        {
            await using var one = await OpenAsync();
            await using var other = await OpenAsync();
            var found = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () => (await (i % 2 == 0 ? one : other).Runtime.Identities.ResolveAsync([Identifier.Browser("b")], cancellationToken: Token)).Customer, Token)));
            customer = Assert.Single(found.Distinct());
        }

        await using var again = await OpenAsync();
        Assert.Equal(customer, await again.Runtime.Identities.FindAsync(Identifier.Browser("b"), Token));
    }

    [Theory(Timeout = 600_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SignIn_InTheHostsTransaction_LinksPersonAndCart_OrNeither(bool commits)
    {
        await using var node = await OpenAsync();
        var identities = node.Runtime.Identities;
        var visitor = (await identities.ResolveAsync([Identifier.Browser("b")], cancellationToken: Token)).Customer;
        var anna = (await identities.ResolveAsync([Account], cancellationToken: Token)).Customer;
        await node.Runtime.Carts.DoAsync(new(visitor), CartCommand.Add(Mug, 2), cancellationToken: Token);

        await using (var host = new SqliteConnection($"Data Source={_folder.File}"))
        {
            await host.OpenAsync(Token);
            await using var transaction = host.BeginTransaction();
            var signedIn = await identities.SignInAsync(visitor, [Account], new SignInOptions { Transaction = transaction }, Token);
            Assert.Equal(SignInOutcome.Linked, signedIn.Outcome);
            if (commits)
            {
                await transaction.CommitAsync(Token);
            }
            else
            {
                await transaction.RollbackAsync(Token);
            }
        }

        Assert.Equal(commits ? 2 : 1, (await identities.ReadAsync(anna, Token)).Customers.Count);
        var cart = await node.Runtime.Carts.CurrentAsync(visitor, Token);
        Assert.Equal(commits ? anna : visitor, cart.Customer);
        Assert.Equal(2, Assert.Single((await node.Runtime.Carts.ReadAsync(cart, Token))!.Lines).Quantity);
    }

    private async Task<Node> OpenAsync()
    {
        var store = SqliteOmniStore.Create(new SqliteStoreOptions { Path = _folder.File });
        var runtime = OmniChannelRuntime.Create(new OmniChannelSetup { Store = store, Options = { TimeZone = "Europe/Berlin" } });
        await runtime.StartAsync(Token);
        return new Node(store, runtime);
    }

    private sealed class Node(IOmniStore store, OmniChannelRuntime runtime) : IAsyncDisposable
    {
        public OmniChannelRuntime Runtime => runtime;

        public async ValueTask DisposeAsync()
        {
            await runtime.DisposeAsync();
            await store.DisposeAsync();
        }
    }
}
