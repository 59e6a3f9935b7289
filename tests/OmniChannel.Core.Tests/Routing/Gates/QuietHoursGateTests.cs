using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.Routing.Gates;

public sealed class QuietHoursGateTests
{
    private static readonly string[] Weekends = ["2026-03-28", "2026-10-24", "2026-03-07", "2026-10-31", "2026-04-04", "2026-10-03", "2026-06-13"];

    [Fact]
    public void Judge_AnyHoursOverChangesOfTheClock_IsOpenExactlyWhenTheClockSaysSo()
    {
        var cases =
            from zone in Gen.Elements("Europe/Berlin", "America/New_York", "Australia/Lord_Howe")
            from day in Gen.Elements(Weekends)
            from hour in Gen.Choose(0, 23)
            from start in Gen.Choose(0, 95)
            from end in Gen.Choose(0, 95)
            where start != end
            select (zone, day, hour, From: new TimeOnly(start / 4, start % 4 * 15), Until: new TimeOnly(end / 4, end % 4 * 15));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(cases.ToArbitrary(), it =>
        {
            var story = (Story.Of(Channel.Sms) with { Now = Story.Utc(it.day).AddHours(it.hour), Lasting = TimeSpan.FromHours(50) })
                .Knowing(profile => profile with { TimeZone = it.zone })
                .By(Policy.Named("quiet").WithoutSafeQuietHours().QuietHours(new QuietHours { From = it.From, Until = it.Until }));
            AgreesWithTheClock(story, at => IsQuiet(it.zone, at, it.From, it.Until));
        }));
    }

    [Theory]
    [InlineData("US")]
    [InlineData("AU")]
    [InlineData("de")]
    public void Judge_CountryOfManyZones_IsQuietIfItIsQuietInAny(string country)
    {
        var story = (Story.Of(Channel.Sms) with { Lasting = TimeSpan.FromHours(50) }).Knowing(profile => profile with { TimeZone = null, Country = country });

        AgreesWithTheClock(story, at => CountryZones.Of(country).Any(zone => IsQuiet(zone, at, new(21, 0), new(8, 0))));
        Assert.Equal(country == "de" ? [] : ["assumed.zones"], story.Decide().Assumptions.Select(one => one.Code));
    }

    [Fact]
    public void Judge_UnknownZoneAndCountry_TakesTheHostsZoneAndSaysSo()
    {
        var story = (Story.Of(Channel.Sms) with { Now = Story.Utc("2026-03-02 03:00"), HostZone = "Asia/Tokyo" }).Knowing(profile => profile with { TimeZone = null, Country = null });

        Assert.Equal(story.Now, story.On(Channel.Sms).At);
        Assert.Equal("Asia/Tokyo", Assert.Single(story.Decide().Assumptions)["zone"]);
        Assert.Equal("Etc/UTC", Assert.Single((story with { HostZone = null }).Decide().Assumptions)["zone"]);
    }

    [Fact]
    public void Judge_UnknownZoneOfAKnownCountry_TakesTheCountrys()
    {
        var story = (Story.Of(Channel.Sms) with { Now = Story.Utc("2026-03-02 22:00") }).Knowing(profile => profile with { TimeZone = "Mars/Olympus", Country = "DE" });

        Assert.Equal(Story.Utc("2026-03-03 07:00"), story.On(Channel.Sms).At);
    }

    [Fact]
    public void Judge_AtNight_HoldsUntilTheMorning()
    {
        var verdict = (Story.Of(Channel.Sms) with { Now = Story.Utc("2026-03-28 22:00") }).On(Channel.Sms);

        Assert.Equal(Story.Utc("2026-03-29 06:00"), verdict.At); // the clocks have gone forward: 8:00 is 6:00 UTC
        Assert.Equal("quiet.hours", Assert.Single(verdict.Delays).Reason.Code);
        Assert.Equal("21:00–08:00", verdict.Delays[0].Reason["window"]);
        Assert.Contains(verdict.Parts, part => part is { Term: ScoreTerm.Waiting, Points: -16 });
    }

    [Fact]
    public void Judge_ExpiringAtNight_LeavesNothing() =>
        Assert.Equal("quiet.hours", Assert.Single((Story.Of(Channel.Sms) with { Now = Story.Utc("2026-03-02 22:00"), Lasting = TimeSpan.FromHours(3) }).On(Channel.Sms).Blocks).Reason.Code);

    [Theory]
    [InlineData(Urgency.High, false)]
    [InlineData(Urgency.Critical, true)]
    public void Judge_ByUrgency_WaivesForCriticalOnly(Urgency urgency, bool now)
    {
        var story = Story.Of(Channel.Sms) with { Now = Story.Utc("2026-03-02 22:00") };

        Assert.Equal(now, (story with { Message = story.Message with { Urgency = urgency } }).On(Channel.Sms).At == story.Now);
    }

    [Fact]
    public void Judge_ChannelsThatWakeNobody_AreOpenAtNight()
    {
        var story = (Story.Of(Channel.Email, Channel.Website) with { Now = Story.Utc("2026-03-02 22:00") }).After(TouchpointType.SiteVisited, TimeSpan.Zero);

        Assert.All(story.Decide().Verdicts, verdict => Assert.Equal(story.Now, verdict.At));
    }

    [Fact]
    public void Judge_SeveralHours_NamesThoseThatShutFirst()
    {
        var policy = Policy.Named("rests").QuietHours(new QuietHours { From = new(13, 0), Until = new(15, 0), Days = [DayOfWeek.Sunday] });
        var verdict = (Story.Of(Channel.Sms) with { Now = Story.Utc("2026-03-01 12:30") }).By(policy).On(Channel.Sms);

        Assert.Equal(("13:00–15:00 on Sunday", "2026-03-01T14:00:00Z"), (verdict.Delays[0].Reason["window"], verdict.Delays[0].Reason["until"]));
    }

    private static void AgreesWithTheClock(Story story, Func<DateTimeOffset, bool> isQuiet)
    {
        var open = story.On(Channel.Sms).Open;
        for (var at = story.Now; at < story.ExpiresAt; at += TimeSpan.FromMinutes(5))
        {
            Assert.Equal(!isQuiet(at), open.Any(range => range.Contains(at)));
        }
    }

    private static bool IsQuiet(string zone, DateTimeOffset at, TimeOnly from, TimeOnly until)
    {
        var time = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime);
        return from < until ? time >= from && time < until : time >= from || time < until;
    }
}
