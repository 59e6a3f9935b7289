using OmniChannel.Delivery;

namespace OmniChannel.Tests.Orchestration.Inbound;

public sealed class InboundTests
{
    private static readonly WebhookRequest Call = new() { Url = new Uri("https://shop.example/inbound/mail"), Headers = new Dictionary<string, string> { ["X-A"] = "1", ["x-a"] = "2" }, Body = new byte[10] };
    private readonly ListeningAdapter mail = new(Channel.Email);
    private readonly ListeningAdapter texts = new(Channel.Sms);

    [Fact]
    public async Task Receive_AReceipt_MovesItsDeliveryOnce()
    {
        await using var shop = await OpenAsync();
        var delivery = await SentAsync(shop);
        mail.Says = InboundReading.Of(Receipt(shop, "e1", ReceiptKind.Delivered) with { Delivery = delivery });

        Assert.Equal((200, 1, 0), Figures(await ReceiveAsync(shop)));
        var once = await shop.TypesAsync();
        Assert.Equal((200, 1, 0), Figures(await ReceiveAsync(shop)));

        Assert.Equal(DeliveryStatus.Delivered, (await shop.ReportAsync(delivery)).Status);
        Assert.Equal(once, await shop.TypesAsync());
    }

    [Fact]
    public async Task Receive_AReceiptByTheProvidersName_FindsTheDelivery()
    {
        await using var shop = await OpenAsync();
        var delivery = await SentAsync(shop);
        mail.Says = InboundReading.Of(Receipt(shop, "e1", ReceiptKind.HardBounced) with { ProviderMessageId = "provider-1" });

        Assert.Equal((200, 1, 0), Figures(await ReceiveAsync(shop)));

        Assert.Equal(DeliveryStatus.HardBounced, (await shop.ReportAsync(delivery)).Status);
        Assert.Equal("hard-bounce", Assert.Single(await shop.Runtime.Suppressions.FindAsync(Channel.Email, Shop.AnnasMailbox, Shop.Stop)).Cause.Name);
    }

    [Fact]
    public async Task Receive_AReceiptByTheNameThatReconcilingFound_FindsTheDelivery()
    {
        await using var shop = await OpenAsync();
        mail.Answer = AttemptOutcome.Unknown("Silence.");
        mail.Found = ReconcileAnswer.Sent("provider-9");
        var delivery = await shop.QueueAsync(Shop.Message with { Guarantee = SendGuarantee.Reconcile });
        await shop.DispatchAsync();
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        await shop.DispatchAsync();
        Assert.Equal((DeliveryStatus.Accepted, 1), ((await shop.ReportAsync(delivery)).Status, mail.Sent.Count));

        mail.Says = InboundReading.Of(Receipt(shop, "e1", ReceiptKind.HardBounced) with { ProviderMessageId = "provider-9" });
        Assert.Equal((200, 1, 0), Figures(await ReceiveAsync(shop)));
        Assert.Equal(DeliveryStatus.HardBounced, (await shop.ReportAsync(delivery)).Status);
    }

    [Fact]
    public async Task Receive_AReceiptOfAnUnknownMessage_IsAskedForAgainOnlyWhileItIsYoung()
    {
        await using var shop = await OpenAsync();
        var young = Receipt(shop, "e1", ReceiptKind.Delivered) with { ProviderMessageId = "somebody else's" };
        mail.Says = InboundReading.Of(young);
        Assert.Equal((503, 0, 1), Figures(await ReceiveAsync(shop)));

        shop.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal((200, 0, 1), Figures(await ReceiveAsync(shop)));
        mail.Says = InboundReading.Of(young with { Id = "e3", At = shop.Clock.GetUtcNow().AddHours(1) }); // the provider's clock is ahead
        Assert.Equal((200, 0, 1), Figures(await ReceiveAsync(shop)));
        mail.Says = InboundReading.Of(Receipt(shop, "e2", ReceiptKind.Delivered) with { Delivery = new DeliveryId("never-heard-of") });
        Assert.Equal((200, 0, 1), Figures(await ReceiveAsync(shop)));
    }

