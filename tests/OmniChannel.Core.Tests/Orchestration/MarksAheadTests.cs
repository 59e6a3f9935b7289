using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Orchestration;

/// <summary>What may be marked as being called before there is a place for its call, and what becomes of it when the place comes late.</summary>
public sealed class MarksAheadTests
{
    private const int Concurrency = 2;

    [Theory(Timeout = 600_000)]
    [InlineData(SendGuarantee.AtMostOnce, true, Concurrency)] // what a killed process leaves in doubt is no more than it could call
    [InlineData(SendGuarantee.AtLeastOnce, true, 3 * Concurrency)]
    [InlineData(SendGuarantee.AtLeastOnce, false, Concurrency)] // nobody knows yet how long calls take
    public async Task Dispatch_WhileCallsGoOn_MarksAheadWhatIsRepeatedAnyway(SendGuarantee promised, bool isQuick, int marked)
    {
        await using var shop = await OpenAsync();
        if (isQuick)
        {
            await QueueAsync(shop, "quick", 40, promised);
            await shop.DispatchAsync();
        }

        var (answer, deliveries) = (new TaskCompletionSource<AttemptOutcome>(TaskCreationOptions.RunContinuationsAsynchronously), await QueueAsync(shop, "slow", 12, promised));
        shop.Mail.Answer = (_, _) => new(answer.Task);
        var running = shop.DispatchAsync().AsTask();
        for (var settled = 0; settled < 200; settled = await MarkedAsync(shop, deliveries) == marked ? settled + 1 : 0)
        {
            Shop.Stop.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        answer.SetResult(AttemptOutcome.Accepted("p"));
        await running;
        Assert.Equal(deliveries.Length + (isQuick ? 40 : 0), shop.Mail.Given.Count);
    }

    [Fact(Timeout = 600_000)]
    public async Task Dispatch_WhenThePlaceComesLate_JudgesAnewBeforeItCalls()
    {
        await using var shop = await OpenAsync();
        await QueueAsync(shop, "quick", 40, SendGuarantee.AtLeastOnce);
        await shop.DispatchAsync();
        var (answer, deliveries) = (new TaskCompletionSource<AttemptOutcome>(TaskCreationOptions.RunContinuationsAsynchronously), await QueueAsync(shop, "slow", 3 * Concurrency, SendGuarantee.AtLeastOnce));
        shop.Mail.Answer = (_, _) => new(answer.Task);
        var running = shop.DispatchAsync().AsTask();
        while (await MarkedAsync(shop, deliveries) < deliveries.Length)
        {
            Shop.Stop.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        // While two are called for two seconds, somebody whose message is marked and waits says no.
        var called = shop.Mail.Given.Skip(40).Select(call => call.Delivery).ToHashSet();
        var late = deliveries.First(one => !called.Contains(one.Delivery));
        await shop.Runtime.RecordAsync(late.Customer, ConsentRecord.Deny(Purpose.Marketing, Channel.Email, shop.Clock.GetUtcNow(), "phone call"), cancellationToken: Shop.Stop);
        shop.Clock.Advance(TimeSpan.FromSeconds(2));
        answer.SetResult(AttemptOutcome.Accepted("p"));
        await running;
        Assert.Equal(40 + Concurrency, shop.Mail.Given.Count);
        shop.Clock.Advance(TimeSpan.FromSeconds(2));
        await shop.DispatchAsync();

        Assert.Equal(40 + deliveries.Length - 1, shop.Mail.Given.Select(call => call.Delivery).Distinct().Count());
        Assert.Equal(shop.Mail.Given.Count, shop.Mail.Given.Select(call => call.Delivery).Distinct().Count());
        Assert.DoesNotContain(late.Delivery, shop.Mail.Given.Select(call => call.Delivery));
        Assert.Equal(DeliveryStatus.Skipped, (await shop.ReportAsync(late.Delivery)).Status);
    }

    private static Task<Shop> OpenAsync() => Shop.OpenAsync(setup =>
    {
        setup.Options.Concurrency = Concurrency;
        setup.Options.Delivery.AttemptDeadline = TimeSpan.FromMinutes(1);
    });

    private static async Task<(CustomerId Customer, DeliveryId Delivery)[]> QueueAsync(Shop shop, string name, int count, SendGuarantee promised)
    {
        var queued = new (CustomerId, DeliveryId)[count];
        for (var i = 0; i < count; i++)
        {
            var customer = new CustomerId($"{name}-{i}");
            await shop.Runtime.SaveAsync(Shop.Profile with { Id = customer, ContactPoints = [ContactPoint.Email($"{name}-{i}@example.com")] }, Shop.Stop);
            queued[i] = (customer, Assert.IsType<SendResult.Queued>(await shop.Runtime.SendAsync(Shop.Message with { Guarantee = promised }, customer, cancellationToken: Shop.Stop)).Delivery);
        }

        return queued;
    }

    private static async Task<int> MarkedAsync(Shop shop, (CustomerId Customer, DeliveryId Delivery)[] deliveries)
    {
        var rows = await shop.Store.ReadOutboxAsync(TenantId.Default, [.. deliveries.Select(one => new OutboxAddress(PartitionKey.Of(one.Customer), one.Delivery))], Shop.Stop);
        return rows.Count(row => row!.State == OutboxState.Calling);
    }
}
