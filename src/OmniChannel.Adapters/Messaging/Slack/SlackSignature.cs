using System.Security.Cryptography;
using System.Text;
using OmniChannel.Verification;

namespace OmniChannel.Messaging;

/// <summary>Slack's signature of requests, version 0: <c>v0=</c> and the HMAC-SHA256, in hex, of <c>v0:{timestamp}:{body}</c>, at most five minutes old.</summary>
internal sealed class SlackSignature
{
    private const int MaxTimestamp = 20;
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly HmacSignature _hmac;
    private readonly Freshness _freshness;

    public SlackSignature(IEnumerable<string> secrets, TimeProvider time)
    {
        _hmac = new(HashAlgorithmName.SHA256, SignatureText.Hex, secrets.Select(Encoding.UTF8.GetBytes));
        _freshness = new(time, Tolerance);
    }

    /// <summary>Why a call is refused; null when it is Slack's, and new.</summary>
    public InboundRefusal? Refuse(WebhookRequest request)
    {
        const string version = "v0=";
        var timestamp = request.Header("X-Slack-Request-Timestamp");
        var signature = request.Header("X-Slack-Signature");
        if (timestamp is not { Length: > 0 and < MaxTimestamp } || signature?.StartsWith(version, StringComparison.Ordinal) != true)
        {
            return InboundRefusal.BadSignature;
        }

        Span<byte> lead = stackalloc byte[4 + (3 * MaxTimestamp)];
        "v0:"u8.CopyTo(lead);
        var length = 3 + Encoding.UTF8.GetBytes(timestamp, lead[3..]);
        lead[length++] = (byte)':';
        return !_hmac.Matches(signature.AsSpan(version.Length), lead[..length], request.Body.Span) ? InboundRefusal.BadSignature
            : !_freshness.AcceptsSeconds(timestamp) ? InboundRefusal.TooOld
            : null;
    }

    /// <summary>The signature of a body; for tests and doubles.</summary>
    public string Sign(string timestamp, ReadOnlySpan<byte> body) => "v0=" + _hmac.Sign(Encoding.UTF8.GetBytes($"v0:{timestamp}:"), body);
}