    [Fact]
    public async Task Receive_AReceiptOfEverythingUntilAnInstant_MovesWhatWasHandedOverByThenOnce()
    {
        await using var shop = await OpenAsync();
        var first = await SentAsync(shop);
        var waiting = await shop.QueueAsync();
        shop.Clock.Advance(TimeSpan.FromSeconds(1));
        var read = shop.Clock.GetUtcNow();
        var everything = Receipt(shop, "w1", ReceiptKind.Opened) with { At = read, EverythingTo = Shop.AnnasMailbox };
        shop.Clock.Advance(TimeSpan.FromSeconds(1));

        mail.Says = InboundReading.Of(everything);
        Assert.Equal((200, 1, 0), Figures(await ReceiveAsync(shop)));
        Assert.Equal((DeliveryStatus.Opened, DeliveryStatus.Queued), ((await shop.ReportAsync(first)).Status, (await shop.ReportAsync(waiting)).Status));

        await shop.DispatchAsync();
        var once = await shop.TypesAsync();
        mail.Says = InboundReading.Of(everything, everything with { Id = "w2", At = read.AddMilliseconds(1) }, everything with { Id = "w3", EverythingTo = "nobody@example.com" });
        Assert.Equal((200, 0, 3), Figures(await ReceiveAsync(shop)));
        Assert.Equal(once, await shop.TypesAsync());
        Assert.Equal(DeliveryStatus.Accepted, (await shop.ReportAsync(waiting)).Status);

        mail.Says = InboundReading.Of(everything with { Id = "w4", At = shop.Clock.GetUtcNow() });
        Assert.Equal((200, 1, 0), Figures(await ReceiveAsync(shop)));
        Assert.Equal(DeliveryStatus.Opened, (await shop.ReportAsync(waiting)).Status);
    }

    [Fact]
    public async Task Receive_AnAnswer_ContinuesTheConversationOfWhoeverWasWrittenTo()
    {
        await using var shop = await OpenAsync();
        await SentAsync(shop);
        mail.Says = InboundReading.Of(Text(shop, "m1", Shop.AnnasMailbox, "Is it still there?"));

        var first = Assert.Single((await ReceiveAsync(shop)).Conversations);
        mail.Says = InboundReading.Of(Text(shop, "m2", Shop.AnnasMailbox, new string('x', 3_999) + "👢"), Text(shop, "m3", Shop.AnnasMailbox, " "));
        var result = await ReceiveAsync(shop);

        Assert.Equal(Shop.Anna, first.Customer);
        Assert.All(result.Conversations, talk => Assert.Equal(first.Id, talk.Id));
        Assert.Equal(3, result.Conversations[^1].Received);
        Assert.Equal(["Is it still there?", new string('x', 3_999), "[no text]"], result.Conversations[^1].Unanswered.Select(message => message.Text));
    }

    [Fact]
    public async Task Receive_AnAnswerToAMessage_IsOfWhomThatMessageWasFor()
    {
        await using var shop = await OpenAsync();
        await SentAsync(shop);
        mail.Says = InboundReading.Of(Text(shop, "m1", "anna.private@example.com", "From my other mailbox") with { InReplyTo = "provider-1" });

        Assert.Equal(Shop.Anna, Assert.Single((await ReceiveAsync(shop)).Conversations).Customer);
    }

    [Fact]
    public async Task Receive_StopOfAKnownPerson_ShutsTheAddressUntilStart()
    {
        await using var shop = await OpenAsync();
        await SentAsync(shop);
        mail.Says = InboundReading.Of(Text(shop, "m1", Shop.AnnasMailbox, "STOP"));
        await ReceiveAsync(shop);
        Assert.IsType<SendResult.Skipped>(await shop.SendAsync());

        mail.Says = InboundReading.Of(Text(shop, "m2", Shop.AnnasMailbox, "Start"));
        await ReceiveAsync(shop);

        Assert.IsType<SendResult.Queued>(await shop.SendAsync());
    }

