using System.Globalization;
using System.Text;

namespace OmniChannel;

/// <summary>
/// The weighted length of X (twitter-text, configuration 3, in hundredths there): composed form, 1 for U+0000–10FF and most general punctuation, 2 for
/// everything else, 2 for a whole emoji, 23 for a link that states http or https. A bare host name, which X links too, is counted by its letters; a joiner that
/// stands between emoji which are no known sequence is not seen (each such place counts 1 to 3 too little).
/// </summary>
internal static class XWeight
{
    private const int Link = 23;

    internal static int Of(string text)
    {
        var rest = Composed(text).AsSpan();
        var weight = 0;
        while (!rest.IsEmpty)
        {
            var link = LinkLength(rest);
            var taken = link > 0 ? link : StringInfo.GetNextTextElementLength(rest);
            weight += link > 0 ? Link : OfElement(rest[..taken]);
            rest = rest[taken..];
        }

        return weight;
    }

    private static string Composed(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }

        var valid = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            valid.Append(rune);
        }

        return valid.ToString().Normalize(NormalizationForm.FormC);
    }

    private static int OfElement(ReadOnlySpan<char> element)
    {
        var weight = 0;
        foreach (var rune in element.EnumerateRunes())
        {
            if (rune.Value is 0xFE0F or 0x20E3 or >= 0x1F000 and <= 0x1FAFF)
            {
                return 2;
            }

            weight += rune.Value is <= 0x10FF or (>= 0x2000 and <= 0x200D) or (>= 0x2010 and <= 0x201F) or (>= 0x2032 and <= 0x2037) ? 1 : 2;
        }

        return weight;
    }

    private static int LinkLength(ReadOnlySpan<char> rest)
    {
        var scheme = rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8 : rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7 : 0;
        if (scheme == 0)
        {
            return 0;
        }

        var length = scheme;
        while (length < rest.Length && !char.IsWhiteSpace(rest[length]))
        {
            length++;
        }

        while (length > scheme && rest[length - 1] is '.' or ',' or '!' or '?' or ';' or ':' or ')' or '"' or '\'')
        {
            length--;
        }

        return length > scheme ? length : 0;
    }
}
