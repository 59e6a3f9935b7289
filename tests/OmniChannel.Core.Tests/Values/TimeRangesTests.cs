using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.Values;

public sealed class TimeRangesTests
{
    private const int Horizon = 40;
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Arbitrary<(int From, int Until)[]> AnyStretches =
        (from left in Gen.Choose(0, Horizon) from right in Gen.Choose(0, Horizon) select (Math.Min(left, right), Math.Max(left, right))).ArrayOf().ToArbitrary();

    private static DateTimeOffset Minute(int minute) => Start.AddMinutes(minute);

    private static TimeRange Range(int from, int until) => new(Minute(from), Minute(until));

    private static TimeRanges Set((int From, int Until)[] stretches) => TimeRanges.Of([.. stretches.Select(stretch => Range(stretch.From, stretch.Until))]);

    private static HashSet<int> Minutes((int From, int Until)[] stretches) =>
        [.. stretches.SelectMany(stretch => Enumerable.Range(stretch.From, stretch.Until - stretch.From))];

    /// <summary>The set holds exactly these minutes, and is sorted, disjoint, apart and without empty stretches.</summary>
    private static bool IsExactly(TimeRanges set, HashSet<int> minutes)
    {
        var ranges = set.ToArray();
        return Enumerable.Range(-1, Horizon + 2).All(minute => set.Contains(Minute(minute)) == minutes.Contains(minute))
            && ranges.All(range => !range.IsEmpty)
            && ranges.Zip(ranges.Skip(1)).All(pair => pair.First.Until < pair.Second.From)
            && set.Starts().SequenceEqual(ranges.Select(range => range.From))
            && set.Count == ranges.Length
            && set.IsEmpty == (minutes.Count == 0);
    }

    private static void Holds(Func<(int From, int Until)[], (int From, int Until)[], bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(AnyStretches, AnyStretches, property));

    [Fact]
    public void Of_AnyStretches_IsTheirSet() => Holds((left, _) => IsExactly(Set(left), Minutes(left)));

    [Fact]
    public void Union_AnySets_HoldsWhatEitherHolds() => Holds((left, right) => IsExactly(Set(left).Union(Set(right)), [.. Minutes(left).Union(Minutes(right))]));

    [Fact]
    public void Intersect_AnySets_HoldsWhatBothHold() => Holds((left, right) => IsExactly(Set(left).Intersect(Set(right)), [.. Minutes(left).Intersect(Minutes(right))]));

    [Fact]
    public void Subtract_AnySets_HoldsWhatOnlyTheFirstHolds() => Holds((left, right) => IsExactly(Set(left).Subtract(Set(right)), [.. Minutes(left).Except(Minutes(right))]));

    [Fact]
    public void Complement_AnySet_HoldsTheRestOfTheHorizon() => Holds((left, right) =>
        right.All(horizon => IsExactly(Set(left).Complement(Range(horizon.From, horizon.Until)), [.. Minutes([horizon]).Except(Minutes(left))])));

    [Fact]
    public void Equals_SetsOfTheSameInstants_AreEqualHoweverBuilt() => Holds((left, right) =>
    {
        var (one, other) = (Set(left).Union(Set(right)), TimeRanges.UnionOf([.. right.Concat(left).Select(stretch => TimeRanges.Of(Range(stretch.From, stretch.Until)))]));
        return one == other && one.GetHashCode() == other.GetHashCode() && (Set(left) != Set(right)) == !Minutes(left).SetEquals(Minutes(right));
    });

    [Fact]
    public void Combine_MoreStretchesThanTheStackHolds_Works()
    {
        var even = Enumerable.Range(0, 500).Select(i => Range(4 * i, (4 * i) + 2)).ToArray();
        var odd = Enumerable.Range(0, 500).Select(i => Range((4 * i) + 2, (4 * i) + 4)).ToArray();
        Assert.Equal(TimeRanges.Of(Range(0, 2000)), TimeRanges.Of(even).Union(TimeRanges.Of(odd)));
        Assert.True(TimeRanges.Of(even).Intersect(TimeRanges.Of(odd)).IsEmpty);
        Assert.Equal(TimeRanges.Of(odd), TimeRanges.Of(even).Complement(Range(0, 2000)));
    }

    [Fact]
    public void Contains_Edges_AreHalfOpenToTheTick()
    {
        var set = TimeRanges.Of(Minute(1), Minute(2));
        Assert.False(set.Contains(Minute(1).AddTicks(-1)));
        Assert.True(set.Contains(Minute(1)));
        Assert.True(set.Contains(Minute(2).AddTicks(-1).ToOffset(TimeSpan.FromHours(5))));
        Assert.False(set.Contains(Minute(2)));
        Assert.Equal(Range(1, 2), set[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => set[1]);
        Assert.Equal("[2026-03-01T00:01:00Z, 2026-03-01T00:02:00Z)", set.ToString());
    }

    [Fact]
    public void Default_Set_IsEmpty()
    {
        Assert.True(default(TimeRanges).IsEmpty);
        Assert.Equal(TimeRanges.Empty, TimeRanges.Of(Range(3, 3)));
        Assert.False(TimeRanges.Empty.Contains(Start));
        Assert.Empty(TimeRanges.Empty.Starts());
        Assert.Equal("never", TimeRanges.Empty.ToString());
    }
}
