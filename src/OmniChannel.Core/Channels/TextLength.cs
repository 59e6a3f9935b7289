using System.Globalization;
using System.Text;

namespace OmniChannel;

/// <summary>Counts a text as its channel does. Pure.</summary>
public static class TextLength
{
    /// <summary>The length in a unit. A lone surrogate counts as the replacement character that will stand for it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The unit is not one of <see cref="TextUnit"/>.</exception>
    public static int Count(string text, TextUnit unit)
    {
        ArgumentNullException.ThrowIfNull(text);
        return unit switch
        {
            TextUnit.Utf16 => text.Length,
            TextUnit.Graphemes => Graphemes(text),
            TextUnit.Utf8Bytes => Encoding.UTF8.GetByteCount(text),
            TextUnit.SmsSegments => SmsSegments.Of(text).Count,
            TextUnit.XWeighted => XWeight.Of(text),
            _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "Expected one of the members of TextUnit."),
        };
    }

    /// <summary>The unit in words: "characters", "SMS parts".</summary>
    internal static string Name(TextUnit unit) => unit switch
    {
        TextUnit.Utf8Bytes => "bytes of UTF-8",
        TextUnit.SmsSegments => "SMS parts",
        TextUnit.XWeighted => "weighted characters",
        _ => "characters",
    };

    private static int Graphemes(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (!text.IsEmpty)
        {
            text = text[StringInfo.GetNextTextElementLength(text)..];
            count++;
        }

        return count;
    }
}
