using System.Security.Cryptography;
using System.Text;
using OmniChannel.Delivery;
using OmniChannel.Verification;
using OmniChannel.Wire;

namespace OmniChannel.Social;

/// <summary>LinkedIn's webhooks: its question whether we hold the app's client secret (every two hours), and its signature over the raw body (<c>X-LI-Signature</c>). Both are HMAC-SHA256 by that secret, in hexadecimal.</summary>
internal sealed class LinkedInWebhook
{
    private readonly HmacSignature? _hmac;

    public LinkedInWebhook(IList<string> clientSecrets) => _hmac = clientSecrets.Count == 0 ? null : new(HashAlgorithmName.SHA256, SignatureText.Hex, clientSecrets.Select(Encoding.UTF8.GetBytes));

    /// <summary>What is signed stands behind this word; a challenge does not.</summary>
    private static ReadOnlySpan<byte> Prefix => "hmacsha256="u8;

    /// <summary>The answer to the question, a refusal, or null for a call whose body may be read.</summary>
    public InboundReading? Answer(WebhookRequest request) =>
        _hmac is null ? InboundReading.Refused(InboundRefusal.BadSignature)
        : request.Method == "GET" ? Prove(WireForm.Read(request.Url.Query.TrimStart('?'))?["challengeCode"])
        : _hmac.Matches(request.Header("X-LI-Signature"), Prefix, request.Body.Span) ? null
        : InboundReading.Refused(InboundRefusal.BadSignature);

    /// <summary>The signature of a body; for tests and doubles.</summary>
    public string Sign(ReadOnlySpan<byte> body) => _hmac!.Sign(Prefix, body);

    /// <summary>Anybody may ask, and who could have "hmacsha256=" and a body signed would be believed: a challenge is a UUID, and nothing else is signed.</summary>
    private InboundReading Prove(string? challenge) => challenge is { Length: 36 } && Guid.TryParseExact(challenge, "D", out _)
        ? InboundReading.Of() with { Answer = $$"""{"challengeCode":"{{challenge}}","challengeResponse":"{{_hmac!.Sign(Encoding.UTF8.GetBytes(challenge))}}"}""", AnswerType = "application/json" }
        : InboundReading.Refused(InboundRefusal.Malformed);
}
