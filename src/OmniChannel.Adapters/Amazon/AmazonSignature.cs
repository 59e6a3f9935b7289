using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OmniChannel.Amazon;

/// <summary>Signature Version 4 (AWS General Reference): what Amazon's services want of every request. Pure but for <see cref="Sign"/>, which writes the headers.</summary>
internal static class AmazonSignature
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Signs a request: Content-Type, Host, X-Amz-Date and the session token are covered, and the whole body.</summary>
    /// <param name="request">The request, complete but for the headers that are added here.</param>
    /// <param name="body">The bytes of its content.</param>
    /// <param name="credentials">By whom.</param>
    /// <param name="scope">For which service.</param>
    /// <param name="at">Now; Amazon takes what is at most five minutes off.</param>
    public static void Sign(HttpRequestMessage request, ReadOnlySpan<byte> body, AmazonCredentials credentials, AmazonScope scope, DateTimeOffset at)
    {
        var uri = request.RequestUri!;
        List<(string Name, string Value)> headers = [("host", uri.IsDefaultPort ? uri.IdnHost : $"{uri.IdnHost}:{uri.Port.ToString(CultureInfo.InvariantCulture)}"), ("x-amz-date", Instant(at))];
        if (request.Content?.Headers.ContentType is { } type)
        {
            headers.Add(("content-type", type.ToString()));
        }

        if (credentials.SessionToken is { Length: > 0 } token)
        {
            headers.Add(("x-amz-security-token", token));
            request.Headers.TryAddWithoutValidation("X-Amz-Security-Token", token);
        }

        var canonical = CanonicalRequest.Of(request.Method.Method, uri.PathAndQuery, headers, body);
        request.Headers.TryAddWithoutValidation("X-Amz-Date", Instant(at));
        request.Headers.TryAddWithoutValidation("Authorization", Authorization(canonical, credentials, scope, at));
    }

    /// <summary>The value of the Authorization header.</summary>
    public static string Authorization(CanonicalRequest canonical, AmazonCredentials credentials, AmazonScope scope, DateTimeOffset at)
    {
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Key(credentials, scope, at), Encoding.UTF8.GetBytes(StringToSign(canonical, scope, at))));
        return $"{Algorithm} Credential={credentials.AccessKeyId}/{scope.On(at)}, SignedHeaders={canonical.SignedHeaders}, Signature={signature}";
    }

    /// <summary>What the key is applied to.</summary>
    public static string StringToSign(CanonicalRequest canonical, AmazonScope scope, DateTimeOffset at) =>
        $"{Algorithm}\n{Instant(at)}\n{scope.On(at)}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical.Text)))}";

    /// <summary>The day's key, derived in four steps.</summary>
    private static byte[] Key(AmazonCredentials credentials, AmazonScope scope, DateTimeOffset at)
    {
        var key = Encoding.UTF8.GetBytes($"AWS4{credentials.SecretAccessKey}");
        foreach (var part in scope.On(at).Split('/'))
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return key;
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
