using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Orchestration;

/// <summary>Many deliveries begun and ended together: what one of them breaks, or whom somebody holds, holds up no other.</summary>
public sealed class SharedAttemptsTests
{
    private const int Many = 40;

    [Fact]
    public async Task Dispatch_OneRowIsBroken_TheOthersAreSent()
    {
        await using var shop = await Shop.OpenAsync();
        var deliveries = await SendToManyAsync(shop);
        var broken = PartitionKey.Of(Customer(7));
        await using (var unit = await shop.Store.BeginAsync(TenantId.Default, [broken], null, Shop.Stop))
        {
            var row = (await unit.GetOutboxAsync(broken, deliveries[7], Shop.Stop))!;
            await unit.TryUpdateOutboxAsync(row with { Body = "{"u8.ToArray() }, row.Fence, Shop.Stop);
            await unit.CommitAsync(Shop.Stop);
        }

        await shop.DispatchAsync();

        Assert.Equal(Many - 1, shop.Mail.Given.Count);
        Assert.Equal(OutboxState.Parked, (await shop.Store.ReadOutboxAsync(TenantId.Default, broken, deliveries[7], Shop.Stop))!.State);
    }

    [Fact]
    public async Task Dispatch_OneCustomerIsHeld_TheOthersAreSentMeanwhile()
    {
        await using var shop = await Shop.OpenAsync();
        await SendToManyAsync(shop);
        var holder = await shop.Store.BeginAsync(TenantId.Default, [PartitionKey.Of(Customer(7))], null, Shop.Stop);

        var dispatching = shop.DispatchAsync().AsTask();
        while (shop.Mail.Given.Count < Many - 1)
        {
            Shop.Stop.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.DoesNotContain(shop.Mail.Given, given => given.Customer == Customer(7));
        await holder.DisposeAsync();
        await dispatching;
        Assert.Equal(Many, shop.Mail.Given.Count);
    }

    [Fact]
    public async Task Dispatch_UnitBreaksBeforeItsCommit_EachIsSentOnce()
    {
        var left = 1;
        await using var shop = await Shop.OpenAsync(setup => setup.OnFailpoint = name =>
        {
            if (name == Failpoints.AttemptBeforeCommit && Interlocked.Increment(ref left) == Many / 2)
            {
                throw new StoreConflictException("Somebody is in the way.");
            }
        });
        var deliveries = await SendToManyAsync(shop);

        await shop.DispatchAsync();

        Assert.Equal(Many, shop.Mail.Given.Count);
        Assert.Equal(Many, shop.Mail.Given.Select(given => given.IdempotencyKey).Distinct().Count());
        foreach (var delivery in deliveries)
        {
            Assert.Equal((DeliveryStatus.Accepted, 1), ((await shop.ReportAsync(delivery)) is { } report ? (report.Status, report.Attempts) : default));
        }
    }

    /// <summary>What is written is thought out before the store is held: whoever changes by then is judged anew, and the others are not held up.</summary>
    [Fact]
    public async Task Dispatch_SomebodyOptsOutOnceItIsThoughtOut_IsNotWrittenTo()
    {
        Task? opting = null;
        Shop? at = null;
        await using var shop = at = await Shop.OpenAsync(setup => setup.OnFailpoint = name =>
        {
            if (name == Failpoints.AttemptBeforeCommit && opting is null)
            {
                opting = at!.Runtime.RecordAsync(Customer(7), ConsentRecord.Deny(Purpose.Marketing, Channel.Email, Shop.Noon, "form"), cancellationToken: Shop.Stop).AsTask();
            }
        });
        var deliveries = await SendToManyAsync(shop);

        await shop.DispatchAsync();
        await opting!;

        Assert.Equal(Many - 1, shop.Mail.Given.Count);
        Assert.DoesNotContain(shop.Mail.Given, given => given.Customer == Customer(7));
        Assert.Equal(DeliveryStatus.Skipped, (await shop.ReportAsync(deliveries[7])).Status);
    }

    private static CustomerId Customer(int number) => new($"customer-{number}");

    private static async Task<IReadOnlyList<DeliveryId>> SendToManyAsync(Shop shop)
    {
        var deliveries = new List<DeliveryId>();
        for (var number = 0; number < Many; number++)
        {
            await shop.Runtime.SaveAsync(Shop.Profile with { Id = Customer(number), ContactPoints = [ContactPoint.Email($"c{number}@example.com")] }, Shop.Stop);
            deliveries.Add(Assert.IsType<SendResult.Queued>(await shop.Runtime.SendAsync(Shop.Message, Customer(number), null, Shop.Stop)).Delivery);
        }

        return deliveries;
    }
}
