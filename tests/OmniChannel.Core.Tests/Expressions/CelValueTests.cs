using FsCheck;
using FsCheck.Fluent;
using OmniChannel.Expressions;

namespace OmniChannel.Tests.Expressions;

public sealed class CelValueTests
{
    [Fact]
    public void Default_IsNull() => Assert.Equal((CelKind.Null, CelValue.Null), (default(CelValue).Kind, default));

    [Fact]
    public void Numbers_ThatAreEqual_AreOneKey()
    {
        var map = CelValue.Map(KeyValuePair.Create(CelValue.Int(1), CelValue.True)).AsMap();

        Assert.True(map.ContainsKey(CelValue.Uint(1)) && map.ContainsKey(CelValue.Double(1)) && !map.ContainsKey(CelValue.Double(1.5)));
        Assert.Throws<ArgumentException>(() => CelValue.Map(KeyValuePair.Create(CelValue.Int(1), CelValue.True), KeyValuePair.Create(CelValue.Uint(1), CelValue.True)));
    }

    [Fact]
    public void Values_ThatNoValueMayHold_AreMisuse()
    {
        var error = CelValue.Error(new CelError(CelErrorCode.Overflow, "too much"));

        Assert.Throws<ArgumentException>(() => CelValue.List(error));
        Assert.Throws<ArgumentException>(() => CelValue.Some(error));
        Assert.Throws<ArgumentException>(() => CelValue.Map(KeyValuePair.Create(CelValue.Double(1), CelValue.True)));
        Assert.Throws<ArgumentException>(() => Enumerable.Range(0, 300).Aggregate(CelValue.Null, (inner, _) => CelValue.List(inner)));
        Assert.Contains("Int, not String", Assert.Throws<InvalidOperationException>(() => CelValue.Int(1).AsString()).Message, StringComparison.Ordinal);
        Assert.NotEqual(error, error);
    }

    [Fact]
    public void Timestamp_AndDuration_ComeBackAsTheyWere()
    {
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll<DateTimeOffset, TimeSpan>((at, length) =>
        {
            var bounded = TimeSpan.FromTicks(length.Ticks % (long.MaxValue / 100));
            return CelValue.Timestamp(at).AsTimestamp() == at && CelValue.Duration(bounded).AsDuration() == bounded;
        }));
        Assert.Throws<ArgumentOutOfRangeException>(() => CelValue.Duration(TimeSpan.MaxValue));
    }

    [Fact]
    public void Text_OfTimestampsAndDurations_ReadsBackAsTheSame()
        => Check.One(Config.QuickThrowOnFailure, Prop.ForAll<DateTimeOffset, long>((at, nanoseconds) =>
        {
            var timestamp = CelValue.Timestamp(at);
            var duration = CelValue.DurationOf(nanoseconds);
            return TimestampText.Parse(timestamp.ToString()) == timestamp && DurationText.Parse(duration.ToString()) == duration;
        }));

    [Fact]
    public void Text_OfDoubles_ReadsBackAsTheSame()
        => Check.One(Config.QuickThrowOnFailure, Prop.ForAll<double>(value => !double.IsFinite(value)
            || (double.Parse(DoubleText.Shortest(value), System.Globalization.CultureInfo.InvariantCulture) == value
                && double.Parse(DoubleText.Plain(value), System.Globalization.CultureInfo.InvariantCulture) == value)));

    [Fact]
    public void Days_OfTheCalendar_AreThoseOfTheFramework()
        => Check.One(Config.QuickThrowOnFailure, Prop.ForAll<DateTime>(at =>
        {
            var days = (at.Date - DateTime.UnixEpoch).Days;
            return CivilDate.FromDays(days) == new CivilDate(at.Year, at.Month, at.Day) && new CivilDate(at.Year, at.Month, at.Day).ToDays() == days;
        }));

    [Fact]
    public void Order_OfTexts_IsThatOfCodePoints()
    {
        Assert.Equal(-1, CodePoints.Compare("\uFFFF", "\U00010000"));
        Assert.Equal(1, CodePoints.Compare("\U0001F600", "\uE000"));
        Assert.Equal(-1, CodePoints.Compare("a", "ab"));
        Assert.Equal(0, CodePoints.Compare("ab", "ab"));
    }
}
