namespace OmniChannel.Tests.Customers;

public sealed class BrowsingSessionTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Session_OfSeveralViews_CountsThemAndTheMinutes()
    {
        var touches = new[] { Touch(TouchpointType.SiteVisited, 0), Touch(TouchpointType.AppOpened, 20), Touch(TouchpointType.SiteVisited, 45) };

        Assert.Equal("50 3 5", Session(touches, at: 50));
    }

    [Fact]
    public void Session_AfterABreak_IsANewOne()
    {
        var touches = new[] { Touch(TouchpointType.SiteVisited, 0), Touch(TouchpointType.SiteVisited, 30) };

        Assert.Equal("1 1 1", Session(touches, at: 31));
    }

    [Fact]
    public void Session_WithAViewRecordedLate_JoinsTheTwo()
    {
        var touches = new[] { Touch(TouchpointType.SiteVisited, 0), Touch(TouchpointType.SiteVisited, 40), Touch(TouchpointType.SiteVisited, 20) };

        Assert.Equal("41 3 1", Session(touches, at: 41));
    }

    [Theory]
    [InlineData(29, "29 1 29")]
    [InlineData(30, "- - -")]
    public void Session_WithoutAView_EndsAfterHalfAnHour(int at, string expected) =>
        Assert.Equal(expected, Session([Touch(TouchpointType.SiteVisited, 0)], at));

    [Fact]
    public void Session_OfWhoLeft_HasEnded()
    {
        Assert.Equal("- - -", Session([Touch(TouchpointType.SiteVisited, 0), Touch(TouchpointType.SiteLeft, 5)], at: 6));
        Assert.Equal("6 2 5", Session([Touch(TouchpointType.SiteVisited, 0), Touch(TouchpointType.AppOpened, 1), Touch(TouchpointType.AppClosed, 5)], at: 6));
    }

    [Fact]
    public void Session_OfNobodySeen_IsUnknown() =>
        Assert.Equal("- - -", Session([Touch(TouchpointType.StoreEntered, 0)], at: 1));

    [Theory]
    [InlineData("site.visited", null, "website")]
    [InlineData("site.visited", "tiktok", "tiktok")]
    [InlineData("store.entered", null, "store")]
    [InlineData("app.opened", null, "-")]
    [InlineData("app.opened", "push", "push")]
    [InlineData("message.received", "whatsapp", "-")]
    public void BrowseChannel_IsThatOfTheLastVisit(string type, string? channel, string expected)
    {
        var state = CustomerFold.Apply(CustomerState.Unknown(new("anna")), Touch(new(type), 0) with { Channel = channel is null ? null : new Channel(channel) });

        Assert.Equal(expected, Read(state, Facts.Customer.BrowseChannel, 1));
    }

    [Fact]
    public void BrowseChannel_OfSeveralVisits_IsTheLatestWhicheverCameFirst()
    {
        var state = new[] { Touch(TouchpointType.StoreEntered, 9), Touch(TouchpointType.SiteVisited, 3) }.Aggregate(CustomerState.Unknown(new("anna")), CustomerFold.Apply);

        Assert.Equal("store", Read(state, Facts.Customer.BrowseChannel, 10));
    }

    [Fact]
    public void Sessions_Stored_ComeBack()
    {
        var state = new[] { Touch(TouchpointType.SiteVisited, 0), Touch(TouchpointType.SiteVisited, 45) }.Aggregate(CustomerState.Unknown(new("anna")), CustomerFold.Apply);

        var back = StoredJson.Read(StoredJson.Write(state, StoredJson.Default.CustomerState), StoredJson.Default.CustomerState);

        Assert.Equal(2, back.Sessions!.Count);
        Assert.Equal(state.Sessions, back.Sessions);
        Assert.Equal(Channel.Website, back.BrowseChannel);
    }

    private static string Session(IEnumerable<Touchpoint> touches, int at)
    {
        var state = touches.Aggregate(CustomerState.Unknown(new("anna")), CustomerFold.Apply);
        return string.Join(' ', new Fact[] { Facts.Session.Minutes, Facts.Session.Views, Facts.Session.MinutesSinceSeen }.Select(fact => Read(state, fact, at)));
    }

    private static string Read(CustomerState state, Fact fact, int minute)
    {
        var value = new ProfileFacts(state, Noon.AddMinutes(minute)).Read(fact);
        return value == FactValue.Absent ? "-" : value.Text ?? $"{value.Number}";
    }

    private static Touchpoint Touch(TouchpointType type, int minute) =>
        new() { Source = "test", Id = "1", Customer = new("anna"), Type = type, At = Noon.AddMinutes(minute) };
}
