using System.Security.Cryptography;
using System.Text;
using OmniChannel.Verification;
using OmniChannel.Wire;

namespace OmniChannel.Sms;

/// <summary>The fields of a call: a JSON object, a form or a query, whichever the account's settings ask for.</summary>
internal sealed class VonageFields(WireForm form)
{
    /// <summary>The value of a name, the last one of several; null when it is absent.</summary>
    public string? this[string name] => form.Last(name);

    /// <summary>Reads a call; null for what is no object, and for too many fields.</summary>
    /// <exception cref="System.Text.Json.JsonException">It says that it is JSON, and is not.</exception>
    public static VonageFields? Read(WebhookRequest request) =>
        (request.Header("Content-Type")?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true ? WireForm.OfJson(request.Body.Span)
            : request.Body.IsEmpty ? WireForm.Read(request.Url.Query.TrimStart('?'))
            : WireForm.Read(request.Body.Span)) is { } form ? new(form) : null;

    /// <summary>Whether <c>sig</c> is the HMAC-SHA256 over all the others, sorted by name, in which &amp; and = became underscores.</summary>
    public bool IsSigned(HmacSignature hmac) => hmac.Matches(this["sig"], Encoding.UTF8.GetBytes(SignedText()));

    /// <summary>What is signed.</summary>
    public string SignedText() => string.Concat(form.Fields.GroupBy(field => field.Key, field => field.Value, StringComparer.Ordinal).Where(field => field.Key != "sig").OrderBy(field => field.Key, StringComparer.Ordinal)
        .Select(field => $"&{field.Key}={field.Last().Replace('&', '_').Replace('=', '_')}"));

    /// <summary>The signature that Vonage is asked for.</summary>
    public static HmacSignature Hmac(IEnumerable<string> secrets) => new(HashAlgorithmName.SHA256, SignatureText.Hex, [.. secrets.Select(Encoding.UTF8.GetBytes)]);
}
