using System.Security.Cryptography;
using System.Text;
using OmniChannel.Verification;
using OmniChannel.Wire;

namespace OmniChannel.Sms;

/// <summary>X-Twilio-Signature: HMAC-SHA1 by the auth token over the URL and all fields of the form, sorted by name; a body that is no form is covered by its SHA-256 in the URL.</summary>
internal sealed class TwilioSignature(IEnumerable<string> authTokens)
{
    private readonly HmacSignature _hmac = new(HashAlgorithmName.SHA1, SignatureText.Base64, [.. authTokens.Select(Encoding.UTF8.GetBytes)]);

    /// <summary>Whether Twilio signed the call.</summary>
    /// <param name="request">The call.</param>
    /// <param name="form">Its form; null when its body is none.</param>
    public bool Matches(WebhookRequest request, WireForm? form)
    {
        var signature = request.Header("X-Twilio-Signature");
        if (signature is not { Length: > 0 and < 100 } || (form is null && !IsCovered(request)))
        {
            return false;
        }

        var fields = FieldsOf(form);
        // Twilio signs some URLs with their port and some without, and proxies drop it.
        return _hmac.Matches(signature, Encoding.UTF8.GetBytes(request.Url.OriginalString), fields)
            || Array.Exists(OtherSpellings(request.Url), url => _hmac.Matches(signature, Encoding.UTF8.GetBytes(url), fields));
    }

    /// <summary>The signature of a URL and a form; for tests and doubles.</summary>
    public string Sign(string url, WireForm? form) => _hmac.Sign(Encoding.UTF8.GetBytes(url), FieldsOf(form));

    /// <summary>Sorted by name; of several values of one name each once, sorted (as Twilio's own libraries do).</summary>
    private static byte[] FieldsOf(WireForm? form)
    {
        if (form is null)
        {
            return [];
        }

        Span<int> sorted = form.Count <= 100 ? stackalloc int[form.Count] : new int[form.Count];
        for (var at = 0; at < sorted.Length; at++)
        {
            sorted[at] = at;
        }

        sorted.Sort((one, other) => form.Name(one).SequenceCompareTo(form.Name(other)) is not 0 and var byName ? byName : form.Value(one).SequenceCompareTo(form.Value(other)));
        var text = new byte[form.Length];
        var length = 0;
        for (var at = 0; at < sorted.Length; at++)
        {
            if (at == 0 || !form.Name(sorted[at]).SequenceEqual(form.Name(sorted[at - 1])) || !form.Value(sorted[at]).SequenceEqual(form.Value(sorted[at - 1])))
            {
                form.NameAndValue(sorted[at]).CopyTo(text.AsSpan(length));
                length += form.NameAndValue(sorted[at]).Length;
            }
        }

        return length == text.Length ? text : text[..length];
    }

    private static bool IsCovered(WebhookRequest request) =>
        WireForm.Read(request.Url.Query.TrimStart('?'))?["bodySHA256"] is { } hash
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(hash.ToLowerInvariant()), Encoding.UTF8.GetBytes(Convert.ToHexStringLower(SHA256.HashData(request.Body.Span))));

    private static string[] OtherSpellings(Uri url)
    {
        var text = url.OriginalString;
        var host = $"{url.Scheme}://{url.Authority}";
        var bare = $"{url.Scheme}://{url.Host}";
        var at = text.IndexOf('/', text.IndexOf("://", StringComparison.Ordinal) + 3);
        var rest = at < 0 ? "" : text[at..];
        return [bare + rest, $"{bare}:{url.Port}{rest}", host + rest];
    }
}
