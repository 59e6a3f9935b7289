using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Orchestration;

/// <summary>Messages that are taken back, superseded, set aside and tried again.</summary>
public sealed class OutboxTests
{
    private static readonly AttemptOutcome Busy = AttemptOutcome.NotSent(AttemptFault.Provider, "421", "Busy.");

    [Fact]
    public async Task Cancel_OfWhatWaits_SendsNothingAndGivesEverythingBack()
    {
        await using var shop = await OpenAsync();
        var delivery = await QueueAsync(shop, new SendOptions { NotBefore = Shop.Noon.AddHours(1) });

        Assert.Equal(CancelResult.Cancelled, await shop.Runtime.Outbox.CancelAsync(delivery, Shop.Stop));
        shop.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(0, await shop.DispatchAsync());

        Assert.Empty(shop.Mail.Given);
        Assert.Equal(DeliveryStatus.Cancelled, (await shop.ReportAsync(delivery)).Status);
        Assert.IsType<SendResult.Queued>(await shop.SendAsync()); // one a day: its place is free again
        Assert.Equal(CancelResult.TooLate, await shop.Runtime.Outbox.CancelAsync(delivery, Shop.Stop));
        Assert.Equal(CancelResult.Unknown, await shop.Runtime.Outbox.CancelAsync(new DeliveryId("none"), Shop.Stop));
    }

    [Theory]
    [InlineData(true, CancelResult.TooLate, 2)]
    [InlineData(false, CancelResult.Cancelled, 1)]
    public async Task Cancel_BetweenTwoAttempts_OnlyWhatCertainlyReachedNobody(bool inDoubt, CancelResult result, int calls)
    {
        await using var shop = await Shop.OpenAsync();
        shop.Mail.Answers(inDoubt ? AttemptOutcome.Unknown("Silence.") : Busy, AttemptOutcome.Accepted());
        var delivery = await shop.QueueAsync();
        await shop.DispatchAsync();

        Assert.Equal(result, await shop.Runtime.Outbox.CancelAsync(delivery, Shop.Stop));
        shop.Clock.Advance(TimeSpan.FromMinutes(5));
        await shop.DispatchAsync();

        Assert.Equal(calls, shop.Mail.Given.Count);
    }

    [Fact]
    public async Task Send_UnderTheSameKey_TakesThePlaceOfWhatWaits()
    {
        await using var shop = await OpenAsync();
        var options = new SendOptions { SupersedeKey = "cart", NotBefore = Shop.Noon.AddHours(1) };
        var first = await QueueAsync(shop, options);
        Assert.IsType<SendResult.Skipped>(await shop.SendAsync(Shop.Message with { ExpiresAt = Shop.Noon.AddHours(3) }, options with { SupersedeKey = "other" })); // one a day

        var second = await QueueAsync(shop, options);
        Assert.NotEqual(first, second);
        Assert.Equal((DeliveryStatus.Cancelled, DeliveryStatus.Queued), ((await shop.ReportAsync(first)).Status, (await shop.ReportAsync(second)).Status));

        shop.Clock.Advance(TimeSpan.FromHours(2));
        await shop.DispatchAsync();
        Assert.Equal(second, Assert.Single(shop.Mail.Given).Delivery);

        // What was sent is not taken back; by its key it can be seen that it is too late.
        Assert.Equal(CancelResult.TooLate, await shop.Runtime.Outbox.CancelAsync(Shop.Anna, "cart", Shop.Stop));
        Assert.Equal(CancelResult.Unknown, await shop.Runtime.Outbox.CancelAsync(Shop.Anna, "nothing", Shop.Stop));
    }

    [Fact]
    public async Task Send_UnderTheSameKeyThatIsNotQueued_LeavesTheEarlierOne()
    {
        await using var shop = await OpenAsync();
        var first = await QueueAsync(shop, new SendOptions { SupersedeKey = "cart", NotBefore = Shop.Noon.AddHours(1) });
        await shop.Runtime.SaveAsync(new Campaign { Id = new("texts"), Name = "By text only", Variants = [Shop.Campaign.Variants[1]] }, Shop.Stop);

        Assert.IsType<SendResult.Skipped>(await shop.SendAsync(Shop.Message with { Campaign = new("texts") }, new SendOptions { SupersedeKey = "cart" }));

        Assert.Equal(DeliveryStatus.Queued, (await shop.ReportAsync(first)).Status);
    }

    /// <summary>Two at once under one key, of two campaigns: what the second takes back was charged to a budget of which it knew nothing when it began.</summary>
    [Fact]
    public async Task Send_UnderTheSameKeyAtOnce_GivesBackWhatTheOtherCampaignPaid()
    {
        var (second, shop) = ((Task<SendResult>?)null, (Shop?)null);
        var options = new SendOptions { SupersedeKey = "cart", NotBefore = Shop.Noon.AddHours(1) };
        await using var opened = shop = await Shop.OpenAsync(setup =>
        {
            var email = ChannelDefinitions.Find(Channel.Email)!;
            setup.Channels.Add(email with { Capabilities = email.Capabilities with { CostPerMessage = Money.Of(1, "EUR") } });
            setup.Campaigns[0] = Shop.Campaign with { Budget = Money.Of(1, "EUR") };
            setup.Campaigns.Add(Shop.Campaign with { Id = new("free") });
            setup.OnFailpoint = name => second ??= name == Failpoints.SendBeforeCommit ? shop!.SendAsync(Shop.Message with { Campaign = new("free") }, options).AsTask() : null;
        });

        var first = await QueueAsync(shop, options);

        Assert.IsType<SendResult.Deferred>(await second!);
        Assert.Equal(DeliveryStatus.Cancelled, (await shop.ReportAsync(first)).Status);
        Assert.IsType<SendResult.Queued>(await shop.SendAsync()); // its money is back
    }

