using OmniChannel.Delivery;

namespace OmniChannel.Tests.Orchestration;

public sealed class SendTests
{
    [Fact]
    public async Task Send_ToACustomerWhoAllowedIt_IsQueuedDispatchedAndInTheTimeline()
    {
        await using var shop = await Shop.OpenAsync();

        var queued = Assert.IsType<SendResult.Queued>(await shop.SendAsync());
        Assert.Equal(Channel.Email, queued.Decision!.Choice!.Channel);
        Assert.Equal(DeliveryStatus.Queued, (await shop.ReportAsync(queued.Delivery)).Status);

        Assert.Equal(1, await shop.DispatchAsync());

        var given = Assert.Single(shop.Mail.Given);
        Assert.Equal(Shop.AnnasMailbox, given.Address);
        Assert.Equal("Still there, Anna Secretname", given.Content.Subject);
        Assert.Equal("Your cart of 59,00 € is waiting.", given.Content.Text);
        Assert.StartsWith("https://omnichannel.invalid/", given.UnsubscribeLink!.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal(64, given.IdempotencyKey.Length);
        var report = await shop.ReportAsync(queued.Delivery);
        Assert.Equal((DeliveryStatus.Accepted, 1, "default"), (report.Status, report.Attempts, report.Account));
        Assert.Equal("message.queued attempt.begun attempt.accepted", await shop.TypesAsync());
        Assert.Equal(0, await shop.DispatchAsync());
    }
}
