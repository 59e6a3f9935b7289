namespace OmniChannel.Tests.Orchestration.Sessions;

/// <summary>A printed code is public: many scans, each its own session, within a place, a time and a quantity.</summary>
public sealed class PrintedCodeTests
{
    private static readonly PrintedCode Drop = new()
    {
        Id = new("drop-berlin"),
        Page = "/drop",
        Items = [new("drop-shoe")],
        Places = ["berlin-1", "berlin-2"],
        From = Shop.Noon.AddHours(-1),
        Until = Shop.Noon.AddHours(1),
        MaxScans = 3,
    };

    [Fact]
    public async Task Scan_ManyTimes_EachItsOwnSessionOfItsOwnVisitor()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Runtime.PrintedCodes.PublishAsync(Drop, Shop.Stop);

        var first = Started(await shop.Runtime.PrintedCodes.ScanAsync(new("DROP-BERLIN"), "berlin-1", DeviceKind.Mobile, Shop.Stop));
        var second = Started(await shop.Runtime.PrintedCodes.ScanAsync(new("drop-berlin"), "berlin-2", DeviceKind.Mobile, Shop.Stop));

        Assert.NotEqual(first.Token, second.Token);
        Assert.NotEqual(first.Session.Customer, second.Session.Customer);
        Assert.Equal(("/drop", "drop-shoe", new CodeId("drop-berlin")), (first.Session.Page, first.Session.Viewed[0].Value, first.Session.Code!.Value));
        Assert.Equal(2, await shop.Runtime.PrintedCodes.CountAsync(Drop.Id, Shop.Stop));
        Assert.Equal(first.Session.Id, SessionsTests.Found(await shop.Runtime.Sessions.ResumeAsync(first.Token, Shop.Stop)).Id);
    }

    [Fact]
    public async Task Scan_IsATouchpointOfTheVisitor()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Runtime.PrintedCodes.PublishAsync(Drop, Shop.Stop);

        var handle = Started(await shop.Runtime.PrintedCodes.ScanAsync(Drop.Id, "berlin-1", DeviceKind.Mobile, Shop.Stop));

        var timeline = new List<TimelineEntry>();
        await foreach (var entry in shop.Runtime.ReadTimelineAsync(handle.Session.Customer, Shop.Stop))
        {
            timeline.Add(entry);
        }

        Assert.Equal("touchpoint/code.scanned omnichannel/code/DROP-BERLIN", $"{Assert.Single(timeline).Type} {timeline[0].Source}");
    }

    [Fact]
    public async Task Scan_OutsidePlaceTimeOrQuantity_IsRefusedWithTheReason()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Runtime.PrintedCodes.PublishAsync(Drop with { From = Shop.Noon.AddMinutes(1) }, Shop.Stop);

        Assert.Equal(ScanRefusal.NotFound, Refused(await shop.Runtime.PrintedCodes.ScanAsync(new("other"), cancellationToken: Shop.Stop)));
        Assert.Equal(ScanRefusal.NotYet, Refused(await shop.Runtime.PrintedCodes.ScanAsync(Drop.Id, "berlin-1", cancellationToken: Shop.Stop)));
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(ScanRefusal.WrongPlace, Refused(await shop.Runtime.PrintedCodes.ScanAsync(Drop.Id, "hamburg", cancellationToken: Shop.Stop)));
        Assert.Equal(ScanRefusal.WrongPlace, Refused(await shop.Runtime.PrintedCodes.ScanAsync(Drop.Id, cancellationToken: Shop.Stop)));
        for (var i = 0; i < 3; i++)
        {
            Started(await shop.Runtime.PrintedCodes.ScanAsync(Drop.Id, "berlin-1", cancellationToken: Shop.Stop));
        }

        Assert.Equal(ScanRefusal.Exhausted, Refused(await shop.Runtime.PrintedCodes.ScanAsync(Drop.Id, "berlin-1", cancellationToken: Shop.Stop)));
        await shop.Runtime.PrintedCodes.PublishAsync(Drop with { MaxScans = 4 }, Shop.Stop);
        Started(await shop.Runtime.PrintedCodes.ScanAsync(Drop.Id, "berlin-1", cancellationToken: Shop.Stop));
        shop.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(ScanRefusal.Over, Refused(await shop.Runtime.PrintedCodes.ScanAsync(Drop.Id, "berlin-1", cancellationToken: Shop.Stop)));
    }

    [Fact]
    public async Task Publish_OutOfBounds_Throws()
    {
        await using var shop = await Shop.OpenAsync();
        PrintedCode[] bad =
        [
            Drop with { Id = default },
            Drop with { MaxScans = -1 },
            Drop with { Until = Drop.From },
            Drop with { Items = [.. Enumerable.Range(0, 51).Select(i => new StockItem($"i{i}"))] },
            Drop with { Page = new string('x', 2_049) },
        ];

        foreach (var code in bad)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => shop.Runtime.PrintedCodes.PublishAsync(code, Shop.Stop).AsTask());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("drop berlin")]
    [InlineData("drop/../x")]
    [InlineData("dröp")]
    public void CodeId_OfWhatCannotBePrinted_Throws(string code) => Assert.Throws<ArgumentException>(() => new CodeId(code));

    private static SessionHandle Started(ScanResult result) => Assert.IsType<ScanResult.Started>(result).Handle;

    private static ScanRefusal Refused(ScanResult result) => Assert.IsType<ScanResult.Refused>(result).Because;
}
