using Microsoft.Data.Sqlite;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Sqlite.Orchestration;

/// <summary>What a cart of four lines and eight operations takes in the file, whole pages and keys included, over a thousand carts of a thousand customers.</summary>
public sealed class CartBytesTests : IDisposable
{
    private const int Carts = 1_000;
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Cart_OfFourLinesAndEightOperations_StaysWithinItsBytes()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero));
        var setup = new OmniChannelSetup { Store = SqliteOmniStore.Create(new SqliteStoreOptions { Path = folder.File, Synchronous = SqliteSynchronous.Normal }), Time = clock };
        await using (var store = setup.Store)
        await using (var runtime = OmniChannelRuntime.Create(setup))
        {
            await runtime.StartAsync(Token);
            for (var cart = 0; cart < Carts; cart++)
            {
                var id = new CartId(new CustomerId($"customer-{cart:000000}"));
                for (var op = 0; op < 8; op++)
                {
                    var item = new CartItem { Variant = $"sku-{1000 + (op % 4)}" };
                    var command = op < 6 ? CartCommand.Add(item) : CartCommand.Set(item, op);
                    Assert.IsType<CartResult.Applied>(await runtime.Carts.DoAsync(id, command with { Actor = op % 2 == 0 ? "phone" : "laptop" }, cancellationToken: Token));
                    clock.Advance(TimeSpan.FromSeconds(7));
                }
            }
        }

        using var connection = new SqliteConnection($"Data Source={folder.File};Pooling=False");
        await connection.OpenAsync(Token);
        double events = await BytesAsync(connection, "name LIKE '%omni_event%'"), heads = await BytesAsync(connection, "name LIKE '%omni_state%'"), all = await BytesAsync(connection, "name LIKE '%omni_%'");
        var (op8, cart4) = (events / Carts / 8, all / Carts);
        TestContext.Current.TestOutputHelper?.WriteLine($"{op8:0.0} B an operation, {heads / Carts:0} B a head, {cart4:0} B a cart with everything");

        Assert.True(op8 <= 133, $"{op8:0.0} B an operation, 133 B were promised.");
        Assert.True(cart4 <= 1_434, $"{cart4:0} B a cart of four lines and eight operations, 1.4 KB were promised.");
    }

    public void Dispose() => folder.Dispose();

    private static async Task<long> BytesAsync(SqliteConnection connection, string which)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is this file's own.
        command.CommandText = $"SELECT sum(pgsize) FROM dbstat WHERE {which}";
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }
}
