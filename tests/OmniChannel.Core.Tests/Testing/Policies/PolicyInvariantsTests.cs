using OmniChannel.Testing;
using OmniChannel.Tests.Routing;

namespace OmniChannel.Tests.Testing;

public sealed class PolicyInvariantsTests
{
    /// <summary>A fault for each case, most of them by a hair: the case has to find it.</summary>
    private static readonly (string Case, string Fault, Func<Situation, Policy, Decision> Decide, string Said)[] Faults =
    [
        ("Consent_IsNeverMissing", "what was never said counts as a yes", (s, p) => Granting(s, (of, _) => of is null).Decide(p), "said nothing of"),
        ("Consent_IsNeverMissing", "a no counts as a yes", (s, p) => Granting(s, (of, _) => of is { Granted: false }).Decide(p), "forbade it"),
        ("Consent_IsNeverMissing", "an end is overlooked", (s, p) => Granting(s, (of, _) => of is { Granted: true, Until: not null }).Decide(p), "allowed it until before then"),
        ("Consent_IsNeverMissing", "a contract is a basis for marketing", (s, p) => Granting(s, (of, _) => of is { Basis: ConsentBasis.Contract }).Decide(p), "no basis for marketing"),
        ("QuietHours_AreNeverBroken", "the hours end a minute early", (s, p) => s.Decide(p with { Quiet = [.. p.Quiet.Select(hours => hours with { Until = hours.Until.AddMinutes(-1) })] }), "which is within"),
        ("QuietHours_AreNeverBroken", "one zone of many is asked", (s, p) => (s with { Customer = s.Customer with { TimeZone = s.Customer.TimeZone ?? (s.Customer.Country == "US" ? "America/New_York" : null) } }).Decide(p), "America/"),
        ("QuietHours_AreNeverBroken", "urgency waives them too early", (s, p) => s.Decide(p with { Quiet = [.. p.Quiet.Select(hours => hours with { WaivedFrom = Urgency.High })] }), "which is within"),
        ("Caps_AreNeverExceeded", "one more is allowed", (s, p) => s.Decide(p with { Caps = [.. p.Caps.Select(cap => cap with { Max = cap.Max + 1 })] }), "where the cap is"),
        ("Caps_AreNeverExceeded", "the window is a tick too short", (s, p) => s.Decide(p with { Caps = [.. p.Caps.Select(ATickShort)] }), "where the cap is"),
        ("Caps_AreNeverExceeded", "reservations are overlooked", (s, p) => (s with { Messages = [.. s.Messages.Where(one => one.At <= s.Now)] }).Decide(p), "where the cap is"),
        ("Caps_AreNeverExceeded", "the day is another zone's", (s, p) => s.Decide(p with { Caps = [.. p.Caps.Select(cap => cap.Window is CapWindow.CalendarDay ? cap with { Window = new CapWindow.CalendarDay { TimeZone = "Asia/Tokyo" } } : cap)] }), "in a day in Europe/Berlin"),
        ("Suppressed_AreNeverWrittenTo", "suppressions are overlooked", (s, p) => (s with { Suppressed = [] }).Decide(p), "every address on it is suppressed"),
        ("Decisions_AlwaysEnd", "stepping up comes back", (s, p) => s.Decide(p) is { Choice: { } choice } d ? d with { StepUp = [choice.Channel] } : s.Decide(p), "stepping up comes back"),
        ("Decisions_AlwaysEnd", "it goes out when it has expired", (s, p) => s.Decide(p) is { Choice: { } choice } d ? d with { Choice = choice with { At = d.ExpiresAt } } : s.Decide(p), "which is not within"),
        ("Decisions_AlwaysEnd", "no reason is given", (s, p) => s.Decide(p) with { Choice = null, NothingBecause = null }, "no reason is given"),
        ("RuleOrder_DoesNotMatter", "the last rule is overlooked", (s, p) => s.Decide(p with { Rules = [.. p.Rules.SkipLast(1)] }), "with the rules in the order"),
        ("ChannelOrder_DoesNotMatter", "the first that may be used wins", (s, p) => FirstOf(s.Decide(p), s.Channels.Select(one => one.Channel)), "in another order"),
        ("ChannelOrder_DoesNotMatter", "the consent stated last holds", (s, p) => (s with { Customer = s.Customer with { Consents = [.. s.Customer.Consents.Reverse().DistinctBy(one => (one.Purpose, one.Channel))] } }).Decide(p), "in another order"),
    ];

    private static readonly Policy[] Policies = [DefaultPolicy.Instance, ReplayPolicies.Full, Policy.Named("bare").WithoutSafeCaps().WithoutSafeQuietHours().OtherwiseBest()];

    public static TheoryData<string, int> EveryCaseOfEveryPolicy => [.. from name in PolicyInvariants.Names from policy in Enumerable.Range(0, Policies.Length) select (name, policy)];

    public static TheoryData<string, string> EveryFault => [.. Faults.Select(fault => (fault.Case, fault.Fault))];

