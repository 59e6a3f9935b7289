using OmniChannel.Testing;

namespace OmniChannel.Tests.Samples;

/// <summary>The code that docs/delivery.md shows.</summary>
public sealed class DeliverySamples
{
    [Fact]
    public async Task Guarantees_OfThePage_AreStated()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        CustomerId customer = new("anna");
        var setup = new OmniChannelSetup { Options = { TimeZone = "Europe/Berlin" } };
        setup.Campaigns.Add(new Campaign { Id = new("sign-in-code"), Name = "Sign in", Variants = [new Variant { Channel = Channel.Sms, Text = "Your code: {{message.code}}" }] });
        setup.Adapters.Add(new RecordingChannel(Channel.Sms));
        await using var omni = OmniChannelRuntime.Create(setup);
        await omni.StartAsync(cancellationToken);
        await omni.SaveAsync(
            new CustomerProfile
            {
                Id = customer,
                ContactPoints = [ContactPoint.Sms("+4915112345678")],
                Consents = [ConsentRecord.Grant(Purpose.Transactional, Channel.Sms, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), "account")],
            },
            cancellationToken);

        #region Guarantees
        var code = new Message
        {
            Campaign = new CampaignId("sign-in-code"),
            Purpose = Purpose.Transactional,
            Urgency = Urgency.Critical,
            Guarantee = SendGuarantee.AtMostOnce, // a code that comes twice confuses; the customer asks for another one
            Data = new Dictionary<string, string> { ["code"] = "492 813" },
        };
        var sent = await omni.SendAsync(code, customer, cancellationToken: cancellationToken);
        #endregion

        var report = await omni.FindDeliveryAsync(Assert.IsType<SendResult.Queued>(sent).Delivery, cancellationToken);
        Assert.Equal(SendGuarantee.AtMostOnce, report!.Guarantee);
    }

    [Fact]
    public async Task Superseding_OfThePage_TakesThePlace()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        CustomerId customer = new("anna");
        var clock = new ManualClock(new DateTimeOffset(2026, 6, 15, 10, 0, 0, TimeSpan.Zero));
        var tomorrowAtNine = clock.GetUtcNow().AddHours(21);
        var setup = new OmniChannelSetup { Time = clock, Options = { TimeZone = "Europe/Berlin" } };
        setup.Campaigns.Add(new Campaign { Id = new("reminder"), Name = "Reminder", Variants = [new Variant { Channel = Channel.Sms, Text = "Still there?" }] });
        var texts = new RecordingChannel(Channel.Sms);
        setup.Adapters.Add(texts);
        await using var omni = OmniChannelRuntime.Create(setup);
        await omni.StartAsync(cancellationToken);
        await omni.SaveAsync(
            new CustomerProfile
            {
                Id = customer,
                ContactPoints = [ContactPoint.Sms("+4915112345678")],
                Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Sms, clock.GetUtcNow().AddDays(-1), "form")],
            },
            cancellationToken);
        var reminder = new Message { Campaign = new("reminder"), Purpose = Purpose.Marketing };
        await omni.SendAsync(reminder, customer, new SendOptions { SupersedeKey = "cart", NotBefore = tomorrowAtNine }, cancellationToken);

        #region Superseding
        // Tomorrow at nine; whatever still waits under "cart" is taken back, and this one takes its place under the caps.
        var options = new SendOptions { SupersedeKey = "cart", NotBefore = tomorrowAtNine };
        await omni.SendAsync(reminder, customer, options, cancellationToken);

        // The customer bought: nothing is to be said any more.
        var taken = await omni.Outbox.CancelAsync(customer, "cart", cancellationToken);

        // What failed too often, or broke whoever took it up, was set aside. It can be tried again.
        foreach (var parked in await omni.Outbox.ListParkedAsync(cancellationToken: cancellationToken))
        {
            await omni.Outbox.RedriveAsync(parked.Delivery, cancellationToken: cancellationToken);
        }
        #endregion

        Assert.Equal(CancelResult.Cancelled, taken);
        clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, await omni.DispatchDueAsync(cancellationToken));
        Assert.Empty(texts.Attempts);
    }
}
