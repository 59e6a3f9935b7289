using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OmniChannel.Benchmarks;

/// <summary>The verification of a webhook as somebody writes it by hand, with care, after the provider's page: from the call's headers and raw body to yes or no, and nothing read of what it is about. The platform's one-shot functions over bytes, compared in constant time; one secret.</summary>
internal static class HandVerified
{
    private const int Tolerance = 300;

    /// <summary>Standard Webhooks 1.0 (Svix, Resend): HMAC-SHA256 over "id.timestamp.body", base64, several signatures after "v1,".</summary>
    public static bool Svix(WebhookRequest call, byte[] key, long now)
    {
        if (call.Header("svix-id") is not { } id || call.Header("svix-timestamp") is not { } timestamp || call.Header("svix-signature") is not { } signatures || !IsFresh(timestamp, now))
        {
            return false;
        }

        var size = Encoding.UTF8.GetMaxByteCount(id.Length + timestamp.Length) + 2 + call.Body.Length;
        var rented = size > 2048 ? ArrayPool<byte>.Shared.Rent(size) : null;
        var signed = rented ?? stackalloc byte[2048];
        var length = Encoding.UTF8.GetBytes(id, signed);
        signed[length++] = (byte)'.';
        length += Encoding.UTF8.GetBytes(timestamp, signed[length..]);
        signed[length++] = (byte)'.';
        call.Body.Span.CopyTo(signed[length..]);
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(key, signed[..(length + call.Body.Length)], hash);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        var isSigned = false;
        Span<byte> given = stackalloc byte[48];
        foreach (var range in signatures.AsSpan().Split(' '))
        {
            var one = signatures.AsSpan(range);
            isSigned |= one.StartsWith("v1,", StringComparison.Ordinal) && Convert.TryFromBase64Chars(one[3..], given, out var bytes) && CryptographicOperations.FixedTimeEquals(hash, given[..bytes]);
        }

        return isSigned;
    }

    /// <summary>Meta (WhatsApp, Messenger, Instagram): HMAC-SHA256 over the body, in hex after "sha256=".</summary>
    public static bool Meta(WebhookRequest call, byte[] key)
    {
        if (call.Header("X-Hub-Signature-256") is not { } signature || !signature.StartsWith("sha256=", StringComparison.Ordinal))
        {
            return false;
        }

        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(key, call.Body.Span, hash);
        return IsHexOf(hash, signature.AsSpan(7));
    }

    /// <summary>Slack: HMAC-SHA256 over "v0:timestamp:body", in hex after "v0=", at most five minutes old.</summary>
    public static bool Slack(WebhookRequest call, byte[] key, long now)
    {
        if (call.Header("X-Slack-Request-Timestamp") is not { Length: < 20 } timestamp || call.Header("X-Slack-Signature") is not { } signature || !signature.StartsWith("v0=", StringComparison.Ordinal) || !IsFresh(timestamp, now))
        {
            return false;
        }

        var size = 24 + call.Body.Length;
        var rented = size > 2048 ? ArrayPool<byte>.Shared.Rent(size) : null;
        var signed = rented ?? stackalloc byte[2048];
        "v0:"u8.CopyTo(signed);
        var length = 3 + Encoding.UTF8.GetBytes(timestamp, signed[3..]);
        signed[length++] = (byte)':';
        call.Body.Span.CopyTo(signed[length..]);
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(key, signed[..(length + call.Body.Length)], hash);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return IsHexOf(hash, signature.AsSpan(3));
    }

    /// <summary>Mailgun: HMAC-SHA256 over a timestamp and a token that stand in the JSON body, in hex beside them. So the body is parsed for it; that a token comes once only is left out.</summary>
    public static bool Mailgun(WebhookRequest call, byte[] key, long now)
    {
        using var json = JsonDocument.Parse(call.Body);
        var given = json.RootElement.GetProperty("signature"u8);
        var (timestamp, token, signature) = (given.GetProperty("timestamp"u8).GetString()!, given.GetProperty("token"u8).GetString()!, given.GetProperty("signature"u8).GetString()!);
        if (timestamp.Length > 20 || token.Length > 200 || !IsFresh(timestamp, now))
        {
            return false;
        }

        Span<byte> signed = stackalloc byte[1024];
        var length = Encoding.UTF8.GetBytes(timestamp, signed);
        length += Encoding.UTF8.GetBytes(token, signed[length..]);
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(key, signed[..length], hash);
        return IsHexOf(hash, signature);
    }

    /// <summary>Twilio: HMAC-SHA1 over the URL and the fields of the form, decoded and sorted by name, in base64. So the form is read for it.</summary>
    public static bool Twilio(WebhookRequest call, byte[] key)
    {
        if (call.Header("X-Twilio-Signature") is not { } signature || call.Header("Content-Type")?.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) != true)
        {
            return false;
        }

