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
        await using var orchestrator = OmniChannelRuntime.Create(setup);
        await orchestrator.StartAsync(cancellationToken);
        await orchestrator.SaveAsync(
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
        var sent = await orchestrator.SendAsync(code, customer, cancellationToken: cancellationToken);
        #endregion

        var report = await orchestrator.FindDeliveryAsync(Assert.IsType<SendResult.Queued>(sent).Delivery, cancellationToken);
        Assert.Equal(SendGuarantee.AtMostOnce, report!.Guarantee);
    }
}
