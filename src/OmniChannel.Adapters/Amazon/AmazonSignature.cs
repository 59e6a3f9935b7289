using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OmniChannel.Wire;

namespace OmniChannel.Amazon;

/// <summary>Signature Version 4 (AWS General Reference): what Amazon's services want of every request. Safe for many threads.</summary>
/// <param name="scope">For which service.</param>
internal sealed class AmazonSignature(AmazonScope scope)
{
    private volatile AmazonDay? _day;
    private volatile Tuple<Uri, string>? _called;

    /// <summary>Signs a request: Content-Type, Host, X-Amz-Date and the session token are covered, and the whole body.</summary>
    /// <param name="request">The request, complete but for the headers that are added here.</param>
    /// <param name="body">The bytes of its content.</param>
    /// <param name="credentials">By whom.</param>
    /// <param name="at">Now; Amazon takes what is at most five minutes off.</param>
    public void Sign(HttpRequestMessage request, ReadOnlySpan<byte> body, AmazonCredentials credentials, DateTimeOffset at)
    {
        var uri = request.RequestUri!;
        var instant = at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var type = request.Content?.Headers.NonValidated.TryGetValues("Content-Type", out var types) == true ? types.ToString() : null;
        var token = credentials.SessionToken;
        var host = HostOf(uri);
        (string, string)[] headers = (type, string.IsNullOrEmpty(token)) switch
        {
            (null, true) => [("host", host), ("x-amz-date", instant)],
            (null, false) => [("host", host), ("x-amz-date", instant), ("x-amz-security-token", token!)],
            (_, true) => [("content-type", type), ("host", host), ("x-amz-date", instant)],
            _ => [("content-type", type), ("host", host), ("x-amz-date", instant), ("x-amz-security-token", token!)],
        };

        using var canonical = CanonicalRequest.Of(request.Method.Method, uri.PathAndQuery, headers, body);
        var day = _day is { } kept && kept.IsFor(credentials, at) ? kept : _day = AmazonDay.Of(credentials, scope, at);
        if (!string.IsNullOrEmpty(token))
        {
            request.Headers.TryAddWithoutValidation("X-Amz-Security-Token", token);
        }

        request.Headers.TryAddWithoutValidation("X-Amz-Date", instant);
        request.Headers.TryAddWithoutValidation("Authorization", Authorization(canonical, day, instant));
    }

    /// <summary>As the Host header has it; an account calls the same endpoint again and again.</summary>
    private string HostOf(Uri uri)
    {
        if (_called is not { } called || !ReferenceEquals(called.Item1, uri))
        {
            _called = called = Tuple.Create(uri, uri.IsDefaultPort ? uri.IdnHost : $"{uri.IdnHost}:{uri.Port.ToString(CultureInfo.InvariantCulture)}");
        }

        return called.Item2;
    }

    /// <summary>The value of the Authorization header.</summary>
    public static string Authorization(CanonicalRequest canonical, AmazonDay day, string instant)
    {
        using var text = new PooledBytes();
        WriteToSign(text, canonical, day, instant);
        Span<byte> signature = stackalloc byte[SHA256.HashSizeInBytes];
        HMACSHA256.HashData(day.Key, text.Written, signature);
        text.Clear();
        text.Put("AWS4-HMAC-SHA256 Credential="u8);
        text.Put(day.Credentials.AccessKeyId);
        text.Put("/"u8);
        text.Put(day.Scope);
        text.Put(", SignedHeaders="u8);
        canonical.WriteNames(text);
        text.Put(", Signature="u8);
        text.PutHex(signature);
        return Encoding.UTF8.GetString(text.Written);
    }

    /// <summary>What the key is applied to ("string to sign").</summary>
    public static void WriteToSign(PooledBytes text, CanonicalRequest canonical, AmazonDay day, string instant)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(canonical.Text, hash);
        text.Put("AWS4-HMAC-SHA256\n"u8);
        text.Put(instant);
        text.Put("\n"u8);
        text.Put(day.Scope);
        text.Put("\n"u8);
        text.PutHex(hash);
    }
}
