using System.Net;
using System.Text;

namespace OmniChannel.Wire;

/// <summary>Fields of application/x-www-form-urlencoded, in their order; a name may stand there several times.</summary>
internal sealed class WireForm
{
    private const int MaxFields = 1_000;

    private readonly List<KeyValuePair<string, string>> _fields = [];

    /// <summary>The fields.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields => _fields;

    /// <summary>The first value of a name; null when it is absent.</summary>
    public string? this[string name] => _fields.Find(field => field.Key == name).Value;

    /// <summary>Reads a body, or a query without its question mark; null when it has more than 1,000 fields.</summary>
    public static WireForm? Read(ReadOnlySpan<byte> body) => Read(Encoding.UTF8.GetString(body));

    /// <summary>Reads a body, or a query without its question mark; null when it has more than 1,000 fields.</summary>
    public static WireForm? Read(string text)
    {
        var form = new WireForm();
        foreach (var range in text.AsSpan().Split('&'))
        {
            var field = text.AsSpan()[range];
            if (field.IsEmpty)
            {
                continue;
            }

            if (form._fields.Count == MaxFields)
            {
                return null;
            }

            var equals = field.IndexOf('=');
            var name = equals < 0 ? field : field[..equals];
            var value = equals < 0 ? default : field[(equals + 1)..];
            form._fields.Add(new(WebUtility.UrlDecode(name.ToString()), WebUtility.UrlDecode(value.ToString())));
        }

        return form;
    }

    /// <summary>A body of these fields; those whose value is null are left out.</summary>
    public static HttpContent Content(params IEnumerable<(string Name, string? Value)> fields) =>
        new FormUrlEncodedContent(fields.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Name, field.Value!)));
}
