using OmniChannel.Delivery;
using OmniChannel.Testing;
using OmniChannel.Webhooks;

namespace OmniChannel.Tests.Webhooks;

/// <summary>The whole contract of an adapter, on the webhook.</summary>
public sealed class WebhookChannelAdapterConformanceTests : HttpAdapterContract
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    protected override string Table => "";

    protected override void Register(OmniChannelBuilder builder, Uri address) => builder.AddWebhook(configure: options =>
    {
        options.Channel = "sms";
        options.Endpoint = new Uri(address, "hook");
        options.AllowPrivateNetworks = true;
        options.Secrets.Add(Secret);
    });

    protected override HttpAdapterUnderTest Describe(Uri address) => new()
    {
        Adapter = new WebhookChannelAdapter("crm", new WebhookOptions { Channel = "sms", Endpoint = new Uri(address, "hook"), AllowPrivateNetworks = true, Secrets = { Secret } }, Client(), Clock),
        Clock = Clock,
        Good = new ProviderReply { Status = 204 },
        SaysYesInTheBody = false,
        Capabilities = ChannelDefinitions.Sms.Capabilities,
        Limits = [], // the receiver is the host's own
        RetryAfter = RetryAfterDialect.Standard,
        Cases =
        [
            Row("gone", 410, "", AttemptResult.NotSent, AttemptFault.Account, "410"),
            Row("unprocessable", 422, "", AttemptResult.Rejected, AttemptFault.Message, "422"),
        ],
        ValidAddresses = ["+15550001", " customer 7 "],
        InvalidAddresses = ["a\tb", new string('x', 1_001)],
        Secrets = [Secret, Secret["whsec_".Length..]],
        IdempotencyKey = request => request.Header("webhook-id"),
    };
}
