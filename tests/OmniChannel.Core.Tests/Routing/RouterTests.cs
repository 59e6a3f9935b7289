namespace OmniChannel.Tests.Routing;

public sealed class RouterTests
{
    private static Story Night => Story.Of(Channel.Email, Channel.Sms).Says(Channel.Sms, Liking.Like) with { Now = Story.Utc("2026-03-02 22:00") };

    [Theory]
    [InlineData(2, "sms")]
    [InlineData(40, "email")]
    public void Decide_BetterLaterOrWorseNow_WeighsTheWait(int pointsPerHour, string expected)
    {
        var decision = Night.By(Policy.Named("p").WaitingCosts(pointsPerHour)).Decide();

        Assert.Equal(new Channel(expected), decision.Choice!.Channel);
        Assert.Equal(expected == "sms" ? Story.Utc("2026-03-03 07:00") : Night.Now, decision.Choice.At);
    }

    [Fact]
    public void Decide_GatesThatNeverOpenTogether_LeaveTheChannelShut()
    {
        var story = (Story.Of(Channel.WhatsApp) with { Now = Story.Utc("2026-03-02 22:00") }).Written(Channel.WhatsApp, Story.Utc("2026-03-02 01:00"));

        var block = Assert.Single(story.On(Channel.WhatsApp).Blocks);

        Assert.Equal((Gate.QuietHours, "gates.never-together", "quiet.hours"), (block.Gate, block.Reason.Code, Assert.Single(block.Reason.Causes).Code));
    }

    [Fact]
    public void Decide_TheSameInAnotherOrder_IsTheSameByteForByte()
    {
        var channels = new[] { Channel.Email, Channel.Push, Channel.LiveChat, Channel.WhatsApp, Channel.Sms };
        var (left, right) = (Tell(channels), Tell([.. channels.Reverse()]));

        Assert.Equal(left.SnapshotHash, right.SnapshotHash);
        Assert.Equal(left.ToString(), right.ToString());
        Assert.Equal(left.ToString(), Tell(channels).ToString());

        static Decision Tell(Channel[] channels)
        {
            var story = Story.Of(channels) with { Agents = 2 };
            story = channels.Aggregate(story.After(TouchpointType.SiteVisited, TimeSpan.FromMinutes(1)), (now, channel) => now.Says(channel, Liking.Like));
            return story.Sent(channels[0] == Channel.Email ? Channel.Email : Channel.Sms, Story.Monday.AddDays(-3), delivery: "d", address: "a") is var told ? (told with { State = told.State with { Contacts = [told.State.Contacts[0] with { Channel = Channel.Email }] } }).Decide() : null!;
        }
    }

    [Fact]
    public void Hash_OfEachThingThatIsKnown_Differs()
    {
        var story = Story.Of(Channel.Email, Channel.Sms);
        Story[] others =
        [
            story, story with { Now = story.Now.AddTicks(1) }, story with { Lasting = TimeSpan.FromDays(1) }, story with { Agents = 1 }, story with { Irrelevant = "no" }, story with { Budget = Money.Of(9, "EUR") },
            story with { Message = story.Message with { Urgency = Urgency.High } }, story with { Message = story.Message with { Value = Money.Of(1, "EUR") } }, story with { Message = story.Message with { Topic = new("golf") } },
            story.Unreachable(Channel.Sms), story.Reachable(Channel.WebPush, "unused").Unreachable(Channel.Email), story.WithoutConsent(), story.Says(Channel.Sms, Liking.Like), story.Is("p", (Channel.Sms, 9)), story.Is("p", (Channel.Sms, 8)),
            story.Used(Channel.Sms, TimeSpan.FromDays(2)), story.InHand(DeviceKind.Tv), story.Sent(Channel.Email, Story.Monday), story.Sent(Channel.Email, Story.Monday, Purpose.Transactional), story.Account(Channel.Email, "email-1", Story.Monday),
            story.Account(Channel.Email, "email-2"), story.Knowing(p => p with { TimeZone = "America/New_York" }), story.Knowing(p => p with { TimeZone = null, Country = null }), (story with { HostZone = "Etc/GMT" }).Knowing(p => p with { TimeZone = null, Country = null }),
            story.Knowing(p => p with { Age = 3 }), story.Knowing(p => p with { Language = "fr" }), story.After(TouchpointType.CartLeft, TimeSpan.Zero, amount: Money.Of(3, "EUR")), story.After(TouchpointType.CartLeft, TimeSpan.Zero, amount: Money.Of(4, "EUR")),
            story with { Evidence = new EvidenceState { Leads = new Dictionary<Channel, LeadTally> { [Channel.Sms] = new() { Came = 100, Bought = 50 } } } }, story with { Variants = [] },
        ];

        Assert.Equal(others.Length, others.Select(one => one.Decide().SnapshotHash).Distinct().Count());
    }

