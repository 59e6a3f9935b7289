namespace OmniChannel.Tests.Samples;

/// <summary>The code that docs/conversations.md shows.</summary>
public sealed class ConversationSamples
{
    [Fact]
    public async Task Answer_OfThePage_IsGivenOnce()
    {
        await using var runtime = OmniChannelRuntime.Create(new OmniChannelSetup());
        await runtime.StartAsync(TestContext.Current.CancellationToken);
        var cancellationToken = TestContext.Current.CancellationToken;
        var sent = new List<string>();
        ValueTask SendToAsync(Channel channel, string address, string text)
        {
            sent.Add($"{channel} {address}: {text}");
            return ValueTask.CompletedTask;
        }

        #region Answer
        var conversations = runtime.Conversations;
        ResponderId bot = new("bot"), eva = new("eva");

        // A webhook brings what the customer wrote: the conversation with this address opens, or goes on.
        var talk = await conversations.ReceiveAsync(new InboundMessage
        {
            Source = "/webhooks/whatsapp", Id = "wamid-1", Channel = Channel.WhatsApp, Address = "+4930123456", Text = "Where is my order?", At = TimeProvider.System.GetUtcNow(),
        }, cancellationToken);

        // The bot takes it, and hands it to a person with a note.
        await conversations.TakeAsync(talk.Customer, talk.Id, bot, cancellationToken);
        await conversations.PassAsync(talk.Customer, talk.Id, bot, eva, "order 4711, paid, not shipped", cancellationToken);

        // Eva sees the note, what waits, the customer, and what the customer was offered lately; and answers what she read.
        var brief = await conversations.BriefAsync(talk.Customer, talk.Id, cancellationToken);
        var answer = new ConversationAnswer { Id = "reply-1", By = eva, UpTo = brief!.Conversation.Received, Text = "It leaves today." };
        if (await conversations.AnswerAsync(talk.Customer, talk.Id, answer, cancellationToken) is ConversationResult.Done { IsReplay: false, Conversation: var now })
        {
            await SendToAsync(now.Channel, now.Address, answer.Text); // the address that wrote, whoever it turns out to be
        }
        #endregion

        Assert.Equal("whatsapp +4930123456: It leaves today.", Assert.Single(sent));
    }
}
