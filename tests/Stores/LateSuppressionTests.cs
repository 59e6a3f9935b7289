using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Stores;

/// <summary>An address is shut by another process once a message to it is thought out, just before its attempt is marked: the unit that marks it names nothing of the address, and proves it all the same.</summary>
public sealed class LateSuppressionTests : IAsyncDisposable
{
    private readonly TestStore _at = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = 120_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dispatch_AddressShutOnceItIsThoughtOut_IsNotWrittenTo(bool isShut)
    {
        var clock = new ManualClock(Errand.Noon);
        await using var store = TestStore.At(_at.Place);
        await using var other = TestStore.At(_at.Place);
        await using var elsewhere = await Errand.StartAsync(other, clock, _at.Place);
        using var done = new ManualResetEventSlim();
        Task? shutting = null;
        await using var runtime = await Errand.StartAsync(store, clock, _at.Place, name =>
        {
            if (name == Failpoints.AttemptBeforeCommit && shutting is null)
            {
                shutting = Task.Run(ShutAsync, Token);
                done.Wait(Token); // nothing is held meanwhile
            }
        });
        await runtime.SaveAsync(
            new CustomerProfile
            {
                Id = Errand.Anna,
                TimeZone = "Europe/Berlin",
                ContactPoints = [ContactPoint.Email("anna@example.com")],
                Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Errand.Noon.AddDays(-1), "form")],
            },
            Token);
        await runtime.SendAsync(new Message { Campaign = new CampaignId("receipt"), Purpose = Purpose.Marketing, Data = new Dictionary<string, string> { ["order"] = "1001" } }, Errand.Anna, cancellationToken: Token);

        await runtime.DispatchDueAsync(Token);
        await shutting!;

        var row = Assert.Single(await store.ListOutboxAsync(TenantId.Default, PartitionKey.Of(Errand.Anna), null, 9, Token));
        Assert.Equal(isShut ? (OutboxState.Skipped, 0) : (OutboxState.Accepted, 1), (row.State, row.Attempts));
        Assert.Equal(isShut ? 0 : 1, Errand.ProviderBeside(_at.Place).Sent.Count);

        async Task ShutAsync()
        {
            try
            {
                await elsewhere.Suppressions.AddAsync(new SuppressionEntry { Channel = Channel.Email, Address = isShut ? "anna@example.com" : "anne@example.com", Cause = SuppressionCause.HardBounce, At = Errand.Noon, By = "test" }, Token);
            }
            finally
            {
                done.Set();
            }
        }
    }

    public ValueTask DisposeAsync() => _at.DisposeAsync();
}
