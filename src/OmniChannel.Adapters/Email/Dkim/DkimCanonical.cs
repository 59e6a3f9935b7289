using System.Text;

namespace OmniChannel.Email;

/// <summary>The "relaxed" form of header fields and bodies (RFC 6376 sections 3.4.2 and 3.4.4), which survives what servers do to white space. Texts hold octets, one a character. Pure.</summary>
internal static class DkimCanonical
{
    /// <summary>A field: its name in lower case, its value unfolded, without doubled white space; no line break behind.</summary>
    public static string Field(string name, string value) => $"{name.ToLowerInvariant().TrimEnd()}:{Words(value.Replace("\r\n", "", StringComparison.Ordinal)).Trim(' ')}";

    /// <summary>A body: no white space at the ends of lines, none doubled within them, no empty lines at the end.</summary>
    public static string Body(string body)
    {
        var lines = body.Split("\r\n").Select(line => Words(line).TrimEnd(' ')).ToList();
        while (lines.Count > 0 && lines[^1].Length == 0)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        return string.Concat(lines.Select(line => line + "\r\n"));
    }

    /// <summary>Each run of blanks and tabs as one blank.</summary>
    private static string Words(string line)
    {
        if (!line.Contains('\t', StringComparison.Ordinal) && !line.Contains("  ", StringComparison.Ordinal))
        {
            return line;
        }

        var result = new StringBuilder(line.Length);
        foreach (var c in line)
        {
            var next = c == '\t' ? ' ' : c;
            if (next != ' ' || result.Length == 0 || result[^1] != ' ')
            {
                result.Append(next);
            }
        }

        return result.ToString();
    }
}