        var body = Encoding.UTF8.GetString(call.Body.Span);
        List<(string Name, string Value)> fields = [];
        foreach (var range in body.AsSpan().Split('&'))
        {
            var field = body.AsSpan(range);
            var equals = field.IndexOf('=');
            fields.Add((WebUtility.UrlDecode(field[..equals].ToString()), WebUtility.UrlDecode(field[(equals + 1)..].ToString())));
        }

        fields.Sort(static (one, other) => string.CompareOrdinal(one.Name, other.Name));
        var text = new StringBuilder(call.Url.OriginalString, 1024);
        foreach (var (name, value) in fields)
        {
            text.Append(name).Append(value);
        }

        Span<byte> hash = stackalloc byte[20];
        HMACSHA1.HashData(key, Encoding.UTF8.GetBytes(text.ToString()), hash);
        Span<byte> given = stackalloc byte[32];
        return Convert.TryFromBase64Chars(signature, given, out var length) && CryptographicOperations.FixedTimeEquals(hash, given[..length]);
    }

    /// <summary>SendGrid: ECDSA on P-256 over timestamp and body; the key is imported once.</summary>
    public static bool SendGrid(WebhookRequest call, ECDsa key, long now)
    {
        if (call.Header("X-Twilio-Email-Event-Webhook-Timestamp") is not { Length: < 20 } timestamp || call.Header("X-Twilio-Email-Event-Webhook-Signature") is not { Length: < 200 } signature || !IsFresh(timestamp, now))
        {
            return false;
        }

        var size = 20 + call.Body.Length;
        var rented = size > 2048 ? ArrayPool<byte>.Shared.Rent(size) : null;
        var signed = rented ?? stackalloc byte[2048];
        var length = Encoding.UTF8.GetBytes(timestamp, signed);
        call.Body.Span.CopyTo(signed[length..]);
        Span<byte> given = stackalloc byte[160];
        var isSigned = Convert.TryFromBase64Chars(signature, given, out var bytes) && key.VerifyData(signed[..(length + call.Body.Length)], given[..bytes], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return isSigned;
    }

    /// <summary>Amazon SNS: RSA over six members of the JSON body, each on a line below its name. So the body is parsed for it; the certificate was fetched before, and its key is kept.</summary>
    public static bool Sns(WebhookRequest call, RSA key, string certificate, string topic)
    {
        using var json = JsonDocument.Parse(call.Body);
        var root = json.RootElement;
        if (root.GetProperty("TopicArn"u8).GetString() != topic || root.GetProperty("SigningCertURL"u8).GetString() != certificate || root.GetProperty("SignatureVersion"u8).GetString() != "2")
        {
            return false;
        }

        var signed = $"Message\n{root.GetProperty("Message"u8).GetString()}\nMessageId\n{root.GetProperty("MessageId"u8).GetString()}\nSubject\n{root.GetProperty("Subject"u8).GetString()}\nTimestamp\n{root.GetProperty("Timestamp"u8).GetString()}\nTopicArn\n{topic}\nType\n{root.GetProperty("Type"u8).GetString()}\n";
        return key.VerifyData(Encoding.UTF8.GetBytes(signed), root.GetProperty("Signature"u8).GetBytesFromBase64(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    /// <summary>Vonage: a JSON Web Token by HMAC-SHA256 beside the call, and in it the SHA-256 of the body and the time.</summary>
    public static bool Vonage(WebhookRequest call, byte[] key, long now)
    {
        if (call.Header("Authorization") is not { Length: < 1000 } authorization || !authorization.StartsWith("Bearer ", StringComparison.Ordinal))
        {
            return false;
        }

        var token = authorization.AsSpan(7);
        var (dot, last) = (token.IndexOf('.'), token.LastIndexOf('.'));
        Span<byte> text = stackalloc byte[1000];
        text = text[..Encoding.UTF8.GetBytes(token, text)];
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(key, text[..last], hash);
        Span<byte> given = stackalloc byte[1000];
        if (!Base64Url.TryDecodeFromUtf8(text[(last + 1)..], given, out var length) || !CryptographicOperations.FixedTimeEquals(hash, given[..length]))
        {
            return false;
        }

        using var claims = JsonDocument.Parse(Base64Url.DecodeFromUtf8(text[(dot + 1)..last]));
        SHA256.HashData(call.Body.Span, hash);
        return Math.Abs(now - claims.RootElement.GetProperty("iat"u8).GetInt64()) <= Tolerance && IsHexOf(hash, claims.RootElement.GetProperty("payload_hash"u8).GetString());
    }

    private static bool IsFresh(string timestamp, long now) => long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && Math.Abs(now - at) <= Tolerance;

    private static bool IsHexOf(ReadOnlySpan<byte> hash, ReadOnlySpan<char> text)
    {
        Span<byte> given = stackalloc byte[32];
        return text.Length == 64 && Convert.FromHexString(text, given, out _, out _) == OperationStatus.Done && CryptographicOperations.FixedTimeEquals(hash, given);
    }
}
