namespace OmniChannel.Tests.Routing.Gates;

/// <summary>Each gate with each of its reasons.</summary>
public sealed class GateReasonsTests
{
    private static readonly ChannelDefinition Kiosk = new()
    {
        Channel = new("kiosk"),
        DisplayName = "kiosk",
        Capabilities = new() { Direction = ChannelDirection.Both, Reach = ChannelReach.Person, IsOnline = true, RequiresPresence = CustomerPlace.InApp | CustomerPlace.InStore },
        Kpis = [],
        Audience = new(),
    };

    private static Story Mail => Story.Of(Channel.Email);

    public static TheoryData<string, string, Func<object>> Shut => new()
    {
        { "capability.inbound-only", "referral", () => Story.Of(Channel.Referral) },
        { "capability.not-personal", "print", () => Story.Of(Channel.Print) },
        { "capability.no-variant", "email", () => Mail with { Variants = [] } },
        { "capability.no-adapter", "email", () => Mail with { Accounts = [] } },
        { "capability.no-account", "email", () => Mail with { Variants = [new Variant { Channel = Channel.Email, Text = "x", Account = "other" }] } },
        { "address.missing", "email", () => Mail.Unreachable(Channel.Email) },
        { "address.malformed", "email", () => Mail.Unreachable(Channel.Email).Reachable(Channel.Email, "a b@c") },
        { "address.not-on-site", "website", () => Story.Of(Channel.Website) },
        { "address.not-on-site", "website", () => Story.Of(Channel.Website).After(TouchpointType.SiteVisited, TimeSpan.FromMinutes(30)) },
        { "address.not-on-site", "website", () => Story.Of(Channel.Website).After(TouchpointType.SiteVisited, TimeSpan.FromMinutes(2)).After(TouchpointType.SiteLeft, TimeSpan.FromMinutes(1)) },
        { "address.not-in-app", "kiosk", () => new Story().With(Kiosk) },
        { "address.not-in-store", "store", () => Story.Of(Channel.Store) with { Agents = 1 } },
        { "address.no-agent", "live-chat", () => Story.Of(Channel.LiveChat).After(TouchpointType.SiteVisited, TimeSpan.Zero) },
        { "address.not-long-enough", "website", () => (Story.Of(Channel.Website) with { NotBefore = Story.Monday.AddHours(1) }).After(TouchpointType.SiteVisited, TimeSpan.Zero) },
        { "address.reply-window", "whatsapp", () => Story.Of(Channel.WhatsApp) },
        { "address.reply-window", "whatsapp", () => Story.Of(Channel.WhatsApp).Written(Channel.WhatsApp, Story.Monday.AddHours(-24)) },
        { "suppression.address", "email", () => Mail with { State = CustomerFold.Suppress(Mail.State, new Suppression { Channel = Channel.Email, Address = "anna@email", Cause = "complaint", At = Story.Monday }) } },
        { "consent.missing", "email", () => Mail.WithoutConsent() },
        { "consent.missing", "email", () => Mail with { Message = Mail.Message with { Purpose = Purpose.Transactional } } },
        { "consent.denied", "email", () => Mail.Consents(ConsentRecord.Deny(Purpose.Marketing, Channel.Email, Story.Monday, "unsubscribed")) },
        { "consent.no-basis", "email", () => Mail.WithoutConsent().Consents(ConsentRecord.Contract(Purpose.Marketing, Channel.Email, Story.Monday, "order")) },
        { "consent.ended", "email", () => Mail.Consents(ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Story.Monday.AddDays(-1), "form") with { Until = Story.Monday }) },
        { "relevance.host", "email", () => Mail with { Irrelevant = "bought meanwhile" } },
        { "relevance.topic", "email", () => (Mail with { Message = Mail.Message with { Topic = new("golf") } }).Knowing(p => p with { Topics = new Dictionary<Topic, Liking> { [new("golf")] = Liking.Dislike } }) },
        { "rules.excluded", "email", () => Mail.By(Policy.Named("p").Exclude(Channel.Email, Facts.Customer.Country == "DE", "not there")) },
        { "rules.required", "email", () => Mail.By(Policy.Named("p").Require(Channel.Email, Facts.Customer.Country == "FR", "only there")) },
        { "rules.fact-missing", "email", () => Mail.By(Policy.Named("p").Exclude(Channel.Email, Facts.Customer.Age < 18, "no children")) },
        { "rules.fact-missing", "email", () => Mail.By(Policy.Named("p").Require(Channel.Email, Facts.Customer.Age >= 18, "no children")) },
        { "quiet.hours", "sms", () => Story.Of(Channel.Sms) with { Now = Story.Utc("2026-03-02 22:00"), Lasting = TimeSpan.FromHours(1) } },
        { "cap.reached", "email", () => (Mail with { Lasting = TimeSpan.FromHours(1) }).Sent(Channel.Email, Story.Monday).Sent(Channel.Sms, Story.Monday) },
        { "cap.closed", "email", () => Mail.By(Policy.Named("p").Cap(0, TimeSpan.FromDays(1))) },
        { "budget.exceeded", "sms", () => Story.Of(Channel.Sms) with { Budget = Money.Of(0.06m, "EUR") } },
        { "budget.currency", "sms", () => Story.Of(Channel.Sms) with { Budget = Money.Of(100, "USD") } },
        { "provider.paused", "email", () => (Mail with { Lasting = TimeSpan.FromHours(1) }).Account(Channel.Email, "email-1", Story.Monday.AddHours(2)) },
        { "gates.never-together", "whatsapp", () => (Story.Of(Channel.WhatsApp) with { Now = Story.Utc("2026-03-02 22:00") }).Written(Channel.WhatsApp, Story.Utc("2026-03-02 01:00")) },
    };

    [Theory]
    [MemberData(nameof(Shut))]
    public void Judge_AShutGate_SaysWhy(string code, string channel, Func<object> story)
    {
        var verdict = ((Story)story()).On(new(channel));

        Assert.Equal(code, Assert.Single(verdict.Blocks).Reason.Code);
        Assert.False(verdict.IsEligible);
        Assert.DoesNotContain("?", verdict.Blocks[0].Reason.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_EveryGateShut_NamesThemInTheirPublishedOrder()
    {
        var state = CustomerFold.Suppress(Story.Of(Channel.Sms).State, new Suppression { Channel = Channel.Sms, Address = "anna@sms", Cause = "complaint", At = Story.Monday });
        var story = (Story.Of(Channel.Sms) with { State = state, Variants = [], Irrelevant = "sold out", Budget = Money.Of(0, "EUR"), Now = Story.Utc("2026-03-02 22:00"), Lasting = TimeSpan.FromHours(1) })
            .WithoutConsent().Account(Channel.Sms, "sms-1", Story.Monday.AddDays(9))
            .By(Policy.Named("p").Exclude(Channel.Sms, Condition.Always, "never").Cap(0, TimeSpan.FromDays(1)));

        var shut = story.On(Channel.Sms).Blocks.Select(block => block.Gate);

        Assert.Equal(Enum.GetValues<Gate>().Where(gate => gate != Gate.Address), shut);
    }

    [Fact]
    public void Judge_ConsentThatEnds_LeavesAnInterval()
    {
        var consent = ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Story.Monday.AddDays(-1), "form") with { Until = Story.Monday.AddHours(5) };

        Assert.Equal([new TimeRange(Story.Monday, Story.Monday.AddHours(5))], Mail.Consents(consent).On(Channel.Email).Open);
    }

    [Fact]
    public void Judge_PresenceAndReplyWindow_LeaveIntervals()
    {
        Assert.Equal([new TimeRange(Story.Monday, Story.Monday.AddMinutes(25))], Story.Of(Channel.Website).After(TouchpointType.SiteVisited, TimeSpan.FromMinutes(5)).On(Channel.Website).Open);
        Assert.Equal([new TimeRange(Story.Monday, Story.Monday.AddHours(3))], Story.Of(Channel.WhatsApp).Written(Channel.WhatsApp, Story.Monday.AddHours(-21)).On(Channel.WhatsApp).Open);
    }

    [Fact]
    public void Judge_PresenceInOneOfSeveralPlaces_LastsAsLongAsAnyOfThem()
    {
        var story = new Story().With(Kiosk).After(TouchpointType.AppOpened, TimeSpan.FromMinutes(20)).After(TouchpointType.StoreEntered, TimeSpan.FromMinutes(30));

        Assert.Equal([new TimeRange(Story.Monday, Story.Monday.AddMinutes(90))], story.On(Kiosk.Channel).Open);
    }

    [Fact]
    public void Judge_OfSeveralAddresses_UsesTheFirstThatCanBe()
    {
        var story = Mail.Unreachable(Channel.Email).Reachable(Channel.Email, "a b").Reachable(Channel.Email, "Bounced@email").Reachable(Channel.Email, "Good@Email");
        story = story with { State = CustomerFold.Suppress(story.State, new Suppression { Channel = Channel.Email, Address = "bounced@email", Cause = "hard-bounce", At = Story.Monday }) };

        Assert.Equal("good@email", story.Snapshot.Channels[0].Address);
        Assert.True(story.On(Channel.Email).IsEligible);
    }

    [Fact]
    public void Judge_ADislikedTopicOfATransaction_Passes()
    {
        var story = (Mail with { Message = Mail.Message with { Topic = new("golf"), Purpose = Purpose.Transactional } })
            .Knowing(profile => profile with { Topics = new Dictionary<Topic, Liking> { [new("golf")] = Liking.Dislike } })
            .Consents(ConsentRecord.Contract(Purpose.Transactional, Channel.Email, Story.Monday, "order"));

        Assert.True(story.On(Channel.Email).IsEligible);
    }

    [Fact]
    public void Judge_APausedAccount_GivesWayToTheNext()
    {
        var story = Mail.Account(Channel.Email, "email-2").Account(Channel.Email, "email-1", Story.Monday.AddHours(1));
        story = story with { Accounts = [.. story.Accounts.OrderBy(one => one.Health.Account, StringComparer.Ordinal)] };

        Assert.Equal("email-2", story.Decide().Choice!.Account);
        Assert.False(story.On(Channel.Email).IsEstimate);
    }

    [Fact]
    public void Judge_APausedPinnedAccount_IsWaitedForAndFlagged()
    {
        var story = Mail.Account(Channel.Email, "email-2").Account(Channel.Email, "email-1", Story.Monday.AddHours(1)) with
        {
            Variants = [new Variant { Channel = Channel.Email, Text = "x", Account = "email-1" }],
        };

        var verdict = story.On(Channel.Email);

        Assert.Equal((Story.Monday.AddHours(1), "email-1", true), (verdict.At, verdict.Account, verdict.IsEstimate));
    }

    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(true, true, true)]
    public void Effective_AtOneInstant_TheOneThatAllowsLessHolds(bool first, bool second, bool expected)
    {
        var story = Mail.WithoutConsent()
            .Consents(Said(first), Said(second))
            .Consents(ConsentRecord.Deny(Purpose.Marketing, Channel.Email, Story.Monday.AddDays(-2), "older"), ConsentRecord.Deny(Purpose.Service, Channel.Email, Story.Monday, "other purpose"));

        Assert.Equal(expected, story.On(Channel.Email).IsEligible);
    }

    private static ConsentRecord Said(bool granted) => new() { Purpose = Purpose.Marketing, Channel = Channel.Email, Granted = granted, At = Story.Monday.AddDays(-1), Source = "form" };
}
