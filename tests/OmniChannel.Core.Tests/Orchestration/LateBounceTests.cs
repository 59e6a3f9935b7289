namespace OmniChannel.Tests.Orchestration;

/// <summary>An address is shut for whoever has it while a message to it is under way: between the look at it and the beginning of its attempt.</summary>
public sealed class LateBounceTests
{
    [Fact]
    public async Task Dispatch_AddressShutAfterItWasLookedAt_IsNotWrittenTo()
    {
        var shuts = new Shuts();
        await using var shop = await Shop.OpenAsync(setup => setup.Relevance = shuts);
        var other = new CustomerId("other");
        await shop.Runtime.SaveAsync(Shop.Profile with { Id = other, ContactPoints = [ContactPoint.Email("other@example.com")] }, Shop.Stop);
        await shop.Runtime.SendAsync(Shop.Message, other, cancellationToken: Shop.Stop);
        var delivery = await shop.QueueAsync();
        shuts.At = shop.Runtime;

        await shop.DispatchAsync();

        Assert.True(shuts.IsDone);
        Assert.Equal(other, Assert.Single(shop.Mail.Given).Customer);
        Assert.Equal(DeliveryStatus.Skipped, (await shop.ReportAsync(delivery)).Status);
    }

    /// <summary>Anna's address is shut as soon as the host is asked whether the message to her makes sense.</summary>
    private sealed class Shuts : IMessageRelevance
    {
        public OmniChannelRuntime? At { get; set; }

        public bool IsDone { get; private set; }

        public async ValueTask<string?> WhyNotAsync(Message message, CustomerId customer, CancellationToken cancellationToken)
        {
            if (customer == Shop.Anna && At is { } runtime && !IsDone)
            {
                IsDone = true;
                await runtime.Suppressions.AddAsync(new SuppressionEntry { Channel = Channel.Email, Address = Shop.AnnasMailbox, Cause = SuppressionCause.HardBounce, At = Shop.Noon, By = "test" }, cancellationToken);
            }

            return null;
        }
    }
}
