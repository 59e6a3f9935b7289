using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace OmniChannel;

/// <summary>Reads a JSON text, comments and trailing commas allowed, into parts with their places. Bad input is a finding, never an exception, within bounded time and memory.</summary>
internal static class JsonPartReader
{
    public const int MaxBytes = 1024 * 1024;
    private const int MaxDepth = 32;
    private const int MaxParts = 100_000;

    public static JsonPart? Read(ReadOnlyMemory<byte> text, JsonFindings findings)
    {
        var octets = text.Span;
        if (octets.Length > MaxBytes)
        {
            findings.Add(JsonCodes.TooLarge, 0, "", $"The file has {octets.Length} octets; at most {MaxBytes} are read.");
            return null;
        }

        var mark = octets.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        if (!Utf8.IsValid(octets))
        {
            findings.Add(JsonCodes.NotUtf8, FirstInvalid(octets), "", "The file is not UTF-8 from here on.", "Save it as UTF-8.");
            return null;
        }

        var reader = new Utf8JsonReader(octets[mark..], new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = MaxDepth });
        var parts = 0;
        try
        {
            reader.Read();
            var whole = Part(ref reader, mark, "", findings, ref parts);
            while (whole is not null && reader.Read())
            {
            }

            return whole;
        }
        catch (JsonException broken)
        {
            findings.Add(JsonCodes.NotJson, mark + OffsetOf(octets[mark..], broken, reader), "", "This is no JSON: " + Said(broken));
            return null;
        }
    }

    private static JsonPart? Part(ref Utf8JsonReader reader, int mark, string path, JsonFindings findings, ref int parts)
    {
        var offset = mark + (int)reader.TokenStartIndex;
        if (++parts > MaxParts)
        {
            findings.Add(JsonCodes.TooMuch, offset, path, $"The file has more than {MaxParts} values.");
            return null;
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return Object(ref reader, offset, mark, path, findings, ref parts);
            case JsonTokenType.StartArray:
                return Array(ref reader, offset, mark, path, findings, ref parts);
            case JsonTokenType.String:
                return TextOf(ref reader) is { } text ? new JsonPart(JsonValueKind.String, offset, path) { Text = text } : Lone(findings, offset, path);
            case JsonTokenType.Number:
                return new JsonPart(JsonValueKind.Number, offset, path) { Text = Encoding.UTF8.GetString(reader.ValueSpan) };
            case JsonTokenType.True:
                return new JsonPart(JsonValueKind.True, offset, path);
            case JsonTokenType.False:
                return new JsonPart(JsonValueKind.False, offset, path);
            default:
                return new JsonPart(JsonValueKind.Null, offset, path);
        }
    }

    private static JsonPart? Object(ref Utf8JsonReader reader, int offset, int mark, string path, JsonFindings findings, ref int parts)
    {
        var members = new List<KeyValuePair<string, JsonPart>>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var at = mark + (int)reader.TokenStartIndex;
            if (TextOf(ref reader) is not { } name)
            {
                return Lone(findings, at, path);
            }

            var here = Below(path, name);
            if (!names.Add(name))
            {
                findings.Add(JsonCodes.Twice, at, here, $"The member \"{Short(name)}\" stands here a second time.", "Keep one of them.");
            }

            reader.Read();
            if (Part(ref reader, mark, here, findings, ref parts) is not { } value)
            {
                return null;
            }

            members.Add(new(name, value));
        }

        return new JsonPart(JsonValueKind.Object, offset, path) { Members = members };
    }

    private static JsonPart? Array(ref Utf8JsonReader reader, int offset, int mark, string path, JsonFindings findings, ref int parts)
    {
        var items = new List<JsonPart>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (Part(ref reader, mark, FormattableString.Invariant($"{path}[{items.Count}]"), findings, ref parts) is not { } item)
            {
                return null;
            }

            items.Add(item);
        }

        return new JsonPart(JsonValueKind.Array, offset, path) { Items = items };
    }

    /// <summary>The text, or null where half of a surrogate pair is escaped alone.</summary>
    private static string? TextOf(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }

        var room = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            return Encoding.UTF8.GetString(room, 0, reader.CopyString(room));
        }
        catch (InvalidOperationException)
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
        }
    }

    private static JsonPart? Lone(JsonFindings findings, int offset, string path)
    {
        findings.Add(JsonCodes.NotUtf8, offset, path, "The text has half of a surrogate pair, which is no character.");
        return null;
    }

    private static string Below(string path, string name) => path.Length == 0 ? Short(name) : path.Length > 200 ? path : path + "." + Short(name);

    private static string Short(string name) => name.Length <= 60 ? name : name[..60] + "…";

    private static int OffsetOf(ReadOnlySpan<byte> octets, JsonException broken, Utf8JsonReader reader)
    {
        if (broken.LineNumber is not { } line || broken.BytePositionInLine is not { } inLine)
        {
            return (int)reader.BytesConsumed;
        }

        var offset = 0;
        for (var i = 0L; i < line; i++)
        {
            var end = octets[offset..].IndexOf((byte)'\n');
            offset += end < 0 ? 0 : end + 1;
        }

        return Math.Min(offset + (int)inLine, octets.Length);
    }

    private static int FirstInvalid(ReadOnlySpan<byte> octets)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(octets[at..], out _, out var taken) == OperationStatus.Done)
        {
            at += taken;
        }

        return at;
    }

    /// <summary>The reader's own words without its place, which the finding has.</summary>
    private static string Said(JsonException broken)
    {
        var end = broken.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? broken.Message : broken.Message[..end];
    }
}
