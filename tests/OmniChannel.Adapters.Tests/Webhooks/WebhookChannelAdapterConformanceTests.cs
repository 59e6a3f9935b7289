using OmniChannel.Delivery;
using OmniChannel.Testing;
using OmniChannel.Webhooks;
using static OmniChannel.Tests.ScriptedHttpServer;

namespace OmniChannel.Tests.Webhooks;

/// <summary>The whole contract of an adapter, on the webhook.</summary>
public sealed class WebhookChannelAdapterConformanceTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    public static TheoryData<string> Names => [.. AdapterConformance.Names];

    [Theory(Timeout = 600_000)]
    [MemberData(nameof(Names))]
    public Task Contract(string name) => AdapterConformance.RunAsync(name, CreateAsync, TestContext.Current.CancellationToken);

    private static ValueTask<AdapterUnderTest> CreateAsync(CancellationToken cancellationToken)
    {
        var server = Answering(Answer(204));
        var options = new WebhookOptions { Channel = "sms", Endpoint = server.Url, AllowPrivateNetworks = true, Secrets = { Secret } };
        return ValueTask.FromResult(new AdapterUnderTest
        {
            Adapter = new WebhookChannelAdapter("crm", options, new HttpClient(EgressGate.CreateHandler(allowPrivateNetworks: true)), TimeProvider.System),
            ValidAddresses = ["+15550001", " customer 7 "],
            InvalidAddresses = ["a\tb", new string('x', 1_001)],
            Surroundings = server,
        });
    }
}
