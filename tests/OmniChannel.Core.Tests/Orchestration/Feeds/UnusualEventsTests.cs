using OmniChannel.Storage;

namespace OmniChannel.Tests.Orchestration.Feeds;

/// <summary>Events that are not as they should be: sources that are no URI references, entries that nobody can read. None counts twice, none holds up another.</summary>
public sealed class UnusualEventsTests
{
    private readonly Kept feed = new();

    public static TheoryData<string> Sources => ["/shop", "my shop", "магазин на углу", new string('я', 200), "/my%20shop", "[x]", "100 %"];

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Feed_ReadByTheServiceThatWroteIt_CountsNothingTwice(string source)
    {
        await using var shop = await OpenAsync();
        var delivery = await shop.QueueAsync();
        await shop.DispatchAsync();
        var visit = new Touchpoint { Source = source, Id = "v1", Type = TouchpointType.SiteVisited, Customer = Shop.Anna, At = Shop.Noon, Data = new Dictionary<string, string> { ["ce-plainsource"] = "mine" } };
        await shop.Runtime.RecordAsync(visit, cancellationToken: Shop.Stop);
        await shop.Runtime.RecordAsync(new Receipt { Source = source, Id = "r1", Delivery = delivery, Kind = ReceiptKind.Clicked, At = Shop.Noon }, cancellationToken: Shop.Stop);
        await shop.DispatchAsync();
        CloudEvent[] carried = [.. feed.Given.Select(one => CloudEventJson.Read(CloudEventJson.ToUtf8(one)).Event!)];

        var touchpoint = TouchpointEvents.Default.Read(carried.Single(one => one.Type.StartsWith(TouchpointEvents.TypePrefix, StringComparison.Ordinal)), Shop.Noon).Touchpoint!;
        Assert.True(ReceiptEvents.TryRead(carried.Single(one => one.Type.StartsWith(ReceiptEvents.TypePrefix, StringComparison.Ordinal)), out var receipt));

        Assert.Equal((source, source), (touchpoint.Source, receipt.Source));
        Assert.Equal(RecordResult.Duplicate, await shop.Runtime.RecordAsync(touchpoint, cancellationToken: Shop.Stop));
        Assert.Equal(RecordResult.Duplicate, await shop.Runtime.RecordAsync(receipt, cancellationToken: Shop.Stop));
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Write_OfATouchpointFromAnySource_IsReadBackTheSame(string source)
    {
        var visit = new Touchpoint { Source = source, Id = "v1", Type = TouchpointType.SiteVisited, Customer = Shop.Anna, At = Shop.Noon };

        var read = CloudEventJson.Read(CloudEventJson.ToUtf8(TouchpointEvents.Default.Write(visit))).Event!;

        var touchpoint = TouchpointEvents.Default.Read(read, Shop.Noon).Touchpoint!;
        Assert.Equal(source, touchpoint.Source);
        Assert.Empty(touchpoint.Data);
    }

    /// <summary>What stands beside the source counts only where it says the same.</summary>
    [Fact]
    public void Read_OfASourceBesideTheSource_ThatSaysAnother_IsNoSource()
    {
        var read = new CloudEvent { Source = "/shop", Id = "1", Type = "omnichannel.touchpoint.site.visited", Subject = "anna", Extensions = new Dictionary<string, CloudEventValue> { ["plainsource"] = new("other") } };

        var touchpoint = TouchpointEvents.Default.Read(read, Shop.Noon).Touchpoint!;

        Assert.Equal(("/shop", "other"), (touchpoint.Source, touchpoint.Data["ce-plainsource"]));
    }

    [Fact]
    public async Task Feed_OfWhatCannotBeReadOrCarried_PassesOverItAlone()
    {
        var logged = new LogLines();
        await using var shop = await OpenAsync(logged);
        var partition = PartitionKey.Of(Shop.Anna);
        await using (var unit = await shop.Store.BeginAsync(TenantId.Default, [partition], null, Shop.Stop))
        {
            await unit.AppendAsync(partition, new NewEvent { Source = "/shop", Id = "broken", Type = "touchpoint/site.visited", At = Shop.Noon, RecordedAt = Shop.Noon, Body = "{"u8.ToArray() }, Shop.Stop);
            await unit.CommitAsync(Shop.Stop);
        }

        await VisitAsync(shop, "noncharacter-\uFDD0");
        await VisitAsync(shop, "good");
        await shop.DispatchAsync();

        Assert.Equal("good", Assert.Single(feed.Given, one => one.Type.StartsWith(TouchpointEvents.TypePrefix, StringComparison.Ordinal)).Id);
        Assert.Equal(2, logged.Taken(line => line.Contains("cannot be given to feed 'kept' and is passed over", StringComparison.Ordinal)).Length);
    }

    private static ValueTask<RecordResult> VisitAsync(Shop shop, string id) =>
        shop.Runtime.RecordAsync(new Touchpoint { Source = "/shop", Id = id, Type = TouchpointType.SiteVisited, Customer = Shop.Anna, At = Shop.Noon }, cancellationToken: Shop.Stop);

    private Task<Shop> OpenAsync(LogLines? logged = null) => Shop.OpenAsync(setup =>
    {
        setup.Feeds.Add(feed);
        setup.Logging = logged ?? setup.Logging;
    });

    private sealed class Kept : IEventFeed
    {
        public string Name => "kept";

        public List<CloudEvent> Given { get; } = [];

        public ValueTask PublishAsync(IReadOnlyList<CloudEvent> events, CancellationToken cancellationToken)
        {
            Given.AddRange(events);
            return ValueTask.CompletedTask;
        }
    }
}
