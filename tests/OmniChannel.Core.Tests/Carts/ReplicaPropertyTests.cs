using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.Carts;

/// <summary>P1 to P9 of the cart, over random histories of devices that meet now and then; and that each known defect is found by them.</summary>
public sealed class ReplicaPropertyTests
{
    private static readonly Arbitrary<int[]> Histories = Gen.ArrayOf(Gen.Choose(0, 1_000_000)).Resize(64).ToArbitrary();

    [Fact]
    public void AnyHistory_OfThreeDevices_KeepsItsPromises() => Check(3_000, null);

    [Fact]
    public void AnyHistory_OfThreeDevices_KeepsItsPromisesAHundredThousandTimes()
    {
        Needs.LongRun();
        Check(100_000, null);
    }

    [Fact]
    public void TheSpecification_KeepsItsPromisesToo() => Check(500, CartMutant.None);

    [Theory]
    [InlineData((int)CartMutant.DecrementEatsUnseenAdds)]
    [InlineData((int)CartMutant.RemoveRetiresUnseen)]
    [InlineData((int)CartMutant.SetsAreSummed)]
    [InlineData((int)CartMutant.UndoIsIgnored)]
    [InlineData((int)CartMutant.SetDoesNotRetire)]
    [InlineData((int)CartMutant.DecrementTakesOldestFirst)]
    public void ADefect_IsFound(int mutant)
    {
        var found = Record.Exception(() => Check(3_000, (CartMutant)mutant)) is not null
            || Record.Exception(() => PairTable.Check((CartMutant)mutant)) is not null
            || Record.Exception(() => DecrementsMeet((CartMutant)mutant)) is not null;

        Assert.True(found, $"{(CartMutant)mutant} passes every check.");
    }

    [Fact]
    public void Decrement_BesideOneThatSawLess_TookTheNewestUnits() => DecrementsMeet(null);

    /// <summary>One device takes 1 of the 2 + 2 it sees, the other, later, both of the older 2, all that it sees: of four units three are gone.</summary>
    private static void DecrementsMeet(CartMutant? mutant)
    {
        var x = Replica.New("x");
        x.Do(CartOpKind.Add, "A", 2);
        var y = x.Fork("y");
        x.Do(CartOpKind.Add, "A", 2);
        x.Do(CartOpKind.Decrement, "A", 1);
        Enumerable.Range(0, 3).ToList().ForEach(_ => y.Do(CartOpKind.Add, "B", 1));
        y.Do(CartOpKind.Decrement, "A", 2);
        x.Merge(y);

        Assert.Equal(1, Replica.View(x.Ops.Values, mutant).GetValueOrDefault(Replica.Key("A")));
    }

    private static void Check(int histories, CartMutant? mutant) =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(histories), Prop.ForAll(Histories, numbers => new ReplicaHistory(numbers, mutant).Check()));
}
