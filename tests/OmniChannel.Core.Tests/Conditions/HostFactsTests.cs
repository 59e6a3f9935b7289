using System.Text.Json;
using OmniChannel.Tests.Routing;

namespace OmniChannel.Tests.Conditions;

public sealed class HostFactsTests
{
    private static readonly FlagFact Vip = Facts.Custom.Flag("vip", "Whether the customer is a VIP.");
    private static readonly OrderedFact<int> Risk = Facts.Custom.Number("risk", "How risky the customer is.", 0, 100);
    private static readonly TextFact Tier = Facts.Custom.Text("tier", "The loyalty tier.", ["gold", "silver"]);
    private static readonly OrderedFact<Money> Credit = Facts.Custom.Money("credit", "What the customer has in credit.", "EUR");
    private static readonly OrderedFact<int> Sent = Facts.Custom.Number("sent", "Messages this week.", 0, 100, perChannel: true);

    private static readonly FactSet Stated = FactSet.Empty.With(Vip, true).With(Risk, 40).With(Tier, "gold").With(Credit, Money.Of(12.5m, "EUR")).With(Sent, 3, Channel.Sms);

    [Fact]
    public void Decide_ByTheHostsOwnFacts_AsksThemLikeBuiltInOnes()
    {
        var story = Story.Of(Channel.Sms, Channel.Email).By(Policy.Named("p").Exclude([], Sent >= 3 & Vip & Risk < 50 & Tier == "gold" & Credit > Money.Of(10, "EUR"), "three are enough"));

        Assert.All(story.Decide().Verdicts, verdict => Assert.Equal("rules.fact-missing", verdict.Blocks[0].Reason.Code));
        story = story.Knowing(profile => profile with { Attributes = Stated });
        Assert.Equal("rules.excluded", story.On(Channel.Sms).Blocks[0].Reason.Code);
        Assert.Equal("rules.fact-missing", story.On(Channel.Email).Blocks[0].Reason.Code);
        story = story with { Message = story.Message with { Attributes = FactSet.Empty.With(Vip, false) } };
        Assert.True(story.On(Channel.Email).IsEligible, "the message outranks the customer, and false && unknown is false");
    }

    [Fact]
    public void Evaluate_AValueOutsideWhatIsDeclared_CountsAsMissing()
    {
        var loose = FactSet.Empty.With(Facts.Custom.Number("risk", "", -1000, 1000), 101).With(Facts.Custom.Text("tier", ""), "tin").With(Facts.Custom.Number("vip", "", 0, 1), 1);
        var facts = new SnapshotFacts(Story.Of(Channel.Sms).Knowing(profile => profile with { Attributes = loose }).Snapshot, null);

        Assert.Equal(Truth.Unknown, ConditionWalker.Evaluate(Risk > 50, facts));
        Assert.Equal(Truth.Unknown, ConditionWalker.Evaluate(Tier != "gold", facts));
        Assert.Equal(Truth.Unknown, ConditionWalker.Evaluate(Vip, facts));
        Assert.Equal(Truth.False, ConditionWalker.Evaluate(Risk.IsKnown, facts));
    }

    [Fact]
    public void Declare_WhatBreaksARule_SaysWhich()
    {
        Assert.Contains("lower-case letter", Assert.Throws<ArgumentException>(() => Facts.Custom.Flag("Vip", "")).Message, StringComparison.Ordinal);
        Assert.Contains("in", Assert.Throws<ArgumentException>(() => Facts.Custom.Flag("in", "")).Message, StringComparison.Ordinal);
        Assert.Contains("no number", Assert.Throws<ArgumentException>(() => Facts.Custom.Number("n", "", 2, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("once", Assert.Throws<ArgumentException>(() => Facts.Custom.Text("t", "", ["a", "a"])).Message, StringComparison.Ordinal);
        Assert.Contains("did you mean \"silver\"", Assert.Throws<ArgumentException>(() => Tier == "silber").Message, StringComparison.Ordinal);
        Assert.Contains("0 to 100", Assert.Throws<ArgumentException>(() => FactSet.Empty.With(Risk, 101)).Message, StringComparison.Ordinal);
        Assert.Contains("say of which", Assert.Throws<ArgumentException>(() => FactSet.Empty.With(Sent, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("leave the channel out", Assert.Throws<ArgumentException>(() => FactSet.Empty.With(Risk, 1, Channel.Sms)).Message, StringComparison.Ordinal);
        Assert.Contains("built in", Assert.Throws<ArgumentException>(() => FactSet.Empty.With(Facts.OnSite, true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_OfASet_ReadsBackTheSame()
    {
        var json = JsonSerializer.Serialize(Stated);

        Assert.Equal("""{"custom.credit":{"minor":1250,"currency":"EUR"},"custom.risk":40,"custom.sent@sms":3,"custom.tier":"gold","custom.vip":true}""", json);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<FactSet>(json)));
        Assert.All(new[] { "[]", """{"a":null}""", """{"a":1.5}""", """{"a":[1]}""", """{"a":1e99}""", """{"a":{"minor":1}}""" }, bad => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<FactSet>(bad)));
    }

    [Fact]
    public void SnapshotHash_OfAnotherValue_IsAnother()
    {
        var story = Story.Of(Channel.Sms);
        var hashes = new[] { null, FactSet.Empty.With(Risk, 1), FactSet.Empty.With(Risk, 2), FactSet.Empty.With(Sent, 1, Channel.Sms), FactSet.Empty.With(Sent, 1, Channel.Email) }
            .Select(facts => story.Knowing(profile => profile with { Attributes = facts }).Decide().SnapshotHash);

        Assert.Equal(5, hashes.Distinct().Count());
    }

    [Fact]
    public void LocalMinute_InBerlin_IsAnHourAheadOfUtc()
    {
        var facts = new SnapshotFacts(Story.Of(Channel.Sms).Snapshot, null);

        Assert.Equal(FactValue.Of(11L * 60), facts.Read(Facts.Now.LocalMinute));
        Assert.Equal(FactValue.Of(1L), facts.Read(Facts.Now.Weekday));
        Assert.Equal(FactState.Absent, new SnapshotFacts(Story.Of(Channel.Sms).Knowing(profile => profile with { TimeZone = null, Country = "US" }).Snapshot, null).Read(Facts.Now.LocalMinute).State);
    }
}
