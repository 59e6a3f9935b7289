using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OmniChannel.Verification;
using OmniChannel.Webhooks;

namespace OmniChannel;

/// <summary>The receiver's side: tells whether a request is a webhook signed with one of our secrets (Standard Webhooks 1.0, symmetric signatures "v1"). It works for webhooks of every sender that follows the specification.</summary>
/// <remarks>Asks nobody and changes nothing. Safe for use by many threads at once.</remarks>
public sealed class WebhookVerifier
{
    private const int MaxSignatureHeader = 4_096;
    private const int MaxTimestamp = 100;
    private static readonly TimeSpan DefaultTolerance = TimeSpan.FromMinutes(5);

    private readonly HmacSignature _hmac;
    private readonly TimeProvider _time;
    private readonly TimeSpan _tolerance;

    /// <summary>A verifier that believes these secrets.</summary>
    /// <param name="secrets">Each "whsec_" and 24 to 64 bytes in base64; several while one replaces another.</param>
    /// <param name="time">The clock that timestamps are measured by.</param>
    /// <param name="tolerance">How far a timestamp may lie from now, in both directions; null for five minutes.</param>
    /// <exception cref="ArgumentException">No secret, or one that is none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is not more than nothing.</exception>
    public WebhookVerifier(IEnumerable<string> secrets, TimeProvider time, TimeSpan? tolerance = null)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(tolerance ?? DefaultTolerance, TimeSpan.Zero, nameof(tolerance));
        byte[][] keys = [.. secrets.Select(WebhookSecret.Key)];
        _hmac = new(HashAlgorithmName.SHA256, SignatureText.Base64, keys);
        _time = time;
        _tolerance = tolerance ?? DefaultTolerance;
        if (keys.Length == 0)
        {
            throw new ArgumentException("No secret was given; pass at least one, as the sender's options have it.", nameof(secrets));
        }
    }

    /// <summary>Verifies one request.</summary>
    /// <param name="body">The body's bytes as they came, before anything parsed them.</param>
    /// <param name="id">The header webhook-id; null when absent.</param>
    /// <param name="timestamp">The header webhook-timestamp; null when absent.</param>
    /// <param name="signature">The header webhook-signature, all its signatures; null when absent.</param>
    public WebhookVerification Verify(ReadOnlySpan<byte> body, string? id, string? timestamp, string? signature)
    {
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(timestamp) || string.IsNullOrEmpty(signature))
        {
            return new() { Verdict = WebhookVerdict.MissingHeader };
        }

        if (!WebhookId.IsUsable(id) || signature.Length > MaxSignatureHeader || SecondsOf(timestamp) is not { } sentAt)
        {
            return new() { Verdict = WebhookVerdict.MalformedHeader };
        }

        if (!IsSigned(body, id, timestamp, signature))
        {
            return new() { Verdict = WebhookVerdict.WrongSignature };
        }

        var age = _time.GetUtcNow() - sentAt;
        return age > _tolerance ? new() { Verdict = WebhookVerdict.TooOld }
            : age < -_tolerance ? new() { Verdict = WebhookVerdict.TooNew }
            : new() { Verdict = WebhookVerdict.Valid, Id = id, SentAt = sentAt };
    }

    /// <summary>Of several signatures every one is compared, so that time tells nothing.</summary>
    private bool IsSigned(ReadOnlySpan<byte> body, string id, string timestamp, string signature)
    {
        Span<byte> lead = stackalloc byte[WebhookId.MaxLength + MaxTimestamp + 2];
        var length = Encoding.ASCII.GetBytes(id, lead);
        lead[length++] = (byte)'.';
        length += Encoding.ASCII.GetBytes(timestamp, lead[length..]);
        lead[length++] = (byte)'.';
        return _hmac.MatchesAny(signature, WebhookSignature.Version, lead[..length], body);
    }

    private static DateTimeOffset? SecondsOf(string timestamp) =>
        timestamp.Length <= MaxTimestamp && long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
