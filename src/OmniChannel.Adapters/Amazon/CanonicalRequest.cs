using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace OmniChannel.Amazon;

/// <summary>A request in the one spelling that Signature Version 4 hashes (AWS General Reference, "Create a canonical request"). Pure.</summary>
internal sealed partial record CanonicalRequest
{
    private CanonicalRequest(string text, string signedHeaders) => (Text, SignedHeaders) = (text, signedHeaders);

    /// <summary>The whole of it.</summary>
    public string Text { get; }

    /// <summary>The names of the headers that are signed, in order, a semicolon between them.</summary>
    public string SignedHeaders { get; }

    /// <summary>Spells a request.</summary>
    /// <param name="method">"POST".</param>
    /// <param name="target">Path and query, as the request line has them.</param>
    /// <param name="headers">The headers to be signed, host among them; several of one name keep their order.</param>
    /// <param name="body">The body.</param>
    public static CanonicalRequest Of(string method, string target, IEnumerable<(string Name, string Value)> headers, ReadOnlySpan<byte> body)
    {
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var byName = headers.GroupBy(header => header.Name.ToLowerInvariant(), header => Spaces().Replace(header.Value.Trim(), " "), StringComparer.Ordinal).OrderBy(header => header.Key, StringComparer.Ordinal).ToList();
        var names = string.Join(';', byName.Select(header => header.Key));
        var text = new StringBuilder(512)
            .Append(method).Append('\n')
            .Append(Path(question < 0 ? target : target[..question])).Append('\n')
            .Append(question < 0 ? "" : Query(target[(question + 1)..])).Append('\n');
        foreach (var header in byName)
        {
            text.Append(header.Key).Append(':').AppendJoin(',', header).Append('\n');
        }

        return new(text.Append('\n').Append(names).Append('\n').Append(Convert.ToHexStringLower(SHA256.HashData(body))).ToString(), names);
    }

    /// <summary>Without dot segments and doubled slashes, each segment encoded as it was sent: what was encoded already is encoded again, as every service but S3 wants it.</summary>
    private static string Path(string path)
    {
        var segments = new List<string>();
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == ".." && segments.Count > 0)
            {
                segments.RemoveAt(segments.Count - 1);
            }
            else if (segment is not ("." or ".."))
            {
                segments.Add(Uri.EscapeDataString(segment));
            }
        }

        return segments.Count == 0 ? "/" : $"/{string.Join('/', segments)}{(path.EndsWith('/') ? "/" : "")}";
    }

    private static string Query(string query) => string.Join('&', query.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(field => field.Split('=', 2))
        .Select(field => (Name: Again(field[0]), Value: field.Length > 1 ? Again(field[1]) : ""))
        .OrderBy(field => field.Name, StringComparer.Ordinal).ThenBy(field => field.Value, StringComparer.Ordinal)
        .Select(field => $"{field.Name}={field.Value}"));

    private static string Again(string text) => Uri.EscapeDataString(Uri.UnescapeDataString(text));

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();
}
