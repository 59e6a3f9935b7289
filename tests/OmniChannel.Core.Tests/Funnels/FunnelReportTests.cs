using static OmniChannel.Tests.Funnels.Way;

namespace OmniChannel.Tests.Funnels;

public sealed class FunnelReportTests
{
    private static readonly FunnelBook Book = new([Shop, Partners]);

    [Fact]
    public void Of_FewCustomers_CountsWhoMovedDroppedAndStayed()
    {
        var report = FunnelReport.Of(Shop,
        [
            Trail([Touch(TouchpointType.SiteVisited, 0), Touch(TouchpointType.CartLeft, 2), Touch(TouchpointType.Purchased, 4)], "young"),
            Trail([Touch(TouchpointType.SiteVisited, 0), Touch(TouchpointType.CartLeft, 4)], "young"),
            Trail([Touch(TouchpointType.SiteVisited, 0)], null),
            Trail([Touch(TouchpointType.CodeScanned, 0)], null),
            Trail([], null),
        ]);

        Assert.Equal((5, 4), (report.Customers, report.Everybody.Customers));
        Assert.Equal([4, 3, 2, 0, 1], report.Everybody.Stages.Select(stage => stage.Entered));
        Assert.Equal([3, 2, 1, 0, 0], report.Everybody.Stages.Select(stage => stage.WentOn));
        Assert.Equal([1, 1, 1, 0, 1], report.Everybody.Stages.Select(stage => stage.Dropped));
        Assert.Equal([0, 0, 1, 0, 0], report.Everybody.Stages.Select(stage => stage.WentBack));
        Assert.Equal([1, 2, 0, 0, 1], report.Everybody.Stages.Select(stage => stage.Here));
        Assert.Equal((2, TimeSpan.FromDays(2), TimeSpan.FromDays(4)), (report.Everybody.Stages[1].Stays!.Count, report.Everybody.Stages[1].Stays!.Median, report.Everybody.Stages[1].Stays!.ThirdQuarter));
        Assert.Equal([("unknown", 2), ("young", 2)], report.ByPersona.Select(group => (group.Name, group.Customers)));
        Assert.Equal([("website", 4)], report.ByChannel.Select(group => (group.Name, group.Customers)));
        Assert.Equal((3, "site.visited", Channel.Website), (report.Moves[0].Times, report.Moves[0].Because, report.Moves[0].Via!.Value));
        Assert.Contains(report.Moves, move => move is { IsRegression: true, Because: "3 days without cart.left, site.visited", Times: 1 });
    }

    [Fact]
    public void Of_TheSameTrailsInAnyOrder_IsTheSameText()
    {
        FunnelTrail[] trails = [Trail([Touch(TouchpointType.Purchased, 1)], "a"), Trail([Touch(TouchpointType.SiteVisited, 2)], "b"), Trail([Touch(TouchpointType.CartLeft, 3)], null)];

        Assert.Equal(FunnelReport.Of(Shop, trails).ToString(), FunnelReport.Of(Shop, trails.Reverse()).ToString());
    }

    [Fact]
    public void Of_ATrailOfAnotherFunnel_IsRefused() =>
        Assert.Contains("A trail is of the funnel 'default'; the report is of 'partners'.", Assert.Throws<ArgumentException>(() => FunnelReport.Of(Partners, [Trail([], null)])).Message, StringComparison.Ordinal);

    [Fact]
    public void Of_Nobody_PrintsItself() => Assert.StartsWith("Funnel 'default': 0 of 0 customers are in it.\n", FunnelReport.Of(Shop, []).ToString(), StringComparison.Ordinal);

    private static FunnelTrail Trail(Touchpoint[] touches, string? persona) => FunnelTrail.Of(Book.Machines[0], Fold(Book, touches), Noon.AddDays(10), persona is null ? null : new PersonaId(persona));
}
