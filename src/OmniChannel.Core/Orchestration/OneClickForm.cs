using System.Net;
using System.Text;

namespace OmniChannel;

/// <summary>Whether the body of a POST says <c>List-Unsubscribe=One-Click</c> (RFC 8058, section 3.2): as a url-encoded form or as multipart/form-data.</summary>
internal static class OneClickForm
{
    private const string Name = "List-Unsubscribe";
    private const string Value = "One-Click";
    private const int Longest = 8192;

    /// <summary>Reads no more of a body than such a form can have: whoever knows the address may post anything.</summary>
    public static async ValueTask<bool> IsOneClickAsync(Stream body, CancellationToken cancellationToken)
    {
        var bytes = new byte[Longest + 1];
        var count = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return count <= Longest && IsOneClick(Encoding.UTF8.GetString(bytes, 0, count));
    }

    public static bool IsOneClick(string form) => form.StartsWith("--", StringComparison.Ordinal) ? InParts(form) : InPairs(form);

    private static bool InPairs(string form)
    {
        foreach (var pair in form.Trim().Split('&'))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals >= 0 && Matches(WebUtility.UrlDecode(pair[..equals]), WebUtility.UrlDecode(pair[(equals + 1)..])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Each part is headers, an empty line, and the value (RFC 7578, section 4).</summary>
    private static bool InParts(string form)
    {
        var lines = form.ReplaceLineEndings("\n");
        var boundary = lines[..Math.Max(lines.IndexOf('\n', StringComparison.Ordinal), 0)].TrimEnd();
        if (boundary.Length <= 2)
        {
            return false;
        }

        foreach (var part in lines.Split(boundary, StringSplitOptions.RemoveEmptyEntries))
        {
            var gap = part.IndexOf("\n\n", StringComparison.Ordinal);
            if (gap >= 0
                && part.AsSpan(0, gap).Contains($"name=\"{Name}\"", StringComparison.OrdinalIgnoreCase)
                && Matches(Name, part[(gap + 2)..]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Matches(string name, string value) =>
        name.Equals(Name, StringComparison.OrdinalIgnoreCase) && value.Trim().Equals(Value, StringComparison.OrdinalIgnoreCase);
}
