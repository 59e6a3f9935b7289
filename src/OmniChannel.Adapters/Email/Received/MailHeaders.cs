using System.Text;
using System.Text.Json;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>The header fields of a mail that came in, in their order; a name may stand there several times. The first 500 are kept.</summary>
internal sealed class MailHeaders
{
    private const int MaxFields = 500;

    private readonly List<(string Name, string Value)> _fields = [];

    /// <summary>The first value of a field, names compared without case; null when it is absent.</summary>
    public string? this[string name] => _fields.Find(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Fields that a provider took apart: objects that have a name and a value each, or pairs of them.</summary>
    public static MailHeaders Of(IEnumerable<(string? Name, string? Value)> fields)
    {
        var headers = new MailHeaders();
        foreach (var (name, value) in fields)
        {
            headers.Add(name, value);
        }

        return headers;
    }

    /// <summary>A JSON object of which each member is a field, or several values of one.</summary>
    public static MailHeaders Of(JsonElement fields) => Of(fields.ValueKind != JsonValueKind.Object ? [] : fields.EnumerateObject().SelectMany(field =>
        field.Value.ValueKind == JsonValueKind.Array ? field.Value.Items().Select(value => (NameOf(field), value.Text())) : [(NameOf(field), field.Value.Text())]));

    /// <summary>A header block as it stands in a mail, folded lines (RFC 5322 section 2.2.3) put together.</summary>
    public static MailHeaders Of(string block)
    {
        var (headers, name, value) = (new MailHeaders(), (string?)null, new StringBuilder());
        foreach (var line in block.AsSpan().EnumerateLines())
        {
            if (line is [' ' or '\t', ..])
            {
                value.Append(' ').Append(line.Trim());
                continue;
            }

            headers.Add(name, value.ToString());
            value.Clear();
            var colon = line.IndexOf(':');
            name = colon > 0 ? line[..colon].Trim().ToString() : null;
            value.Append(line[(colon + 1)..].Trim());
        }

        headers.Add(name, value.ToString());
        return headers;
    }

    private void Add(string? name, string? value)
    {
        if (!string.IsNullOrEmpty(name) && value is not null && _fields.Count < MaxFields)
        {
            _fields.Add((name, value));
        }
    }

    /// <summary>Null for a name that is half a surrogate pair, at which the reader throws.</summary>
    private static string? NameOf(JsonProperty field)
    {
        try
        {
            return field.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
