using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OmniChannel.Email;

/// <summary>Signs mail by DKIM (RFC 6376), relaxed/relaxed, one signature for each key. The same mail gets the same signatures. Safe for many threads.</summary>
internal sealed class DkimSigner
{
    private const int Line = 72;

    /// <summary>What a reader sees, or acts by. List-Unsubscribe and its Post have to be among them (RFC 8058 section 4).</summary>
    private static readonly string[] Signed =
    [
        "from", "to", "reply-to", "subject", "date", "message-id", "list-unsubscribe", "list-unsubscribe-post", "auto-submitted", "mime-version", "content-type", "content-transfer-encoding",
    ];

    /// <summary>Signed once more than they are there, so that a second one, which some reader would show, breaks the signature (RFC 6376 section 8.15).</summary>
    private static readonly string[] Sealed = ["from", "to", "reply-to", "subject", "date", "list-unsubscribe", "list-unsubscribe-post", "content-type"];

    private readonly string _domain;
    private readonly (string Selector, DkimSecret Secret)[] _keys;

    private DkimSigner(string domain, (string Selector, DkimSecret Secret)[] keys) => (_domain, _keys) = (domain, keys);

    /// <summary>The signer of an account without a problem; it signs nothing where there is no key.</summary>
    public static DkimSigner Of(SmtpOptions options, string domain) => new(options.DkimDomain ?? domain, [.. options.DkimKeys.Select(key => (key.Selector, DkimKeyCheck.Read(key)))]);

    /// <summary>The mail with its signatures in front.</summary>
    /// <param name="email">The mail.</param>
    /// <param name="at">The signatures' time: the message's, so that every attempt sends the same bytes.</param>
    public EmailMessage Sign(EmailMessage email, DateTimeOffset at)
    {
        if (_keys.Length == 0)
        {
            return email;
        }

        var text = Encoding.Latin1.GetString(email.Octets.Span);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var fields = Fields(text[..end]);
        var bodyHash = Convert.ToBase64String(SHA256.HashData(Encoding.Latin1.GetBytes(DkimCanonical.Body(text[(end + 4)..]))));
        var header = string.Concat(_keys.Select(key => Signature(key.Selector, key.Secret, fields, bodyHash, at)));
        return email with { Octets = (byte[])[.. Encoding.ASCII.GetBytes(header), .. email.Octets.Span] };
    }

    private string Signature(string selector, DkimSecret secret, List<(string Name, string Value)> fields, string bodyHash, DateTimeOffset at)
    {
        var present = fields.Where(field => Signed.Contains(field.Name)).ToList();
        var names = Folded(present.Select(field => field.Name).Concat(Sealed), ":");
        var value = string.Create(CultureInfo.InvariantCulture, $" v=1; a={secret.Algorithm}; c=relaxed/relaxed; d={_domain};\r\n s={selector}; t={at.ToUnixTimeSeconds()};\r\n h={names};\r\n bh={bodyHash};\r\n b=");
        var canonical = string.Concat(present.Select(field => DkimCanonical.Field(field.Name, field.Value) + "\r\n")) + DkimCanonical.Field("DKIM-Signature", value);
        var signature = Convert.ToBase64String(secret.Sign(Encoding.Latin1.GetBytes(canonical)));
        return $"DKIM-Signature:{value}{Folded(signature.Chunk(Line).Select(chunk => new string(chunk)), "", 0)}\r\n";
    }

    /// <summary>The fields with their names in lower case, folded as they stand.</summary>
    private static List<(string Name, string Value)> Fields(string header)
    {
        var fields = new List<(string Name, string Value)>();
        foreach (var line in header.Split("\r\n"))
        {
            if (line[0] is ' ' or '\t')
            {
                fields[^1] = (fields[^1].Name, $"{fields[^1].Value}\r\n{line}");
            }
            else
            {
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                fields.Add((line[..colon].ToLowerInvariant(), line[(colon + 1)..]));
            }
        }

        return fields;
    }

    private static string Folded(IEnumerable<string> parts, string between, int room = Line)
    {
        var (text, column) = (new StringBuilder(), 0);
        foreach (var part in parts)
        {
            if (text.Length > 0)
            {
                text.Append(between);
                if (column + part.Length > room)
                {
                    text.Append("\r\n ");
                    column = 0;
                }
            }

            text.Append(part);
            column += part.Length + between.Length;
        }

        return text.ToString();
    }
}
