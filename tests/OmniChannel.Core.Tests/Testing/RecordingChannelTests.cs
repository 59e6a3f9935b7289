using OmniChannel.Delivery;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Testing;

public sealed class RecordingChannelTests
{
    private readonly RecordingChannel _channel = new(Channel.Sms);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_SameKeyAgain_ReachesThePersonOnce()
    {
        var first = await _channel.SendAsync(Message("k-1"), Token);
        var second = await _channel.SendAsync(Message("k-1"), Token);

        Assert.Equal(first.ProviderMessageId, second.ProviderMessageId);
        Assert.Single(_channel.Sent);
        Assert.Equal(2, _channel.Attempts.Count);
    }

    [Fact]
    public async Task AnswerNext_Outcomes_AreGivenInOrderThenItAccepts()
    {
        _channel.AnswerNext(AttemptOutcome.NotSent(AttemptFault.Provider, "503", "Down."), AttemptOutcome.Rejected(AttemptFault.Recipient, "550", "Unknown user."));

        AttemptResult[] results = [(await _channel.SendAsync(Message("k-1"), Token)).Result, (await _channel.SendAsync(Message("k-1"), Token)).Result, (await _channel.SendAsync(Message("k-1"), Token)).Result];

        Assert.Equal([AttemptResult.NotSent, AttemptResult.Rejected, AttemptResult.Accepted], results);
        Assert.Single(_channel.Sent);
    }

    [Fact]
    public async Task AnswerNext_Unknown_CountsAsSentAndIsRecognised()
    {
        _channel.AnswerNext(AttemptOutcome.Unknown("The answer was lost."));

        Assert.Equal(AttemptResult.Unknown, (await _channel.SendAsync(Message("k-1"), Token)).Result);
        Assert.Equal(AttemptResult.Accepted, (await _channel.SendAsync(Message("k-1"), Token)).Result);

        Assert.Single(_channel.Sent);
    }

    [Fact]
    public async Task Answer_Function_AnswersWhatIsNotScripted()
    {
        _channel.Answer = message => AttemptOutcome.NotSent(AttemptFault.Account, "401", $"No rights for {message.Campaign}.");

        Assert.Equal(AttemptFault.Account, (await _channel.SendAsync(Message("k-1"), Token)).Fault);
        Assert.Empty(_channel.Sent);
    }

    private static OutgoingMessage Message(string key) => new()
    {
        Delivery = new DeliveryId("d-1"),
        IdempotencyKey = key,
        Tenant = TenantId.Default,
        Customer = new CustomerId("ann"),
        Campaign = new CampaignId("cart-left"),
        Channel = Channel.Sms,
        Address = "+4915112345678",
        Content = new RenderedContent { Text = "Hello" },
        Purpose = Purpose.Marketing,
        Urgency = Urgency.Normal,
        CreatedAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        ExpiresAt = new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero),
    };
}
