using System.Security.Cryptography;
using System.Text;
using OmniChannel.Delivery;
using OmniChannel.Verification;
using OmniChannel.Wire;

namespace OmniChannel.Messaging;

/// <summary>What the webhooks of WhatsApp, Messenger and Instagram have in common: the question by GET, and the app's signature over the raw body (<c>X-Hub-Signature-256</c>).</summary>
internal sealed class MetaWebhook
{
    private readonly HmacSignature _hmac;
    private readonly SharedSecret _tokens;

    public MetaWebhook(IEnumerable<string> appSecrets, IEnumerable<string> verifyTokens)
    {
        _hmac = new(HashAlgorithmName.SHA256, SignatureText.Hex, appSecrets.Select(Encoding.UTF8.GetBytes));
        _tokens = new(verifyTokens);
    }

    /// <summary>The answer to the question whether we are there, a refusal, or null for a call whose body may be read.</summary>
    public InboundReading? Answer(WebhookRequest request) =>
        request.Method == "GET" ? Subscribe(WireForm.Read(request.Url.Query.TrimStart('?')))
        : request.Header("X-Hub-Signature-256") is { } signature && signature.StartsWith("sha256=", StringComparison.Ordinal) && _hmac.Matches(signature.AsSpan("sha256=".Length), request.Body.Span) ? null
        : InboundReading.Refused(InboundRefusal.BadSignature);

    /// <summary>The signature of a body; for tests and doubles.</summary>
    public string Sign(ReadOnlySpan<byte> body) => "sha256=" + _hmac.Sign(body);

    /// <summary>What is repeated is letters and digits, so that a stranger has nothing of ours say what he likes.</summary>
    private InboundReading Subscribe(WireForm? query) =>
        !_tokens.Matches(query?["hub.verify_token"]) || query!["hub.mode"] != "subscribe" ? InboundReading.Refused(InboundRefusal.BadSignature)
        : query["hub.challenge"] is { Length: > 0 and <= 200 } challenge && challenge.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? InboundReading.Of() with { Answer = challenge }
        : InboundReading.Refused(InboundRefusal.Malformed);
}
