using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OmniChannel.Wire;

/// <summary>Reads a JSON body from its beginning to its end, once, and makes texts only of what is asked for: for calls that come by the thousand. At most 32 levels deep; of several members of one name the last holds, if the caller overwrites.</summary>
/// <remarks>What is asked of it: <c>Enter</c> or <c>EnterArray</c>, then <c>Next</c> until it is false, in which each member or item is read or skipped.</remarks>
/// <param name="body">The whole body.</param>
internal ref struct WireReader(ReadOnlySpan<byte> body)
{
    private const long MaxSeconds = 253_402_300_799;

    private readonly ReadOnlySpan<byte> _body = body;
    private Utf8JsonReader _json = new(body, new JsonReaderOptions { MaxDepth = 32 });

    /// <summary>Steps into the next value, if that is an object; else it is passed over.</summary>
    /// <exception cref="JsonException">It is no JSON; every method throws it.</exception>
    public bool Enter() => Enter(JsonTokenType.StartObject);

    /// <summary>Steps into the next value, if that is an array; else it is passed over.</summary>
    public bool EnterArray() => Enter(JsonTokenType.StartArray);

    /// <summary>Goes to the next member of the object that was entered; false at its end.</summary>
    public bool Next()
    {
        _json.Read();
        return _json.TokenType == JsonTokenType.PropertyName;
    }

    /// <summary>Steps into the next item of the array that was entered, passing over what is no object; false at the array's end.</summary>
    public bool NextObject()
    {
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (_json.TokenType == JsonTokenType.StartObject)
            {
                return true;
            }

            _json.Skip();
        }

        return false;
    }

    /// <summary>Whether the member has this name.</summary>
    public readonly bool Is(ReadOnlySpan<byte> name) => _json.ValueIsEscaped ? IsEscaped(name) : _json.ValueSpan.SequenceEqual(name);

    /// <summary>Passes over the member's value.</summary>
    public void Skip() => _json.Skip();

    /// <summary>The value as <see cref="WireJson.Text(JsonElement)"/> gives it: a text or a number as text, null for anything else.</summary>
    public string? Text()
    {
        _json.Read();
        return TextHere();
    }

    /// <summary>Whether the value is this text.</summary>
    public bool TextIs(ReadOnlySpan<byte> text)
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.String)
        {
            return Is(text);
        }

        _json.Skip();
        return false;
    }

    /// <summary>A member of the value, as text, where the value is an object; null otherwise.</summary>
    public string? TextIn(ReadOnlySpan<byte> name) => TextsIn(name, default).First;

    /// <summary>Two members of the value, as texts, where the value is an object; null otherwise.</summary>
    public (string? First, string? Second) TextsIn(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        (string? First, string? Second) found = default;
        for (var isIn = Enter(); isIn && Next();)
        {
            if (Is(first))
            {
                found.First = Text();
            }
            else if (Is(second))
            {
                found.Second = Text();
            }
            else
            {
                Skip();
            }
        }

        return found;
    }

    /// <summary>Whether the member's value is an array; it stays where it is.</summary>
    public readonly bool IsArray()
    {
        var ahead = _json;
        ahead.Read();
        return ahead.TokenType == JsonTokenType.StartArray;
    }

    /// <summary>Whether the value is true.</summary>
    public bool IsTrue()
    {
        _json.Read();
        var isTrue = _json.TokenType == JsonTokenType.True;
        _json.Skip();
        return isTrue;
    }

    /// <summary>The texts of an array, numbers as texts; null where the value is none.</summary>
    public List<string>? Texts()
    {
        if (!Enter(JsonTokenType.StartArray))
        {
            return null;
        }

        List<string> texts = [];
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (TextHere() is { } text)
            {
                texts.Add(text);
            }
        }

        return texts;
    }

    /// <summary>Whether the value is a text at all.</summary>
    public bool IsText()
    {
        _json.Read();
        _json.Skip();
        return _json.TokenType == JsonTokenType.String;
    }

    /// <summary>The value as a number, with or without a fraction; null where it is none.</summary>
    public double? Real()
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.Number)
        {
            return _json.TryGetDouble(out var number) ? number : null;
        }

        _json.Skip();
        return null;
    }

    /// <summary>Seconds since 1970, as a number or a text, as an instant; null where they are none.</summary>
    public DateTimeOffset? Instant() => Whole() is { } seconds and >= 0 and <= MaxSeconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    /// <summary>Milliseconds since 1970, as a number or a text, as an instant; null where they are none.</summary>
    public DateTimeOffset? Milliseconds() => Whole() is { } number and >= 0 and <= MaxSeconds * 1_000 ? DateTimeOffset.FromUnixTimeMilliseconds(number) : null;

    /// <summary>Seconds since 1970, or milliseconds where there are too many of them.</summary>
    public DateTimeOffset? SecondsOrMilliseconds() => Whole() switch
    {
        >= 0 and <= MaxSeconds and var seconds => DateTimeOffset.FromUnixTimeSeconds(seconds),
        > MaxSeconds and <= MaxSeconds * 1_000 and var number => DateTimeOffset.FromUnixTimeMilliseconds(number),
        _ => null,
    };

    /// <summary>A date and time by ISO 8601 as an instant, in UTC where it names no offset; null where it is none.</summary>
    public DateTimeOffset? IsoInstant()
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.String)
        {
            _json.Skip();
            return null;
        }

        // The reader's own way is the quick one, and takes what names no offset for local time.
        return !_json.ValueIsEscaped && _json.ValueSpan is [.., (byte)'Z'] && _json.TryGetDateTimeOffset(out var at) || DateTimeOffset.TryParse(WellFormed(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at) ? at : null;
    }

    /// <summary>Copies the member's name; says how long it is, or null where it is no text.</summary>
    public readonly int? CopyName(Span<byte> into)
    {
        try
        {
            return _json.CopyString(into);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Copies the value: a text's or a number's bytes, of anything else its JSON. Says how long it is, which is never more than what stands in the body.</summary>
    public int CopyValue(Span<byte> into)
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.String && CopyName(into) is { } length)
        {
            return length;
        }

        var start = (int)_json.TokenStartIndex;
        _json.Skip();
        var raw = _body[start..(int)_json.BytesConsumed];
        raw.CopyTo(into);
        return raw.Length;
    }

    /// <summary>The value as a tree, for what comes too seldom to be read in one go. Dispose of it.</summary>
    public JsonDocument Tree() => JsonDocument.ParseValue(ref _json);

    /// <summary>Reads on to the end of the body: what is no JSON there is no JSON at all.</summary>
    public void End()
    {
        while (_json.Read())
        {
        }
    }

    private string? TextHere()
    {
        switch (_json.TokenType)
        {
            case JsonTokenType.String:
                return WellFormed();
            case JsonTokenType.Number:
                return Encoding.ASCII.GetString(_json.ValueSpan);
            default:
                _json.Skip();
                return null;
        }
    }

    private long? Whole()
    {
        _json.Read();
        if (_json.TokenType is not (JsonTokenType.Number or JsonTokenType.String))
        {
            _json.Skip();
            return null;
        }

        return _json.TokenType == JsonTokenType.Number ? _json.TryGetInt64(out var number) ? number : null
            : long.TryParse(WellFormed(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) ? number
            : null;
    }

    private bool Enter(JsonTokenType start)
    {
        _json.Read();
        if (_json.TokenType == start)
        {
            return true;
        }

        _json.Skip();
        return false;
    }

    /// <summary>The reader looks at a text's bytes only when it is asked for it, and then knows no other way than to throw.</summary>
    private readonly string? WellFormed()
    {
        try
        {
            return _json.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private readonly bool IsEscaped(ReadOnlySpan<byte> name)
    {
        try
        {
            return _json.ValueTextEquals(name);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
