using OmniChannel.Testing;

namespace OmniChannel.Tests.Samples;

/// <summary>The examples of docs/delivery.md on what is done when providers fail and nobody looks.</summary>
public sealed class ResilienceSamples
{
    [Fact]
    public async Task StepUp_WhenNobodyLooks_IsAnEmail()
    {
        var cancellationToken = TestContext.Current.CancellationToken;

        #region StepUp
        var policy = Policy.Named("shop")
            .FirstOf(
                [Channel.Push, Channel.Email],
                when: Facts.Purpose == Purpose.Marketing,
                because: "the phone is at hand",
                stepUpAfter: TimeSpan.FromMinutes(30)) // not seen within half an hour: e-mail
            .OtherwiseBest();
        #endregion

        var clock = new ManualClock(new DateTimeOffset(2026, 6, 15, 10, 0, 0, TimeSpan.Zero));
        var (push, email) = (new RecordingChannel(Channel.Push), new RecordingChannel(Channel.Email));
        var setup = new OmniChannelSetup { Time = clock, Policy = policy, Options = { TimeZone = "Europe/Berlin", PublicBaseUri = new Uri("https://shop.example/u") }, Adapters = { push, email } };
        var cart = new CampaignId("cart");
        setup.Campaigns.Add(new Campaign { Id = cart, Name = "Cart", Variants = [new Variant { Channel = Channel.Push, Text = "Still there?" }, new Variant { Channel = Channel.Email, Subject = "Still there?", Text = "Still there?" }] });
        await using var omni = OmniChannelRuntime.Create(setup);
        await omni.StartAsync(cancellationToken);
        var customer = new CustomerId("anna");
        await omni.SaveAsync(
            new CustomerProfile
            {
                Id = customer,
                TimeZone = "Europe/Berlin",
                ContactPoints = [ContactPoint.Email("anna@example.com"), new ContactPoint { Channel = Channel.Push, Address = "device-1" }],
                Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Email, clock.GetUtcNow(), "form"), ConsentRecord.Grant(Purpose.Marketing, Channel.Push, clock.GetUtcNow(), "form")],
            },
            cancellationToken);

        await omni.SendAsync(new Message { Campaign = cart, Purpose = Purpose.Marketing }, customer, cancellationToken: cancellationToken);
        await omni.DispatchDueAsync(cancellationToken);
        Assert.Equal((1, 0), (push.Sent.Count, email.Sent.Count));
        clock.Advance(TimeSpan.FromMinutes(30));
        await omni.DispatchDueAsync(cancellationToken);
        Assert.Equal((1, 1), (push.Sent.Count, email.Sent.Count));
    }

    [Fact]
    public async Task AccountLimits_OfThePage_StartAndHold()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var options = new OmniChannelOptions { TimeZone = "Europe/Berlin", PublicBaseUri = new Uri("https://shop.example/u") };

        #region AccountLimits
        // In the configuration: "OmniChannel": { "Delivery": { "Accounts": { "email/default": { "RatePerSecond": 10 } } } }
        options.Delivery.Accounts["email/default"] = new AccountLimits
        {
            RatePerSecond = 10, // by all nodes together
            Burst = 20,
            MaxConcurrent = 4, // in each process: a slow provider does not take up every lane
        };
        options.Delivery.AttemptDeadline = TimeSpan.FromSeconds(30);
        options.Delivery.ChannelDeadlines["push"] = TimeSpan.FromMinutes(5);
        #endregion

        await using var omni = OmniChannelRuntime.Create(new OmniChannelSetup { Options = options, Adapters = { new RecordingChannel(Channel.Email, "default"), new RecordingChannel(Channel.Push) } });
        await omni.StartAsync(cancellationToken);

        options.Delivery.Accounts["email/typo"] = new AccountLimits { Burst = 0 };
        await using var wrong = OmniChannelRuntime.Create(new OmniChannelSetup { Options = options, Adapters = { new RecordingChannel(Channel.Email, "default"), new RecordingChannel(Channel.Push) } });
        var refused = await Assert.ThrowsAsync<OmniChannelStartException>(async () => await wrong.StartAsync(cancellationToken));
        Assert.Equal(3, refused.Problems.Count(problem => problem.StartsWith("Delivery.Accounts['email/typo']", StringComparison.Ordinal)));
    }
}
