using FsCheck;
using FsCheck.Fluent;

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

    [Fact]
    public void Session_LongerThanEightHours_CountsTheLastEight()
    {
        var touches = Enumerable.Range(0, 40).Select(i => Touch(TouchpointType.SiteVisited, i * 20)).ToArray();

        Assert.Equal("447 23 7", Session(touches, at: (39 * 20) + 7));
        Assert.Equal("447 23 7", Session(touches.Reverse(), at: (39 * 20) + 7));
    }

    [Fact]
    public void Session_WithAViewThatJoinsTwoAfterOthersWereDropped_IsWhatItWouldHaveBeenInTime()
    {
        // One visit in each of twenty hours, and late ones that join the newest two, and the oldest that are kept.
        Touchpoint[] hours = [.. Enumerable.Range(0, 20).Select(i => Touch(TouchpointType.SiteVisited, i * 60))];
        Touchpoint[] late = [Touch(TouchpointType.SiteVisited, (18 * 60) + 25), Touch(TouchpointType.AppOpened, (18 * 60) + 45), Touch(TouchpointType.SiteVisited, (4 * 60) + 20), Touch(TouchpointType.SiteVisited, 20)];

        Assert.Equal("62 4 2", Session([.. hours, .. late], at: (19 * 60) + 2));
        Assert.Equal(Sessions([.. hours.Concat(late).OrderBy(one => one.At)]), Sessions([.. hours, .. late]));
        Assert.Equal(Sessions([.. late, .. hours]), Sessions([.. hours, .. late]));
    }

    /// <summary>Some days full of visits, however they come: the state is that of the views, and the session that of whoever saw all of them.</summary>
    [Fact]
    public void Sessions_OfViewsInAnyOrder_AreThoseOfAllOfThem() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Views().ToArbitrary(), Gen.Choose(1, int.MaxValue).ToArbitrary(), (views, seed) =>
    {
        Touchpoint[] came = [.. views.Select(minute => Touch(TouchpointType.SiteVisited, minute))];
        Touchpoint[] shuffled = [.. came.Index().OrderBy(one => (one.Index + 1L) * seed * 2654435761 % 1000003).Select(one => one.Item)];
        Touchpoint[] inTime = [.. came.OrderBy(one => one.At)];
        Assert.Equal(Sessions(inTime), Sessions(shuffled));
        if (views.Length > 0)
        {
            Assert.Equal(ByHand(views), Session(shuffled, views.Max()));
        }
    }));

    /// <summary>One of them late, by hours or by days, whatever fell off the end meanwhile.</summary>
    [Fact]
    public void Sessions_WithOneViewLate_AreWhatTheyWouldHaveBeenInTime() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Views().ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), (views, which) =>
    {
        Touchpoint[] inTime = [.. views.Order().Select(minute => Touch(TouchpointType.SiteVisited, minute))];
        if (inTime.Length > 0)
        {
            var late = inTime[which % inTime.Length];
            Assert.Equal(Sessions(inTime), Sessions([.. inTime.Where(one => one != late), late]));
        }
    }));

    [Fact]
    public void Sessions_OfAPersonOfSeveralCustomers_AreThoseOfOneWhoDidItAll() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Views().ToArbitrary(), Gen.Choose(1, 7).ToArbitrary(), (views, seed) =>
    {
        var members = new[] { "anna", "ben", "cat" }.Select((name, i) => views.Where((_, at) => at * seed % 3 == i).Select(minute => Touch(TouchpointType.SiteVisited, minute))
            .Aggregate(CustomerState.Unknown(new(name)), CustomerFold.Apply));
        Assert.Equal(Sessions([.. views.Select(minute => Touch(TouchpointType.SiteVisited, minute))]), Text(PersonView.Of(members, new("anna"))));
    }));

    [Fact]
    public void Sessions_KeptWholeByAnEarlierVersion_TakeLateViews()
    {
        var state = CustomerState.Unknown(new("anna")) with { Sessions = [new BrowsingSession { StartedAt = Noon, SeenAt = Noon.AddMinutes(100), Views = 7 }], SiteSeenAt = Noon.AddMinutes(100) };

        Assert.Equal("110 9 10", Session([Touch(TouchpointType.SiteVisited, 50), Touch(TouchpointType.SiteVisited, 0)], 110, state));
        Assert.Equal("130 8 5", Session([Touch(TouchpointType.SiteVisited, 125)], 130, state));
    }

    /// <summary>Minutes within four days, close together and far apart, on the half hour and beside it.</summary>
    private static Gen<int[]> Views() =>
        from count in Gen.Choose(0, 120)
        from begin in Gen.Choose(0, 4 * 24 * 60)
        from minutes in Gen.OneOf(Gen.Choose(0, 4 * 24 * 60), Gen.Choose(0, 190).Select(half => half * 30), Gen.Choose(0, 300).Select(minute => begin + minute), Gen.Choose(0, 1500).Select(minute => begin + minute)).ListOf(count)
        select minutes.ToArray();

    /// <summary>The newest visit among all views of the newest sixteen half hours in which there were any, as of its last view.</summary>
    private static string ByHand(int[] views)
    {
        var kept = views.GroupBy(minute => minute / 30).OrderByDescending(half => half.Key).Take(BrowsingSession.Kept).SelectMany(half => half).OrderDescending().ToArray();
        var count = 1 + kept.Zip(kept.Skip(1)).TakeWhile(pair => pair.First - pair.Second < 30).Count();
        return $"{kept[0] - kept[count - 1]} {count} 0";
    }

    private static string Sessions(IEnumerable<Touchpoint> touches) => Text(touches.Aggregate(CustomerState.Unknown(new("anna")), CustomerFold.Apply));

    private static string Text(CustomerState state) => string.Join('\n', state.Sessions ?? []);

    private static string Session(IEnumerable<Touchpoint> touches, int at, CustomerState? from = null)
    {
        var state = touches.Aggregate(from ?? CustomerState.Unknown(new("anna")), CustomerFold.Apply);
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
