using OmniChannel.Delivery;

namespace OmniChannel.Tests.Orchestration;

/// <summary>Nodes of one store that are not set up alike, as in a rolling deployment: what one of them cannot send is left to the others.</summary>
public sealed class UnequalNodesTests
{
    private static readonly Variant Mail = Shop.Campaign.Variants[0];
    private static readonly Variant Text = Shop.Campaign.Variants[1];

    [Theory]
    [InlineData("campaign", "parked.campaign-unknown")]
    [InlineData("adapter", "capability.no-adapter")]
    [InlineData("account", "capability.no-account")]
    [InlineData("variant", "capability.no-variant")]
    [InlineData("doubt", "capability.no-account")]
    public async Task Dispatch_ByANodeThatCannotSend_LeavesItToOneThatCan(string lacks, string code)
    {
        var second = new ScriptedAdapter(Channel.Email, "second");
        await using var shop = await Shop.OpenAsync(setup => setup.Adapters.Add(second));
        var saved = Shop.Campaign with { Id = new("saved"), Variants = [Mail with { Account = "second" }] };
        await shop.Runtime.SaveAsync(saved, Shop.Stop);
        shop.Mail.Answers(lacks == "doubt" ? AttemptOutcome.Unknown("Silence.") : AttemptOutcome.Accepted(), AttemptOutcome.Accepted());
        var (text, mail) = (new ScriptedAdapter(Channel.Sms), new ScriptedAdapter(Channel.Email, lacks == "doubt" ? "other" : "default"));
        await using var other = await NodeAsync(shop, lacks == "adapter" ? [text] : [text, mail], lacks switch
        {
            "campaign" => Shop.Campaign with { Id = new("another") },
            "adapter" or "variant" => Shop.Campaign with { Variants = [Text] },
            _ => Shop.Campaign,
        });
        var delivery = await shop.QueueAsync(Shop.Message with { Campaign = lacks == "account" ? saved.Id : Shop.Reminder });
        if (lacks == "doubt")
        {
            await shop.DispatchAsync();
            shop.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(1, await other.DispatchDueAsync(Shop.Stop));
        var report = await shop.ReportAsync(delivery);
        Assert.Equal((DeliveryStatus.Queued, lacks == "doubt" ? 1 : 0, code), (report.Status, report.Attempts, report.Reason!.Code));
        Assert.Equal(code, Assert.Single((await other.CheckHealthAsync(Shop.Stop)).Missing).Code);

        shop.Clock.Advance(TimeSpan.FromSeconds(1));
        await shop.DispatchAsync();

        Assert.Equal(DeliveryStatus.Accepted, (await shop.ReportAsync(delivery)).Status);
        Assert.Empty(mail.Given.Concat(text.Given));
        Assert.Empty((await shop.Runtime.CheckHealthAsync(Shop.Stop)).Missing);
    }

    /// <summary>Nobody has it: the message is met again ever more patiently, is set aside with the reason after a day or at its own end, and can be tried again.</summary>
    [Theory]
    [InlineData(24)]
    [InlineData(2)]
    public async Task Dispatch_OfWhatNoNodeCanSend_IsSetAsideInTheEnd(int hours)
    {
        await using var shop = await Shop.OpenAsync();
        var delivery = await shop.QueueAsync(hours == 24 ? Shop.Message : Shop.Message with { ExpiresAt = Shop.Noon.AddHours(hours) });
        await using var other = await NodeAsync(shop, [shop.Mail, new ScriptedAdapter(Channel.Sms)], Shop.Campaign with { Id = new("another") });
        var handled = 0;
        for (var at = TimeSpan.Zero; at < TimeSpan.FromHours(hours); at += TimeSpan.FromMinutes(1))
        {
            handled += await other.DispatchDueAsync(Shop.Stop);
            Assert.Equal(DeliveryStatus.Queued, (await shop.ReportAsync(delivery)).Status);
            shop.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.InRange(handled, hours * 12, (hours * 12) + 12);
        Assert.Equal(0, (await shop.ReportAsync(delivery)).Attempts);
        for (var minute = 0; minute < 6; minute++)
        {
            await other.DispatchDueAsync(Shop.Stop);
            shop.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var parked = Assert.Single(await shop.Runtime.Outbox.ListParkedAsync(cancellationToken: Shop.Stop));
        Assert.Equal((delivery, "parked.campaign-unknown"), (parked.Delivery, parked.Reason.Code));
        Assert.Single(await shop.TimelineAsync(), entry => entry.Type == "message.deferred");

        Assert.Equal(RedriveResult.Redriven, await shop.Runtime.Outbox.RedriveAsync(delivery, shop.Clock.GetUtcNow().AddDays(1), Shop.Stop));
        await other.DispatchDueAsync(Shop.Stop);
        Assert.Equal(DeliveryStatus.Queued, (await shop.ReportAsync(delivery)).Status); // it is left to others anew
        shop.Clock.Advance(TimeSpan.FromSeconds(1));
        await shop.DispatchAsync();
        Assert.Single(shop.Mail.Given);
    }

    /// <summary>A message of a plan does not wait for a day: its next channel has its turn at its channel's deadline.</summary>
    [Fact]
    public async Task Dispatch_OfAPlanOnANodeThatCannotSend_GoesOnAtTheChannelsDeadline()
    {
        var text = new ScriptedAdapter(Channel.Sms);
        await using var shop = await OpenPlanAsync(text);
        await shop.SendAsync();
        await using var other = await NodeAsync(shop, [text], Shop.Campaign with { Variants = [Text] });

        for (var minute = 0; minute < 62; minute++)
        {
            await other.DispatchDueAsync(Shop.Stop);
            shop.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal((0, 1), (shop.Mail.Given.Count, text.Given.Count));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Step_OnANodeThatCannotDoIt_IsLeftToOneThatCan(bool knowsTheCampaign)
    {
        var text = new ScriptedAdapter(Channel.Sms);
        await using var shop = await OpenPlanAsync(text);
        await shop.SendAsync();
        await shop.DispatchAsync();
        shop.Clock.Advance(TimeSpan.FromMinutes(30));
        await using var other = await NodeAsync(shop, [shop.Mail], Shop.Campaign with { Id = knowsTheCampaign ? Shop.Reminder : new("another"), Variants = [Mail] });

        Assert.Equal(1, await other.DispatchDueAsync(Shop.Stop));
        Assert.DoesNotContain("message.step-up-ended", await shop.TypesAsync(), StringComparison.Ordinal);
        shop.Clock.Advance(TimeSpan.FromSeconds(1));
        await shop.DispatchAsync();

        Assert.Equal((1, 1), (shop.Mail.Given.Count, text.Given.Count));
    }

    private static async Task<Shop> OpenPlanAsync(ScriptedAdapter text)
    {
        var shop = await Shop.OpenAsync(setup =>
        {
            setup.Adapters[1] = text;
            setup.Policy = Policy.Named("step by step").WithoutSafeCaps().FirstOf([Channel.Email, Channel.Sms], Facts.Purpose == Purpose.Marketing, "first", TimeSpan.FromMinutes(30)).OtherwiseBest();
        });
        await shop.Runtime.SaveAsync(
            Shop.Profile with
            {
                ContactPoints = [ContactPoint.Email(Shop.AnnasMailbox), ContactPoint.Sms("+4915112345678")],
                Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Shop.Noon, "form"), ConsentRecord.Grant(Purpose.Marketing, Channel.Sms, Shop.Noon, "form")],
            },
            Shop.Stop);
        return shop;
    }

    private static async Task<OmniChannelRuntime> NodeAsync(Shop shop, IEnumerable<IChannelAdapter> adapters, Campaign campaign)
    {
        var setup = Shop.Setup(shop.Clock, [.. adapters]);
        setup.Campaigns[0] = campaign;
        setup.Store = shop.Store;
        var node = OmniChannelRuntime.Create(setup);
        await node.StartAsync(Shop.Stop);
        return node;
    }
}
