using OmniChannel.Storage;

namespace OmniChannel.Tests.Orchestration;

public sealed class RetentionTests
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    [Fact]
    public async Task Purge_WhatIsOlderThanItIsKept_IsGoneAndWhatWasFoldedStays()
    {
        await using var shop = await Shop.OpenAsync(Keep);
        var cart = new CartId(Shop.Anna);
        await shop.Runtime.RecordAsync(Visit("old"), cancellationToken: Shop.Stop);
        await shop.Runtime.Carts.DoAsync(cart, CartCommand.Add(new CartItem { Variant = "mug" }, 2), cancellationToken: Shop.Stop);
        var delivery = await shop.QueueAsync();
        await shop.DispatchAsync();

        shop.Clock.Advance(TimeSpan.FromDays(20));
        await shop.Runtime.RecordAsync(Visit("new"), cancellationToken: Shop.Stop);
        shop.Clock.Advance(TimeSpan.FromDays(11));
        await shop.DispatchAsync();

        var events = await shop.Store.ReadEventsAsync(TenantId.Default, PartitionKey.Of(Shop.Anna), null, 0, 100, Shop.Stop);
        Assert.Contains(events, row => row.Entry.Id == "new");
        Assert.Contains(events, row => row.Entry.Type == TimelineTypes.Cart && row.Entry.RecordedAt == Shop.Noon);
        Assert.DoesNotContain(events, row => row.Entry.Type != TimelineTypes.Cart && row.Entry.RecordedAt == Shop.Noon);
        Assert.Null(await shop.Runtime.FindDeliveryAsync(delivery, Shop.Stop));
        Assert.Equal(2, (await shop.Runtime.Carts.ReadAsync(cart, Shop.Stop))!.Lines.Single().Quantity);
        Assert.NotNull((await shop.Runtime.FindCustomerAsync(Shop.Anna, Shop.Stop))!.Name);
    }

    [Fact]
    public async Task Purge_OfHundredsOfCustomersAndEntries_GoesOnInBatchesUntilAllIsDone()
    {
        await using var shop = await Shop.OpenAsync(Keep);
        for (var customer = 0; customer < 250; customer++)
        {
            await shop.Runtime.RecordAsync(Visit("v") with { Customer = new CustomerId($"c-{customer:000}") }, cancellationToken: Shop.Stop);
        }

        for (var visit = 0; visit < 1_100; visit++)
        {
            await shop.Runtime.RecordAsync(Visit($"v-{visit}") with { Customer = new CustomerId("c-120") }, cancellationToken: Shop.Stop);
        }

        shop.Clock.Advance(Kept + TimeSpan.FromDays(2));
        await shop.DispatchAsync();

        var left = 0;
        for (var customer = 0; customer < 250; customer++)
        {
            left += (await shop.Store.ReadEventsAsync(TenantId.Default, PartitionKey.Of(new CustomerId($"c-{customer:000}")), null, 0, 10_000, Shop.Stop)).Count;
        }

        Assert.Equal(0, left);
    }

    [Fact]
    public async Task Purge_OfWhatWentToAddresses_GoesWhenNoCapCountsItAnyMore()
    {
        var perAddress = Policy.Named("per address").Cap(new FrequencyCap { Max = 2, Window = new CapWindow.Rolling { Length = TimeSpan.FromDays(1) }, Per = CapScope.ContactPoint }).OtherwiseBest();
        await using var shop = await Shop.OpenAsync(setup =>
        {
            Keep(setup);
            setup.Policy = perAddress;
        });
        await shop.QueueAsync();
        await shop.DispatchAsync();
        var address = new StateAddress(SuppressionBook.PartitionOf(Channel.Email, Shop.AnnasMailbox), AddressContacts.Key);

        shop.Clock.Advance(TimeSpan.FromDays(61));
        await shop.DispatchAsync();
        Assert.Single(AddressContacts.Read(await shop.Store.ReadStateAsync(TenantId.Default, address.Partition, address.Key, Shop.Stop)));
        shop.Clock.Advance(TimeSpan.FromDays(2));
        await shop.DispatchAsync();
        Assert.Null(await shop.Store.ReadStateAsync(TenantId.Default, address.Partition, address.Key, Shop.Stop));
    }

    [Fact]
    public async Task Purge_OfADeliveryThatStillWaits_LeavesIt()
    {
        await using var shop = await Shop.OpenAsync(Keep);
        var partition = PartitionKey.Of(Shop.Anna);
        var delivery = await shop.QueueAsync();
        var row = (await shop.Store.ReadOutboxAsync(TenantId.Default, partition, delivery, Shop.Stop))!;
        await using (var work = await shop.Store.BeginAsync(TenantId.Default, [partition], null, Shop.Stop))
        {
            await work.UnscheduleAsync(partition, "dispatch", delivery.Value, Shop.Stop);
            await work.CommitAsync(Shop.Stop);
        }

        shop.Clock.Advance(TimeSpan.FromDays(100));
        await shop.DispatchAsync();

        Assert.Equal(OutboxState.Queued, row.State);
        Assert.NotNull(await shop.Store.ReadOutboxAsync(TenantId.Default, partition, delivery, Shop.Stop));
    }

    [Fact]
    public async Task Start_KeptForLessThanThirtyDays_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<OmniChannelStartException>(() => Shop.OpenAsync(setup => setup.Options.Retention.Timeline = TimeSpan.FromDays(3)));

        Assert.Contains(refused.Problems, problem => problem.Contains("Retention.Timeline", StringComparison.Ordinal));
    }

    private static void Keep(OmniChannelSetup setup) => (setup.Options.Retention.Timeline, setup.Options.Retention.Deliveries) = (Kept, Kept);

    private static Touchpoint Visit(string id) => new() { Source = "/shop", Id = id, Type = TouchpointType.SiteVisited, Customer = Shop.Anna, At = Shop.Noon, Channel = Channel.Website };
}
