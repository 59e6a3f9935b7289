using OmniChannel.Tests.Policies.Compiled;

namespace OmniChannel.Tests.Policies;

/// <summary>NBC-1 as a policy file, walked rule by rule, gives the published checksums.</summary>
public sealed class NbcFileTests
{
    [Fact]
    public void Choose_ByTheFileForSomeOfEveryPairOfSeeds_IsWhatItsPlanChooses() => EqualPlan(2000);

    [Fact]
    public void Choose_ByTheFileForEveryPairOfSeeds_GivesThePublishedChecksums()
    {
        Needs.LongRun();
        foreach (var drawn in NbcSeeds.All)
        {
            Assert.Equal(drawn.Published, $"{Check(drawn, NbcContext.A)} {Check(drawn, NbcContext.B)}");
        }
    }

    [Fact]
    public void Choose_TheFirstFiveUnderB_IsWhatTheReferencePrints()
    {
        var (policy, customers) = (Read(777), NbcCustomer.Draw(12345, 5));

        Assert.Equal([(-1, 0), (5, 231), (5, 210), (0, 245), (-1, 0)], customers.Select(customer => Choose(policy, NbcContext.B, customer)));
    }

    [Fact]
    public void Read_OfTheFile_IsAllRangesSetsAndTables()
    {
        var policy = Read(777);

        Assert.Equal(policy.Hash, PolicyFile.Read(PolicyFile.Write(policy)).Policy!.Hash);
        Assert.DoesNotContain(policy.Rules, rule => rule.When is CelCondition);
        Assert.Equal(38, policy.Rules.Count);
    }

    private static Policy Read(uint tables) => new NbcPlan(tables).Policy;

    private static void EqualPlan(int count)
    {
        foreach (var drawn in NbcSeeds.All)
        {
            foreach (var context in (NbcContext[])[NbcContext.A, NbcContext.B])
            {
                var (bound, bytes) = (drawn.Nbc.Bind(context), drawn.Nbc.Twin.RowBytes);
                for (var i = 0; i < count; i++)
                {
                    var (channel, score) = Choose(drawn.Nbc.Policy, context, drawn.Customers[i]);
                    Assert.Equal(new PlanChoice(channel, score), bound.Decide(drawn.Rows.AsSpan(i * bytes, bytes)));
                }
            }
        }
    }

    private static uint Check(NbcSeeds drawn, NbcContext context)
    {
        var check = default(NbcChecksum);
        foreach (var (channel, score) in drawn.Customers.AsParallel().AsOrdered().Select(customer => Choose(drawn.Nbc.Policy, context, customer)))
        {
            check.Add(channel, score);
        }

        return check.Value;
    }

    private static (int, int) Choose(Policy policy, NbcContext context, NbcCustomer customer) => RuleWalker.Choose(policy, NbcPlan.Channels, NbcPlan.FactsOf(customer, context));
}
