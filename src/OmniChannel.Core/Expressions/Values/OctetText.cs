using System.Text;

namespace OmniChannel.Expressions;

/// <summary>Octets and text by UTF-8: strictly, where what does not fit is no text, and forgivingly.</summary>
internal static class OctetText
{
    private static readonly UTF8Encoding Utf8 = new(false, false);

    /// <summary>Null when the octets are not UTF-8.</summary>
    public static string? Strict(byte[] octets) => System.Text.Unicode.Utf8.IsValid(octets) ? Utf8.GetString(octets) : null;

    /// <summary>What is no UTF-8 becomes U+FFFD, a run of it one.</summary>
    public static string Forgiving(byte[] octets)
    {
        if (Strict(octets) is { } text)
        {
            return text;
        }

        var made = new StringBuilder(octets.Length);
        var wasInvalid = false;
        for (ReadOnlySpan<byte> rest = octets; !rest.IsEmpty;)
        {
            var status = Rune.DecodeFromUtf8(rest, out var rune, out var consumed);
            var invalid = status != System.Buffers.OperationStatus.Done;
            if (!invalid || !wasInvalid)
            {
                made.Append(rune.ToString());
            }

            wasInvalid = invalid;
            rest = rest[consumed..];
        }

        return made.ToString();
    }

    /// <summary>Null when the text has half of a surrogate pair.</summary>
    public static byte[]? Octets(string text) => CodePoints.AreWhole(text) ? Utf8.GetBytes(text) : null;
}
