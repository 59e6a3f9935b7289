using OmniChannel.Testing;

namespace OmniChannel.Tests.Routing;

public sealed class PolicyDiffTests
{
    private static readonly Policy Plain = Policy.Named("plain").OtherwiseBest();

    [Fact]
    public void Compare_OfAPolicyWithItself_ChangesNothing()
    {
        var diff = PolicyDiff.Compare(Plain, Plain, Generated(100));

        Assert.Equal((100, 0, 0.0), (diff.Decisions, diff.Changed, diff.ChangedShare));
        Assert.Empty(diff.Examples);
        Assert.Equal($"policy \"plain\" {Plain.Hash[..12]} → \"plain\" {Plain.Hash[..12]}: 0 of 100 decisions change (0.0 %)\n", diff.ToString());
    }

    [Fact]
    public void Compare_OfEachKindOfChange_CountsItOnce()
    {
        var phone = Story.Of(Channel.Sms).Decide().Record();
        var both = Story.Of(Channel.Sms, Channel.Email).Says(Channel.Sms, Liking.Like).Is("hurried").Decide().Record();
        var mail = Story.Of(Channel.Email).Decide().Record();
        var night = (Story.Of(Channel.Email) with { Now = Story.Utc("2026-03-02T23:30:00Z") }).Decide().Record();
        var after = Policy.Named("after").Exclude(Channel.Sms, Condition.Always, "no more text messages")
            .QuietHours(new QuietHours { From = new(0, 0), Until = new(6, 0), Channels = [Channel.Email] }).OtherwiseBest();

        var diff = PolicyDiff.Compare(Plain, after, [phone, both, mail, night]);

        Assert.Equal((4, 3, 0.75), (diff.Decisions, diff.Changed, diff.ChangedShare));
        Assert.Equal((0, 1, 1, 1, 0), (diff.NowSent, diff.NoLongerSent, diff.Moved, diff.Retimed, diff.OtherStepUp));
        Assert.Equal(
            [(Channel.Email, 2, 3, 1, 0), (Channel.Sms, 2, 0, 0, 2)],
            diff.Channels.Select(one => (one.Channel, one.Before, one.After, one.Gained, one.Lost)));
        Assert.Equal([("", 3, 2), ("hurried", 1, 1)], diff.Personas.Select(one => (one.Name, one.Decisions, one.Changed)));
        Assert.Equal(1, PolicyDiff.Compare(after, Plain, [phone]).NowSent);
    }

    [Fact]
    public void Compare_OfAnotherStepUp_IsAChange()
    {
        var story = Story.Of(Channel.Sms, Channel.Email);
        var plan = Policy.Named("p").FirstOf([Channel.Email], Condition.Always, "mail").OtherwiseBest();
        var steps = Policy.Named("p").FirstOf([Channel.Email, Channel.Sms], Condition.Always, "mail", TimeSpan.FromHours(1)).OtherwiseBest();

        var diff = PolicyDiff.Compare(plan, steps, [story.Decide().Record()]);

        Assert.Equal((1, 1), (diff.Changed, diff.OtherStepUp));
        Assert.Contains("with another step-up 1", diff.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_OverGeneratedCustomers_AgreesWithDecidingOneByOne()
    {
        var recordings = Generated(200);
        var after = ReplayPolicies.Full;

        var diff = PolicyDiff.Compare(Plain, after, recordings, examples: 3);

        var choices = new SituationGenerator(seed: 5).Take(200).Select(situation => (Before: situation.Decide(Plain), After: situation.Decide(after))).ToList();
        Assert.Equal(choices.Count(pair => pair.Before.Choice != pair.After.Choice), diff.Changed - diff.OtherStepUp);
        Assert.Equal(choices.Count(pair => pair.After.Choice is not null) - choices.Count(pair => pair.Before.Choice is not null), diff.NowSent - diff.NoLongerSent);
        Assert.Equal(diff.Channels.Sum(one => one.Gained - one.Lost), diff.NowSent - diff.NoLongerSent);
        Assert.Equal(diff.Changed, diff.Stages.Sum(stage => stage.Changed));
        Assert.Equal(3, diff.Examples.Count);
        Assert.True(diff.ChangedShare > 0.02, "The two policies are known to differ.");
    }

    [Fact]
    public void ToString_OfAChange_ShowsChannelsGroupsAndBothExplanations()
    {
        var story = Story.Of(Channel.Sms, Channel.Email).Says(Channel.Sms, Liking.Like).Is("hurried");
        var after = Policy.Named("cheaper").Exclude(Channel.Sms, Condition.Always, "text messages cost").OtherwiseBest();

        var text = PolicyDiff.Compare(Plain, after, [story.Decide().Record()]).ToString();

        Assert.Contains("1 of 1 decisions change (100.0 %)", text, StringComparison.Ordinal);
        Assert.Contains("  e-mail                 0       1       1       0\n", text, StringComparison.Ordinal);
        Assert.Contains("  persona hurried: 1 of 1 change (100.0 %): e-mail +1 −0, SMS +0 −1\n", text, StringComparison.Ordinal);
        Assert.Contains("    before: spring for anna: SMS, now", text, StringComparison.Ordinal);
        Assert.Contains("    after:  spring for anna: e-mail, now", text, StringComparison.Ordinal);
        Assert.Contains("text messages cost", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_WithoutARecording_Throws() =>
        Assert.Contains("Decision.Record()", Assert.Throws<ArgumentException>(() => PolicyDiff.Compare(Plain, Plain, [])).Message, StringComparison.Ordinal);

    private static List<DecisionRecording> Generated(int count) => [.. new SituationGenerator(seed: 5).Take(count).Select(situation => situation.Decide(Plain).Record())];
}
