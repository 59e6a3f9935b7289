using System.Buffers;
using System.Text;

namespace OmniChannel.Social;

/// <summary>LinkedIn's "little text", in which some characters mean something and are escaped by a backslash; a hashtag is written as one.</summary>
internal static class LinkedInText
{
    private static readonly SearchValues<char> Reserved = SearchValues.Create(@"\|{}@[]()<>#*_~");

    /// <summary>What identifiers in URNs are made of.</summary>
    public static SearchValues<char> InIdentifiers { get; } = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>A plain text as little text.</summary>
    public static string Of(string text)
    {
        var written = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var tag = text[i] == '#' && (i == 0 || char.IsWhiteSpace(text[i - 1])) ? TagAt(text, i + 1) : 0;
            if (tag > 0)
            {
                written.Append("{hashtag|\\#|").Append(text, i + 1, tag).Append('}');
                i += tag;
            }
            else
            {
                _ = Reserved.Contains(text[i]) ? written.Append('\\').Append(text[i]) : written.Append(text[i]);
            }
        }

        return written.ToString();
    }

    /// <summary>How many letters and digits follow; none when they are digits alone.</summary>
    private static int TagAt(string text, int from)
    {
        var (length, hasLetter) = (0, false);
        while (from + length < text.Length && char.IsLetterOrDigit(text[from + length]))
        {
            hasLetter |= char.IsLetter(text[from + length]);
            length++;
        }

        return hasLetter ? length : 0;
    }
}
