using System.Buffers;
using System.Text.Json;
using OmniChannel.Delivery;

namespace OmniChannel.Wire;

/// <summary>JSON to and from providers, without reflection: written by a <see cref="Utf8JsonWriter"/>, read member by member, at most 32 levels deep.</summary>
internal static class WireJson
{
    private static readonly ArrayBufferWriter<byte> Nowhere = new(1);

    /// <summary>The thread's own writer, while nothing is written by it.</summary>
    [ThreadStatic]
    private static Utf8JsonWriter? _idle;

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 32 };

    /// <summary>A body of type application/json.</summary>
    public static HttpContent Content(Action<Utf8JsonWriter> write) => Content(write, static (json, write) => write(json));

    /// <summary>A body of type application/json, written without anything captured.</summary>
    public static HttpContent Content<T>(T of, Action<Utf8JsonWriter, T> write) => new RequestBody(Lent(of, write), "application/json");

    /// <summary>The bytes of one JSON value.</summary>
    public static byte[] Bytes(Action<Utf8JsonWriter> write) => Bytes(write, static (json, write) => write(json));

    /// <summary>The bytes of one JSON value, written without anything captured.</summary>
    public static byte[] Bytes<T>(T of, Action<Utf8JsonWriter, T> write, JsonWriterOptions? options = null)
    {
        using var bytes = Lent(of, write, options);
        return bytes.Written.ToArray();
    }

    /// <summary>The same in borrowed memory: dispose of it, or lend it on.</summary>
    public static PooledBytes Lent<T>(T of, Action<Utf8JsonWriter, T> write, JsonWriterOptions? options = null)
    {
        var bytes = new PooledBytes();
        if (options is { } given)
        {
            using var own = new Utf8JsonWriter(bytes, given);
            write(own, of);
            return bytes;
        }

        var writer = _idle ?? new Utf8JsonWriter(Nowhere);
        _idle = null; // whoever writes another body within this one has a writer of its own
        writer.Reset(bytes);
        write(writer, of);
        writer.Flush();
        writer.Reset(Nowhere);
        _idle = writer;
        return bytes;
    }

    /// <summary>Parses a body. Dispose of what it gives.</summary>
    /// <exception cref="JsonException">It is not JSON, or deeper than 32 levels.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body) => JsonDocument.Parse(body, Reading);

    /// <summary>A member of an object; an undefined element where there is none, on which every reading here gives null, too.</summary>
    public static JsonElement Get(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    /// <summary>An item of an array; an undefined element where there is none.</summary>
    public static JsonElement At(this JsonElement element, int index) =>
        element.ValueKind == JsonValueKind.Array && index < element.GetArrayLength() ? element[index] : default;

    /// <summary>The items of an array; none where it is no array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element) => element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    /// <summary>A text or a number as text; null for anything else, half a surrogate pair and bytes that are no UTF-8 included.</summary>
    public static string? Text(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => WellFormed(element),
        JsonValueKind.Number => element.GetRawText(),
        _ => null,
    };

    /// <summary>A member as text.</summary>
    public static string? Text(this JsonElement element, string name) => element.Get(name).Text();

    /// <summary>A whole number, also one that was written as a text; null for anything else.</summary>
    public static long? Number(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number) ? number
        : element.ValueKind == JsonValueKind.String && long.TryParse(element.Text(), System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out number) ? number
        : null;

    /// <summary>A member as a whole number.</summary>
    public static long? Number(this JsonElement element, string name) => element.Get(name).Number();

    /// <summary>A member that is true; false for anything else.</summary>
    public static bool IsTrue(this JsonElement element, string name) => element.Get(name).ValueKind == JsonValueKind.True;

    /// <summary>Seconds since 1970 as an instant; null where they are none.</summary>
    public static DateTimeOffset? Instant(this JsonElement element, string name) =>
        element.Number(name) is { } seconds and >= 0 and <= 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    /// <summary>Milliseconds since 1970 as an instant; null where they are none.</summary>
    public static DateTimeOffset? Milliseconds(this JsonElement element, string name) =>
        element.Number(name) is { } number and >= 0 and <= 253_402_300_799_000 ? DateTimeOffset.FromUnixTimeMilliseconds(number) : null;

    /// <summary>A date and time by ISO 8601 as an instant, in UTC where it names no offset; null where it is none.</summary>
    public static DateTimeOffset? IsoInstant(this JsonElement element, string name) =>
        DateTimeOffset.TryParse(element.Text(name), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    /// <summary>The reader looks at a text's bytes only when it is asked for it, and then knows no other way than to throw.</summary>
    private static string? WellFormed(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
