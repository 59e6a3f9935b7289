using System.Globalization;
using System.Text;
using System.Text.Json;
using OmniChannel.Tests.Policies.Compiled;

namespace OmniChannel.Tests.Policies;

/// <summary>NBC-1 as a policy file, walked rule by rule, gives the published checksums.</summary>
public sealed class NbcFileTests
{
    [Fact]
    public void Choose_ByTheFileForEveryPairOfSeeds_GivesThePublishedChecksums()
    {
        using var cases = JsonDocument.Parse(File.ReadAllText(SharedFolders.RequireCase("nbc.json")));
        Assert.NotEmpty(cases.RootElement.EnumerateArray());
        foreach (var seeds in cases.RootElement.EnumerateArray())
        {
            var policy = Read(seeds.GetProperty("tables").GetUInt32());
            var customers = NbcCustomer.Draw(seeds.GetProperty("customers").GetUInt32(), seeds.GetProperty("n").GetInt32());
            var actual = $"{Check(policy, NbcContext.A, customers)} {Check(policy, NbcContext.B, customers)}";

            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{seeds.GetProperty("checksumA").GetUInt32()} {seeds.GetProperty("checksumB").GetUInt32()}"), actual);
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

    private static Policy Read(uint tables)
    {
        var read = PolicyFile.Read(Encoding.UTF8.GetBytes(NbcPolicyFile.Of(new NbcTables(tables))));
        Assert.True(read.IsRead, read.ToString());
        return read.Policy;
    }

    private static uint Check(Policy policy, NbcContext context, NbcCustomer[] customers)
    {
        var check = default(NbcChecksum);
        foreach (var (channel, score) in customers.AsParallel().AsOrdered().Select(customer => Choose(policy, context, customer)))
        {
            check.Add(channel, score);
        }

        return check.Value;
    }

    private static (int, int) Choose(Policy policy, NbcContext context, NbcCustomer customer) =>
        RuleWalker.Choose(policy, [.. NbcPolicyFile.Names.Select(name => new Channel(name))], channel => new NbcFacts(customer, context, channel));
}
