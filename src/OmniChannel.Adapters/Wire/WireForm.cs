using System.Buffers;
using System.Text;
using System.Text.Unicode;
using OmniChannel.Delivery;

namespace OmniChannel.Wire;

/// <summary>Fields of application/x-www-form-urlencoded, in their order; a name may stand there several times. Decoded once, and made a text only where somebody asks for it.</summary>
internal sealed class WireForm
{
    private const int MaxFields = 1_000;

    private readonly List<Field> _fields = new(16);
    private byte[] _text;
    private int _length;

    private WireForm(int length) => _text = new byte[length];

    /// <summary>How many fields there are.</summary>
    public int Count => _fields.Count;

    /// <summary>How many bytes all names and values have together.</summary>
    public int Length => _length;

    /// <summary>The fields.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields => [.. Enumerable.Range(0, Count).Select(at => KeyValuePair.Create(Encoding.UTF8.GetString(Name(at)), Encoding.UTF8.GetString(Value(at))))];

    /// <summary>The first value of a name; null when it is absent.</summary>
    /// <param name="name">In ASCII.</param>
    public string? this[string name]
    {
        get
        {
            for (var at = 0; at < Count; at++)
            {
                if (Is(at, name))
                {
                    return Encoding.UTF8.GetString(Value(at));
                }
            }

            return null;
        }
    }

    /// <summary>The last value of a name; null when it is absent.</summary>
    /// <param name="name">In ASCII.</param>
    public string? Last(string name)
    {
        for (var at = Count - 1; at >= 0; at--)
        {
            if (Is(at, name))
            {
                return Encoding.UTF8.GetString(Value(at));
            }
        }

        return null;
    }

    /// <summary>A field's name, decoded, in UTF-8.</summary>
    public ReadOnlySpan<byte> Name(int at) => _text.AsSpan(_fields[at].Start, _fields[at].Name);

    /// <summary>A field's value, decoded, in UTF-8.</summary>
    public ReadOnlySpan<byte> Value(int at) => _text.AsSpan(_fields[at].Start + _fields[at].Name, _fields[at].Value);

    /// <summary>A field's name and its value right behind it.</summary>
    public ReadOnlySpan<byte> NameAndValue(int at) => _text.AsSpan(_fields[at].Start, _fields[at].Name + _fields[at].Value);

    /// <summary>Reads a query without its question mark; null when it has more than 1,000 fields.</summary>
    public static WireForm? Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads a body; null when it has more than 1,000 fields.</summary>
    public static WireForm? Read(ReadOnlySpan<byte> body)
    {
        var form = new WireForm(body.Length);
        while (!body.IsEmpty)
        {
            var end = body.IndexOf((byte)'&');
            var field = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (field.IsEmpty)
            {
                continue;
            }

            if (form.Count == MaxFields)
            {
                return null;
            }

            var equals = field.IndexOf((byte)'=');
            var start = form._length;
            var name = form.Take(equals < 0 ? field : field[..equals]);
            form._fields.Add(new(start, name, equals < 0 ? 0 : form.Take(field[(equals + 1)..])));
        }

        return form;
    }

    /// <summary>The members of a JSON object as fields: texts and numbers as they stand, anything else as its JSON. Null for what is no object, for a name that is no text, and for more than 1,000 members.</summary>
    /// <exception cref="System.Text.Json.JsonException">It is no JSON.</exception>
    public static WireForm? OfJson(ReadOnlySpan<byte> body)
    {
        var form = new WireForm(body.Length);
        var json = new WireReader(body);
        var isObject = json.Enter();
        while (isObject && json.Next())
        {
            var start = form._length;
            if (form.Count == MaxFields || json.CopyName(form._text.AsSpan(start)) is not { } name)
            {
                return null;
            }

            form._length += name;
            var value = json.CopyValue(form._text.AsSpan(form._length));
            form._length += value;
            form._fields.Add(new(start, name, value));
        }

        json.End();
        return isObject ? form : null;
    }

    /// <summary>A body of these fields; those whose value is null are left out.</summary>
    public static HttpContent Content(params ReadOnlySpan<(string Name, string? Value)> fields) => Content(Bytes(fields));

    /// <summary>A body of these bytes, by <see cref="Bytes"/>.</summary>
    public static HttpContent Content(byte[] body) => new RequestBody(body, "application/x-www-form-urlencoded");

    /// <summary>These fields, encoded; those whose value is null are left out.</summary>
    public static byte[] Bytes(params ReadOnlySpan<(string Name, string? Value)> fields)
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
        return body;
    }

    private bool Is(int at, string name) => _fields[at].Name == name.Length && Ascii.Equals(Name(at), name);

    /// <summary>Decodes a name or a value behind what is there; says how long it is.</summary>
    private int Take(ReadOnlySpan<byte> part)
    {
        var into = _text.AsSpan(_length);
        var length = 0;
        while (part.IndexOfAny((byte)'%', (byte)'+') is >= 0 and var at)
        {
            part[..at].CopyTo(into[length..]);
            length += at;
            var isByte = part[at] == '%' && part.Length > at + 2 && char.IsAsciiHexDigit((char)part[at + 1]) && char.IsAsciiHexDigit((char)part[at + 2]);
            into[length++] = isByte ? (byte)(Digit(part[at + 1]) << 4 | Digit(part[at + 2])) : part[at] == '+' ? (byte)' ' : part[at];
            part = part[(at + (isByte ? 3 : 1))..];
        }

        part.CopyTo(into[length..]);
        length += part.Length;
        return Utf8.IsValid(into[..length]) ? Keep(length) : Mend(length);
    }

    private int Keep(int length)
    {
        _length += length;
        return length;
    }

    /// <summary>Bytes that are no UTF-8 become what every reader makes of them, U+FFFD, which may be longer.</summary>
    private int Mend(int length)
    {
        var mended = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(_text, _length, length));
        Array.Resize(ref _text, _text.Length + Math.Max(0, mended.Length - length));
        mended.CopyTo(_text, _length);
        return Keep(mended.Length);
    }

    private static int Digit(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private static int Put(Span<char> into, char sign)
    {
        into[0] = sign;
        return 1;
    }

    /// <summary>A character becomes nine at most: three bytes of UTF-8, each as %XX.</summary>
    private static int Escape(string value, Span<char> into) =>
        Uri.TryEscapeDataString(value, into, out var written) ? written : throw new InvalidOperationException("A field is longer escaped than nine times its length.");

    /// <summary>Where a name begins, how long it is, and how long the value behind it is.</summary>
    private readonly record struct Field(int Start, int Name, int Value);
}
