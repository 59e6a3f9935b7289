using OmniChannel.Delivery;

namespace OmniChannel.Tests.Orchestration.StepUps;

/// <summary>First push; not seen within half an hour: a text message, then e-mail; bought: stop. Each step is judged anew and done once.</summary>
public sealed partial class StepUpTests
{
    private static readonly TimeSpan After = TimeSpan.FromMinutes(30);
    private static readonly AttemptOutcome Down = AttemptOutcome.NotSent(AttemptFault.Provider, "503", "Down.");
    private readonly ScriptedAdapter _push = new(Channel.Push);
    private readonly ScriptedAdapter _text = new(Channel.Sms);

    [Fact]
    public async Task Dispatch_NotSeen_GoesOnChannelByChannel()
    {
        await using var shop = await OpenAsync();
        var first = await shop.QueueAsync();
        await shop.DispatchAsync();
        shop.Clock.Advance(After - TimeSpan.FromTicks(1));
        await shop.DispatchAsync();
        Assert.Equal((1, 0, 0), Calls(shop));

        shop.Clock.Advance(TimeSpan.FromTicks(1));
        await shop.DispatchAsync();
        Assert.Equal((1, 1, 0), Calls(shop));
        shop.Clock.Advance(After);
        await shop.DispatchAsync();
        shop.Clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal(((1, 1, 1), 0), (Calls(shop), await shop.DispatchAsync()));
        var second = (await shop.ReportAsync(first)).SteppedTo!.Value;
        var third = await shop.ReportAsync((await shop.ReportAsync(second)).SteppedTo!.Value);
        Assert.Equal((Channel.Email, second, (DeliveryId?)null), (third.Channel, third.SteppedFrom, third.SteppedTo));
        var steps = (await shop.TimelineAsync()).Where(entry => entry.Type == "message.stepped-up").Select(entry => entry.Summary);
        Assert.Equal(["'reminder' goes on by sms: it was not seen on push within 00:30:00.", "'reminder' goes on by email: it was not seen on SMS within 00:30:00."], steps);
    }

