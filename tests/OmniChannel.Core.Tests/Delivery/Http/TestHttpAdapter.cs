using System.Net;
using System.Text;
using System.Text.Json;
using OmniChannel.Delivery;

namespace OmniChannel.Tests.Delivery.Http;

/// <summary>The shortest adapter a host could write: it posts the text and reads an id.</summary>
internal sealed class TestHttpAdapter(HttpChannelSettings settings, HttpClient client, TimeProvider time, Uri endpoint) : HttpChannelAdapter(settings, client, time)
{
    public HttpAnswer? LastAnswer { get; private set; }

    public bool ReadsJson { get; init; }

    public bool HasBody { get; init; } = true;

    public static OutgoingMessage Message { get; } = new()
    {
        Delivery = new("delivery-1"),
        IdempotencyKey = "key-1",
        Tenant = TenantId.Default,
        Customer = new("ada"),
        Campaign = new("autumn"),
        Channel = Channel.Sms,
        Address = "+15550001",
        Content = new() { Text = "Hello" },
        Purpose = new("marketing"),
        Urgency = Urgency.Normal,
        CreatedAt = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero),
        ExpiresAt = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero),
    };

    public static HttpChannelSettings Settings { get; } = new() { Channel = Channel.Sms, AllowPrivateNetworks = true };

    public static HttpClient OpenClient() => new(EgressGate.CreateHandler(allowPrivateNetworks: true));

    public override AddressCheck CheckAddress(string address) => AddressCheck.Valid(address);

    protected override ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken) =>
        new(new HttpRequestMessage(HttpMethod.Post, endpoint)
        {
            Content = HasBody ? new StringContent(message.Content.Text, Encoding.UTF8, "text/plain") : null,
        });

    protected override AttemptOutcome Classify(HttpAnswer answer, OutgoingMessage message)
    {
        LastAnswer = answer;
        if (!ReadsJson || !answer.IsSuccess)
        {
            return ClassifyByStatus(answer);
        }

        using var json = JsonDocument.Parse(answer.Body);
        return answer.Status == HttpStatusCode.OK && json.RootElement.TryGetProperty("id", out var id)
            ? AttemptOutcome.Accepted(id.GetString())
            : AttemptOutcome.Rejected(AttemptFault.Message, "no-id", "200 that means no.");
    }
}
