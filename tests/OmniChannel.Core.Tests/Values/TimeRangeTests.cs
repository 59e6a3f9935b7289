namespace OmniChannel.Tests.Values;

public sealed class TimeRangeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void New_InAnyOffset_IsUtc()
    {
        var range = new TimeRange(Noon.ToOffset(TimeSpan.FromHours(5)), Noon.AddHours(1).ToOffset(TimeSpan.FromHours(-3)));
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (range.From.Offset, range.Until.Offset));
        Assert.Equal(new TimeRange(Noon, Noon.AddHours(1)), range);
        Assert.Equal("[2026-11-21T12:00:00Z, 2026-11-21T13:00:00Z)", range.ToString());
    }

    [Fact]
    public void Contains_Edges_AreHalfOpen()
    {
        var range = new TimeRange(Noon, Noon.AddHours(1));
        Assert.Equal([false, true, true, false], new[] { Noon.AddTicks(-1), Noon, Noon.AddHours(1).AddTicks(-1), Noon.AddHours(1) }.Select(range.Contains));
    }

    [Fact]
    public void New_EndBeforeBegin_Throws() => Assert.Throws<ArgumentException>(() => new TimeRange(Noon, Noon.AddTicks(-1)));

    [Fact]
    public void IsEmpty_OfNothing_IsTrue()
    {
        Assert.True(default(TimeRange).IsEmpty);
        Assert.True(new TimeRange(Noon, Noon).IsEmpty);
        Assert.False(new TimeRange(Noon, Noon).Contains(Noon));
        Assert.False(new TimeRange(Noon, Noon.AddTicks(1)).IsEmpty);
    }
}
