using FsCheck;
using FsCheck.Fluent;
using OmniChannel.Delivery;

namespace OmniChannel.Tests.Delivery;

/// <summary>However many nodes lease, use late, give back or die: within any stretch of time no more than rate × time + burst tokens are used, and none is lost for ever.</summary>
public sealed class TokenBucketTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Use_ByAnyNodesInAnyOrder_NeverExceedsTheRate() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(400),
        Prop.ForAll(
            (from rate in Gen.Elements(0.5, 1.0, 3.0, 10.0, 250.0)
             from burst in Gen.Elements(1, 2, 5, 40, 300)
             from nodes in Gen.Choose(1, 4)
             from steps in (from node in Gen.Choose(0, 3) from wait in Gen.Frequency((4, Gen.Choose(0, 300)), (1, Gen.Choose(0, 30_000))) from kind in Gen.Choose(0, 19) select (node, wait, kind)).ListOf(120)
             select (rate, burst, nodes, steps)).ToArbitrary(),
            run => Broken(run.rate, run.burst, run.nodes, [.. run.steps]) is null));

    /// <summary>One node that takes what it can gets the whole rate.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(10, 10)]
    [InlineData(100, 25)]
    public void Lease_ByOneNode_GivesTheWholeRate(double rate, int burst)
    {
        var (now, used, state) = (Noon, 0, (RateState?)null);
        var last = new LeaseUse("a", 0, null);
        while (now < Noon.AddSeconds(60))
        {
            (state, var granted, var again) = TokenBucket.Lease(state, rate, burst, last, now);
            used += granted;
            last = new LeaseUse("a", 0, granted > 0 ? now : last.UsedUpAt);
            now = granted > 0 ? now : again;
        }

        Assert.InRange(used, (rate * 60 * 0.98) + burst - 1, (rate * 60) + burst);
    }

    /// <summary>What a dead node had leased comes back with time, and nobody waits longer than its lease.</summary>
    [Fact]
    public void Lease_AfterANodeDied_IsWholeAgain()
    {
        var (state, granted, _) = TokenBucket.Lease(null, 1, 1, new LeaseUse("dead", 0, null), Noon);
        Assert.Equal(1, granted);

        (_, granted, var again) = TokenBucket.Lease(state, 1, 1, new LeaseUse("alive", 0, null), Noon.AddSeconds(5));
        Assert.Equal((0, Noon + TokenBucket.LeaseTime), (granted, again));
        (_, granted, _) = TokenBucket.Lease(state, 1, 1, new LeaseUse("alive", 0, null), Noon + TokenBucket.LeaseTime + TimeSpan.FromSeconds(1));
        Assert.Equal(1, granted);
    }

    /// <summary>A clock that was set back by an hour stops nobody for an hour.</summary>
    [Fact]
    public void Lease_AfterTheClockWasSetBack_GoesOn()
    {
        var (state, _, _) = TokenBucket.Lease(null, 1, 1, new LeaseUse("a", 0, null), Noon.AddHours(1));

        (_, var granted, var again) = TokenBucket.Lease(state, 1, 1, new LeaseUse("a", 0, Noon.AddHours(1)), Noon);

        Assert.Equal(0, granted);
        Assert.InRange(again, Noon, Noon.AddSeconds(11));
    }

    private static string? Broken(double rate, int burst, int nodes, IReadOnlyList<(int Node, int Wait, int Kind)> steps)
    {
        var (now, state, used) = (Noon, (RateState?)null, new List<DateTimeOffset>());
        var held = Enumerable.Range(0, nodes).Select(_ => (Left: 0, Until: Noon, UsedUpAt: (DateTimeOffset?)null)).ToArray();
        foreach (var (pick, wait, kind) in steps)
        {
            now += TimeSpan.FromMilliseconds(wait);
            var node = pick % nodes;
            var mine = held[node];
            if (kind == 0)
            {
                held[node] = (0, now, null); // it died, with what it had; another of its name begins
                continue;
            }

            if (mine.Left == 0 || now >= mine.Until || kind == 1)
            {
                (state, var granted, _) = TokenBucket.Lease(state, rate, burst, new LeaseUse($"{node}", mine.Left, mine.Left == 0 ? mine.UsedUpAt : null), now);
                mine = (granted, now + TokenBucket.LeaseTime, granted > 0 ? null : mine.UsedUpAt);
            }

            for (var i = 0; i < kind % 7 && mine.Left > 0; i++)
            {
                used.Add(now);
                mine = (mine.Left - 1, mine.Until, mine.Left == 1 ? now : null);
            }

            held[node] = mine;
        }

        return RateWindows.Broken(used, rate, burst);
    }
}
