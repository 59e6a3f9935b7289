using System.Security.Cryptography;
using System.Text;
using OmniChannel.Delivery;
using OmniChannel.Verification;
using OmniChannel.Wire;

namespace OmniChannel.Social;

/// <summary>X's webhooks: its question whether we hold the secret (CRC), and its signature over the raw body. Both are HMAC-SHA256 by the consumer's secret.</summary>
internal sealed class XWebhook
{
    private readonly HmacSignature? _hmac;

    public XWebhook(IList<string> consumerSecrets) => _hmac = consumerSecrets.Count == 0 ? null : new(HashAlgorithmName.SHA256, SignatureText.Base64, consumerSecrets.Select(Encoding.UTF8.GetBytes));

    /// <summary>The answer to the question, a refusal, or null for a call whose body may be read.</summary>
    public InboundReading? Answer(WebhookRequest request) =>
        _hmac is null ? InboundReading.Refused(InboundRefusal.BadSignature)
        : request.Method == "GET" ? Prove(WireForm.Read(request.Url.Query.TrimStart('?'))?["crc_token"])
        : request.Header("x-twitter-webhooks-signature") is { } signature && signature.StartsWith("sha256=", StringComparison.Ordinal) && _hmac.Matches(signature.AsSpan("sha256=".Length), request.Body.Span) ? null
        : InboundReading.Refused(InboundRefusal.BadSignature);

    /// <summary>The signature of a body; for tests and doubles.</summary>
    public string Sign(ReadOnlySpan<byte> body) => "sha256=" + _hmac!.Sign(body);

    /// <summary>Anybody may ask, and what is signed here would be believed as a body: so nothing is signed that could be one. No JSON object is made of these letters alone.</summary>
    private InboundReading Prove(string? token) => token is { Length: > 0 and <= 200 } && token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '=' or '+' or '/')
        ? InboundReading.Of() with { Answer = $$"""{"response_token":"{{Sign(Encoding.UTF8.GetBytes(token))}}"}""", AnswerType = "application/json" }
        : InboundReading.Refused(InboundRefusal.Malformed);
}
