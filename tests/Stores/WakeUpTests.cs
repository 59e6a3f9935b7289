using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Stores;

/// <summary>What is sent or recorded inside the host's transaction wakes the dispatcher on its commit, and leaves nothing on its rollback. The dispatcher's clock stands still, so that only a hint can wake it.</summary>
public sealed class WakeUpTests : IAsyncLifetime
{
    private readonly TestStore _at = new();
    private readonly ManualClock _clock = new(Errand.Noon);
    private readonly IOmniStore _store;
    private readonly Listener _listener = new();
    private OmniChannelRuntime _runtime = null!;

    public WakeUpTests() => _store = TestStore.At(_at.Place);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Message Message => new() { Campaign = new CampaignId("receipt"), Purpose = Purpose.Marketing, Data = new Dictionary<string, string> { ["order"] = "1001" } };

    private static Touchpoint Visit => new() { Source = "/shop", Id = "visit-1", Type = TouchpointType.SiteVisited, Customer = Errand.Anna, At = Errand.Noon, Channel = Channel.Website };

    public async ValueTask InitializeAsync()
    {
        _runtime = await Errand.StartAsync(_store, _clock, _at.Place, feed: _listener);
        await _runtime.SaveAsync(
            new CustomerProfile
            {
                Id = Errand.Anna,
                TimeZone = "Europe/Berlin",
                ContactPoints = [ContactPoint.Email("anna@example.com")],
                Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Errand.Noon.AddDays(-1), "form")],
            },
            Token);
    }

    [Fact(Timeout = 120_000)]
    public async Task Commit_OfTheHost_WakesTheDispatcher()
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var dispatching = Task.Run(() => _runtime.RunDispatcherAsync(stopping.Token), Token);
        await WaitsAsync();
        await using (var shop = Open())
        await using (var transaction = await shop.Database.BeginTransactionAsync(Token))
        {
            Assert.IsType<SendResult.Queued>(await _runtime.SendAsync(Message, Errand.Anna, new SendOptions { Transaction = transaction.GetDbTransaction() }, Token));
            Assert.Empty(Errand.ProviderBeside(_at.Place).Sent);
            await transaction.CommitAsync(Token);
        }

        while (Errand.ProviderBeside(_at.Place).Sent.Count == 0)
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        await stopping.CancelAsync();
        await dispatching;
        Assert.Single(Errand.ProviderBeside(_at.Place).Sent);
    }

    [Fact(Timeout = 120_000)]
    public async Task Rollback_OfTheHost_LeavesNothing()
    {
        await using (var shop = Open())
        await using (var transaction = await shop.Database.BeginTransactionAsync(Token))
        {
            Assert.IsType<SendResult.Queued>(await _runtime.SendAsync(Message, Errand.Anna, new SendOptions { Transaction = transaction.GetDbTransaction() }, Token));
            await transaction.RollbackAsync(Token);
        }

        Assert.Null(await _store.NextDueAsync(TenantId.Default, Token));
        Assert.Empty(await _store.ListOutboxAsync(TenantId.Default, PartitionKey.Of(Errand.Anna), null, 9, Token));
        Assert.Equal(0, await _runtime.DispatchDueAsync(Token));
    }

    [Fact(Timeout = 120_000)]
    public async Task Commit_OfTheHost_WakesTheDispatcherForWhatWasRecorded()
    {
        await _runtime.DispatchDueAsync(Token);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var dispatching = Task.Run(() => _runtime.RunDispatcherAsync(stopping.Token), Token);
        await WaitsAsync();
        await using (var shop = Open())
        await using (var transaction = await shop.Database.BeginTransactionAsync(Token))
        {
            Assert.Equal(RecordResult.Recorded, await _runtime.RecordAsync(Visit, new RecordOptions { Transaction = transaction.GetDbTransaction() }, Token));
            Assert.Empty(_listener.Given);
            await transaction.CommitAsync(Token);
        }

        while (_listener.Given.IsEmpty)
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        await stopping.CancelAsync();
        await dispatching;
        Assert.Equal("visit-1", Assert.Single(_listener.Given).Id);
    }

    [Fact(Timeout = 120_000)]
    public async Task Rollback_OfTheHost_LeavesNothingOfWhatWasRecorded()
    {
        await _runtime.DispatchDueAsync(Token);
        await using (var shop = Open())
        await using (var transaction = await shop.Database.BeginTransactionAsync(Token))
        {
            Assert.Equal(RecordResult.Recorded, await _runtime.RecordAsync(Visit, new RecordOptions { Transaction = transaction.GetDbTransaction() }, Token));
            await transaction.RollbackAsync(Token);
        }

        Assert.Null(await _store.NextDueAsync(TenantId.Default, Token));
        Assert.Empty(await _store.ReadEventsAsync(TenantId.Default, PartitionKey.Of(Errand.Anna), "/shop", 0, 9, Token));
        Assert.Equal(0, await _runtime.DispatchDueAsync(Token));
        Assert.Empty(_listener.Given);
        Assert.Equal(RecordResult.Recorded, await _runtime.RecordAsync(Visit, cancellationToken: Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _runtime.DisposeAsync();
        await _store.DisposeAsync();
        await _at.DisposeAsync();
    }

    private DbContext Open()
    {
        var options = new DbContextOptionsBuilder();
        TestStore.UseDatabase(options, _at.Place);
        return new DbContext(options.Options);
    }

    /// <summary>Until the dispatcher waits on its clock.</summary>
    private async Task WaitsAsync()
    {
        while (_clock.WaitingTimers == 0)
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Another service, to which touchpoints are carried.</summary>
    private sealed class Listener : IEventFeed
    {
        public System.Collections.Concurrent.ConcurrentQueue<CloudEvent> Given { get; } = new();

        public string Name => "listener";

        public ValueTask PublishAsync(IReadOnlyList<CloudEvent> events, CancellationToken cancellationToken)
        {
            foreach (var one in events.Where(one => one.Type.StartsWith(TouchpointEvents.TypePrefix, StringComparison.Ordinal)))
            {
                Given.Enqueue(one);
            }

            return ValueTask.CompletedTask;
        }
    }
}
