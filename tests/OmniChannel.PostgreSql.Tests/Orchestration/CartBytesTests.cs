using Npgsql;
using OmniChannel.Testing;

namespace OmniChannel.Tests.PostgreSql.Orchestration;

/// <summary>What a cart of four lines and eight operations takes in the database, whole pages, keys and row headers included, without what a vacuum gives back; over five hundred customers. In a database of its own: a vacuum keeps what a transaction of another test in the same database might still see.</summary>
public sealed class CartBytesTests : IAsyncLifetime
{
    private const int Carts = 500;
    private readonly string _database = $"bytes_{Environment.ProcessId}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 600_000)]
    public async Task Cart_OfFourLinesAndEightOperations_StaysWithinItsBytes()
    {
        await FillAsync(1, 0);
        var empty = await LengthAsync();
        await FillAsync(Carts, 8);
        var eight = await LengthAsync();
        await FillAsync(Carts, 8);
        var (cart, operation) = ((eight - empty) / (double)Carts, (await LengthAsync() - eight) / (8.0 * Carts));
        TestContext.Current.TestOutputHelper?.WriteLine($"{operation:0.0} B for one more operation, {cart:0} B a cart with everything");

        Assert.True(operation <= 242, $"{operation:0.0} B an operation, 242 B were promised.");
        Assert.True(cart <= 2_662, $"{cart:0} B a cart of four lines and eight operations, 2.6 KB were promised.");
    }

    public ValueTask InitializeAsync() => RunAsync($"CREATE DATABASE {_database}");

    public ValueTask DisposeAsync() => RunAsync($"DROP DATABASE IF EXISTS {_database} WITH (FORCE)");

    private static async ValueTask RunAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Server.Require(Server.PostgreSql) + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private string Here() => $"{Server.Require(Server.PostgreSql)};Database={_database}";

    private async Task<long> LengthAsync()
    {
        await using var connection = new NpgsqlConnection(Here() + ";Include Error Detail=true");
        await connection.OpenAsync(Token);
        await using var tables = new NpgsqlCommand("SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'omnichannel' AND c.relkind = 'r'", connection);
        var (names, length) = (new List<string>(), 0L);
        await using (var row = await tables.ExecuteReaderAsync(Token))
        {
            while (await row.ReadAsync(Token))
            {
                names.Add(row.GetString(0));
            }
        }

        foreach (var name in names)
        {
            await VacuumAsync(connection, name);
            await using var size = new NpgsqlCommand($"SELECT pg_total_relation_size('{name}')", connection);
            length += (long)(await size.ExecuteScalarAsync(Token))!;
        }

        return length;
    }

    /// <summary>Vacuums until the server says that no dead row was kept: autovacuum in this database, or somebody who only just connects to any, may still see some.</summary>
    private static async Task VacuumAsync(NpgsqlConnection connection, string table)
    {
        string? said = null;
        connection.Notice += Hear;
        while (said?.StartsWith("0 dead row versions", StringComparison.Ordinal) != true)
        {
            said = null;
            await using var vacuum = new NpgsqlCommand($"VACUUM (FULL, VERBOSE) {table}", connection);
            await vacuum.ExecuteNonQueryAsync(Token);
            Assert.NotNull(said);
        }

        connection.Notice -= Hear;

        void Hear(object sender, NpgsqlNoticeEventArgs told) => said = told.Notice.Detail?.Contains("dead row versions", StringComparison.Ordinal) == true ? told.Notice.Detail : said;
    }

    private async Task FillAsync(int carts, int operations)
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero));
        await using var store = PostgreSqlOmniStore.Create(new PostgreSqlStoreOptions { ConnectionString = Here(), SchemaName = "omnichannel" });
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