    [Fact]
    public async Task Parked_IsListedWithItsReason_AndTriedAgainWhenAsked()
    {
        await using var shop = await Shop.OpenAsync(setup => setup.Options.MaxAttempts = 2);
        shop.Mail.Answers(Busy, Busy, AttemptOutcome.Accepted());
        var delivery = await shop.QueueAsync();
        await shop.DispatchAsync();
        Assert.Equal(RedriveResult.NotParked, await shop.Runtime.Outbox.RedriveAsync(delivery, cancellationToken: Shop.Stop));
        shop.Clock.Advance(TimeSpan.FromSeconds(10));
        await shop.DispatchAsync();

        var parked = Assert.Single(await shop.Runtime.Outbox.ListParkedAsync(cancellationToken: Shop.Stop));
        Assert.Equal((delivery, Shop.Anna, Shop.Reminder, "attempt.not-sent", 2), (parked.Delivery, parked.Customer, parked.Campaign!.Value, parked.Reason.Code, parked.Attempts));
        Assert.Equal(RedriveResult.Redriven, await shop.Runtime.Outbox.RedriveAsync(delivery, cancellationToken: Shop.Stop));
        await shop.DispatchAsync();

        Assert.Equal(DeliveryStatus.Accepted, (await shop.ReportAsync(delivery)).Status);
        Assert.Empty(await shop.Runtime.Outbox.ListParkedAsync(cancellationToken: Shop.Stop));
        Assert.Contains("message.parked message.redriven attempt.accepted", await shop.TypesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redrive_AfterItsTime_NeedsALaterEnd()
    {
        await using var shop = await Shop.OpenAsync(setup => setup.Options.MaxAttempts = 1);
        shop.Mail.Answers(Busy, AttemptOutcome.Accepted());
        var delivery = await shop.QueueAsync();
        await shop.DispatchAsync();
        shop.Clock.Advance(TimeSpan.FromDays(8));

        Assert.Equal(RedriveResult.Expired, await shop.Runtime.Outbox.RedriveAsync(delivery, cancellationToken: Shop.Stop));
        Assert.Equal(RedriveResult.Redriven, await shop.Runtime.Outbox.RedriveAsync(delivery, Shop.Noon.AddDays(9), Shop.Stop));
        await shop.DispatchAsync();

        Assert.Equal(2, shop.Mail.Given.Count);
    }

    /// <summary>An end that no calendar holds is the furthest that a message may have.</summary>
    [Fact]
    public async Task Redrive_WithoutAnEnd_IsSentAndEndsWithinAYear()
    {
        await using var shop = await Shop.OpenAsync(setup => setup.Options.MaxAttempts = 1);
        shop.Mail.Answers(Busy, AttemptOutcome.Accepted());
        var delivery = await shop.QueueAsync();
        await shop.DispatchAsync();

        Assert.Equal(RedriveResult.Redriven, await shop.Runtime.Outbox.RedriveAsync(delivery, DateTimeOffset.MaxValue, Shop.Stop));
        await shop.DispatchAsync();

        Assert.Equal(DeliveryStatus.Accepted, (await shop.ReportAsync(delivery)).Status);
    }

    /// <summary>It was set aside, tried again and taken back, without another attempt in between: the timeline says each.</summary>
    [Fact]
    public async Task Redrive_AndThenTakenBack_BothStandInTheTimeline()
    {
        await using var shop = await Shop.OpenAsync(setup => setup.Options.MaxAttempts = 1);
        shop.Mail.Answers(Busy);
        var delivery = await shop.QueueAsync();
        await shop.DispatchAsync();
        await shop.Runtime.Outbox.RedriveAsync(delivery, cancellationToken: Shop.Stop);

        Assert.Equal(CancelResult.Cancelled, await shop.Runtime.Outbox.CancelAsync(delivery, Shop.Stop));

        Assert.EndsWith("message.parked message.redriven message.skipped", await shop.TypesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Poison_ThatCannotBeRead_IsSetAsideAsItIs()
    {
        await using var shop = await Shop.OpenAsync();
        var delivery = await shop.QueueAsync();
        var partition = PartitionKey.Of(Shop.Anna);
        await using (var unit = await shop.Store.BeginAsync(TenantId.Default, [partition], null, Shop.Stop))
        {
            var row = (await unit.GetOutboxAsync(partition, delivery, Shop.Stop))!;
            await unit.TryUpdateOutboxAsync(row with { Body = "{"u8.ToArray() }, row.Fence, Shop.Stop);
            await unit.CommitAsync(Shop.Stop);
        }

        await shop.DispatchAsync();

        var parked = Assert.Single(await shop.Runtime.Outbox.ListParkedAsync(cancellationToken: Shop.Stop));
        Assert.Equal((delivery, Shop.Anna, "parked.unreadable", null), (parked.Delivery, parked.Customer, parked.Reason.Code, parked.Campaign));
        Assert.Equal(RedriveResult.Unreadable, await shop.Runtime.Outbox.RedriveAsync(delivery, cancellationToken: Shop.Stop));
        Assert.Equal(0, await shop.DispatchAsync());
    }

    private static Task<Shop> OpenAsync() => Shop.OpenAsync(setup => setup.Policy = Policy.Named("one a day").Cap(1, TimeSpan.FromDays(1)).OtherwiseBest());

    private static async Task<DeliveryId> QueueAsync(Shop shop, SendOptions options) => await shop.SendAsync(options: options) switch
    {
        SendResult.Queued queued => queued.Delivery,
        SendResult.Deferred deferred => deferred.Delivery,
        var other => throw new InvalidOperationException($"{other}"),
    };
}
