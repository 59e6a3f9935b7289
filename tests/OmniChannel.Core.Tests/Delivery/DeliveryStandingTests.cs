using FsCheck;
using FsCheck.Fluent;
using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Delivery;

public sealed class DeliveryStandingTests
{
    private static readonly ReceiptKind[] Kinds = Enum.GetValues<ReceiptKind>();
    private static readonly OutboxState[] States = Enum.GetValues<OutboxState>();

    [Fact]
    public void Of_AnyReportsInAnyOrderAndAnyNumber_IsTheSame()
    {
        var cases =
            from kinds in Gen.ArrayOf(Gen.Elements(Kinds)).Resize(8)
            from repeated in Gen.ArrayOf(Gen.Elements(kinds.Length == 0 ? Kinds : kinds)).Resize(8)
            from swapped in Gen.Shuffle(kinds.Length == 0 ? kinds : [.. kinds, .. repeated])
            from state in Gen.Elements(States)
            select (kinds, swapped, state);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var (inOrder, swapped) = (Fold(one.kinds), Fold(one.swapped));
            return inOrder.SequenceEqual(swapped) && DeliveryStanding.Of(one.state, null, inOrder) == DeliveryStanding.Of(one.state, null, swapped);
        }));
    }

    [Fact]
    public void With_EveryPermutationOfFiveReports_IsTheSameAndNeverGoesBack()
    {
        ReceiptKind[] five = [ReceiptKind.Delivered, ReceiptKind.Opened, ReceiptKind.HardBounced, ReceiptKind.Unsubscribed, ReceiptKind.Clicked];
        var seen = 0;
        foreach (var order in Permutations(five))
        {
            IReadOnlyList<DeliveryStatus>? reports = null;
            var standing = DeliveryStatus.Queued;
            foreach (var kind in order)
            {
                reports = DeliveryStanding.With(reports, DeliveryStanding.Of(kind));
                var next = DeliveryStanding.Of(OutboxState.Accepted, null, reports);
                Assert.True(next >= standing, $"{standing} went back to {next} in the order {string.Join(", ", order)}.");
                standing = next;
            }

            Assert.Equal(DeliveryStatus.Unsubscribed, standing);
            Assert.Equal([DeliveryStatus.Delivered, DeliveryStatus.HardBounced, DeliveryStatus.Opened, DeliveryStatus.Clicked, DeliveryStatus.Unsubscribed], reports);
            seen++;
        }

        Assert.Equal(120, seen);
    }

    [Theory]
    [InlineData(OutboxState.Skipped, "consent.denied", DeliveryStatus.Skipped)]
    [InlineData(OutboxState.Skipped, DeliveryStanding.Expired, DeliveryStatus.Expired)]
    [InlineData(OutboxState.Skipped, DeliveryStanding.Cancelled, DeliveryStatus.Cancelled)]
    [InlineData(OutboxState.Rejected, "attempt.rejected", DeliveryStatus.Rejected)]
    [InlineData(OutboxState.Parked, "attempt.not-sent", DeliveryStatus.Parked)]
    [InlineData(OutboxState.Unknown, "attempt.unknown", DeliveryStatus.Unknown)]
    public void Of_OurOwnEnd_SaysWhich(OutboxState state, string reason, DeliveryStatus expected)
    {
        Assert.Equal(expected, DeliveryStanding.Of(state, Reason.Of(reason), null));
        Assert.Equal(DeliveryStatus.Delivered, DeliveryStanding.Of(state, Reason.Of(reason), [DeliveryStatus.Delivered])); // what arrived was sent, whatever we believed
    }

    [Theory]
    [InlineData(ReceiptKind.Delivered, true)]
    [InlineData(ReceiptKind.SoftBounced, true)]
    [InlineData(ReceiptKind.Unsubscribed, false)]
    [InlineData(ReceiptKind.Converted, false)]
    public void ProvesHandOver_OneReport_OnlyWhatCannotComeOtherwise(ReceiptKind kind, bool proves) =>
        Assert.Equal(proves, DeliveryStanding.ProvesHandOver([DeliveryStanding.Of(kind)]));

    private static IReadOnlyList<DeliveryStatus> Fold(IEnumerable<ReceiptKind> kinds) =>
        kinds.Aggregate((IReadOnlyList<DeliveryStatus>?)null, (reports, kind) => DeliveryStanding.With(reports, DeliveryStanding.Of(kind))) ?? [];

    private static IEnumerable<ReceiptKind[]> Permutations(ReceiptKind[] of) => of.Length == 0
        ? [[]]
        : of.SelectMany((first, i) => Permutations([.. of.Where((_, at) => at != i)]).Select(rest => (ReceiptKind[])[first, .. rest]));
}
