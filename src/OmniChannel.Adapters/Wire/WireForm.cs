using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace OmniChannel.Wire;

/// <summary>Fields of application/x-www-form-urlencoded, in their order; a name may stand there several times.</summary>
internal sealed class WireForm
{
    private const int MaxFields = 1_000;
    private static readonly MediaTypeHeaderValue Type = new("application/x-www-form-urlencoded");

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
    public static HttpContent Content(params ReadOnlySpan<(string Name, string? Value)> fields)
    {
        var longest = 0;
        foreach (var (name, value) in fields)
        {
            longest += 2 + (9 * (name.Length + (value?.Length ?? 0)));
        }

        var text = ArrayPool<char>.Shared.Rent(longest);
        var length = 0;
        foreach (var (name, value) in fields)
        {
            if (value is not null)
            {
                length += length > 0 ? Put(text.AsSpan(length), '&') : 0;
                length += Escape(name, text.AsSpan(length));
                length += Put(text.AsSpan(length), '=');
                length += Escape(value, text.AsSpan(length));
            }
        }

        var body = Encoding.ASCII.GetBytes(text, 0, length);
        ArrayPool<char>.Shared.Return(text, clearArray: true);
        return new ByteArrayContent(body) { Headers = { ContentType = Type } };
    }

    private static int Put(Span<char> into, char sign)
    {
        into[0] = sign;
        return 1;
    }

    /// <summary>A character becomes nine at most: three bytes of UTF-8, each as %XX.</summary>
    private static int Escape(string value, Span<char> into) =>
        Uri.TryEscapeDataString(value, into, out var written) ? written : throw new InvalidOperationException("A field is longer escaped than nine times its length.");
}