    public static TheoryData<string, AttemptOutcome> Failures => new()
    {
        { "recipient", AttemptOutcome.Rejected(AttemptFault.Recipient, "410", "Unregistered.") },
        { "message", AttemptOutcome.Rejected(AttemptFault.Message, "413", "Too large.") },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Dispatch_RefusedForGood_GoesOnAtOnce(string whose, AttemptOutcome outcome)
    {
        await using var shop = await OpenAsync();
        _push.Answers(outcome);
        await shop.QueueAsync();

        await shop.DispatchAsync();

        Assert.True(Calls(shop) == (1, 1, 0), whose);
        Assert.Contains((await shop.TimelineAsync()).Select(entry => entry.Summary), summary => summary.StartsWith("'reminder' goes on by sms: push failed: account default refused it for good", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Receipt_OfAHardBounce_GoesOnAtOnce()
    {
        await using var shop = await OpenAsync();
        var delivery = await shop.QueueAsync();
        await shop.DispatchAsync();

        await ReportAsync(shop, delivery, ReceiptKind.HardBounced);
        await shop.DispatchAsync();

        Assert.Equal((1, 1, 0), Calls(shop));
    }

    /// <summary>The three deadlines are nested: the provider's attempts, the channel's time, the message's expiry.</summary>
    [Fact]
    public async Task Dispatch_WhenTheChannelHadTimeEnough_GoesOnAndTheNextHasItsOwn()
    {
        await using var shop = await OpenAsync(setup =>
        {
            setup.Options.Delivery.ChannelDeadline = TimeSpan.FromMinutes(20);
            setup.Options.Delivery.ChannelDeadlines["push"] = TimeSpan.FromMinutes(3);
        });
        _push.Answers(Down);
        _text.Answers(Down);
        var delivery = await shop.QueueAsync(Shop.Message with { Guarantee = SendGuarantee.AtMostOnce });

        await shop.DispatchAsync();
        Assert.Equal((1, 0, 0), Calls(shop));
        shop.Clock.Advance(TimeSpan.FromSeconds(10));
        await shop.DispatchAsync(); // the next retry, five minutes later, would be too late for push

        Assert.Equal((2, 1, 0), Calls(shop));
        var report = await shop.ReportAsync(delivery);
        Assert.Equal((DeliveryStatus.Skipped, "skipped.channel-deadline"), (report.Status, report.Reason!.Code));
        for (var minute = 0; minute < 30; minute++)
        {
            shop.Clock.Advance(TimeSpan.FromMinutes(1));
            await shop.DispatchAsync();
        }

        Assert.Equal((2, 3, 1), Calls(shop));
        Assert.Equal(0, await shop.DispatchAsync());
    }

    /// <summary>An account that is paused for hours holds up nobody whose message can go another way.</summary>
    [Fact]
    public async Task Dispatch_WhenTheOnlyAccountIsPaused_GoesOnAtTheChannelsDeadline()
    {
        await using var shop = await OpenAsync(setup =>
        {
            setup.Options.AccountPause = TimeSpan.FromHours(8);
            setup.Options.Delivery.ChannelDeadline = TimeSpan.FromMinutes(10);
        });
        _push.Answers(AttemptOutcome.NotSent(AttemptFault.Account, "401", "Key."));
        await shop.QueueAsync();
        await shop.DispatchAsync();
        Assert.Equal((1, 0, 0), Calls(shop));

        shop.Clock.Advance(TimeSpan.FromMinutes(10));
        await shop.DispatchAsync();

        Assert.Equal((1, 1, 0), Calls(shop));
    }

    /// <summary>The last channel has nothing behind it: it is tried until the message expires.</summary>
    [Fact]
    public async Task Dispatch_OfTheLastChannel_HasTheMessagesTime()
    {
        await using var shop = await OpenAsync(setup => setup.Options.Delivery.ChannelDeadline = TimeSpan.FromMinutes(1), Channel.Email);
        shop.Mail.Answers(Down, Down, Down, AttemptOutcome.Accepted());
        var delivery = await shop.QueueAsync();

        for (var i = 0; i < 80; i++)
        {
            await shop.DispatchAsync();
            shop.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(DeliveryStatus.Accepted, (await shop.ReportAsync(delivery)).Status);
    }

    /// <summary>Consent and caps are judged again for each step; a channel that is shut is passed over.</summary>
    [Fact]
    public async Task Dispatch_WhenConsentIsGone_PassesThatChannelOver()
    {
        await using var shop = await OpenAsync();
        await shop.QueueAsync();
        await shop.DispatchAsync();
        await shop.Runtime.RecordAsync(Shop.Anna, ConsentRecord.Deny(Purpose.Marketing, Channel.Sms, shop.Clock.GetUtcNow(), "settings"), cancellationToken: Shop.Stop);

        shop.Clock.Advance(After);
        await shop.DispatchAsync();

        Assert.Equal((1, 0, 1), Calls(shop));
    }

    [Fact]
    public async Task Dispatch_WhenTheCapIsFull_WaitsOrStaysWhereItIs()
    {
        await using var shop = await OpenAsync(setup => setup.Policy = Plan([Channel.Push, Channel.Sms, Channel.Email]).WithoutSafeCaps().Cap(1, TimeSpan.FromDays(30)).OtherwiseBest());
        await shop.QueueAsync();
        await shop.DispatchAsync();

        shop.Clock.Advance(After);
        await shop.DispatchAsync();

        Assert.Equal((1, 0, 0), Calls(shop));
        Assert.Contains((await shop.TimelineAsync()).Select(entry => entry.Summary), summary => summary.Contains("no other channel may be used: the cap of 1 in", StringComparison.Ordinal));
    }

    /// <summary>In quiet hours the next step waits for their end, and can be taken back meanwhile by the first delivery's name.</summary>
    [Fact]
    public async Task Dispatch_InQuietHours_HoldsTheStepWhichCanBeTakenBack()
    {
        await using var shop = await OpenAsync(setup => setup.Policy = QuietAfternoon());
        var delivery = await shop.QueueAsync();
        await shop.DispatchAsync();

        shop.Clock.Advance(After);
        await shop.DispatchAsync();
        var step = await shop.ReportAsync((await shop.ReportAsync(delivery)).SteppedTo!.Value);
        Assert.Equal((Channel.Sms, Shop.Noon.AddHours(8)), (step.Channel, step.NextAttemptAt!.Value.ToUniversalTime()));
        Assert.Equal(CancelResult.Cancelled, await shop.Runtime.Outbox.CancelAsync(delivery, Shop.Stop));
        shop.Clock.Advance(TimeSpan.FromDays(1));
        await shop.DispatchAsync();

        Assert.Equal((1, 0, 0), Calls(shop));
    }

    [Fact]
    public async Task Dispatch_InterruptedInTheStep_DoesItOnce()
    {
        var ends = 0;
        await using var shop = await OpenAsync(setup => setup.OnFailpoint = name =>
        {
            if (name == Failpoints.StepBeforeCommit && ends++ == 0)
            {
                throw new IOException("the process ended");
            }
        });
        await shop.QueueAsync();
        await shop.DispatchAsync();
        shop.Clock.Advance(After);
        await shop.DispatchAsync();
        Assert.Equal((1, 0, 0), Calls(shop));

        shop.Clock.Advance(TimeSpan.FromMinutes(3));
        await shop.DispatchAsync();
        await shop.DispatchAsync();

        Assert.Equal((2, (1, 1, 0)), (ends, Calls(shop)));
    }

    /// <summary>A plan that names no wait goes on when a channel fails, and never for want of an answer.</summary>
    [Fact]
    public async Task Dispatch_WithoutAWait_GoesOnByFailureOnly()
    {
        await using var shop = await OpenAsync(setup => setup.Policy = Policy.Named("no wait").WithoutSafeCaps().FirstOf([Channel.Push, Channel.Email], Facts.Purpose == Purpose.Marketing, "first").OtherwiseBest());
        await shop.QueueAsync();
        await shop.DispatchAsync();
        shop.Clock.Advance(TimeSpan.FromDays(6));
        await shop.DispatchAsync();
        Assert.Equal((1, 0, 0), Calls(shop));

        _push.Answers(AttemptOutcome.Rejected(AttemptFault.Message, "413", "Too large."));
        await shop.SendAsync();
        await shop.DispatchAsync();

        Assert.Equal((2, 0, 1), Calls(shop));
    }

    private static Policy QuietAfternoon() => Plan([Channel.Push, Channel.Sms, Channel.Email]).WithoutSafeCaps().WithoutSafeQuietHours().QuietHours(new QuietHours { From = new TimeOnly(12, 15), Until = new TimeOnly(20, 0) }).OtherwiseBest();

    private static PolicyBuilder Plan(Channel[] order) => Policy.Named("step by step").FirstOf(order, Facts.Purpose == Purpose.Marketing, "the phone is at hand", After);

    private (int Push, int Text, int Mail) Calls(Shop shop) => (_push.Given.Count, _text.Given.Count, shop.Mail.Given.Count);

    private async Task<Shop> OpenAsync(Action<OmniChannelSetup>? change = null, params Channel[] order)
    {
        Channel[] all = [Channel.Push, Channel.Sms, Channel.Email];
        var shop = await Shop.OpenAsync(setup =>
        {
            setup.Policy = Plan(order.Length == 0 ? all : order).WithoutSafeCaps().OtherwiseBest();
            setup.Campaigns[0] = Shop.Campaign with { Variants = [.. Shop.Campaign.Variants, new Variant { Channel = Channel.Push, Subject = "Your cart", Text = "Is waiting." }] };
            setup.Adapters.RemoveAt(1);
            setup.Adapters.Add(_push);
            setup.Adapters.Add(_text);
            change?.Invoke(setup);
        });
        await shop.Runtime.SaveAsync(
            Shop.Profile with
            {
                ContactPoints = [ContactPoint.Email(Shop.AnnasMailbox), new ContactPoint { Channel = Channel.Push, Address = "device-1" }, new ContactPoint { Channel = Channel.Sms, Address = "+4915112345678" }],
                Consents = [.. all.Select(channel => ConsentRecord.Grant(Purpose.Marketing, channel, Shop.Noon.AddDays(-30), "form"))],
            },
            Shop.Stop);
        return shop;
    }

    private static async Task ReportAsync(Shop shop, DeliveryId delivery, ReceiptKind kind) => await shop.Runtime.RecordAsync(
        new Receipt { Source = "/provider", Id = $"{kind}", Delivery = delivery, Kind = kind, At = shop.Clock.GetUtcNow() }, cancellationToken: Shop.Stop);

    private sealed class Word(Func<string?> why) : IMessageRelevance
    {
        public ValueTask<string?> WhyNotAsync(Message message, CustomerId customer, CancellationToken cancellationToken) => ValueTask.FromResult(why());
    }
}
