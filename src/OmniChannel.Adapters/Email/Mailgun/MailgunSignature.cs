using System.Security.Cryptography;
using System.Text;
using OmniChannel.Verification;

namespace OmniChannel.Email;

/// <summary>Mailgun's signature: HMAC-SHA256 over a timestamp and a token, and not over the event beside them.</summary>
/// <remarks>Who saw one signature could put any event beside it. So a token is good for the one body that came with it first, as often as that comes. Safe for many threads.</remarks>
internal sealed class MailgunSignature(IEnumerable<string> keys, TimeProvider time, TimeSpan tolerance)
{
    private const int MaxKept = 100_000;
    private const int MaxToken = 200;

    private readonly HmacSignature _hmac = new(HashAlgorithmName.SHA256, SignatureText.Hex, [.. keys.Select(Encoding.UTF8.GetBytes)]);
    private readonly Freshness _freshness = new(time, tolerance);
    private readonly Lock _lock = new();
    private Dictionary<string, byte[]> _young = new(StringComparer.Ordinal);
    private Dictionary<string, byte[]> _old = new(StringComparer.Ordinal);
    private DateTimeOffset _turned = time.GetUtcNow();

    /// <summary>Judges the three that make up a signature.</summary>
    /// <param name="timestamp">When it was made.</param>
    /// <param name="token">What is used once.</param>
    /// <param name="signature">In hexadecimal.</param>
    /// <param name="said">The hash of what it stands beside.</param>
    /// <returns>Why it is not believed; null when it is.</returns>
    public InboundRefusal? Judge(string? timestamp, string? token, string? signature, Func<byte[]> said) =>
        timestamp is not { Length: > 0 and < 20 } || token is not { Length: > 0 and <= MaxToken } || !_hmac.Matches(signature, Encoding.UTF8.GetBytes(timestamp), Encoding.UTF8.GetBytes(token)) ? InboundRefusal.BadSignature
        : !_freshness.AcceptsSeconds(timestamp) || !IsFirstOrSame(token, said()) ? InboundRefusal.TooOld
        : null;

    /// <summary>Two generations, each as long as a call may be old, so that none is forgotten while it could be believed and nothing grows for ever.</summary>
    private bool IsFirstOrSame(string token, byte[] body)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (now - _turned > tolerance * 2 || _young.Count >= MaxKept)
            {
                (_old, _young, _turned) = (_young, new(StringComparer.Ordinal), now);
            }

            if (_young.TryGetValue(token, out var first) || _old.TryGetValue(token, out first))
            {
                return first.AsSpan().SequenceEqual(body);
            }

            _young[token] = body;
            return true;
        }
    }
}
