using OmniChannel.PostgreSql;
using OmniChannel.Testing;

namespace OmniChannel.Tests.PostgreSql.Connections;

/// <summary>Hosts that commit often give a hint with some of their commits; hosts that do not, with each.</summary>
public sealed class HintBudgetTests
{
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 3, 29, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void TryTake_AHundredAtOnce_HasThemAndNoMore()
    {
        var budget = new HintBudget(_clock);

        Assert.Equal(100, Enumerable.Range(0, 1_000).Count(_ => budget.TryTake()));
    }

    [Fact]
    public void TryTake_NotMoreThanAHundredASecond_AlwaysHasOne()
    {
        var budget = new HintBudget(_clock);
        for (var i = 0; i < 1_000; i++)
        {
            Assert.True(budget.TryTake());
            _clock.Advance(TimeSpan.FromMilliseconds(10));
        }
    }

    [Fact]
    public void TryTake_AThousandASecond_HasOneEachTenMilliseconds()
    {
        var budget = new HintBudget(_clock);
        var taken = new List<int>();
        for (var millisecond = 0; millisecond < 3_000; millisecond++)
        {
            if (budget.TryTake())
            {
                taken.Add(millisecond);
            }

            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.InRange(taken.Count, 395, 405); // the hundred, and a hundred for each second
        Assert.All(taken.Zip(taken.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 1, 10));
    }
}
