using System.Diagnostics;
using System.Text;
using System.Text.Json;
using OmniChannel.Delivery;

namespace OmniChannel.Tests.Testing;

/// <summary>An adapter over HTTP with one fault of those that adapters have; none without a name.</summary>
internal sealed class BrokenHttpAdapter(string fault, Uri address, TimeProvider time) : IChannelAdapter, IDisposable
{
    public const string Secret = "sk-0123456789";
    private static readonly ActivitySource Spans = new("broken-http-adapter");
    private readonly Sound _sound = new(fault, address, Open(fault), time);

    public Channel Channel => Channel.Sms;

    public string Account => "main";

    public AddressCheck CheckAddress(string candidate) => _sound.CheckAddress(candidate);

    public async ValueTask<AttemptOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        using var span = fault == "secret in a span" ? Spans.StartActivity("send")?.SetTag("url", $"https://x/{Secret}") : null;
        try
        {
            var outcome = await _sound.SendAsync(message, cancellationToken);
            return fault switch
            {
                "sends twice" => await _sound.SendAsync(message, cancellationToken),
                "tries a reset again" when outcome.Result == AttemptResult.Unknown => await _sound.SendAsync(message, cancellationToken),
                "trouble is ours" when outcome.Code is "500" or "502" or "503" => AttemptOutcome.NotSent(AttemptFault.Account, outcome.Code, "trouble"),
                "bad JSON is the recipient's" when outcome.Code == "400" => AttemptOutcome.Rejected(AttemptFault.Recipient, outcome.Code, "bad"),
                "doubt is no" when outcome.Result == AttemptResult.Unknown => AttemptOutcome.NotSent(AttemptFault.Provider, null, "timeout"),
                "doubt is yes" when outcome.Result == AttemptResult.Unknown => AttemptOutcome.Accepted(),
                "down is final" when outcome.Result == AttemptResult.NotSent && outcome.Code is null => AttemptOutcome.Rejected(AttemptFault.Message, null, "no connection"),
                "down is doubt" when outcome.Result == AttemptResult.NotSent && outcome.Code is null => AttemptOutcome.Unknown("no connection"),
                "secret in a detail" when outcome.Detail is not null && outcome.Result == AttemptResult.NotSent => AttemptOutcome.NotSent(outcome.Fault, outcome.Code, $"key {Secret}"),
                "address in a detail" when outcome.Result == AttemptResult.Rejected => AttemptOutcome.Rejected(outcome.Fault, outcome.Code, $"{message.Address} is no good"),
                "waits for ever" when outcome.RetryAfter is not null => AttemptOutcome.NotSent(outcome.Fault, outcome.Code, "later", TimeSpan.FromDays(100)),
                "no wait" when outcome.RetryAfter is not null => AttemptOutcome.NotSent(outcome.Fault, outcome.Code, "later"),
                _ => outcome,
            };
        }
        catch (JsonException) when (fault != "throws at HTML")
        {
            throw new UnreachableException();
        }
    }

    public void Dispose() => _sound.Client.Dispose();

    private static HttpClient Open(string fault)
    {
        var handler = EgressGate.CreateHandler(allowPrivateNetworks: true);
        handler.AllowAutoRedirect = fault == "follows redirects";
        if (fault == "believes any certificate")
        {
            handler.SslOptions.RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null;
        }

        return new HttpClient(handler);
    }

    private sealed class Sound(string fault, Uri address, HttpClient client, TimeProvider time) : HttpChannelAdapter(new() { Channel = Channel.Sms, Account = "main", AllowPrivateNetworks = true, RetryAfter = Dialect(fault) }, client, time)
    {
        public HttpClient Client { get; } = client;

        private static IReadOnlyList<RetryAfterRule> Dialect(string fault) => fault switch
        {
            "does not speak its dialect" => RetryAfterDialect.Standard,
            "hears any dialect" => [.. RetryAfterDialect.Telegram, .. RetryAfterDialect.RateLimitReset],
            _ => RetryAfterDialect.Telegram,
        };

        protected override AnswerTable Answers { get; } = new(
            new() { Codes = ["opted-out"], Means = AnswerMeaning.OptedOut, Because = "The person opted out." },
            new() { Codes = fault == "account is final" ? ["HTTP 401", "HTTP 403"] : ["another"], Means = AnswerMeaning.MessageRejected, Because = "No." });

        public override AddressCheck CheckAddress(string address) => address.StartsWith('+') && address.Skip(1).All(char.IsAsciiDigit) ? AddressCheck.Valid(address) : AddressCheck.Invalid("No number.");

        protected override ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken)
        {
            var most = fault switch { "takes less than the channel" => 1_000, "takes less than it says" => 1_599, "takes anything" => int.MaxValue, _ => 1_600 };
            if (message.Content.Text.Length > most)
            {
                return new(AttemptOutcome.Rejected(AttemptFault.Message, null, $"Longer than {most} characters."));
            }

            var path = fault == "text in the path" ? $"send/{message.Content.Text.Replace("\r\n", "", StringComparison.Ordinal)}" : "send";
            var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, path)) { Content = new StringContent(message.Content.Text, Encoding.UTF8, "text/plain") };
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Secret}");
            request.Headers.TryAddWithoutValidation("Idempotency-Key", fault == "a key for each attempt" ? Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8)) : message.IdempotencyKey);
            if (fault == "text in a header" && message.Content.Text.Contains('{', StringComparison.Ordinal))
            {
                request.Headers.TryAddWithoutValidation("X-Template", "1");
            }

            return new(request);
        }

        protected override ProviderAnswer ReadAnswer(HttpAnswer answer)
        {
            if (fault == "any 2xx is yes" && answer.IsSuccess)
            {
                return ProviderAnswer.Accepted("m1");
            }

            if (fault == "believes in types" && answer.Header("Content-Type") != "application/json")
            {
                return ProviderAnswer.Refused("no-json");
            }

            using var json = JsonDocument.Parse(answer.Body);
            var root = json.RootElement;
            return root.TryGetProperty("id", out var id) ? ProviderAnswer.Accepted(fault == "no id" ? null : id.GetString())
                : root.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String ? ProviderAnswer.Refused(code.GetString())
                : ProviderAnswer.Unreadable;
        }

        protected override AttemptOutcome Classify(HttpAnswer answer, OutgoingMessage message)
        {
            try
            {
                return base.Classify(answer, message);
            }
            catch (JsonException) when (fault == "throws at HTML")
            {
                throw new InvalidOperationException("unexpected character");
            }
        }
    }
}
