using System.Numerics;

namespace OmniChannel.Tests.Routing.Deciding;

/// <summary>The walker is the specification: what is decided for a loaded customer is the same, channel by channel.</summary>
internal static class SameAnswer
{
    public static Decision Checked(SnapshotInput input)
    {
        var decision = Decider.Decide(DecisionBasis.Of(input));
        Check(DecisionBasis.Of(input), decision, Router.Decide(SnapshotBuilder.Build(input), input.Policy));
        return decision;
    }

    public static void Check(DecisionBasis basis, Decision decision, Decision walked)
    {
        Assert.Equal(walked.Choice, decision.Choice);
        Assert.Equal(walked.NothingBecause, decision.NothingBecause);
        Assert.Equal(walked.StepUp, decision.StepUp);
        Assert.Equal(walked.StepUpAfter, decision.StepUpAfter);
        Assert.Equal((walked.Customer, walked.Campaign, walked.Purpose, walked.DecidedAt, walked.ExpiresAt), (decision.Customer, decision.Campaign, decision.Purpose, decision.DecidedAt, decision.ExpiresAt));
        Assert.Equal((walked.PolicyName, walked.PolicyHash, walked.Seed), (decision.PolicyName, decision.PolicyHash, decision.Seed));
        if (!basis.Policy.IsNative)
        {
            return;
        }

        var (points, at) = (new int[basis.Roster.Count], new long[basis.Roster.Count]);
        var open = Decider.Judge(basis, Decider.PlanFor(basis), points, at);
        Assert.Equal(walked.Verdicts.Count(verdict => verdict.IsEligible), BitOperations.PopCount(open));
        var shut = new Gate?[basis.Roster.Count];
        FirstShut.Find(basis, shut);
        foreach (var verdict in walked.Verdicts)
        {
            var c = basis.Roster.IndexOf(verdict.Channel);
            Assert.True(shut[c] == (verdict.Blocks.Count > 0 ? verdict.Blocks[0].Gate : null), $"{verdict.Channel}: {shut[c]}\n{walked}");
            Assert.True(verdict.IsEligible == ((open >> c & 1) != 0), $"{verdict.Channel}\n{walked}");
            Assert.True(!verdict.IsEligible || (verdict.At!.Value.UtcTicks, verdict.Score) == (at[c], points[c]), $"{verdict.Channel}: {at[c]} {points[c]}, expected {verdict.At?.UtcTicks} {verdict.Score}\n{walked}");
        }
    }
}
