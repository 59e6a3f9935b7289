using System.Text;

namespace OmniChannel.Wire;

/// <summary>Reads a header field with parameters, such as <c>form-data; name="text"</c> (RFC 2045 section 5.1, RFC 2183), without throwing on odd ones.</summary>
internal static class HeaderParameters
{
    /// <summary>What stands in front of the parameters, in lower case.</summary>
    public static string Main(ReadOnlySpan<char> field)
    {
        var end = field.IndexOf(';');
        return (end < 0 ? field : field[..end]).Trim().ToString().ToLowerInvariant();
    }

    /// <summary>The first parameter of a name, unquoted; null when there is none.</summary>
    public static string? Get(ReadOnlySpan<char> field, string name)
    {
        var at = field.IndexOf(';');
        while (at >= 0)
        {
            field = field[(at + 1)..];
            var equals = field.IndexOfAny('=', ';');
            if (equals < 0)
            {
                return null;
            }

            if (field[equals] == ';')
            {
                at = equals;
                continue;
            }

            var isIt = field[..equals].Trim().Equals(name, StringComparison.OrdinalIgnoreCase);
            field = field[(equals + 1)..].TrimStart();
            var value = Value(field, out at);
            if (isIt)
            {
                return value;
            }
        }

        return null;
    }

    /// <param name="field">Begins with the value.</param>
    /// <param name="next">Where the semicolon behind it is; -1 for the end.</param>
    private static string Value(ReadOnlySpan<char> field, out int next)
    {
        if (field.IsEmpty || field[0] != '"')
        {
            next = field.IndexOf(';');
            return (next < 0 ? field : field[..next]).Trim().ToString();
        }

        var (text, at) = (new StringBuilder(), 1);
        for (; at < field.Length && field[at] != '"'; at++)
        {
            // A backslash quotes the next character; a path that somebody put there as it is would lose its own.
            at += field[at] == '\\' && at + 1 < field.Length && field[at + 1] is '"' or '\\' ? 1 : 0;
            text.Append(field[at]);
        }

        var rest = at < field.Length ? field[at..].IndexOf(';') : -1;
        next = rest < 0 ? -1 : at + rest;
        return text.ToString();
    }
}
