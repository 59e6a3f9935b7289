using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.Inventory;

/// <summary>From where pieces come.</summary>
public sealed class AllocationTests
{
    [Fact]
    public void Of_AnyPlace_TakesTheOneThatHasAllAndMost()
    {
        var shares = Allocation.Of([Level("a", 6), Level("b", 9), Level("c", 3)], Ask(5));

        Assert.Equal("b:5", Shown(shares));
    }

    [Fact]
    public void Of_NoPlaceHasAll_SplitsFromMostToLeast()
        => Assert.Equal("b:9 a:6 c:1", Shown(Allocation.Of([Level("a", 6), Level("b", 9), Level("c", 3)], Ask(16))));

    [Fact]
    public void Of_NamedPlaces_KeepsTheirOrder()
        => Assert.Equal("b:3 a:2", Shown(Allocation.Of([Level("a", 4), Level("b", 3)], Ask(5, "b", "a"))));

    [Fact]
    public void Of_OnePlaceForAPickup_TakesNothingFromOthers()
    {
        IReadOnlyList<StockLevel> levels = [Level("store", 1), Level("warehouse", 50)];

        Assert.Null(Allocation.Of(levels, Ask(2, "store")));
        Assert.Equal(1, Allocation.Available(levels, Ask(2, "store")));
    }

    [Fact]
    public void Of_MayNotSplit_NeedsOnePlaceThatHasAll()
    {
        IReadOnlyList<StockLevel> levels = [Level("a", 4), Level("b", 3)];

        Assert.Null(Allocation.Of(levels, Ask(5) with { MaySplit = false }));
        Assert.Equal(4, Allocation.Available(levels, Ask(5) with { MaySplit = false }));
        Assert.Equal("a:4", Shown(Allocation.Of(levels, Ask(4, "b", "a") with { MaySplit = false })));
    }

    [Fact]
    public void Of_NoPlaceAtAll_IsNone()
    {
        Assert.Null(Allocation.Of([], Ask(1)));
        Assert.Equal(0, Allocation.Available([], Ask(1)));
    }

    /// <summary>All or none; never more than a place has; none only when there really are too few.</summary>
    [Fact]
    public void Of_AnyLevels_GivesAllOrNoneAndNeverMoreThanThereIs()
    {
        var cases =
            from onHand in Gen.Choose(0, 9).ListOf()
            from reserved in Gen.Choose(0, 9).ListOf(onHand.Count)
            from quantity in Gen.Choose(1, 20)
            from maySplit in ArbMap.Default.GeneratorFor<bool>()
            select (Levels: onHand.Select((pieces, i) => new StockLevel { Place = new StockPlace($"p{i}"), OnHand = pieces, Reserved = reserved[i] }).ToList(), Ask: Ask(quantity) with { MaySplit = maySplit });

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(cases.ToArbitrary(), sample =>
        {
            var shares = Allocation.Of(sample.Levels, sample.Ask);
            var enough = sample.Ask.MaySplit ? sample.Levels.Sum(level => level.Available) >= sample.Ask.Quantity : sample.Levels.Exists(level => level.Available >= sample.Ask.Quantity);
            Assert.Equal(enough, shares is not null);
            Assert.Equal(enough, Allocation.Available(sample.Levels, sample.Ask) >= sample.Ask.Quantity);
            if (shares is not null)
            {
                Assert.Equal(sample.Ask.Quantity, shares.Sum(share => share.Quantity));
                Assert.All(shares, share => Assert.InRange(share.Quantity, 1, sample.Levels.Single(level => level.Place == share.Place).Available));
                Assert.Equal(shares.Count, shares.DistinctBy(share => share.Place).Count());
            }
        }));
    }

    private static StockLevel Level(string place, int available) => new() { Place = new StockPlace(place), OnHand = available + 2, Reserved = 2 };

    private static StockRequest Ask(int quantity, params string[] from) =>
        new() { Item = new StockItem("mug"), Reservation = new ReservationId("r"), Quantity = quantity, From = [.. from.Select(place => new StockPlace(place))] };

    private static string? Shown(IReadOnlyList<StockShare>? shares) => shares is null ? null : string.Join(' ', shares.Select(share => $"{share.Place}:{share.Quantity}"));
}
