using System.Globalization;
using System.Text;

namespace OmniChannel.Email;

/// <summary>Encoded words (RFC 2047): how a header field carries what is not ASCII.</summary>
internal static class EncodedWord
{
    /// <summary>An encoded word has at most 75 characters; this leaves room on the first line for any field name we write.</summary>
    internal const int MaxLength = 60;

    private const string Start = "=?utf-8?";
    private const int Room = MaxLength - 12;

    /// <summary>Splits a text into encoded words that a reader joins without the white space between them. No character is split; half a surrogate pair becomes U+FFFD.</summary>
    public static IReadOnlyList<string> Encode(string text)
    {
        var quoted = text.EnumerateRunes().Sum(QuotedLength);
        var base64 = (Encoding.UTF8.GetByteCount(text) + 2) / 3 * 4;
        return quoted <= base64 ? Pack(text, 'Q', Room, QuotedLength, Quoted) : Pack(text, 'B', Room / 4 * 3, static rune => rune.Utf8SequenceLength, Base64);
    }

    private static List<string> Pack(string text, char encoding, int room, Func<Rune, int> length, Func<string, string> encode)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var used = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var next = length(rune);
            if (used + next > room)
            {
                Close();
            }

            word.Append(rune.ToString());
            used += next;
        }

        if (used > 0)
        {
            Close();
        }

        return words;

        void Close()
        {
            words.Add($"{Start}{encoding}?{encode(word.ToString())}?=");
            word.Clear();
            used = 0;
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static int QuotedLength(Rune rune) => IsBare(rune) || rune.Value == ' ' ? 1 : 3 * rune.Utf8SequenceLength;

    private static string Quoted(string text)
    {
        var result = new StringBuilder();
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == ' ')
            {
                result.Append('_');
            }
            else if (IsBare(rune))
            {
                result.Append((char)rune.Value);
            }
            else
            {
                foreach (var octet in bytes[..rune.EncodeToUtf8(bytes)])
                {
                    result.Append(CultureInfo.InvariantCulture, $"={octet:X2}");
                }
            }
        }

        return result.ToString();
    }

    /// <summary>RFC 2047 section 5 (3): the characters allowed in every place an encoded word may stand.</summary>
    private static bool IsBare(Rune rune) => rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || "!*+-/".Contains((char)rune.Value, StringComparison.Ordinal));
}