    [Fact]
    public void Decide_WithAPlan_StepsUpInItsOrderOverWhatMayBeUsed()
    {
        var policy = Policy.Named("p").FirstOf([Channel.Push, Channel.Sms, Channel.WhatsApp, Channel.Email], Facts.Purpose == Purpose.Marketing, "as agreed", TimeSpan.FromHours(4));
        var story = Story.Of(Channel.Email, Channel.Sms, Channel.Push, Channel.WhatsApp).Says(Channel.Email, Liking.Like).By(policy);

        var decision = story.Decide();

        Assert.Equal(Channel.Push, decision.Choice!.Channel);
        Assert.Equal([Channel.Sms, Channel.Email], decision.StepUp);
        Assert.Equal(TimeSpan.FromHours(4), decision.StepUpAfter);

        var last = story.WithoutConsent().Consents(ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Story.Monday, "form")).Decide();
        Assert.Equal((Channel.Email, null), (last.Choice!.Channel, last.StepUpAfter));
        Assert.Empty(last.StepUp);
    }

    [Fact]
    public void Decide_OtherwiseNothing_SendsOnlyWhatAPlanSpeaksOf()
    {
        var policy = Policy.Named("p").FirstOf([Channel.Email], Facts.Purpose == Purpose.Service, "service only").OtherwiseNothing();
        var decision = (Story.Of(Channel.Email) with { Policy = policy }).Decide();

        Assert.Equal("nothing.no-plan", decision.NothingBecause!.Code);
        Assert.Equal("wins-if.nothing", decision[Channel.Email]!.WouldWinIf!.Code);
    }

    [Fact]
    public void Decide_AnExpiredMessage_SaysSo()
    {
        var decision = (Story.Of(Channel.Email) with { Lasting = TimeSpan.Zero }).Decide();

        Assert.Equal("nothing.expired", decision.NothingBecause!.Code);
        Assert.False(decision.Verdicts[0].IsEligible);
        Assert.Contains("the message expired at 2026-03-02 10:00 UTC", decision.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_WithoutChannels_SaysSo() => Assert.Equal("nothing.no-channel", new Story().Decide().NothingBecause!.Code);

    [Fact]
    public void Decide_WithAHoldout_KeepsTheSameShareOfMarketingForEver()
    {
        var story = Story.Of(Channel.Email).By(Policy.Named("p").Holdout(100));
        var heldOut = Enumerable.Range(0, 4000).Where(one => IsHeldOut(story, one)).ToList();

        Assert.InRange(heldOut.Count, 340, 460); // 400 and three standard deviations
        Assert.All(heldOut, one => Assert.True(IsHeldOut(story.By(Policy.Named("another").Holdout(150)), one)));
        Assert.Equal(StableHash.Of("anna", "holdout"), StableHash.Of("anna", "holdout"));

        static bool IsHeldOut(Story story, int one) => story.Knowing(profile => profile with { Id = new("customer " + one) }).Decide().NothingBecause?.Code == "nothing.holdout";
    }

    [Fact]
    public void Of_AStableHash_IsWhatADatabaseComputes() => // printf 'anna\nholdout' | sha256sum
        Assert.Equal(0x55816e6dd3d08329UL, StableHash.Of("anna", "holdout"));

    [Fact]
    public void Decide_Propensities_AreOneForTheWinner()
    {
        var decision = Story.Of(Channel.Email, Channel.Sms).Decide();

        Assert.Equal([1.0, 0.0], decision.Verdicts.Select(verdict => verdict.Propensity));
    }

    [Fact]
    public void Decide_PointsBeyond32Bits_ThrowInsteadOfTurningRound()
    {
        var policy = Policy.Named("p").WithoutSafeQuietHours().WaitingCosts(10_000).QuietHours(new QuietHours { From = new(0, 1), Until = new(0, 0) }).OtherwiseBest();
        var story = Story.Of(Channel.Sms) with { Policy = policy with { Quiet = [] }, NotBefore = Story.Monday };
        var late = story.Account(Channel.Sms, "sms-1", Story.Monday.AddDays(365 * 30)) with { Lasting = TimeSpan.FromDays(365 * 31), Channels = [ChannelDefinitions.Email with { Channel = Channel.Sms }] };

        Assert.Throws<OverflowException>(late.Decide);
    }

    [Fact]
    public void Build_Personas_TakesTheFirstWhoseConditionHolds()
    {
        static Persona Of(string id, Condition? when) => new() { Id = new(id), Name = id, Channels = new Dictionary<Channel, int>(), When = when };
        var story = Story.Of(Channel.Email) with
        {
            Personas = [Of("nobody", null), Of("unknown", Facts.Customer.Age > 1), Of("french", Facts.Customer.Country == "FR"), Of("german", Facts.Customer.Country == "DE"), Of("all", Condition.Always)],
        };

        Assert.Equal(new PersonaId("german"), story.Snapshot.Persona);
        Assert.Equal(new PersonaId("nobody"), story.Knowing(profile => profile with { Persona = new("nobody") }).Snapshot.Persona);
        Assert.Equal(new PersonaId("unheard-of"), story.Knowing(profile => profile with { Persona = new("unheard-of") }).Snapshot.Persona);
    }

    [Fact]
    public void Score_ARuleOverAMissingFact_AddsNothingAndSaysSo()
    {
        var part = Assert.Single(Story.Of(Channel.Email).By(Policy.Named("p").Score(Channel.Email, 50, Facts.Customer.Age > 60, "older people read")).On(Channel.Email).Parts, one => one.Term == ScoreTerm.Rule);

        Assert.Equal((0, "score.rule.missing"), (part.Points, part.Reason.Code));
    }

    [Fact]
    public void Score_ACostInAnotherCurrency_AddsNothingAndSaysSo()
    {
        var part = Assert.Single(Story.Of(Channel.Sms).By(Policy.Named("p").MoneyCosts(500, "USD")).On(Channel.Sms).Parts, one => one.Term == ScoreTerm.Cost);

        Assert.Equal((0, "score.cost.missing"), (part.Points, part.Reason.Code));
    }
}
