using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Samples;

/// <summary>The class over HTTP that docs/channels/your-own.md shows, held to the whole contract.</summary>
public sealed class OwnHttpChannelSamples
{
    public static TheoryData<string> Names => [.. HttpAdapterConformance.Names];

    private static readonly ManualClock Clock = new();

    #region OwnHttpChannelTested
    [Theory]
    [MemberData(nameof(Names))]
    public Task Contract(string name) => HttpAdapterConformance.RunAsync(name, address => new HttpAdapterUnderTest
    {
        Adapter = new LetterService(new HttpClient(EgressGate.CreateHandler(allowPrivateNetworks: true)), address, "k-123456", Clock, allowPrivateNetworks: true),
        Clock = Clock,
        Good = ProviderReply.Json(201, """{"letter":"L-1"}"""),
        GoodId = "L-1",
        Capabilities = ChannelDefinitions.Print.Capabilities,
        Limits = [], // of the service, beyond what the channel can do anyway
        RetryAfter = RetryAfterDialect.Standard, // how the service says when to come again
        Cases =
        [
            new() { Name = "moved away", Reply = ProviderReply.Json(422, """{"problem":"unknown-address"}"""), Result = AttemptResult.Rejected, Fault = AttemptFault.Recipient },
            new() { Name = "a success that says nothing", Reply = ProviderReply.Json(201, "{}"), Result = AttemptResult.Unknown, Fault = AttemptFault.Provider },
            new() { Name = "no credit", Reply = ProviderReply.Json(422, """{"problem":"no-credit"}"""), Result = AttemptResult.NotSent, Fault = AttemptFault.Account },
        ],
        ValidAddresses = ["Ann Example, 1 High Street, Exampletown"],
        InvalidAddresses = [""],
        Secrets = ["k-123456"],
        IdempotencyKey = request => request.Header("Idempotency-Key"),
    }, TestContext.Current.CancellationToken);
    #endregion

    #region OwnHttpChannel
    /// <summary>Letters by a service that is called over HTTP.</summary>
    internal sealed class LetterService(HttpClient client, Uri service, string key, TimeProvider time, bool allowPrivateNetworks = false)
        : HttpChannelAdapter(new() { Channel = Channel.Print, AllowPrivateNetworks = allowPrivateNetworks }, client, time)
    {
        protected override AnswerTable Answers { get; } = new(
            new() { Codes = ["unknown-address"], Means = AnswerMeaning.RecipientRejected, Because = "Nobody gets letters there." },
            new() { Codes = ["no-credit", "suspended"], Means = AnswerMeaning.AccountRefused, Because = "The service prints nothing for this account." });

        public override AddressCheck CheckAddress(string address) => address.Length is > 0 and < 500 && !address.Any(char.IsControl)
            ? AddressCheck.Valid(address.Trim())
            : AddressCheck.Invalid("Expected name, street and town in one line.");

        protected override ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken) => new(new HttpRequestMessage(HttpMethod.Post, new Uri(service, "letters"))
        {
            Headers = { { "Authorization", $"Bearer {key}" }, { "Idempotency-Key", message.IdempotencyKey } },
            Content = new FormUrlEncodedContent([new("to", message.Address), new("text", message.Content.Text)]),
        });

        protected override ProviderAnswer ReadAnswer(HttpAnswer answer)
        {
            using var json = JsonDocument.Parse(answer.Body); // what is no JSON is doubt after a success, else the status says it
            return json.RootElement.TryGetProperty(answer.IsSuccess ? "letter" : "problem", out var said) && said.ValueKind == JsonValueKind.String
                ? answer.IsSuccess ? ProviderAnswer.Accepted(said.GetString()) : ProviderAnswer.Refused(said.GetString())
                : ProviderAnswer.Unreadable;
        }
    }
    #endregion
}
