namespace OmniChannel.Tests.Values;

public sealed class ZoneOffsetsTests
{
    private static DateTimeOffset Utc(int year, int month, int day, int hour = 0, int minute = 0) => new(year, month, day, hour, minute, 0, TimeSpan.Zero);

    private static ZoneOffsets Of(string zone, DateTimeOffset from, DateTimeOffset until) =>
        ZoneOffsets.Of(zone, from, until).Offsets ?? throw new InvalidOperationException(zone);

    private static string Lines(ZoneOffsets zone) => string.Join("; ", zone.Changes.Select(change => $"{change.From:yyyy-MM-dd'T'HH:mm} {change.Offset}"));

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28T00:00 01:00:00; 2026-03-29T01:00 02:00:00")]
    [InlineData("America/New_York", "2026-03-28T00:00 -04:00:00")]
    [InlineData("Australia/Lord_Howe", "2026-03-28T00:00 11:00:00; 2026-04-04T15:00 10:30:00")]
    [InlineData("Asia/Kathmandu", "2026-03-28T00:00 05:45:00")]
    [InlineData("UTC", "2026-03-28T00:00 00:00:00")]
    public void Of_TwoWeeksOfSpring_HoldTheOffsetAndItsChange(string zone, string lines) =>
        Assert.Equal(lines, Lines(Of(zone, Utc(2026, 3, 28), Utc(2026, 4, 11))));

    [Fact]
    public void Of_SamoaAcrossTheDateLine_JumpsADay() =>
        Assert.Equal("2011-12-25T00:00 -10:00:00; 2011-12-30T10:00 14:00:00", Lines(Of("Pacific/Apia", Utc(2011, 12, 25), Utc(2012, 1, 5))));

    [Fact]
    public void Of_RangeThatEndsOrBeginsAtAChange_HoldsItOnlyInside()
    {
        var change = Utc(2026, 3, 29, 1);
        Assert.Single(Of("Europe/Berlin", change.AddDays(-1), change).Changes);
        Assert.Equal(TimeSpan.FromHours(2), Assert.Single(Of("Europe/Berlin", change, change.AddDays(1)).Changes).Offset);
        Assert.Equal(2, Of("Europe/Berlin", change.AddTicks(-1), change.AddTicks(1)).Changes.Length);
        Assert.Equal(change, Of("Europe/Berlin", change.AddTicks(-1), change.AddTicks(1)).Changes[1].From);
        Assert.Empty(Of("Europe/Berlin", change, change).Changes);
    }

    [Fact]
    public void At_InstantsAroundAChange_GivesTheOffsetOfEach()
    {
        var zone = Of("Europe/Berlin", Utc(2026, 3, 1), Utc(2026, 4, 30));
        Assert.Equal(TimeSpan.FromHours(1), zone.At(Utc(2026, 3, 29, 1).AddTicks(-1)));
        Assert.Equal(TimeSpan.FromHours(2), zone.At(Utc(2026, 3, 29, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => zone.At(Utc(2026, 4, 30)));
    }

    /// <summary>Every zone of every country, against the compiled files themselves: the offset at the start and every change, to the second.</summary>
    [Fact]
    public void Of_EveryZoneFrom2000To2037_AgreesWithItsFile()
    {
        var (from, until) = (Utc(2000, 1, 1), Utc(2037, 1, 1));
        var wrong = new List<string>();
        var (zones, changes) = (0, 0);
        foreach (var name in CountryZones.Zones)
        {
            var (offset, listed) = TimeZoneFile.Read(name);
            foreach (var (at, to) in listed.Where(change => change.At <= from.ToUnixTimeSeconds()))
            {
                offset = to;
            }

            var expected = listed.Where(change => change.At > from.ToUnixTimeSeconds() && change.At < until.ToUnixTimeSeconds())
                .Prepend((At: from.ToUnixTimeSeconds(), Offset: offset)).ToList();
            var actual = Of(name, from, until).Changes.Select(change => (At: change.From.ToUnixTimeSeconds(), Offset: (int)change.Offset.TotalSeconds)).ToList();
            zones++;
            changes += expected.Count;
            if (!expected.SequenceEqual(actual))
            {
                wrong.Add($"{name}: missing {string.Join(", ", expected.Except(actual).Take(3))}; invented {string.Join(", ", actual.Except(expected).Take(3))}");
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{zones} zones, {changes} offsets, {wrong.Count} zones wrong");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.InRange(zones, 400, 600);
    }

    /// <summary>The reason why looking once a day finds every change.</summary>
    [Fact]
    public void Changes_OfEveryZone_AreMoreThanADayApart()
    {
        foreach (var name in CountryZones.Zones)
        {
            var (_, changes) = TimeZoneFile.Read(name);
            Assert.All(changes.Zip(changes.Skip(1)), pair => Assert.InRange(pair.Second.At - pair.First.At, (24 * 60 * 60) + 1, long.MaxValue));
        }
    }

    [Theory]
    [InlineData("Europe/Berln", "Europe/Berlin")]
    [InlineData("europe/Berlin ", "Europe/Berlin")]
    [InlineData("Mars/Olympus_Mons", null)]
    [InlineData("", null)]
    [InlineData("../../etc/passwd", null)]
    [InlineData("/usr/share/zoneinfo/UTC", null)]
    [InlineData("W. Europe Standard Time", "Europe/Berlin")]
    public void Of_UnknownZone_IsAValueWithWhatWasMeant(string zone, string? suggestion)
    {
        var lookup = ZoneOffsets.Of(zone, Utc(2026, 1, 1), Utc(2026, 1, 2));
        Assert.Null(lookup.Offsets);
        Assert.Equal(suggestion, lookup.Suggestion);
        Assert.Contains("Europe/Berlin", lookup.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NameOfHostileLength_IsAValue() => Assert.Null(ZoneOffsets.Of(new string('a', 100_000), Utc(2026, 1, 1), Utc(2026, 1, 2)).Offsets);

    [Fact]
    public void Restore_WhatWasKept_IsTheSame()
    {
        var zone = Of("Europe/Berlin", Utc(2026, 1, 1), Utc(2027, 1, 1));
        Assert.Equal(zone.Changes, ZoneOffsets.Restore(zone.Zone, zone.Range, zone.Changes.AsSpan()).Changes);
        Assert.Throws<ArgumentException>(() => ZoneOffsets.Restore("x", zone.Range, zone.Changes.AsSpan()[1..]));
        Assert.Throws<ArgumentException>(() => ZoneOffsets.Restore("x", zone.Range, []));
        Assert.Throws<ArgumentException>(() => ZoneOffsets.Restore("x", zone.Range, [zone.Changes[0], zone.Changes[2], zone.Changes[1]]));
    }
}