    [Theory]
    [MemberData(nameof(EveryCaseOfEveryPolicy))]
    public Task RunAsync_OfAPolicyThatIsRight_Holds(string name, int policy) =>
        PolicyInvariants.RunAsync(name, new PolicyUnderTest { Policy = Policies[policy], Situations = 250 }, TestContext.Current.CancellationToken);

    [Theory]
    [MemberData(nameof(EveryFault))]
    public async Task RunAsync_WithAPlantedFault_FindsIt(string name, string fault)
    {
        var (_, _, decide, said) = Faults.Single(one => (one.Case, one.Fault) == (name, fault));
        var subject = new PolicyUnderTest { Policy = ReplayPolicies.Full, Decide = decide, Situations = 3000 };

        var broken = await Assert.ThrowsAsync<ConformanceException>(() => PolicyInvariants.RunAsync(name, subject, TestContext.Current.CancellationToken));

        Assert.Contains(said, broken.Message, StringComparison.Ordinal);
        Assert.Contains("seed 1, customer-", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_OfEveryCase_ArePlanted() => Assert.Equal(PolicyInvariants.Names, Faults.Select(fault => fault.Case).Distinct());

    [Fact]
    public async Task RunAsync_WithAPromiseOfTheHouse_FindsAPolicyThatDropsIt()
    {
        var subject = new PolicyUnderTest { Policy = Policy.Named("eager").WithoutSafeCaps().WithoutSafeQuietHours().OtherwiseBest() };

        var caps = await Assert.ThrowsAsync<ConformanceException>(() =>
            PolicyInvariants.RunAsync("Caps_AreNeverExceeded", subject with { Caps = DefaultPolicy.Instance.Caps }, TestContext.Current.CancellationToken));
        var quiet = await Assert.ThrowsAsync<ConformanceException>(() =>
            PolicyInvariants.RunAsync("QuietHours_AreNeverBroken", subject with { QuietHours = DefaultPolicy.Instance.Quiet }, TestContext.Current.CancellationToken));

        Assert.Contains("the cap is 2 in any 24 hours", caps.Message, StringComparison.Ordinal);
        Assert.Contains("within 21:00–08:00", quiet.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_WhereNothingIsSent_SaysThatNothingWasJudged()
    {
        var silent = new PolicyUnderTest { Policy = Policy.Named("silent").OtherwiseNothing(), Situations = 20 };

        var broken = await Assert.ThrowsAsync<ConformanceException>(() => PolicyInvariants.RunAsync("Consent_IsNeverMissing", silent, TestContext.Current.CancellationToken));

        Assert.Contains("nothing was judged", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_WithSituationsAdjusted_GoesByTheLibrarysChannelsAndAsksForAZone()
    {
        var subject = new PolicyUnderTest { Policy = ReplayPolicies.Full, Situations = 100, Adjust = one => one with { Channels = [] } };
        foreach (var name in PolicyInvariants.Names)
        {
            await PolicyInvariants.RunAsync(name, subject, TestContext.Current.CancellationToken);
        }

        var elsewhere = subject with { Adjust = one => one with { Customer = one.Customer with { TimeZone = null, Country = "SE" } } };
        var unknown = await Assert.ThrowsAsync<ConformanceException>(() => PolicyInvariants.RunAsync("QuietHours_AreNeverBroken", elsewhere, TestContext.Current.CancellationToken));

        Assert.Contains("state the customer's time zone", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_OfNoCase_SaysWhereTheNamesAre() =>
        Assert.Contains("PolicyInvariants.Names", (await Assert.ThrowsAsync<ArgumentException>(() => PolicyInvariants.RunAsync("none", new PolicyUnderTest { Policy = DefaultPolicy.Instance }, TestContext.Current.CancellationToken))).Message, StringComparison.Ordinal);

    /// <summary>Grants on each channel where what holds fits.</summary>
    private static Situation Granting(Situation situation, Func<ConsentRecord?, Channel, bool> fits)
    {
        var purpose = situation.Message.Purpose;
        var granted = situation.Channels.Select(one => one.Channel).Where(channel => fits(ConsentLedger.Effective(situation.Customer.Consents, purpose, channel), channel))
            .Select(channel => ConsentRecord.Grant(purpose, channel, situation.Now, "fault"));
        return situation with { Customer = situation.Customer with { Consents = [.. situation.Customer.Consents, .. granted] } };
    }

    private static FrequencyCap ATickShort(FrequencyCap cap) =>
        cap.Window is CapWindow.Rolling rolling ? cap with { Window = new CapWindow.Rolling { Length = rolling.Length - TimeSpan.FromTicks(1) } } : cap;

    private static Decision FirstOf(Decision decision, IEnumerable<Channel> channels) =>
        decision.Choice is null ? decision
        : channels.Select(channel => decision[channel]).FirstOrDefault(verdict => verdict is { IsEligible: true }) is { } first
            ? decision with { Choice = new ChannelChoice { Channel = first.Channel, At = first.At!.Value, Account = first.Account! } }
            : decision;
}
