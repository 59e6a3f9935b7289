using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.Values;

public sealed class LocalWindowTests
{
    private static readonly string[] OddZones =
    [
        "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Sao_Paulo", "Africa/Casablanca", "Pacific/Apia", "UTC",
        "Asia/Gaza", "Europe/Dublin", "Pacific/Chatham", "America/St_Johns", "Antarctica/Troll", "Asia/Tehran",
    ];

    /// <summary>Instants shortly before something odd: ordinary changes, the day that Samoa skipped, a change at midnight, the pauses of Ramadan.</summary>
    private static readonly DateTimeOffset[] OddTimes =
    [
        Utc(2026, 3, 27), Utc(2026, 10, 23), Utc(2026, 3, 6), Utc(2026, 10, 30), Utc(2026, 4, 3), Utc(2011, 12, 28), Utc(2018, 11, 2), Utc(2018, 2, 16),
        Utc(2025, 2, 21), Utc(2025, 4, 4), Utc(2022, 3, 19), Utc(2007, 12, 31), Utc(2030, 6, 1),
    ];

    private static DateTimeOffset Utc(int year, int month, int day, int hour = 0, int minute = 0) => new(year, month, day, hour, minute, 0, TimeSpan.Zero);

    private static ZoneOffsets Offsets(string zone, DateTimeOffset from, DateTimeOffset until) => ZoneOffsets.Of(zone, from, until).Offsets!;

    /// <summary>Asks the framework's clock, minute by minute.</summary>
    private static bool Shows(TimeZoneInfo zone, DateTimeOffset instant, int start, int end, DayOfWeek[] days)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        var minute = (local.Hour * 60) + local.Minute;
        var isAcross = end <= start;
        var began = isAcross && minute < end ? local.AddDays(-1).DayOfWeek : local.DayOfWeek;
        return (isAcross ? minute >= start || minute < end : minute >= start && minute < end) && (days.Length == 0 || days.Contains(began));
    }

    [Fact]
    public void In_AnyWindowInOddZones_AgreesWithTheClockMinuteByMinute()
    {
        var cases =
            from zone in Gen.Elements(OddZones)
            from time in Gen.Elements(OddTimes)
            from shift in Gen.Choose(0, 2 * 24 * 60)
            from length in Gen.Choose(0, 4 * 24 * 60)
            from start in Gen.Choose(0, 1439)
            from end in Gen.Choose(0, 1440)
            from days in Gen.Elements(Enum.GetValues<DayOfWeek>()).ArrayOf()
            where start != end
            select (Zone: zone, From: time.AddMinutes(shift), Length: length, Start: start, End: end, Days: days);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(cases.ToArbitrary(), it =>
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(it.Zone);
            var quiet = new LocalWindow(it.Start, it.End, it.Days).In(Offsets(it.Zone, it.From, it.From.AddMinutes(it.Length)));
            return Enumerable.Range(-1, it.Length + 2).All(minute =>
                quiet.Contains(it.From.AddMinutes(minute)) ==
                (minute >= 0 && minute < it.Length && Shows(zone, it.From.AddMinutes(minute), it.Start, it.End, it.Days)));
        }));
    }

    [Fact]
    public void In_SkippedHour_BeginsAndEndsAtTheChange()
    {
        // Berlin, 29 March 2026: 02:00 is followed by 03:00, at 01:00 UTC.
        var zone = Offsets("Europe/Berlin", Utc(2026, 3, 28, 12), Utc(2026, 3, 29, 12));
        Assert.Equal("[2026-03-28T23:00:00Z, 2026-03-29T01:00:00Z)", new LocalWindow(0, 150).In(zone).ToString());
        Assert.Equal("[2026-03-29T01:00:00Z, 2026-03-29T02:00:00Z)", new LocalWindow(150, 240).In(zone).ToString());
        Assert.Equal("never", new LocalWindow(120, 180).In(zone).ToString());
    }

    [Fact]
    public void In_RepeatedHour_CountsBothPasses()
    {
        // Berlin, 25 October 2026: 03:00 is followed by 02:00, at 01:00 UTC.
        var zone = Offsets("Europe/Berlin", Utc(2026, 10, 24, 12), Utc(2026, 10, 25, 12));
        Assert.Equal("[2026-10-25T00:15:00Z, 2026-10-25T00:30:00Z) [2026-10-25T01:15:00Z, 2026-10-25T01:30:00Z)", new LocalWindow(135, 150).In(zone).ToString());
        Assert.Equal("[2026-10-24T20:00:00Z, 2026-10-25T07:00:00Z)", new LocalWindow(22 * 60, 8 * 60).In(zone).ToString());
    }

    [Fact]
    public void In_DaysAcrossMidnight_AreThoseOnWhichItBegins()
    {
        var zone = Offsets("UTC", Utc(2026, 11, 20), Utc(2026, 11, 24)); // a Friday
        Assert.Equal("[2026-11-21T22:00:00Z, 2026-11-22T08:00:00Z)", new LocalWindow(22 * 60, 8 * 60, DayOfWeek.Saturday).In(zone).ToString());
        Assert.Equal("[2026-11-20T00:00:00Z, 2026-11-20T08:00:00Z)", new LocalWindow(22 * 60, 8 * 60, DayOfWeek.Thursday).In(zone).ToString());
        Assert.Equal("[2026-11-22T00:00:00Z, 2026-11-23T00:00:00Z)", new LocalWindow(0, 1440, DayOfWeek.Sunday).In(zone).ToString());
        Assert.Equal(TimeRanges.Of(zone.Range), new LocalWindow(0, 1440).In(zone));
    }

    [Fact]
    public void InAny_ZonesOfACountry_IsQuietWhereverItMayBeNight()
    {
        var (from, until) = (Utc(2026, 6, 1), Utc(2026, 6, 2));
        var portugal = CountryZones.Of("PT").Select(zone => Offsets(zone, from, until)).ToList();
        Assert.Equal(3, portugal.Count);
        Assert.Equal("[2026-06-01T00:00:00Z, 2026-06-01T08:00:00Z) [2026-06-01T21:00:00Z, 2026-06-02T00:00:00Z)", new LocalWindow(22 * 60, 8 * 60).InAny(portugal).ToString());
        Assert.True(new LocalWindow(22 * 60, 8 * 60).InAny([]).IsEmpty);
    }

    [Fact]
    public void In_AWholeYear_ExceedsTheStackAndStaysRight() =>
        Assert.Equal(366, new LocalWindow(22 * 60, 8 * 60).In(Offsets("Europe/Berlin", Utc(2026, 1, 1), Utc(2027, 1, 1))).Count);

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(1440, 5)]
    [InlineData(5, 1441)]
    [InlineData(5, -1)]
    [InlineData(5, 5)]
    [InlineData(0, 0)]
    public void New_ImpossibleWindow_Throws(int start, int end) => Assert.ThrowsAny<ArgumentException>(() => new LocalWindow(start, end));
}
