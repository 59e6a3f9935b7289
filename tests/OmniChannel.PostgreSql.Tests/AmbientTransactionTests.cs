using System.Transactions;
using Npgsql;
using OmniChannel.Storage;

namespace OmniChannel.Tests.PostgreSql;

/// <summary>A host's transaction scope is not ours to commit: with its own pool too, the store joins only what it is given.</summary>
public sealed class AmbientTransactionTests : IAsyncLifetime
{
    private readonly TemporarySchema _schema = new();
    private readonly NpgsqlDataSource _pool;
    private readonly IOmniStore _store;

    public AmbientTransactionTests()
    {
        _pool = NpgsqlDataSource.Create(_schema.ConnectionString);
        _store = PostgreSqlOmniStore.Create(_schema.Options, _pool);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _store.InitializeAsync(Token);
        await _schema.RunAsync("CREATE TABLE orders (id integer PRIMARY KEY)", Token);
    }

    [Theory(Timeout = 600_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Commit_WithinAScopeOfTheHosts_LeavesTheHostsOpen(bool completes)
    {
        using (var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            await using (var connection = await _pool.OpenConnectionAsync(Token))
            {
                await using var order = new NpgsqlCommand($"INSERT INTO {_schema.Name}.orders VALUES (1)", connection);
                await order.ExecuteNonQueryAsync(Token);
            }

            await using (var unit = await _store.BeginAsync(Child.Tenant, [Child.Ann], null, Token))
            {
                await Child.WriteAsync(unit, 1);
                await unit.CommitAsync(Token);
            }

            Assert.Equal(["0"], await OrdersAsync());
            if (completes)
            {
                scope.Complete();
            }
        }

        Assert.Equal([completes ? "1" : "0"], await OrdersAsync());
        Assert.Single(await _store.ReadEventsAsync(Child.Tenant, Child.Ann, null, 0, 9, Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _pool.DisposeAsync();
        await _schema.DisposeAsync();
    }

    private async Task<List<string>> OrdersAsync()
    {
        using var apart = new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
        return await _schema.RunAsync("SELECT count(*) FROM orders", Token);
    }
}
