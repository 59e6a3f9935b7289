using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OmniChannel;

/// <summary>JSON in its one canonical form (RFC 8785): members sorted by UTF-16 units, numbers as ECMAScript writes them, no white space; texts in Unicode NFC before that.</summary>
internal static class CanonicalJson
{
    private const int MaxBytes = 2048;
    private const int MaxDepth = 4;

    /// <summary>The canonical form of an object; null when the text is too long, too deep, not an object, or holds what has no canonical form: a lone surrogate, a control character, a number beyond a double, a member twice.</summary>
    public static string? Of(string text)
    {
        if (text.Length > MaxBytes || Text.HasLoneSurrogate(text) || Encoding.UTF8.GetByteCount(text) > MaxBytes)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
            var into = new StringBuilder(text.Length);
            return document.RootElement.ValueKind == JsonValueKind.Object && Write(into, document.RootElement) ? into.ToString() : null;
        }
        catch (Exception refused) when (refused is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool Write(StringBuilder into, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                return WriteObject(into, element);
            case JsonValueKind.Array:
                return WriteArray(into, element);
            case JsonValueKind.String:
                return Quote(into, element.GetString()!);
            case JsonValueKind.Number:
                if (!element.TryGetDouble(out var number) || !double.IsFinite(number))
                {
                    return false;
                }

                into.Append(Number(number));
                return true;
            default:
                into.Append(element.GetRawText());
                return true;
        }
    }

    private static bool WriteArray(StringBuilder into, JsonElement element)
    {
        into.Append('[');
        var first = true;
        foreach (var item in element.EnumerateArray())
        {
            into.Append(first ? "" : ",");
            first = false;
            if (!Write(into, item))
            {
                return false;
            }
        }

        into.Append(']');
        return true;
    }

    private static bool WriteObject(StringBuilder into, JsonElement element)
    {
        var members = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            if (Clean(member.Name) is not { } name || !members.TryAdd(name, member.Value))
            {
                return false;
            }
        }

        into.Append('{');
        var first = true;
        foreach (var (name, value) in members)
        {
            into.Append(first ? "" : ",");
            first = false;
            Quote(into, name);
            into.Append(':');
            if (!Write(into, value))
            {
                return false;
            }
        }

        into.Append('}');
        return true;
    }

    private static string? Clean(string text) => text.Any(char.IsControl) || Text.HasLoneSurrogate(text) ? null : text.Normalize(NormalizationForm.FormC);

    /// <summary>Control characters are refused, so only the quotation mark and the backslash need an escape.</summary>
    private static bool Quote(StringBuilder into, string text)
    {
        if (Clean(text) is not { } clean)
        {
            return false;
        }

        into.Append('"').Append(clean.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
        return true;
    }

    /// <summary>ECMAScript's Number::toString (ECMA-262, 6.1.6.1.20): the shortest digits that give the same double, and where the decimal point stands among them.</summary>
    internal static string Number(double value)
    {
        if (value == 0)
        {
            return "0";
        }

        var parts = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture).Split('E');
        var exponent = parts.Length == 2 ? int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;
        var split = parts[0].Split('.');
        var all = split[0] + (split.Length == 2 ? split[1] : "");
        var leading = all.Length - all.TrimStart('0').Length;
        var point = split[0].Length - leading + exponent;
        var digits = all.Trim('0');
        var k = digits.Length;
        var text = point switch
        {
            <= 21 when point >= k => digits + new string('0', point - k),
            <= 21 when point > 0 => $"{digits[..point]}.{digits[point..]}",
            <= 0 and > -6 => $"0.{new string('0', -point)}{digits}",
            _ => $"{digits[..1]}{(k > 1 ? "." + digits[1..] : "")}e{(point > 0 ? "+" : "-")}{Math.Abs(point - 1).ToString(CultureInfo.InvariantCulture)}",
        };
        return value < 0 ? "-" + text : text;
    }
}
