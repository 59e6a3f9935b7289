using FsCheck;
using FsCheck.Fluent;
using OmniChannel.Delivery;

namespace OmniChannel.Tests.Delivery;

/// <summary>Places for calls: never more than there are, of either sort; what is urgent has some that a campaign cannot take; whoever waits gets one.</summary>
public sealed class CallPlacesTests
{
    [Fact]
    public void Take_AnyOrderOfTakingAndLeaving_KeepsTheLimitsAndServesEverybody() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1_000),
        Prop.ForAll(ArbMap.Default.ArbFor<(byte Count, bool[] Takes)>(), run =>
        {
            var count = (run.Count % 6) + 1;
            var places = new CallPlaces(count);
            var taken = new List<(bool IsUrgent, Task Turn)>();
            foreach (var isUrgent in run.Takes ?? [])
            {
                taken.Add((isUrgent, places.TakeAsync(isUrgent).AsTask()));
                Within(taken, count);
                if (taken.Count % 3 == 0 && taken.FindIndex(one => one.Turn.IsCompleted) is >= 0 and var leaves)
                {
                    var urgent = taken[leaves].IsUrgent;
                    taken.RemoveAt(leaves);
                    places.Leave(urgent);
                    Within(taken, count);
                }
            }

            while (taken.FindIndex(one => one.Turn.IsCompleted) is >= 0 and var next)
            {
                var urgent = taken[next].IsUrgent;
                taken.RemoveAt(next);
                places.Leave(urgent);
                Within(taken, count);
            }

            return taken.Count == 0;
        }));

    [Fact]
    public void Take_BehindACampaignThatHasAllItsPlaces_UrgentDoesNotWait()
    {
        var places = new CallPlaces(4);
        var campaign = Enumerable.Range(0, 9).Select(_ => places.TakeAsync(isUrgent: false).AsTask()).ToList();

        Assert.Equal(4, campaign.Count(turn => turn.IsCompleted));
        Assert.True(places.TakeAsync(isUrgent: true).AsTask().IsCompletedSuccessfully);
        Assert.False(places.TakeAsync(isUrgent: true).AsTask().IsCompleted); // five in all
    }

    private static void Within(List<(bool IsUrgent, Task Turn)> taken, int count)
    {
        var has = taken.Where(one => one.Turn.IsCompleted).ToList();
        Assert.InRange(has.Count, 0, CallPlaces.MostOf(count));
        Assert.InRange(has.Count(one => one.IsUrgent), 0, count);
        Assert.InRange(has.Count(one => !one.IsUrgent), 0, count);
    }
}
