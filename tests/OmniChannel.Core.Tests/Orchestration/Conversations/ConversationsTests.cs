namespace OmniChannel.Tests.Orchestration.Conversations;

/// <summary>The next agent continues: nothing is asked again, answered twice or dropped.</summary>
public sealed class ConversationsTests
{
    private static readonly ResponderId Bot = new("bot");
    private static readonly ResponderId Eva = new("eva");
    private static readonly ResponderId Max = new("max");

    [Fact]
    public async Task Receive_SameAddress_ContinuesTheOpenConversation()
    {
        await using var shop = await Shop.OpenAsync();
        var first = await shop.Runtime.Conversations.ReceiveAsync(Said(1), Shop.Stop);
        var second = await shop.Runtime.Conversations.ReceiveAsync(Said(2), Shop.Stop);
        var again = await shop.Runtime.Conversations.ReceiveAsync(Said(2), Shop.Stop);
        var other = await shop.Runtime.Conversations.ReceiveAsync(Said(3) with { Address = "+49 30 other" }, Shop.Stop);

        Assert.Equal(first.Id, second.Id);
        Assert.Equal(2, again.Received);
        Assert.NotEqual(first.Id, other.Id);
        Assert.Contains("touchpoint/message.received", await shop.TypesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receive_AfterTheClose_OpensAnotherWithTheSameCustomer()
    {
        await using var shop = await Shop.OpenAsync();
        var first = await OpenAsync(shop);
        Done(await shop.Runtime.Conversations.TakeAsync(Shop.Anna, first.Id, Eva, Shop.Stop));
        Done(await shop.Runtime.Conversations.CloseAsync(Shop.Anna, first.Id, Eva, 1, Shop.Stop));

        var next = await shop.Runtime.Conversations.ReceiveAsync(Said(2) with { Customer = null }, Shop.Stop);

        Assert.NotEqual(first.Id, next.Id);
        Assert.Equal(Shop.Anna, next.Customer);
        Assert.Equal(ConversationRefusal.Closed, Refused(await shop.Runtime.Conversations.TakeAsync(Shop.Anna, first.Id, Max, Shop.Stop)));
    }

    [Fact]
    public async Task Receive_FromSomebodyNew_MakesAVisitor()
    {
        await using var shop = await Shop.OpenAsync();

        var conversation = await shop.Runtime.Conversations.ReceiveAsync(Said(1) with { Customer = null, Address = "+49 30 new" }, Shop.Stop);

        Assert.NotEqual(Shop.Anna, conversation.Customer);
        Assert.Equal(conversation.Id, (await shop.Runtime.Conversations.FindAsync(conversation.Customer, conversation.Id, Shop.Stop))!.Id);
    }

    /// <summary>chatwoot#15359: a merged contact was answered at the wrong number.</summary>
    [Fact]
    public async Task Receive_AddressHeldWithSomebody_IsNeverRoutedToAnother()
    {
        await using var shop = await Shop.OpenAsync();
        var first = await OpenAsync(shop);

        var second = await shop.Runtime.Conversations.ReceiveAsync(Said(2) with { Customer = new CustomerId("ben") }, Shop.Stop);

        Assert.Equal((first.Id, Shop.Anna, first.Address), (second.Id, second.Customer, second.Address));
    }

    [Fact]
    public async Task Take_TwoAgentsRace_OneHasItAndOneAnswers()
    {
        await using var shop = await Shop.OpenAsync();
        var conversation = await OpenAsync(shop);
        ResponderId[] agents = [.. Enumerable.Range(0, 12).Select(i => new ResponderId($"agent-{i}"))];

        var taken = await Task.WhenAll(agents.Select(agent => Task.Run(() => shop.Runtime.Conversations.TakeAsync(Shop.Anna, conversation.Id, agent, Shop.Stop).AsTask(), Shop.Stop)));
        var answered = await Task.WhenAll(agents.Select(agent => Task.Run(() => shop.Runtime.Conversations.AnswerAsync(Shop.Anna, conversation.Id, Answer(agent, $"a-{agent}", 1), Shop.Stop).AsTask(), Shop.Stop)));

        Assert.Single(taken, result => result is ConversationResult.Done);
        Assert.Equal(11, taken.Count(result => result is ConversationResult.Refused { Because: ConversationRefusal.AlreadyHeld }));
        Assert.Single(answered, result => result is ConversationResult.Done);
    }

    [Fact]
    public async Task Answer_SameNameTwice_IsAReplayAndAnotherIsRefused()
    {
        await using var shop = await Shop.OpenAsync();
        var conversation = await OpenAsync(shop);
        await shop.Runtime.Conversations.TakeAsync(Shop.Anna, conversation.Id, Eva, Shop.Stop);

        var first = Assert.IsType<ConversationResult.Done>(await shop.Runtime.Conversations.AnswerAsync(Shop.Anna, conversation.Id, Answer(Eva, "a-1", 1), Shop.Stop));
        var again = Assert.IsType<ConversationResult.Done>(await shop.Runtime.Conversations.AnswerAsync(Shop.Anna, conversation.Id, Answer(Eva, "a-1", 1), Shop.Stop));

        Assert.False(first.IsReplay);
        Assert.True(again.IsReplay);
        Assert.Equal(ConversationRefusal.AlreadyAnswered, Refused(await shop.Runtime.Conversations.AnswerAsync(Shop.Anna, conversation.Id, Answer(Eva, "a-2", 1), Shop.Stop)));
        Assert.Equal((0, null), (first.Conversation.Unanswered.Count, first.Conversation.DueAt));
    }

    [Fact]
    public async Task Answer_CustomerWroteMeanwhile_TheNewMessageStillWaits()
    {
        await using var shop = await Shop.OpenAsync();
        var conversation = await OpenAsync(shop);
        await shop.Runtime.Conversations.TakeAsync(Shop.Anna, conversation.Id, Eva, Shop.Stop);
        await shop.Runtime.Conversations.ReceiveAsync(Said(2), Shop.Stop);

        var after = Done(await shop.Runtime.Conversations.AnswerAsync(Shop.Anna, conversation.Id, Answer(Eva, "a-1", 1), Shop.Stop));

        Assert.Equal("Where is my order? (2)", Assert.Single(after.Unanswered).Text);
        Assert.Equal(Shop.Noon.AddMinutes(5), after.DueAt);
    }

    [Fact]
    public async Task Pass_FromBotToAPerson_KeepsNoteAndWhatWaits()
    {
        await using var shop = await Shop.OpenAsync();
        var conversation = await OpenAsync(shop);
        await shop.Runtime.Conversations.TakeAsync(Shop.Anna, conversation.Id, Bot, Shop.Stop);
        await shop.Runtime.Conversations.OfferAsync(Shop.Anna, conversation.Id, Bot, Eva, "wants a refund for order 7", Shop.Stop);

        Assert.Equal(ConversationRefusal.NotPending, Refused(await shop.Runtime.Conversations.AcceptAsync(Shop.Anna, conversation.Id, Max, Shop.Stop)));
        var accepted = Done(await shop.Runtime.Conversations.AcceptAsync(Shop.Anna, conversation.Id, Eva, Shop.Stop));
        Assert.Equal((Eva, "wants a refund for order 7", 1), (accepted.Holder!.Value, accepted.Note, accepted.Unanswered.Count));
        Assert.Equal(ConversationRefusal.NotHolder, Refused(await shop.Runtime.Conversations.AnswerAsync(Shop.Anna, conversation.Id, Answer(Bot, "a-1", 1), Shop.Stop)));
        Assert.Equal(Max, Done(await shop.Runtime.Conversations.PassAsync(Shop.Anna, conversation.Id, Eva, Max, null, Shop.Stop)).Holder);
        Assert.Null(Done(await shop.Runtime.Conversations.ReleaseAsync(Shop.Anna, conversation.Id, Max, "gone home", Shop.Stop)).Holder);
        Assert.Contains("conversation.taken conversation.offered conversation.accepted conversation.passed conversation.released", await shop.TypesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deadline_WhoHadItDisappears_IsOfferedToTheNextAndNothingIsDropped()
    {
        await using var shop = await Shop.OpenAsync(setup => setup.Responders = new Supervisor());
        var conversation = await OpenAsync(shop);
        await shop.Runtime.Conversations.TakeAsync(Shop.Anna, conversation.Id, Eva, Shop.Stop);

        shop.Clock.Advance(TimeSpan.FromMinutes(5));
        await shop.DispatchAsync();
        var escalated = (await shop.Runtime.Conversations.FindAsync(Shop.Anna, conversation.Id, Shop.Stop))!;
        Assert.Equal((null, Max, 1, 1), (escalated.Holder, escalated.Offer!.To, escalated.Missed, escalated.Unanswered.Count));
        Assert.Equal(ConversationRefusal.NotHolder, Refused(await shop.Runtime.Conversations.AnswerAsync(Shop.Anna, conversation.Id, Answer(Eva, "late", 1), Shop.Stop)));

        Done(await shop.Runtime.Conversations.AcceptAsync(Shop.Anna, conversation.Id, Max, Shop.Stop));
        shop.Clock.Advance(TimeSpan.FromMinutes(2));
        var answered = Done(await shop.Runtime.Conversations.AnswerAsync(Shop.Anna, conversation.Id, Answer(Max, "a-1", 1), Shop.Stop));
        Assert.Equal((TimeSpan.FromMinutes(7), null, 0), (answered.FirstResponse, answered.DueAt, answered.Missed));
        shop.Clock.Advance(TimeSpan.FromHours(1));
        await shop.DispatchAsync();
        Assert.Equal(Max, (await shop.Runtime.Conversations.FindAsync(Shop.Anna, conversation.Id, Shop.Stop))!.Holder);
    }

    [Fact]
    public async Task Deadline_NobodyAnswersForLong_EscalatesAgainAndAgain()
    {
        await using var shop = await Shop.OpenAsync();
        var conversation = await OpenAsync(shop);
        for (var i = 0; i < 3; i++)
        {
            shop.Clock.Advance(TimeSpan.FromMinutes(5));
            await shop.DispatchAsync();
        }

        var open = (await shop.Runtime.Conversations.FindAsync(Shop.Anna, conversation.Id, Shop.Stop))!;
        Assert.Equal((3, null, 1), (open.Missed, open.Holder, open.Unanswered.Count));
        Assert.Equal(Eva, Done(await shop.Runtime.Conversations.TakeAsync(Shop.Anna, conversation.Id, Eva, Shop.Stop)).Holder);
    }

    [Fact]
    public async Task Brief_NextAgent_SeesTheRunningOfferInItsWords()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.QueueAsync();
        await shop.DispatchAsync();
        var conversation = await OpenAsync(shop);

        var brief = (await shop.Runtime.Conversations.BriefAsync(Shop.Anna, conversation.Id, Shop.Stop))!;

        Assert.Equal("Anna Secretname", brief.Customer!.Name);
        Assert.Equal("touchpoint/message.received", brief.Last[^1].Type);
        Assert.Null(brief.Cart);
        await shop.Runtime.Carts.DoAsync(new CartId(Shop.Anna), CartCommand.Add(new CartItem { Variant = "mug" }, 2), cancellationToken: Shop.Stop);
        Assert.Equal(2, (await shop.Runtime.Conversations.BriefAsync(Shop.Anna, conversation.Id, Shop.Stop))!.Cart!.Lines[0].Quantity);
        var offer = Assert.Single(brief.Offers);
        Assert.Equal(("reminder", "Your cart is waiting", Channel.Email, "Your cart of 59,00 € is waiting."), (offer.Campaign.Value, offer.Name, offer.Channel, offer.Words));
        Assert.Equal(brief.Offers, await shop.Runtime.Conversations.OffersAsync(Shop.Anna, Shop.Stop)); // at the till
        Assert.Null(await shop.Runtime.Conversations.BriefAsync(Shop.Anna, new("none"), Shop.Stop));
    }

    [Fact]
    public async Task Offers_OfACampaignThatEnded_AreNotShownAnyMore()
    {
        var ends = Shop.Noon.AddHours(1);
        await using var shop = await Shop.OpenAsync(setup => setup.Campaigns[0] = Shop.Campaign with { EndsAt = ends });
        await shop.QueueAsync();
        await shop.DispatchAsync();
        var conversation = await OpenAsync(shop);

        shop.Clock.Advance(ends - shop.Clock.GetUtcNow() - TimeSpan.FromTicks(1));
        var running = Assert.Single((await shop.Runtime.Conversations.BriefAsync(Shop.Anna, conversation.Id, Shop.Stop))!.Offers);
        Assert.Equal(("reminder", ends), (running.Campaign.Value, running.Until!.Value));
        Assert.Single(await shop.Runtime.Conversations.OffersAsync(Shop.Anna, Shop.Stop));

        shop.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Empty((await shop.Runtime.Conversations.BriefAsync(Shop.Anna, conversation.Id, Shop.Stop))!.Offers);
        Assert.Empty(await shop.Runtime.Conversations.OffersAsync(Shop.Anna, Shop.Stop));
    }

    [Fact]
    public async Task Offers_OfMessagesWithAnEndOfTheirOwn_EndWithIt()
    {
        await using var shop = await Shop.OpenAsync();
        var message = Shop.Message with { About = new MessageAbout { OfferEnds = Shop.Noon.AddHours(2) } };
        Assert.IsType<SendResult.Queued>(await shop.Runtime.SendAsync(message, Shop.Anna, null, Shop.Stop));
        await shop.DispatchAsync();

        Assert.Equal(Shop.Noon.AddHours(2), Assert.Single(await shop.Runtime.Conversations.OffersAsync(Shop.Anna, Shop.Stop)).Until);
        shop.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Empty(await shop.Runtime.Conversations.OffersAsync(Shop.Anna, Shop.Stop));
    }

    [Fact]
    public async Task Receive_OutOfBounds_Throws()
    {
        await using var shop = await Shop.OpenAsync();
        InboundMessage[] bad = [Said(1) with { Text = "" }, Said(1) with { Text = new string('x', 4_001) }, Said(1) with { Address = "" }, Said(1) with { Id = "" }, Said(1) with { Channel = default }, Said(1) with { At = Shop.Noon.AddDays(9) }];

        foreach (var message in bad)
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => shop.Runtime.Conversations.ReceiveAsync(message, Shop.Stop).AsTask());
        }

        Assert.Equal(ConversationRefusal.NotFound, Refused(await shop.Runtime.Conversations.TakeAsync(Shop.Anna, new("none"), Eva, Shop.Stop)));
    }

    private static ValueTask<Conversation> OpenAsync(Shop shop) => shop.Runtime.Conversations.ReceiveAsync(Said(1), Shop.Stop);

    private static InboundMessage Said(int number) => new() { Source = "/webhooks/whatsapp", Id = $"wamid-{number}", Channel = Channel.WhatsApp, Address = "+4930123456", Customer = Shop.Anna, Text = $"Where is my order? ({number})", At = Shop.Noon };

    private static ConversationAnswer Answer(ResponderId by, string id, int upTo) => new() { Id = id, By = by, UpTo = upTo, Text = "On its way." };

    private static Conversation Done(ConversationResult result) => Assert.IsType<ConversationResult.Done>(result).Conversation;

    private static ConversationRefusal Refused(ConversationResult result) => Assert.IsType<ConversationResult.Refused>(result).Because;

    private sealed class Supervisor : IResponderRouting
    {
        public ValueTask<ResponderId?> NextAsync(Conversation conversation, CancellationToken cancellationToken) => ValueTask.FromResult<ResponderId?>(Max);
    }
}
