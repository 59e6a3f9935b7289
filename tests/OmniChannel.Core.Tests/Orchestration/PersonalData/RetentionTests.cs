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
        Assert.Null(await shop.Store.FindAsync(TenantId.Default, LookupKind.Delivery, delivery.Value, Shop.Noon, Shop.Stop));
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

    /// <summary>By a key nobody finds what is gone.</summary>
    [Fact]
    public async Task Purge_OfDeliveriesUnderKeys_TakesTheKeysWithThem()
    {
        await using var shop = await Shop.OpenAsync(setup =>
        {
            Keep(setup);
            setup.Policy = Policy.Named("free").WithoutSafeCaps().WithoutSafeQuietHours().OtherwiseBest();
            setup.Campaigns.Add(Shop.Campaign with { Id = new("news"), Digest = new Digest { Window = TimeSpan.FromHours(1), Variants = Shop.Campaign.Variants } });
        });
        Assert.IsType<SendResult.Queued>(await shop.SendAsync(options: new SendOptions { SupersedeKey = "cart" }));
        Assert.IsType<SendResult.Queued>(await shop.SendAsync(options: new SendOptions { SupersedeKey = "later" }));
        Assert.IsType<SendResult.Deferred>(await shop.SendAsync(Shop.Message with { Campaign = new("news") }));
        shop.Clock.Advance(TimeSpan.FromHours(1));
        await shop.DispatchAsync();
        Assert.Equal((2, 1), await KeysAsync(shop));

        shop.Clock.Advance(Kept - TimeSpan.FromDays(1));
        var last = Assert.IsType<SendResult.Queued>(await shop.SendAsync(options: new SendOptions { SupersedeKey = "later" })).Delivery;
        shop.Clock.Advance(TimeSpan.FromDays(2));
        await shop.DispatchAsync();

        Assert.Equal((1, 0), await KeysAsync(shop));
        Assert.Equal(CancelResult.TooLate, await shop.Runtime.Outbox.CancelAsync(Shop.Anna, "later", Shop.Stop));
        Assert.NotNull(await shop.Runtime.FindDeliveryAsync(last, Shop.Stop));
    }

    /// <summary>What was set aside because nobody can read it is purged in its time too, and keeps nothing else from being.</summary>
    [Fact]
    public async Task Purge_OfADeliveryThatCannotBeRead_GoesOn()
    {
        await using var shop = await Shop.OpenAsync(Keep);
        var partition = PartitionKey.Of(Shop.Anna);
        var delivery = await shop.QueueAsync();
        await using (var work = await shop.Store.BeginAsync(TenantId.Default, [partition], null, Shop.Stop))
        {
            var row = (await work.GetOutboxAsync(partition, delivery, Shop.Stop))!;
            await work.TryUpdateOutboxAsync(row with { Body = "{"u8.ToArray() }, row.Fence, Shop.Stop);
            await work.CommitAsync(Shop.Stop);
        }

        await shop.DispatchAsync();
        Assert.Equal(OutboxState.Parked, (await shop.Store.ReadOutboxAsync(TenantId.Default, partition, delivery, Shop.Stop))!.State);
        shop.Clock.Advance(Kept + TimeSpan.FromDays(2));
        await shop.DispatchAsync();

        Assert.Null(await shop.Store.ReadOutboxAsync(TenantId.Default, partition, delivery, Shop.Stop));
    }

    /// <summary>Nobody said how long anything is to be kept; answers under idempotency keys run out all the same.</summary>
    [Fact]
    public async Task Run_OfADispatcher_PurgesKeysThatRanOut()
    {
        await using var shop = await Shop.OpenAsync();
        Assert.IsType<SendResult.Queued>(await shop.SendAsync(options: new SendOptions { IdempotencyKey = "order-1" }));
        await shop.DispatchAsync();
        shop.Clock.Advance(TimeSpan.FromDays(6.99));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Shop.Stop);
        var running = shop.Runtime.RunDispatcherAsync(stop.Token);
        Assert.True(await IsThereAsync(shop));

        for (var hours = 0; hours < 1_000 && await IsThereAsync(shop); hours++)
        {
            shop.Clock.Advance(TimeSpan.FromHours(1));
            await Task.WhenAny(running, Task.Run(static () => { }, Shop.Stop));
        }

        Assert.False(await IsThereAsync(shop));
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Start_KeptForLessThanThirtyDays_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<OmniChannelStartException>(() => Shop.OpenAsync(setup => setup.Options.Retention.Timeline = TimeSpan.FromDays(3)));

        Assert.Contains(refused.Problems, problem => problem.Contains("Retention.Timeline", StringComparison.Ordinal));
    }

    /// <summary>Asked as of noon, when none had run out: whatever stands there is found.</summary>
    private static async Task<bool> IsThereAsync(Shop shop) => await shop.Store.FindAsync(TenantId.Default, LookupKind.IdempotencyKey, "order-1", Shop.Noon, Shop.Stop) is not null;

    private static async Task<(int Superseding, int Digests)> KeysAsync(Shop shop)
    {
        var partition = PartitionKey.Of(Shop.Anna);
        return ((await shop.Store.ListStatesAsync(TenantId.Default, partition, "supersede/", null, 9, Shop.Stop)).Count, (await shop.Store.ListStatesAsync(TenantId.Default, partition, "digest/", null, 9, Shop.Stop)).Count);
    }

    private static void Keep(OmniChannelSetup setup) => (setup.Options.Retention.Timeline, setup.Options.Retention.Deliveries) = (Kept, Kept);

    private static Touchpoint Visit(string id) => new() { Source = "/shop", Id = id, Type = TouchpointType.SiteVisited, Customer = Shop.Anna, At = Shop.Noon, Channel = Channel.Website };
}
