using System.Buffers;
namespace OmniChannel.Email;

/// <summary>Leaves out what a mail program put below a person's words: the mail that is answered. By the looks of it, so that words may be left in; what was written between quotations is.</summary>
internal static class QuotedText
{
    private static readonly SearchValues<char> OfAttributions = SearchValues.Create("@0123456789");
    private const int MaxAttribution = 3;

    /// <summary>The words; the whole text where nothing would be left.</summary>
    public static string Strip(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var end = Below(lines, Array.FindIndex(lines, IsSeparator) is >= 0 and var separator ? separator : lines.Length);
        var words = string.Join('\n', lines.AsSpan(0, end)!).Trim();
        return words.Length > 0 ? words : text.Trim();
    }

    /// <summary>How many lines stand above the quotation that ends a text, and above the line that says whose it is.</summary>
    private static int Below(string[] lines, int end)
    {
        var (at, isQuoted) = (end, false);
        for (; at > 0 && (IsBlank(lines[at - 1]) || lines[at - 1].StartsWith('>')); at--)
        {
            isQuoted |= !IsBlank(lines[at - 1]);
        }

        if (!isQuoted)
        {
            return end;
        }

        var above = at;
        while (above > 0 && at - above < MaxAttribution && !IsBlank(lines[above - 1]))
        {
            above--;
        }

        return at > 0 && lines[at - 1].TrimEnd().EndsWith(':') && (above == 0 || IsBlank(lines[above - 1])) && lines[above..at].Any(static line => line.AsSpan().ContainsAny(OfAttributions)) ? above : at;
    }

    private static bool IsBlank(string line) => string.IsNullOrWhiteSpace(line);

    /// <summary>"-----Original Message-----" and "________________________________", as programs of Microsoft put them.</summary>
    private static bool IsSeparator(string line) =>
        (line.TrimStart().StartsWith("-----", StringComparison.Ordinal) && line.TrimEnd().EndsWith("-----", StringComparison.Ordinal) && line.AsSpan().ContainsAnyExcept(" -"))
        || (line.Length >= 20 && !line.AsSpan().TrimEnd().ContainsAnyExcept('_'));
}
