using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Orchestration.StepUps;

/// <content>What ends a plan: somebody was reached, the goal is reached, the message is taken back.</content>
public sealed partial class StepUpTests
{
    public static TheoryData<string> Ends => ["opened", "clicked", "replied", "bought", "converted", "unsubscribed", "irrelevant", "expired", "cancelled", "superseded"];

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task Dispatch_WhenThereIsNothingToGoOnWith_Stops(string how)
    {
        string? irrelevant = null;
        await using var shop = await OpenAsync(setup => setup.Relevance = new Word(() => irrelevant));
        var options = new SendOptions { SupersedeKey = "cart" };
        var delivery = Assert.IsType<SendResult.Queued>(await shop.SendAsync(Shop.Message with { ExpiresAt = Shop.Noon + (how == "expired" ? After : TimeSpan.FromDays(1)) }, options)).Delivery;
        await shop.DispatchAsync();
        shop.Clock.Advance(TimeSpan.FromMinutes(5));
        switch (how)
        {
            case "bought":
                await shop.Runtime.RecordAsync(new Touchpoint { Source = "/shop", Id = "1", Type = TouchpointType.Purchased, Customer = Shop.Anna, At = shop.Clock.GetUtcNow() }, cancellationToken: Shop.Stop);
                break;
            case "irrelevant":
                irrelevant = "sold out";
                break;
            case "cancelled":
                Assert.Equal(CancelResult.TooLate, await shop.Runtime.Outbox.CancelAsync(delivery, Shop.Stop));
                break;
            case "superseded":
                await shop.SendAsync(Shop.Message with { Urgency = Urgency.Low }, options with { NotBefore = Shop.Noon.AddDays(5) });
                break;
            case "expired":
                break;
            default:
                await ReportAsync(shop, delivery, Enum.Parse<ReceiptKind>(how, true));
                break;
        }

        shop.Clock.Advance(After);
        await shop.DispatchAsync();
        shop.Clock.Advance(TimeSpan.FromDays(1));
        await shop.DispatchAsync();

        Assert.Equal((1, 0, 0), Calls(shop));
        Assert.Equal(how is not ("cancelled" or "superseded"), (await shop.TypesAsync()).Contains("message.step-up-ended", StringComparison.Ordinal));
    }

    /// <summary>Whoever takes the message back while it goes on takes the next back.</summary>
    /// <summary>What cannot be read is not tried again for ever.</summary>
    [Fact]
    public async Task Dispatch_OfADeliveryThatCannotBeRead_GoesOnNoMore()
    {
        var logged = new LogLines();
        await using var shop = await OpenAsync(setup => setup.Logging = logged);
        var partition = PartitionKey.Of(Shop.Anna);
        var delivery = await shop.QueueAsync();
        await shop.DispatchAsync();
        await using (var work = await shop.Store.BeginAsync(TenantId.Default, [partition], null, Shop.Stop))
        {
            var row = (await work.GetOutboxAsync(partition, delivery, Shop.Stop))!;
            await work.TryUpdateOutboxAsync(row with { Body = "{"u8.ToArray() }, row.Fence, Shop.Stop);
            await work.CommitAsync(Shop.Stop);
        }

        shop.Clock.Advance(After);
        await shop.DispatchAsync();

        Assert.Equal((1, 0, 0), Calls(shop));
        Assert.Null(await shop.Store.NextDueAsync(TenantId.Default, Shop.Stop));
        Assert.Single(logged.Taken(line => line.Contains("cannot be read; it goes on to no other channel", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Cancel_WhileTheStepIsDone_TakesTheStepBack()
    {
        var (delivery, cancelling, shop) = (default(DeliveryId), (Task<CancelResult>?)null, (Shop?)null);
        await using var opened = shop = await OpenAsync(setup =>
        {
            setup.Policy = QuietAfternoon();
            setup.OnFailpoint = name => cancelling ??= name == Failpoints.StepBeforeCommit ? shop!.Runtime.Outbox.CancelAsync(delivery, Shop.Stop).AsTask() : null;
        });
        delivery = await shop.QueueAsync();
        await shop.DispatchAsync();
        shop.Clock.Advance(After);
        await shop.DispatchAsync();

        Assert.Equal(CancelResult.Cancelled, await cancelling!);
        shop.Clock.Advance(TimeSpan.FromDays(1));
        await shop.DispatchAsync();
        Assert.Equal((1, 0, 0), Calls(shop));
    }

    /// <summary>Too late for this channel, in time for the next: whether the call fails then or a bounce is reported later.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancel_TooLate_GoesOnNoMore(bool isDuringTheCall)
    {
        await using var shop = await OpenAsync();
        var (delivery, result) = (default(DeliveryId), (CancelResult?)null);
        _push.Answer = async (message, _) =>
        {
            result = isDuringTheCall ? await shop.Runtime.Outbox.CancelAsync(message.Delivery, Shop.Stop) : null;
            return isDuringTheCall ? AttemptOutcome.Rejected(AttemptFault.Message, "413", "Too large.") : AttemptOutcome.Accepted();
        };
        delivery = await shop.QueueAsync();
        await shop.DispatchAsync();

        result ??= await shop.Runtime.Outbox.CancelAsync(delivery, Shop.Stop);
        await ReportAsync(shop, delivery, ReceiptKind.HardBounced);
        await shop.DispatchAsync();
        shop.Clock.Advance(TimeSpan.FromDays(1));
        await shop.DispatchAsync();

        Assert.Equal((CancelResult.TooLate, (1, 0, 0)), (result, Calls(shop)));
    }

    /// <summary>A purchase since the plan began stops whatever of it is left: a step that is held, one that comes after a step, however late it is recorded, and for whichever of the person's customers.</summary>
    [Theory]
    [InlineData("held")]
    [InlineData("late")]
    [InlineData("linked")]
    [InlineData("first")]
    public async Task Dispatch_BoughtSinceThePlanBegan_SendsNothingMore(string how)
    {
        await using var shop = await OpenAsync(setup => setup.Policy = how is "held" or "first" ? QuietAfternoon() : setup.Policy);
        var visitor = new CustomerId("visitor");
        shop.Clock.Advance(how == "first" ? After : TimeSpan.Zero);
        await shop.SendAsync();
        await shop.DispatchAsync();
        var bought = new Touchpoint { Source = "/shop", Id = "1", Type = TouchpointType.Purchased, Customer = how == "linked" ? visitor : Shop.Anna, At = shop.Clock.GetUtcNow().AddMinutes(5) };
        shop.Clock.Advance(how == "linked" ? TimeSpan.FromMinutes(10) : After + TimeSpan.FromMinutes(1));
        await shop.DispatchAsync();
        if (how == "linked")
        {
            await shop.Runtime.Identities.LinkAsync(visitor, Shop.Anna, new IdentityCommand { By = "agent", Reason = "they called" }, Shop.Stop);
        }

        await shop.Runtime.RecordAsync(bought, cancellationToken: Shop.Stop);
        for (var hour = 0; hour < 30; hour++)
        {
            shop.Clock.Advance(TimeSpan.FromHours(1));
            await shop.DispatchAsync();
        }

        Assert.Equal(how switch { "first" => (0, 0, 0), "late" => (1, 1, 0), _ => (1, 0, 0) }, Calls(shop));
        Assert.Contains((await shop.TimelineAsync()).Select(entry => entry.Summary), summary => summary.Contains("the customer bought at", StringComparison.Ordinal));
    }
}
