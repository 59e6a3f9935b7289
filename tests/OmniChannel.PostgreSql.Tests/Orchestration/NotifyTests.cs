using OmniChannel.Storage;
using OmniChannel.Testing;
using OmniChannel.Tests.Stores;

namespace OmniChannel.Tests.PostgreSql.Orchestration;

/// <summary>A node that only sends wakes one that dispatches by NOTIFY. The dispatcher's clock stands still, so that only a hint can wake it.</summary>
public sealed class NotifyTests : IAsyncDisposable
{
    private readonly TestStore _at = new();
    private readonly ManualClock _clock = new(Errand.Noon);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Send_OnANodeThatDoesNotDispatch_WakesOneThatDoes()
    {
        await using var senders = TestStore.At(_at.Place);
        await using var dispatchers = TestStore.At(_at.Place);
        await using var sender = await Errand.StartAsync(senders, _clock, _at.Place);
        await using var dispatcher = await Errand.StartAsync(dispatchers, _clock, _at.Place);
        await sender.SaveAsync(
            new CustomerProfile
            {
                Id = Errand.Anna,
                TimeZone = "Europe/Berlin",
                ContactPoints = [ContactPoint.Email("anna@example.com")],
                Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Errand.Noon.AddDays(-1), "form")],
            },
            Token);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var dispatching = Task.Run(() => dispatcher.RunDispatcherAsync(stopping.Token), Token);
        while (_clock.WaitingTimers == 0)
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        var message = new Message { Campaign = new CampaignId("receipt"), Purpose = Purpose.Marketing, Data = new Dictionary<string, string> { ["order"] = "1001" } };
        Assert.IsType<SendResult.Queued>(await sender.SendAsync(message, Errand.Anna, cancellationToken: Token));
        while (Errand.ProviderBeside(_at.Place).Sent.Count == 0)
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        await stopping.CancelAsync();
        await dispatching;
    }

    public ValueTask DisposeAsync() => _at.DisposeAsync();
}
