using OmniChannel.Delivery;
using OmniChannel.Testing;
using OmniChannel.Tests.Orchestration;

namespace OmniChannel.Tests.Delivery;

public sealed class AttemptCallTests
{
    internal static OutgoingMessage Outgoing { get; } = new()
    {
        Delivery = new DeliveryId("d"),
        IdempotencyKey = "k",
        Tenant = TenantId.Default,
        Customer = new CustomerId("anna"),
        Campaign = new CampaignId("c"),
        Channel = Channel.Email,
        Address = "a@example.com",
        Content = new RenderedContent { Text = "Hi" },
        Purpose = Purpose.Marketing,
        Urgency = Urgency.Normal,
        CreatedAt = default,
        ExpiresAt = default,
    };

    [Theory]
    [InlineData(10, 5)]
    [InlineData(120, 60)]
    [InlineData(3600, 60)]
    public void DeadlineOf_ALease_IsNeverLongerThanHalfOfIt(int lease, int deadline) =>
        Assert.Equal(TimeSpan.FromSeconds(deadline), AttemptCall.DeadlineOf(TimeSpan.FromSeconds(lease), TimeSpan.FromMinutes(1)));

    [Fact]
    public async Task Send_WhenTheAdapterThrows_IsInDoubtAndKeepsTheException()
    {
        var adapter = new ScriptedAdapter(Channel.Email) { Answer = (_, _) => throw new InvalidOperationException("a@example.com") };

        var (outcome, thrown) = await AttemptCall.SendAsync(token => adapter.SendAsync(Outgoing, token), TimeSpan.FromSeconds(60), new ManualClock(), TestContext.Current.CancellationToken);

        Assert.Equal(AttemptResult.Unknown, outcome.Result);
        Assert.DoesNotContain("a@example.com", outcome.Detail!, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(thrown);
    }

    [Fact]
    public async Task Send_WhenTheAdapterHeedsItsToken_EndsAtTheDeadline()
    {
        var clock = new ManualClock();
        var adapter = new ScriptedAdapter(Channel.Email)
        {
            Answer = async (_, cancellationToken) =>
            {
                await Task.Delay(TimeSpan.FromHours(1), clock, cancellationToken);
                return AttemptOutcome.Accepted();
            },
        };

        var sending = AttemptCall.SendAsync(token => adapter.SendAsync(Outgoing, token), TimeSpan.FromSeconds(60), clock, TestContext.Current.CancellationToken).AsTask();
        clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(AttemptResult.Unknown, (await sending).Outcome.Result);
    }
}
