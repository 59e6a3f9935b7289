using OmniChannel.Delivery;
using OmniChannel.Tests.Orchestration;

namespace OmniChannel.Tests.Peers;

/// <summary>What users of other messaging libraries asked for and waited for, one test each, named after where they asked.</summary>
public sealed class AskedForTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(30);
    private static readonly DateTimeOffset Grant = Shop.Noon.AddDays(-30);
    private readonly ScriptedAdapter _push = new(Channel.Push);
    private readonly ScriptedAdapter _text = new(Channel.Sms);

    /// <summary>Fallback and a catch-all; the first answer was to notify all end points at once.</summary>
    [Fact]
    public async Task CaroncApprise1341_TheCatchAll_IsCalledOnlyWhenAllBeforeItFailed()
    {
        var (second, last) = (new ScriptedAdapter(Channel.Email, "second"), new ScriptedAdapter(Channel.Email, "catch-all"));
        await using var shop = await Shop.OpenAsync(setup =>
        {
            setup.Adapters.Add(second);
            setup.Adapters.Add(last);
            setup.Policy = Policy.Named("all").WithoutSafeCaps().OtherwiseBest();
        });
        await ReceiptTests.SentAsync(shop);
        Assert.Equal((1, 0, 0), Calls());

        shop.Mail.Answers(AttemptOutcome.NotSent(AttemptFault.Provider, "421", "down"));
        await ReceiptTests.SentAsync(shop);
        Assert.Equal((2, 1, 0), Calls());

        second.Answers(AttemptOutcome.NotSent(AttemptFault.Provider, "421", "down"));
        var third = await ReceiptTests.SentAsync(shop);
        Assert.Equal((3, 2, 1), Calls());
        Assert.Equal("catch-all", (await shop.ReportAsync(third)).Account);

        (int, int, int) Calls() => (shop.Mail.Given.Count, second.Given.Count, last.Given.Count);
    }

    /// <summary>What a skipped step gives the next one.</summary>
    [Fact]
    public async Task Novu7375_ASkippedStep_IsAResultAndTheNextStepHasItsTurn()
    {
        await using var shop = await OpenAsync(policy => policy.FirstOf([Channel.Push, Channel.Sms, Channel.Email], Condition.Always, "the phone first", Step));
        var first = await shop.QueueAsync();
        await shop.Runtime.RecordAsync(Shop.Anna, ConsentRecord.Deny(Purpose.Marketing, Channel.Push, Shop.Noon, "settings"), cancellationToken: Shop.Stop);

        await shop.DispatchAsync();
        await shop.DispatchAsync();

        var skipped = await shop.ReportAsync(first);
        Assert.Equal((DeliveryStatus.Skipped, "consent.denied"), (skipped.Status, skipped.Reason!.Code));
        var next = await shop.ReportAsync(skipped.SteppedTo!.Value);
        Assert.Equal((DeliveryStatus.Accepted, Channel.Sms, first), (next.Status, next.Channel, next.SteppedFrom));
        Assert.Equal((0, 1, 0), (_push.Given.Count, _text.Given.Count, shop.Mail.Given.Count));
    }

    /// <summary>Do not disturb, in the recipient's zone.</summary>
    [Fact]
    public async Task Novu2858_DoNotDisturb_IsOfTheRecipientsClock()
    {
        await using var shop = await OpenAsync(Nights);
        foreach (var (zone, until) in new[] { ("Asia/Tokyo", (DateTimeOffset?)null), ("America/New_York", Utc("2026-06-15 12:00")), ("Asia/Kolkata", null), ("Australia/Sydney", null), ("America/Los_Angeles", Utc("2026-06-15 15:00")) })
        {
            var customer = new CustomerId(zone);
            await shop.Runtime.SaveAsync(Shop.Profile with { Id = customer, TimeZone = zone, Country = null }, Shop.Stop);

            var sent = await shop.Runtime.SendAsync(Shop.Message, customer, cancellationToken: Shop.Stop);

            Assert.Equal(until, (sent as SendResult.Deferred)?.Until);
            Assert.Equal(until is null, sent is SendResult.Queued);
        }
    }

    /// <summary>Eleven years of UTC against local time; one path was mended, the other never.</summary>
    [Theory]
    [InlineData("2026-10-24 20:30", "2026-10-25 07:00")] // the night in which the clock goes back ends an hour later
    [InlineData("2027-03-27 21:30", "2027-03-28 06:00")] // the one in which it goes forward, an hour sooner
    [InlineData("2026-06-15 20:30", "2026-06-16 06:00")]
    public async Task Mautic837And17319_LocalTime_HoldsForOneMessageAndForAnAudienceAlike(string now, string until)
    {
        await using var shop = await OpenAsync(Nights);
        shop.Clock.SetUtcNow(Utc(now));
        var deferred = Assert.IsType<SendResult.Deferred>(await shop.SendAsync());
        var report = await shop.Runtime.Audiences.SendAsync(new Audience { Name = "Everybody", When = Condition.Always }, Shop.Message, null, Shop.Stop);
        Assert.Equal((Utc(until), 1L), (deferred.Until, report.Deferred));

        shop.Clock.SetUtcNow(Utc(until).AddTicks(-1));
        await shop.DispatchAsync();
        Assert.Empty(shop.Mail.Given);
        shop.Clock.Advance(TimeSpan.FromTicks(1));
        await shop.DispatchAsync();
        Assert.Equal(2, shop.Mail.Given.Count);
    }

    /// <summary>A cap per channel and across campaigns, and which message wins when capped.</summary>
    [Fact]
    public async Task CustomerIo393_ACapOfAChannel_HoldsAcrossCampaignsAndTheUrgentOneWins()
    {
        var day = new CapWindow.Rolling { Length = TimeSpan.FromDays(1) };
        await using var shop = await OpenAsync(policy => policy
            .Cap(new FrequencyCap { Max = 1, Window = day, Channels = [Channel.Sms] })
            .Cap(new FrequencyCap { Max = 2, Window = day, WaivedFrom = Urgency.High })
            .Score(Channel.Sms, 100, Condition.Always, "text messages are read").Score(Channel.Push, -100, Condition.Always, "pushes are not").WaitingCosts(50));
        await shop.QueueAsync();
        await shop.QueueAsync(Shop.Message with { Campaign = new("other") });
        await shop.DispatchAsync();
        Assert.Equal((1, 1), (_text.Given.Count, shop.Mail.Given.Count));

        var third = Assert.IsType<SendResult.Deferred>(await shop.SendAsync());
        var urgent = Assert.IsType<SendResult.Queued>(await shop.SendAsync(Shop.Message with { Campaign = new("other"), Urgency = Urgency.High }));
        await shop.DispatchAsync();

        Assert.Equal(Shop.Noon.AddDays(1), third.Until);
        Assert.Equal((DeliveryStatus.Accepted, Channel.Email), ((await shop.ReportAsync(urgent.Delivery)).Status, (await shop.ReportAsync(urgent.Delivery)).Channel));
    }

    /// <summary>Preferences by topic; the open question was which of several outranks the others.</summary>
    [Fact]
    public async Task Novu2500_APreferenceByTopic_TheMoreRestrictiveWinsUnlessTransactional()
    {
        await using var shop = await OpenAsync(policy => policy, profile => profile with
        {
            Topics = new Dictionary<Topic, Liking> { [new("sales")] = Liking.Dislike, [new("new-arrivals")] = Liking.Like },
            Channels = new Dictionary<Channel, Liking> { [Channel.Email] = Liking.Like },
            Consents = [.. Shop.Profile.Consents, ConsentRecord.Grant(Purpose.Transactional, Channel.Email, Grant, "order")],
        });
        var sale = Shop.Message with { Topic = new Topic("sales") };

        var skipped = Assert.IsType<SendResult.Skipped>(await shop.SendAsync(sale));

        Assert.Contains(skipped.Decision[Channel.Email]!.Blocks, block => block.Reason.Code.Contains("topic", StringComparison.Ordinal));
        Assert.IsType<SendResult.Queued>(await shop.SendAsync(Shop.Message with { Topic = new Topic("new-arrivals") }));
        Assert.IsType<SendResult.Queued>(await shop.SendAsync(sale with { Purpose = Purpose.Transactional }));
    }

    /// <summary>Merging people granted consent, dropped links and changed the surviving id.</summary>
    [Fact]
    public async Task Mautic5495_MergingPeople_GrantsNothingDropsNothingAndKeepsTheSurvivor()
    {
        var visitor = new CustomerId("visitor");
        var agent = new IdentityCommand { By = "agent-7", Reason = "they called" };
        await using var shop = await Shop.OpenAsync();
        await shop.Runtime.SaveAsync(Shop.Profile with { Id = visitor, ContactPoints = [ContactPoint.Email("typed@example.com")] }, Shop.Stop);
        await shop.Runtime.Identities.AssignAsync(Identifier.VerifiedEmail("typed@example.com"), visitor, agent, Shop.Stop);
        await shop.Runtime.RecordAsync(Shop.Anna, ConsentRecord.Deny(Purpose.Marketing, Channel.Email, Shop.Noon, "settings"), cancellationToken: Shop.Stop);
        await shop.Runtime.RecordAsync(visitor, ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Shop.Noon.AddMinutes(1), "pop-up"), cancellationToken: Shop.Stop);
        Assert.IsType<SendResult.Queued>(await shop.Runtime.SendAsync(Shop.Message, visitor, cancellationToken: Shop.Stop));

        await shop.Runtime.Identities.LinkAsync(visitor, Shop.Anna, agent, Shop.Stop);
        await shop.DispatchAsync();

        Assert.Empty(shop.Mail.Given);
        Assert.IsType<SendResult.Skipped>(await shop.SendAsync());
        Assert.IsType<SendResult.Skipped>(await shop.Runtime.SendAsync(Shop.Message, visitor, cancellationToken: Shop.Stop));
        var found = await shop.Runtime.Identities.FindAsync(Identifier.VerifiedEmail("typed@example.com"), Shop.Stop);
        var person = await shop.Runtime.Identities.ReadAsync(found!.Value, Shop.Stop);
        Assert.Equal((Shop.Anna, "anna visitor", visitor), (person.Survivor, string.Join(' ', person.Customers), Assert.Single(person.Links).Customer));
    }

    /// <summary>Channels that plug in, one template for channels alike, and a channel that follows from the customer's wish and the message's urgency, never from the caller.</summary>
    [Fact]
    public async Task Shesha2245_TheChannel_FollowsFromWishAndUrgency_WithOneTextForThoseAlike()
    {
        await using var shop = await OpenAsync(
            policy => policy.FirstOf([Channel.Sms], Facts.Urgency == Urgency.Critical, "what is critical goes to the phone at once"),
            profile => profile with { Channels = new Dictionary<Channel, Liking> { [Channel.Push] = Liking.Like } });

        await shop.QueueAsync();
        await shop.QueueAsync(Shop.Message with { Urgency = Urgency.Critical });
        await shop.DispatchAsync();

        Assert.Equal((1, 1, 0), (_push.Given.Count, _text.Given.Count, shop.Mail.Given.Count));
        Assert.Equal(_push.Given[0].Content.Text, _text.Given[0].Content.Text);
    }

    private static PolicyBuilder Nights(PolicyBuilder policy) => policy.WithoutSafeQuietHours().QuietHours(new QuietHours { From = new TimeOnly(21, 0), Until = new TimeOnly(8, 0), Channels = [Channel.Email] })
        .FirstOf([Channel.Email], Condition.Always, "by mail");

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal);

    /// <summary>A shop with a short text for push and text message alike, and mail; Anna can be reached on all.</summary>
    private async Task<Shop> OpenAsync(Func<PolicyBuilder, PolicyBuilder> policy, Func<CustomerProfile, CustomerProfile>? change = null)
    {
        var shop = await Shop.OpenAsync(setup =>
        {
            setup.Adapters[1] = _text;
            setup.Adapters.Add(_push);
            setup.Policy = policy(Policy.Named("asked for").WithoutSafeCaps()).OtherwiseBest();
            setup.Campaigns[0] = Shop.Campaign with { Variants = [Shop.Campaign.Variants[0], .. new ShortText { Text = "Your cart of {{message.cart.total}} is waiting." }.On(Channel.Push, Channel.Sms)] };
            setup.Campaigns.Add(setup.Campaigns[0] with { Id = new("other"), Name = "Another" });
        });
        var profile = Shop.Profile with
        {
            ContactPoints = [ContactPoint.Email(Shop.AnnasMailbox), ContactPoint.Sms("+4915112345678"), ContactPoint.Push("phone")],
            Consents = [.. new[] { Channel.Email, Channel.Sms, Channel.Push }.Select(channel => ConsentRecord.Grant(Purpose.Marketing, channel, Grant, "form"))],
        };
        await shop.Runtime.SaveAsync(change?.Invoke(profile) ?? profile, Shop.Stop);
        return shop;
    }
}
