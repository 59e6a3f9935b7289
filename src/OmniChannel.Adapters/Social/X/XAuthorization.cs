using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using OmniChannel.Verification;

namespace OmniChannel.Social;

/// <summary>How an account signs in with each request: a bearer token (OAuth 2.0), or a signature over method and URL (OAuth 1.0a, RFC 5849, HMAC-SHA1).</summary>
internal sealed class XAuthorization(XOptions options, TimeProvider time)
{
    private readonly HmacSignature? _hmac = string.IsNullOrEmpty(options.AccessTokenSecret)
        ? null
        : new(HashAlgorithmName.SHA1, SignatureText.Base64, Encoding.ASCII.GetBytes($"{Uri.EscapeDataString(options.ConsumerSecrets[0])}&{Uri.EscapeDataString(options.AccessTokenSecret)}"));

    /// <summary>The header of a POST with a JSON body, of which nothing is signed.</summary>
    public AuthenticationHeaderValue Of(Uri url) => _hmac is null
        ? new("Bearer", options.AccessToken)
        : Of("POST", url, [], Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));

    /// <summary>The header of a request with fields in its query or form.</summary>
    public AuthenticationHeaderValue Of(string method, Uri url, IEnumerable<(string Name, string Value)> fields, string nonce, string timestamp)
    {
        (string Name, string Value)[] own =
        [
            ("oauth_consumer_key", options.ConsumerKey!),
            ("oauth_nonce", nonce),
            ("oauth_signature_method", "HMAC-SHA1"),
            ("oauth_timestamp", timestamp),
            ("oauth_token", options.AccessToken),
            ("oauth_version", "1.0"),
        ];
        var all = own.Concat(fields)
            .Select(field => (Name: Uri.EscapeDataString(field.Name), Value: Uri.EscapeDataString(field.Value)))
            .OrderBy(field => field.Name, StringComparer.Ordinal)
            .ThenBy(field => field.Value, StringComparer.Ordinal)
            .Select(field => $"{field.Name}={field.Value}");
        var signed = $"{method}&{Uri.EscapeDataString(url.GetLeftPart(UriPartial.Path))}&{Uri.EscapeDataString(string.Join('&', all))}";
        var header = own.Append(("oauth_signature", _hmac!.Sign(Encoding.ASCII.GetBytes(signed)))).OrderBy(field => field.Item1, StringComparer.Ordinal);
        return new("OAuth", string.Join(", ", header.Select(field => $"{field.Item1}=\"{Uri.EscapeDataString(field.Item2)}\"")));
    }
}
