using System.Security.Cryptography;
using System.Text;
using OmniChannel.Verification;
using OmniChannel.Wire;

namespace OmniChannel.Sms;

/// <summary>The fields of a call: a JSON object, a form or a query, whichever the account's settings ask for.</summary>
internal sealed class VonageFields
{
    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);

    /// <summary>The value of a name; null when it is absent.</summary>
    public string? this[string name] => _fields.GetValueOrDefault(name);

    /// <summary>Reads a call; null for what is no object, and for a form of too many fields.</summary>
    /// <exception cref="System.Text.Json.JsonException">It says that it is JSON, and is not.</exception>
    public static VonageFields? Read(WebhookRequest request)
    {
        var fields = new VonageFields();
        if (request.Header("Content-Type")?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true)
        {
            using var json = WireJson.Parse(request.Body);
            if (json.RootElement.ValueKind != System.Text.Json.JsonValueKind.Object)
            {
                return null;
            }

            return fields.Take(json.RootElement) ? fields : null;
        }

        if ((request.Body.IsEmpty ? WireForm.Read(request.Url.Query.TrimStart('?')) : WireForm.Read(request.Body.Span)) is not { } form)
        {
            return null;
        }

        foreach (var field in form.Fields)
        {
            fields._fields[field.Key] = field.Value;
        }

        return fields;
    }

    /// <returns>False when a name is no text: the reader knows no other way than to throw.</returns>
    private bool Take(System.Text.Json.JsonElement json)
    {
        try
        {
            foreach (var member in json.EnumerateObject())
            {
                _fields[member.Name] = member.Value.Text() ?? member.Value.GetRawText();
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Whether <c>sig</c> is the HMAC-SHA256 over all the others, sorted by name, in which &amp; and = became underscores.</summary>
    public bool IsSigned(HmacSignature hmac) => hmac.Matches(this["sig"], Encoding.UTF8.GetBytes(SignedText()));

    /// <summary>What is signed.</summary>
    public string SignedText() => string.Concat(_fields.Where(field => field.Key != "sig").OrderBy(field => field.Key, StringComparer.Ordinal)
        .Select(field => $"&{field.Key}={field.Value.Replace('&', '_').Replace('=', '_')}"));

    /// <summary>The signature that Vonage is asked for.</summary>
    public static HmacSignature Hmac(IEnumerable<string> secrets) => new(HashAlgorithmName.SHA256, SignatureText.Hex, [.. secrets.Select(Encoding.UTF8.GetBytes)]);
}