    [Fact]
    public async Task Receive_StopOfANumberNobodyWroteTo_ShutsItForWhoeverHasIt()
    {
        await using var shop = await OpenAsync();
        texts.Says = InboundReading.Of(Text(shop, "m1", "+491511234567", "Stop"));
        await ReceiveAsync(shop, Channel.Sms);
        Assert.Null(Assert.Single(Holding(await shop.Runtime.Suppressions.FindAsync(Channel.Sms, "+491511234567", Shop.Stop)), entry => entry.Customer is null).LiftedAt);

        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        texts.Says = InboundReading.Of(Text(shop, "m2", "+491511234567", "START"));
        await ReceiveAsync(shop, Channel.Sms);

        Assert.Empty(Holding(await shop.Runtime.Suppressions.FindAsync(Channel.Sms, "+491511234567", Shop.Stop)));
    }

    [Fact]
    public async Task Receive_AnOptOutInTheProvidersWords_ShutsAndOpensWhatItShut()
    {
        await using var shop = await OpenAsync();
        texts.Says = InboundReading.Of(new InboundOptOut { Id = "o1", At = shop.Clock.GetUtcNow(), Address = "+491511234567" });
        await ReceiveAsync(shop, Channel.Sms);
        Assert.Equal("stop", Assert.Single(Holding(await shop.Runtime.Suppressions.FindAsync(Channel.Sms, "+491511234567", Shop.Stop))).Cause.Name);
        await shop.Runtime.Suppressions.AddAsync(new SuppressionEntry { Channel = Channel.Sms, Address = "+491511234568", Cause = SuppressionCause.HardBounce, At = Shop.Noon }, Shop.Stop);

        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        texts.Says = InboundReading.Of(
            new InboundOptOut { Id = "o2", At = shop.Clock.GetUtcNow(), Address = "+491511234567", IsLifted = true },
            new InboundOptOut { Id = "o3", At = shop.Clock.GetUtcNow(), Address = "+491511234568", IsLifted = true });
        await ReceiveAsync(shop, Channel.Sms);

        Assert.Empty(Holding(await shop.Runtime.Suppressions.FindAsync(Channel.Sms, "+491511234567", Shop.Stop)));
        Assert.Single(Holding(await shop.Runtime.Suppressions.FindAsync(Channel.Sms, "+491511234568", Shop.Stop)));
    }

