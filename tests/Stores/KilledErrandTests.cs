using OmniChannel.Testing;

namespace OmniChannel.Tests.Stores;

/// <summary>A process killed between any two steps loses nothing, and sends nothing twice through a provider that honours the key.</summary>
public sealed class KilledErrandTests : IAsyncDisposable
{
    private readonly TestStore _at = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, int> Places
    {
        get
        {
            var places = new TheoryData<string, int>();
            foreach (var name in Failpoints.All)
            {
                places.Add(name, 1);
            }

            // The profile, the touchpoint without and with the figures of the tenant, the receipt.
            places.Add(Failpoints.RecordBeforeCommit, 2);
            places.Add(Failpoints.RecordBeforeCommit, 3);
            return places;
        }
    }

    [Theory(Timeout = 600_000)]
    [MemberData(nameof(Places))]
    public async Task Kill_AtAnyPlace_LosesNothingAndDoublesNothing(string failpoint, int times)
    {
        Assert.False(await RunAsync($"0;{failpoint};{times}"), "The process was to die there, and finished.");

        Assert.True(await RunAsync("3;;0"), "The restarted process did not finish.");

        await AssertDeliveredOnceAsync();
    }

    [Fact(Timeout = 600_000)]
    public async Task Kill_AtOnePlaceAfterTheOther_LosesNothingAndDoublesNothing()
    {
        var minutes = 0;
        foreach (var failpoint in Failpoints.All)
        {
            Assert.False(await RunAsync($"{minutes += 3};{failpoint};{(failpoint == Failpoints.RecordBeforeCommit ? 2 : 1)}") && failpoint.StartsWith("attempt", StringComparison.Ordinal), $"The process was to die at {failpoint}, and finished.");
        }

        Assert.True(await RunAsync($"{minutes + 3};;0"), "The restarted process did not finish.");

        await AssertDeliveredOnceAsync();
    }

    [Fact(Timeout = 600_000)]
    public async Task Run_WithoutBeingKilled_AsksTheProviderOnce()
    {
        Assert.True(await RunAsync("0;;0"));
        Assert.True(await RunAsync("3;;0"));

        Assert.Equal(1, Errand.ProviderBeside(_at.Place).Calls);
        await AssertDeliveredOnceAsync();
    }

    public ValueTask DisposeAsync() => _at.DisposeAsync();

    /// <returns>Whether the child came to its end.</returns>
    private async Task<bool> RunAsync(string death)
    {
        using var child = ChildProcess.Start("errand:" + death, _at.Place);
        var said = await child.ReadToEndAsync(Token);
        return said.Contains("done", StringComparison.Ordinal);
    }

    private async Task AssertDeliveredOnceAsync()
    {
        Assert.Equal(["anna@example.com", "Thank you for 1001."], Assert.Single(Errand.ProviderBeside(_at.Place).Sent).Split('\n')[..2]);

        await using var store = TestStore.At(_at.Place);
        await using var runtime = await Errand.StartAsync(store, new ManualClock(Errand.Noon.AddHours(2)), _at.Place);
        Assert.Equal(0, await runtime.DispatchDueAsync(Token));
        var timeline = new List<TimelineEntry>();
        await foreach (var entry in runtime.ReadTimelineAsync(Errand.Anna, Token))
        {
            timeline.Add(entry);
        }

        foreach (var type in new[] { "touchpoint/cart.left", "message.queued", "attempt.accepted", "receipt.clicked" })
        {
            Assert.Single(timeline, entry => entry.Type == type);
        }

        var report = await runtime.FindDeliveryAsync(timeline.First(entry => entry.Delivery is not null).Delivery!.Value, Token);
        Assert.Equal((DeliveryStatus.Clicked, null), (report!.Status, report.NextAttemptAt));
        var evidence = EvidenceBook.Read(await store.ReadStateAsync(TenantId.Default, EvidenceBook.Address.Partition, EvidenceBook.Address.Key, Token));
        Assert.Equal(1, evidence.Leads[Channel.SearchAds].Came);
        var state = StoredJson.Read((await store.ReadStateAsync(TenantId.Default, OmniChannel.Storage.PartitionKey.Of(Errand.Anna), "state", Token))!.Body, StoredJson.Default.CustomerState);
        Assert.Single(state.Contacts);
        Assert.Equal(1, state.Channels[Channel.Email].Deliveries);
    }
}
