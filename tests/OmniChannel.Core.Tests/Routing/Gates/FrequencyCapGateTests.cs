using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.Routing.Gates;

public sealed class FrequencyCapGateTests
{
    private const int Slots = 96;
    private static readonly TimeSpan Slot = TimeSpan.FromMinutes(15);

    [Fact]
    public void Judge_AnyContactsAndWindow_IsOpenExactlyWhereNoWindowBreaks()
    {
        var cases =
            from contacts in Gen.Choose(-120, 140).ListOf()
            from max in Gen.Choose(0, 4)
            from length in Gen.Choose(1, 60)
            select (Contacts: contacts.Take(10).ToList(), Max: max, Length: length);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(cases.ToArbitrary(), it =>
        {
            var story = Capped(it.Max, Slot * it.Length) with { Lasting = Slot * Slots };
            foreach (var slot in it.Contacts)
            {
                story = story.Sent(Channel.Email, Story.Monday + (Slot * slot));
            }

            var open = story.On(Channel.Email).Open;
            for (var t = 0; t < Slots; t++)
            {
                // Every window (s − W, s] that contains t, with t in it.
                var breaks = Enumerable.Range(t, it.Length).Any(s => it.Contacts.Count(c => c > s - it.Length && c <= s) + 1 > it.Max);
                Assert.Equal(!breaks, open.Any(range => range.Contains(Story.Monday + (Slot * t))));
            }
        }));
    }

    [Fact]
    public void Judge_ExactlyOneWindowLater_IsAllowed()
    {
        var story = Capped(1, TimeSpan.FromHours(24));

        Assert.Null(story.Sent(Channel.Email, Story.Monday.AddHours(-24)).Decide().Verdicts[0].Delays.Cast<GateBlock?>().FirstOrDefault());
        Assert.Equal(Story.Monday.AddTicks(1), story.Sent(Channel.Email, Story.Monday.AddHours(-24).AddTicks(1)).On(Channel.Email).At);
    }

    [Fact]
    public void Judge_ReservedInTheFuture_KeepsItsDistance()
    {
        var verdict = Capped(1, TimeSpan.FromHours(24)).Sent(Channel.Email, Story.Monday.AddHours(12)).On(Channel.Email);

        Assert.Equal(Story.Monday.AddHours(36), verdict.At);
        Assert.Equal("cap.reached", Assert.Single(verdict.Delays).Reason.Code);
        Assert.Equal("2026-03-03T22:00:00Z", verdict.Delays[0].Reason["until"]);
    }

    [Fact]
    public void Judge_OwnReservation_DoesNotCount() =>
        Assert.Equal(Story.Monday, (Capped(1, TimeSpan.FromHours(24)).Sent(Channel.Email, Story.Monday, delivery: "own") with { Excluding = new("own") }).On(Channel.Email).At);

    [Fact]
    public void Judge_TransactionalMessages_NeitherCountNorAreLimited()
    {
        var story = Capped(1, TimeSpan.FromHours(24));
        Assert.Equal(Story.Monday, story.Sent(Channel.Email, Story.Monday, Purpose.Transactional).On(Channel.Email).At);

        var receipt = (story.Sent(Channel.Email, Story.Monday) with { Message = story.Message with { Purpose = Purpose.Transactional } })
            .Consents(ConsentRecord.Contract(Purpose.Transactional, Channel.Email, Story.Monday, "order 1"));
        Assert.Equal(Story.Monday, receipt.On(Channel.Email).At);
    }

    [Fact]
    public void Judge_PerContactPoint_CountsOneAddressOnly()
    {
        var policy = Policy.Named("per address").WithoutSafeCaps().Cap(new FrequencyCap { Max = 1, Window = new CapWindow.Rolling { Length = TimeSpan.FromDays(1) }, Per = CapScope.ContactPoint });
        var story = Story.Of(Channel.Email, Channel.Push).By(policy);

        Assert.Equal(Story.Monday, story.Sent(Channel.Email, Story.Monday, address: "old@email").On(Channel.Email).At);
        Assert.Equal(Story.Monday, story.Sent(Channel.Push, Story.Monday, address: "anna@email").On(Channel.Email).At);
        Assert.Equal(Story.Monday.AddDays(1), story.Sent(Channel.Email, Story.Monday).On(Channel.Email).At);
    }

    [Fact]
    public void Judge_PerContactPointWherePresenceIsTheAddress_Counts()
    {
        var policy = Policy.Named("per address").WithoutSafeCaps().Cap(new FrequencyCap { Max = 1, Window = new CapWindow.Rolling { Length = TimeSpan.FromDays(1) }, Per = CapScope.ContactPoint });

        var verdict = Story.Of(Channel.Website).By(policy).After(TouchpointType.SiteVisited, TimeSpan.Zero).Sent(Channel.Website, Story.Monday, address: "").On(Channel.Website);

        Assert.False(verdict.IsEligible);
    }

    [Fact]
    public void Judge_CapOfNone_ClosesTheChannel() =>
        Assert.Equal("cap.closed", Capped(0, TimeSpan.FromDays(1)).On(Channel.Email).Blocks.Single().Reason.Code);

    [Fact]
    public void Judge_CapOfSomeChannels_LeavesOthersAlone()
    {
        var story = Story.Of(Channel.Email, Channel.Push).By(Policy.Named("some").WithoutSafeCaps().Cap(
            new FrequencyCap { Max = 1, Window = new CapWindow.Rolling { Length = TimeSpan.FromDays(1) }, Channels = [Channel.Push] })).Sent(Channel.Push, Story.Monday);

        Assert.Equal(Story.Monday, story.On(Channel.Email).At);
        Assert.Equal(Story.Monday.AddDays(1), story.On(Channel.Push).At);
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29 00:30")]
    [InlineData("Europe/Berlin", "2026-10-25 00:30")]
    [InlineData("America/New_York", "2026-03-08 06:30")]
    [InlineData("America/New_York", "2026-11-01 05:30")]
    [InlineData("Australia/Lord_Howe", "2026-04-04 14:30")]
    [InlineData("Australia/Lord_Howe", "2026-10-03 15:00")]
    [InlineData("Africa/Cairo", "2026-10-29 20:30")]
    [InlineData("Asia/Kathmandu", "2026-06-01 18:00")]
    public void Judge_CalendarDay_IsShutForThatDayOfTheZoneAndNoLonger(string zone, string sentAt)
    {
        var sent = Story.Utc(sentAt);
        var story = (Story.Of(Channel.Email) with { Now = sent, Lasting = TimeSpan.FromDays(3) })
            .By(Policy.Named("a day").WithoutSafeCaps().Cap(new FrequencyCap { Max = 1, Window = new CapWindow.CalendarDay { TimeZone = zone } }))
            .Sent(Channel.Email, sent);

        var open = story.On(Channel.Email).Open;

        var clock = TimeZoneInfo.FindSystemTimeZoneById(zone);
        for (var at = sent; at < story.ExpiresAt; at += TimeSpan.FromMinutes(5))
        {
            var isSameDay = TimeZoneInfo.ConvertTime(at, clock).Date == TimeZoneInfo.ConvertTime(sent, clock).Date;
            Assert.Equal(!isSameDay, open.Any(range => range.Contains(at)));
        }
    }

    private static Story Capped(int max, TimeSpan within) => Story.Of(Channel.Email).By(Policy.Named("capped").WithoutSafeCaps().Cap(max, within));
}
