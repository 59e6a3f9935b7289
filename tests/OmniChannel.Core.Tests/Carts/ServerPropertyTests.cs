using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.Carts;

/// <summary>The head is the fold of the log and both are the specification, whatever lagging devices, links, undoings and folds there are: P17, P18, P19.</summary>
public sealed class ServerPropertyTests
{
    private static readonly Arbitrary<int[]> Histories = Gen.ArrayOf(Gen.Choose(0, 1_000_000)).Resize(80).ToArbitrary();

    [Fact]
    public void AnyHistory_OfAServer_HeadIsFoldIsSpecification() => Check(2_000);

    [Fact]
    public void AnyHistory_OfAServer_HeadIsFoldIsSpecificationAHundredThousandTimes()
    {
        Needs.LongRun();
        Check(100_000);
    }

    private static void Check(int histories) =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(histories), Prop.ForAll(Histories, numbers => new ServerHistory(numbers).Run()));
}