    [Fact]
    public async Task Receive_AFollow_IsATouchpoint()
    {
        await using var shop = await OpenAsync();
        var who = new Identifier { Type = IdentifierType.VerifiedEmail, Value = Shop.AnnasMailbox };
        mail.Says = InboundReading.Of(new InboundActivity { Id = "f1", At = shop.Clock.GetUtcNow().AddYears(3), Type = TouchpointType.Followed, Who = who });

        Assert.Equal((200, 1, 0), Figures(await ReceiveAsync(shop)));

        var customer = await shop.Runtime.Identities.FindAsync(who, Shop.Stop);
        var entries = new List<string>();
        await foreach (var entry in shop.Runtime.ReadTimelineAsync(customer!.Value, Shop.Stop))
        {
            entries.Add(entry.Type);
        }

        Assert.Contains("brand.followed", string.Join(' ', entries), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receive_RejectedAsOptOut_IsOpenedByStart()
    {
        await using var shop = await OpenAsync();
        mail.Answer = AttemptOutcome.OptedOut("21610", "The person wrote STOP.");
        var delivery = await SentAsync(shop);
        Assert.Equal(DeliveryStatus.Rejected, (await shop.ReportAsync(delivery)).Status);
        Assert.IsType<SendResult.Skipped>(await shop.SendAsync());

        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        mail.Says = InboundReading.Of(Text(shop, "m1", Shop.AnnasMailbox, "START"));
        await ReceiveAsync(shop);

        Assert.IsType<SendResult.Queued>(await shop.SendAsync());
    }

    [Theory]
    [InlineData(InboundRefusal.BadSignature, 401)]
    [InlineData(InboundRefusal.TooOld, 401)]
    [InlineData(InboundRefusal.NotOurs, 401)]
    [InlineData(InboundRefusal.Malformed, 400)]
    public async Task Receive_Refused_RecordsNothing(InboundRefusal refusal, int status)
    {
        await using var shop = await OpenAsync();
        mail.Says = InboundReading.Refused(refusal);

        var result = await ReceiveAsync(shop);

        Assert.Equal((status, refusal), (result.Status, result.Refusal));
    }

    [Fact]
    public async Task Receive_RefusedInTheProvidersOwnWay_IsAnsweredSo()
    {
        await using var shop = await OpenAsync();
        mail.Says = InboundReading.Refused(InboundRefusal.TooOld) with { RefusalStatus = 406 };

        var result = await ReceiveAsync(shop);

        Assert.Equal((406, InboundRefusal.TooOld), (result.Status, result.Refusal));
    }

    [Fact]
    public async Task Receive_AProvidersQuestionWhetherWeWantItsCalls_ReachesTheHost()
    {
        await using var shop = await OpenAsync();
        mail.Says = InboundReading.Of() with { ConfirmAt = new Uri("https://provider.example/yes") };

        var result = await ReceiveAsync(shop);

        Assert.Equal((200, "https://provider.example/yes"), (result.Status, result.ConfirmAt?.AbsoluteUri));
    }

    [Fact]
    public async Task Receive_WhatNoAdapterShouldSee_IsRefusedBefore()
    {
        await using var shop = await OpenAsync();
        Assert.Equal(404, (await shop.Runtime.Inbound.ReceiveAsync(Channel.Email, "another", Call, Shop.Stop)).Status);
        Assert.Equal(404, (await shop.Runtime.Inbound.ReceiveAsync(Channel.Push, "default", Call, Shop.Stop)).Status);
        mail.Throws = true;
        Assert.Equal(InboundRefusal.TooLarge, (await shop.Runtime.Inbound.ReceiveAsync(Channel.Email, "default", Call with { Body = new byte[WebhookRequest.MaxBodyBytes + 1] }, Shop.Stop)).Refusal);
        Assert.Equal(InboundRefusal.Malformed, (await ReceiveAsync(shop)).Refusal);
        Assert.Equal("1, 2", Call.Header("X-a"));
    }

    private async Task<Shop> OpenAsync() => await Shop.OpenAsync(setup =>
    {
        setup.Adapters.Clear();
        setup.Adapters.Add(mail);
        setup.Adapters.Add(texts);
    });

    private static async Task<DeliveryId> SentAsync(Shop shop)
    {
        var delivery = await shop.QueueAsync();
        await shop.DispatchAsync();
        return delivery;
    }

    private static ValueTask<InboundResult> ReceiveAsync(Shop shop, Channel? channel = null) => shop.Runtime.Inbound.ReceiveAsync(channel ?? Channel.Email, "default", Call, Shop.Stop);

    private static (int, int, int) Figures(InboundResult result) => (result.Status, result.Recorded, result.Unknown);

    private static InboundReceipt Receipt(Shop shop, string id, ReceiptKind kind) => new() { Id = id, At = shop.Clock.GetUtcNow(), Kind = kind };

    private static InboundText Text(Shop shop, string id, string from, string text) => new() { Id = id, At = shop.Clock.GetUtcNow(), From = from, Text = text };

    private static IEnumerable<SuppressionEntry> Holding(IEnumerable<SuppressionEntry> entries) => entries.Where(entry => entry.Holds);
}
