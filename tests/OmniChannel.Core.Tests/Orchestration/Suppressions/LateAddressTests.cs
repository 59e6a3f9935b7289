namespace OmniChannel.Tests.Orchestration.Suppressions;

/// <summary>An address comes into the profile while its delivery is under way: what is known against it is looked up before anything goes there.</summary>
public sealed class LateAddressTests
{
    private const string Dead = "dead@example.com";

    [Fact]
    public async Task Dispatch_ToAnAddressThatCameSinceTheLook_HeedsWhatIsKnownAgainstIt()
    {
        var host = new Saving();
        await using var shop = await Shop.OpenAsync(setup => setup.Relevance = host);

        // Somebody else had it, and it bounced.
        var other = new CustomerId("other");
        await shop.Runtime.SaveAsync(Shop.Profile with { Id = other, ContactPoints = [ContactPoint.Email(Dead)] }, Shop.Stop);
        var bounced = Assert.IsType<SendResult.Queued>(await shop.Runtime.SendAsync(Shop.Message, other, null, Shop.Stop)).Delivery;
        await shop.DispatchAsync();
        await shop.Runtime.RecordAsync(new Receipt { Source = "/mail", Id = "b1", Delivery = bounced, Kind = ReceiptKind.HardBounced, At = Shop.Noon }, cancellationToken: Shop.Stop);
        var delivery = await shop.QueueAsync();
        host.Once = async () => await shop.Runtime.SaveAsync(Shop.Profile with { ContactPoints = [ContactPoint.Email(Dead)] }, Shop.Stop);

        await shop.DispatchAsync();

        Assert.Null(host.Once);
        Assert.Equal(DeliveryStatus.Skipped, (await shop.ReportAsync(delivery)).Status);
        Assert.Single(shop.Mail.Given, given => given.Address == Dead); // the one that bounced
    }

    /// <summary>A host that is asked whether a message makes sense, and saves a profile meanwhile.</summary>
    private sealed class Saving : IMessageRelevance
    {
        public Func<Task>? Once { get; set; }

        public async ValueTask<string?> WhyNotAsync(Message message, CustomerId customer, CancellationToken cancellationToken)
        {
            if (Once is { } once)
            {
                Once = null;
                await once();
            }

            return null;
        }
    }
}
