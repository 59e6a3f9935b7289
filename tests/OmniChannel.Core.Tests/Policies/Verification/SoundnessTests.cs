using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.Policies.Verification;

/// <summary>What the verifier says is held to the naive walker, over random policies and customers.</summary>
public sealed class SoundnessTests
{
    [Fact]
    public void NeverFires_IsNeverRefuted() => Holds("OC2101", (policy, finding, customers) => customers.All(customer => finding.Place.Part switch
    {
        PolicyPart.Plan => ConditionWalker.Evaluate(policy.Plans[finding.Place.Index].When, customer.On(null)) != Truth.True,
        _ => ChannelsOf(policy.Rules[finding.Place.Index]).All(channel => !Acts(policy.Rules[finding.Place.Index], customer.On(channel))),
    }));

    [Fact]
    public void NeverTrue_IsNeverRefuted() => Holds("OC2102", (policy, finding, customers) =>
        customers.All(customer => ChannelsOf(policy.Rules[finding.Place.Index]).All(channel => ConditionWalker.Evaluate(policy.Rules[finding.Place.Index].When, customer.On(channel)) != Truth.True)));

    [Fact]
    public void OutForEverybody_IsNeverRefuted() => Holds("OC2103", (policy, finding, customers) =>
        customers.All(customer => ChannelsOf(policy.Rules[finding.Place.Index]).All(channel => Acts(policy.Rules[finding.Place.Index], customer.On(channel)))));

    [Fact]
    public void Shadowed_IsNeverRefuted() => Holds("OC2201", (policy, finding, customers) => customers.All(customer => ChannelsOf(policy.Rules[finding.Place.Index]).All(channel =>
        !Acts(policy.Rules[finding.Place.Index], customer.On(channel))
        || finding.Related.Any(by => policy.Rules[by.Index].Concerns(channel) && Acts(policy.Rules[by.Index], customer.On(channel))))));

    [Fact]
    public void NeverTaken_IsNeverRefuted() => Holds("OC2202", (policy, finding, customers) => customers.All(customer =>
        ConditionWalker.Evaluate(policy.Plans[finding.Place.Index].When, customer.On(null)) != Truth.True
        || finding.Related.Any(by => ConditionWalker.Evaluate(policy.Plans[by.Index].When, customer.On(null)) == Truth.True)));

    [Fact]
    public void PointsThatNeverCount_AreNeverRefuted() => Holds("OC2203", (policy, finding, customers) => customers.All(customer => ChannelsOf(policy.Rules[finding.Place.Index]).All(channel =>
        !Acts(policy.Rules[finding.Place.Index], customer.On(channel)) || IsOut(policy, channel, customer.On(channel)))));

    [Fact]
    public void Contradiction_IsNeverRefuted() => Holds("OC2301", (policy, finding, customers) => customers.All(customer => SmallWorld.Channels.Any(channel =>
        new[] { finding.Place }.Concat(finding.Related).Any(by => policy.Rules[by.Index].Concerns(channel) && Acts(policy.Rules[by.Index], customer.On(channel))))));

    [Fact]
    public void Gap_ItsWitnessGetsNoChannelWhoeverElseItIs() => Holds("OC2302", (policy, finding, customers) =>
        customers.All(customer => SmallWorld.Channels.All(channel => IsOut(policy, channel, customer.On(channel, finding.Example)))));

    [Fact]
    public void LeftOut_ItsWitnessGetsNoChannelWhoeverElseItIs() => Holds("OC2303", (policy, finding, customers) =>
        customers.All(customer => SmallWorld.Channels.All(channel => IsOut(policy, channel, customer.On(channel, finding.Example)))));

    [Fact]
    public void WhatIsNotDead_HasAnExampleThatFires() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(SmallWorld.Policies().ToArbitrary(), policy =>
    {
        var report = PolicyVerifier.Verify(policy, SmallWorld.Context);
        var test = new ExaminedPolicy(policy, SmallWorld.Context);
        for (var i = 0; i < policy.Rules.Count; i++)
        {
            var rule = policy.Rules[i];
            if (rule is WindowRule || rule.When is ConstantCondition || report.Findings.Any(one => one.Code == "OC2101" && one.Place.Part == PolicyPart.Rule && one.Place.Index == i))
            {
                continue;
            }

            var example = ChannelsOf(rule).Select(channel => (Channel: channel, test.Solver.Meet(rule is ScoreRule ? test.When(rule.When, channel, WantedTruth.True) : test.Out(rule, channel, atMost: false)).Box)).First(one => one.Box is not null);
            var witness = WitnessFacts.Of(test.Space, example.Box!, [.. Enumerable.Range(0, test.Space.Count)]);
            if (!Acts(rule, new WalkedFacts(witness, example.Channel, ChannelDefinitions.Find(example.Channel))))
            {
                return false;
            }
        }

        return true;
    }));

    [Fact]
    public void Verify_SmallPolicies_LeavesNothingUndecidedButFactsAgainstFacts() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(SmallWorld.Policies().ToArbitrary(), policy =>
        PolicyVerifier.Verify(policy, SmallWorld.Context).Findings.All(one => one.Code != "OC2902" && (one.Code != "OC2901" || policy.Rules[one.Place.Index] is WindowRule))));

    [Fact]
    public void Gaps_OfOneFact_AreAllFound() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(SmallWorld.Policies().ToArbitrary(), SmallWorld.Customers().ToArbitrary(), (policy, customers) =>
    {
        // Somebody who passes refutes a gap that names nothing but what that customer is.
        var gaps = PolicyVerifier.Verify(policy, SmallWorld.Context).Findings.Where(one => one.Code == "OC2302").ToList();
        return customers.Where(customer => SmallWorld.Channels.Any(channel => !IsOut(policy, channel, customer.On(channel))))
            .All(customer => !gaps.Exists(gap => gap.Witness.Keys.All(name => gap.Example!.Find(FactSchema.BuiltIn.Find(name)!, null) is { } value && customer.On(null).Read(FactSchema.BuiltIn.Find(name)!) == value)));
    }));

    private static void Holds(string code, Func<Policy, PolicyFinding, SmallWorld.Customer[], bool> isTrue)
    {
        var seen = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400).WithReplay(new Replay(new Rnd(11UL, 5UL), null)), Prop.ForAll(SmallWorld.Policies().ToArbitrary(), SmallWorld.Customers().ToArbitrary(), (policy, customers) =>
        {
            var findings = PolicyVerifier.Verify(policy, SmallWorld.Context).Findings.Where(finding => finding.Code == code).ToList();
            seen += findings.Count;
            return findings.TrueForAll(finding => isTrue(policy, finding, customers));
        }));
        Assert.True(seen > 0, $"{code} was never found: the check looked at nothing.");
    }

    private static IReadOnlyList<Channel> ChannelsOf(PolicyRule rule) => rule.Channels.Count > 0 ? rule.Channels : SmallWorld.Channels;

    private static bool Acts<TFacts>(PolicyRule rule, TFacts facts)
        where TFacts : IFactSource =>
        rule is ScoreRule score ? RuleWalker.Points(score, facts).Truth == Truth.True : RuleWalker.TakesOut(rule, facts) != Truth.False;

    private static bool IsOut<TFacts>(Policy policy, Channel channel, TFacts facts)
        where TFacts : IFactSource =>
        policy.Rules.Any(rule => rule is not ScoreRule && rule.Concerns(channel) && Acts(rule, facts));
}
