using OmniChannel.Delivery;

namespace OmniChannel.Tests.Orchestration.Inbound;

/// <summary>A STOP to one sender stops that sender, over whatever it sends, and no other; without a sender it stops the channel.</summary>
public sealed class OptOutScopeTests
{
    private const string Number = "+491511234567";
    private static readonly Channel Rcs = new("rcs");
    private static readonly WebhookRequest Call = new() { Url = new Uri("https://shop.example/in"), Headers = new Dictionary<string, string>() };
    private readonly ListeningAdapter shopTexts = new(Channel.Sms, "shop") { OptOutScope = "shop" };
    private readonly ListeningAdapter clubTexts = new(Channel.Sms, "club") { OptOutScope = "club" };
    private readonly ListeningAdapter shopRcs = new(Rcs, "shop") { OptOutScope = "shop" };
    private int written;

    [Fact]
    public async Task Stop_ToOneSender_LeavesTheOtherToSend()
    {
        await using var shop = await OpenAsync();
        Assert.Equal("shop", await SentByAsync(shop));

        await WriteAsync(shop, shopTexts, "Stop.");

        Assert.Equal("club", await SentByAsync(shop));
        var entry = Assert.Single(await shop.Runtime.Suppressions.FindAsync(Channel.Sms, Number, Shop.Stop));
        Assert.Equal(("shop", (CustomerId?)null, "stop", true), (entry.Scope, entry.Customer, entry.Cause.Name, entry.Holds));
    }

    [Fact]
    public async Task Stop_ToEverySender_ShutsTheAddress_AndStartOpensOnlyItsOwn()
    {
        await using var shop = await OpenAsync();
        await WriteAsync(shop, shopTexts, "STOP");
        await WriteAsync(shop, clubTexts, "stopall");
        Assert.Equal("suppression.address", await SentByAsync(shop));

        await WriteAsync(shop, clubTexts, "Start");
        Assert.Equal("club", await SentByAsync(shop));

        await WriteAsync(shop, shopTexts, "UNSTOP");
        Assert.Equal("shop", await SentByAsync(shop));
    }

    [Fact]
    public async Task Stop_OverText_CountsForTheSendersOtherChannel_AndTheOtherWayRound()
    {
        await using var shop = await OpenAsync();
        await WriteAsync(shop, shopTexts, "STOP");
        Assert.True(Assert.Single(await shop.Runtime.Suppressions.FindAsync(Rcs, Number, Shop.Stop)).Holds);

        await WriteAsync(shop, shopRcs, "START");

        Assert.False(Assert.Single(await shop.Runtime.Suppressions.FindAsync(Channel.Sms, Number, Shop.Stop)).Holds);
        Assert.Equal("shop", await SentByAsync(shop));
    }

    [Fact]
    public async Task Send_RejectedAsOptOut_StopsThatSenderOverAllItsChannels()
    {
        await using var shop = await OpenAsync();
        shopTexts.Answer = AttemptOutcome.OptedOut("21610", "The person wrote STOP.");
        Assert.Equal("shop", await SentByAsync(shop));

        Assert.Equal("club", await SentByAsync(shop));
        Assert.Equal("shop", Assert.Single(await shop.Runtime.Suppressions.FindAsync(Rcs, Number, Shop.Stop)).Scope);
    }

    [Fact]
    public async Task Send_WithADeadNumber_ShutsItForEverySender()
    {
        await using var shop = await OpenAsync();
        shopTexts.Answer = AttemptOutcome.Rejected(AttemptFault.Recipient, "21211", "no number");
        await SentByAsync(shop);

        Assert.Equal("suppression.address", await SentByAsync(shop));
        Assert.Empty(await shop.Runtime.Suppressions.FindAsync(Rcs, Number, Shop.Stop));
    }

    [Fact]
    public async Task List_WritesAndReadsTheSender_AndLiftsAllOfThem()
    {
        await using var shop = await OpenAsync();
        await WriteAsync(shop, shopTexts, "STOP");
        await WriteAsync(shop, clubTexts, "STOP");
        using var file = new MemoryStream();
        await shop.Runtime.Suppressions.ExportAsync(file, SuppressionFormat.Csv, Shop.Stop);

        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await shop.Runtime.Suppressions.LiftAsync(Channel.Sms, Number, null, "bea", "she asked for it", Shop.Stop));
        Assert.Equal("shop", await SentByAsync(shop));

        await using var other = await OpenAsync();
        file.Position = 0;
        await other.Runtime.Suppressions.ImportAsync(file, SuppressionFormat.Csv, "moved", Shop.Stop);
        Assert.Equal(["club", "shop"], (await other.Runtime.Suppressions.FindAsync(Channel.Sms, Number, Shop.Stop)).Select(entry => entry.Scope));
    }

    [Fact]
    public async Task Add_WithSenderAndCustomer_IsRefused()
    {
        await using var shop = await OpenAsync();
        await Assert.ThrowsAsync<ArgumentException>(async () => await shop.Runtime.Suppressions.AddAsync(new SuppressionEntry { Channel = Channel.Sms, Address = Number, Customer = Shop.Anna, Scope = "shop", Cause = SuppressionCause.Stop, At = Shop.Noon }, Shop.Stop));
    }

    private async Task<Shop> OpenAsync()
    {
        var shop = await Shop.OpenAsync(setup =>
        {
            setup.Adapters.Clear();
            setup.Adapters.Add(shopTexts);
            setup.Adapters.Add(clubTexts);
            setup.Adapters.Add(shopRcs);
            setup.Channels.Add(ChannelDefinitions.Sms with { Channel = Rcs, DisplayName = "RCS" });
            setup.Campaigns.Clear();
            setup.Campaigns.Add(new Campaign { Id = new CampaignId("text"), Name = "Text", Variants = [new Variant { Channel = Channel.Sms, Text = "Your boots are here." }] });
        });
        await shop.Runtime.SaveAsync(new CustomerProfile
        {
            Id = Shop.Anna,
            ContactPoints = [new ContactPoint { Channel = Channel.Sms, Address = Number }],
            Consents = [ConsentRecord.Grant(Purpose.Transactional, Channel.Sms, Shop.Noon.AddDays(-1), "form")],
        }, Shop.Stop);
        return shop;
    }

    /// <summary>The account that got the message, or why none did.</summary>
    private async Task<string> SentByAsync(Shop shop)
    {
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        var (before, counts) = (new[] { shopTexts, clubTexts }, new[] { shopTexts.Sent.Count, clubTexts.Sent.Count });
        var result = await shop.SendAsync(new Message { Campaign = new CampaignId("text"), Purpose = Purpose.Transactional });
        if (result is SendResult.Skipped skipped)
        {
            return skipped.Decision[Channel.Sms]!.Blocks[0].Reason.Code;
        }

        Assert.IsType<SendResult.Queued>(result);
        await shop.DispatchAsync();
        return before.Zip(counts).Single(one => one.First.Sent.Count > one.Second).First.Account;
    }

    private async Task WriteAsync(Shop shop, ListeningAdapter account, string text)
    {
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        account.Says = InboundReading.Of(new InboundText { Id = $"m{++written}", At = shop.Clock.GetUtcNow(), From = Number, Text = text });
        Assert.Equal(200, (await shop.Runtime.Inbound.ReceiveAsync(account.Channel, account.Account, Call, Shop.Stop)).Status);
    }
}
