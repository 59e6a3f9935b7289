using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace OmniChannel;

/// <summary>The rules of the specification for attributes, whichever way an event comes. Pure.</summary>
internal static class CloudEventRules
{
    public const string Id = "id";
    public const string Source = "source";
    public const string Version = "specversion";
    public const string Type = "type";
    public const string Subject = "subject";
    public const string Time = "time";
    public const string DataContentType = "datacontenttype";
    public const string DataSchema = "dataschema";
    public const string Data = "data";
    public const string DataBase64 = "data_base64";

    /// <summary>Names that no extension can have.</summary>
    public static bool IsTaken(string name) => name is Id or Source or Version or Type or Subject or Time or DataContentType or DataSchema or Data or DataBase64;

    /// <summary>Lower-case ASCII letters and digits. Up to 20 characters are recommended; 64 are taken.</summary>
    public static bool IsName(string name) => name is { Length: > 0 and <= 64 } && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));

    /// <summary>What is wrong with the text of an attribute; null when nothing is.</summary>
    public static string? ProblemOf(string name, string text) => ProblemOfText(text) ?? name switch
    {
        Source when !UriText.IsReference(text) => "A URI reference (RFC 3986) was expected, such as \"/shop/web\" or \"https://shop.example/web\".",
        DataSchema when !UriText.IsAbsolute(text) => "An absolute URI without a fragment (RFC 3986, section 4.3) was expected.",
        DataContentType when !MediaTypeHeaderValue.TryParse(text, out _) => "A media type (RFC 2046) was expected, such as \"application/json\".",
        Time when CloudEventTime.Parse(text) is null => "An instant by RFC 3339 was expected, such as \"2026-02-13T23:31:30Z\".",
        _ => null,
    };

    /// <summary>Whether the media type says that the data is JSON; unset means it is.</summary>
    public static bool IsJson(string? mediaType) => mediaType is null
        || (MediaTypeHeaderValue.TryParse(mediaType, out var read) && read.MediaType is { } type
            && (type.EndsWith("/json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase)));

    /// <summary>What of a text the type system forbids: control characters, noncharacters, halves of surrogate pairs.</summary>
    private static string? ProblemOfText(string text)
    {
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var taken) != System.Buffers.OperationStatus.Done)
            {
                return "The text has half a surrogate pair.";
            }

            if (Rune.IsControl(rune) || (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF)
            {
                return string.Create(CultureInfo.InvariantCulture, $"The text has the character U+{rune.Value:X4}, which an attribute must not have.");
            }

            rest = rest[taken..];
        }

        return null;
    }
}
