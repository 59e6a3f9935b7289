using Microsoft.Data.Sqlite;
using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Sqlite.Orchestration;

/// <summary>Sending and recording inside the host's own transaction: the order and its message stand or fall together.</summary>
public sealed class JoinedSendTests : IAsyncLifetime
{
    private static readonly Message Message = new() { Campaign = new CampaignId("receipt"), Purpose = Purpose.Marketing, Data = new Dictionary<string, string> { ["order"] = "1001" } };

    private readonly TemporaryFolder folder = new();
    private readonly ManualClock clock = new(Errand.Noon);
    private readonly IOmniStore store;
    private readonly SqliteConnection host;
    private OmniChannelRuntime runtime = null!;

    public JoinedSendTests()
    {
        store = SqliteOmniStore.Create(new SqliteStoreOptions { Path = folder.File, BusyTimeout = TimeSpan.FromMilliseconds(50) });
        host = new SqliteConnection($"Data Source={folder.File}");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        runtime = await Errand.StartAsync(store, clock, folder.File);
        await runtime.SaveAsync(
            new CustomerProfile
            {
                Id = Errand.Anna,
                TimeZone = "Europe/Berlin",
                ContactPoints = [ContactPoint.Email("anna@example.com")],
                Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Errand.Noon.AddDays(-1), "form")],
            },
            Token);
        await host.OpenAsync(Token);
        Execute("CREATE TABLE orders (id INTEGER PRIMARY KEY)", null);
    }

    [Fact(Timeout = 600_000)]
    public async Task Send_InATransactionThatCommits_IsDispatchedAfterwards()
    {
        await using (var transaction = host.BeginTransaction())
        {
            Execute("INSERT INTO orders VALUES (1001)", transaction);
            await runtime.RecordAsync(Bought, new RecordOptions { Transaction = transaction }, Token);
            Assert.IsType<SendResult.Queued>(await runtime.SendAsync(Message, Errand.Anna, new SendOptions { Transaction = transaction }, Token));
            Assert.Equal(0, await runtime.DispatchDueAsync(Token));
            await transaction.CommitAsync(Token);
        }

        Assert.Equal(1, await runtime.DispatchDueAsync(Token));
        Assert.Single(Errand.ProviderBeside(folder.File).Sent);
    }

    [Fact(Timeout = 600_000)]
    public async Task Send_InATransactionThatIsRolledBack_LeavesNothing()
    {
        await using (var transaction = host.BeginTransaction())
        {
            Execute("INSERT INTO orders VALUES (1001)", transaction);
            Assert.Equal(RecordResult.Recorded, await runtime.RecordAsync(Bought, new RecordOptions { Transaction = transaction }, Token));
            await runtime.SendAsync(Message, Errand.Anna, new SendOptions { Transaction = transaction, IdempotencyKey = "order-1001" }, Token);
            await transaction.RollbackAsync(Token);
        }

        Assert.Equal(0, await runtime.DispatchDueAsync(Token));
        await foreach (var entry in runtime.ReadTimelineAsync(Errand.Anna, Token))
        {
            Assert.Fail($"Found {entry}.");
        }

        var sent = Assert.IsType<SendResult.Queued>(await runtime.SendAsync(Message, Errand.Anna, new SendOptions { IdempotencyKey = "order-1001" }, Token));
        Assert.False(sent.IsReplay);
    }

    [Fact(Timeout = 600_000)]
    public async Task Send_WhenTheHostsTransactionWasOvertaken_IsTheHostsConflict()
    {
        await using var transaction = host.BeginTransaction(deferred: true);
        Execute("SELECT count(*) FROM orders", transaction);
        await runtime.RecordAsync(Bought, cancellationToken: Token);

        await Assert.ThrowsAsync<StoreConflictException>(async () => await runtime.SendAsync(Message, Errand.Anna, new SendOptions { Transaction = transaction }, Token));
    }

    /// <summary>The disk is full, or the file may not be written any more: it is said in words, nothing is half stored, and with room again the same request goes through.</summary>
    [Theory(Timeout = 600_000)]
    [InlineData("PRAGMA max_page_count = 1", "PRAGMA max_page_count = 1000000", "is full")] // as small as it is now
    [InlineData("PRAGMA query_only = ON", "PRAGMA query_only = OFF", "cannot be written")]
    public async Task Send_WhenTheDiskTakesNothing_SaysSoAndLeavesNothing(string shut, string open, string said)
    {
        var big = Message with { Data = Enumerable.Range(0, 100).ToDictionary(i => $"order{(i == 0 ? "" : i)}", _ => new string('x', 4000)) };
        var options = new SendOptions { IdempotencyKey = "order-1001" };
        await using (var transaction = host.BeginTransaction())
        {
            Execute(shut, transaction);
            var refused = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await runtime.SendAsync(big, Errand.Anna, options with { Transaction = transaction }, Token));
            Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        }

        Execute(open, null);
        Assert.Equal(0, await runtime.DispatchDueAsync(Token));
        await using (var transaction = host.BeginTransaction())
        {
            Assert.False(Assert.IsType<SendResult.Queued>(await runtime.SendAsync(big, Errand.Anna, options with { Transaction = transaction }, Token)).IsReplay);
            await transaction.CommitAsync(Token);
        }

        Assert.Equal(1, await runtime.DispatchDueAsync(Token));
        Assert.Single(Errand.ProviderBeside(folder.File).Sent);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        SqliteConnection.ClearPool(host);
        await runtime.DisposeAsync();
        await store.DisposeAsync();
        folder.Dispose();
    }

    private static Touchpoint Bought => new() { Source = "/shop", Id = "order-1001", Type = TouchpointType.Purchased, Customer = Errand.Anna, At = Errand.Noon, Channel = Channel.Website };

    private void Execute(string sql, SqliteTransaction? transaction)
    {
        using var command = host.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        command.ExecuteScalar();
    }
}
