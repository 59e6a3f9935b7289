namespace OmniChannel.Tests.Policies.Verification;

/// <summary>Findings that no policy of a sensible size leads to.</summary>
public sealed class UnreachableFindingsTests
{
    /// <summary>As many rules as a policy takes, each worth as much as a rule can be: so OC2701 only stands guard over those two limits.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void ScoreCheck_OfTheLargestPolicy_StaysWithin32Bits(int sign)
    {
        var policy = Policy.Named("p").WaitingCosts(10_000);
        for (var rule = 0; rule < 5_000; rule++)
        {
            policy = policy.Score(Channel.Sms, sign * ScorePoints.Most, Condition.Always, "x");
        }

        Assert.Throws<InvalidOperationException>(() => policy.Score(Channel.Sms, 1, Condition.Always, "one more"));
        Assert.Empty(ScoreCheck.Find(new ExaminedPolicy(policy.OtherwiseBest(), new PolicyContext())));
    }

    [Fact]
    public void UndecidedCheck_WhenTheStepsRunOut_SaysThatSomethingWasNotDecided()
    {
        var policy = Policy.Named("p").Exclude(Channel.Sms, (Facts.Customer.Age > 30 | Facts.OnSite) & (Facts.Customer.Country == "DE" | Facts.Customer.Age < 20) & (Facts.Customer.Country == "AT" | !Facts.OnSite), "x").OtherwiseBest();

        Assert.DoesNotContain(UndecidedCheck.Find(Examined(1_000_000)), finding => finding.Code == "OC2902");
        Assert.Contains(UndecidedCheck.Find(Examined(1)), finding => finding.Code == "OC2902");

        ExaminedPolicy Examined(long steps)
        {
            var examined = new ExaminedPolicy(policy, new PolicyContext(), steps);
            _ = examined.NeverActs(policy.Rules[0]);
            return examined;
        }
    }
}
