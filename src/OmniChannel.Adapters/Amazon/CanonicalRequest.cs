using System.Buffers;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using OmniChannel.Wire;

namespace OmniChannel.Amazon;

/// <summary>A request in the one spelling that Signature Version 4 hashes (AWS General Reference, "Create a canonical request"). Dispose of it.</summary>
internal sealed partial class CanonicalRequest : IDisposable
{
    private static readonly SearchValues<char> Unreserved = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_~/");

    private readonly PooledBytes _text = new();
    private readonly (string Name, string Value)[] _headers;

    private CanonicalRequest((string Name, string Value)[] headers) => _headers = headers;

    /// <summary>The whole of it; good until it is disposed of.</summary>
    public ReadOnlySpan<byte> Text => _text.Written;

    /// <summary>Spells a request.</summary>
    /// <param name="method">"POST".</param>
    /// <param name="target">Path and query, as the request line has them.</param>
    /// <param name="headers">The headers to be signed, host among them; several of one name keep their order.</param>
    /// <param name="body">The body.</param>
    public static CanonicalRequest Of(string method, string target, (string Name, string Value)[] headers, ReadOnlySpan<byte> body)
    {
        var canonical = new CanonicalRequest(AreSpelt(headers) ? headers : Spelt(headers));
        var text = canonical._text;
        text.Put(method);
        text.Put("\n"u8);
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? target : target[..question];
        // A dot may begin a segment that means another one.
        text.Put(path.StartsWith('/') && !path.AsSpan().ContainsAnyExcept(Unreserved) && !path.Contains("//", StringComparison.Ordinal) ? path : Path(path));
        text.Put("\n"u8);
        text.Put(question < 0 ? "" : Query(target[(question + 1)..]));
        text.Put("\n"u8);
        foreach (var (name, value) in canonical._headers)
        {
            text.Put(name);
            text.Put(":"u8);
            text.Put(value);
            text.Put("\n"u8);
        }

        text.Put("\n"u8);
        canonical.WriteNames(text);
        text.Put("\n"u8);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        text.PutHex(hash);
        return canonical;
    }

    /// <summary>Writes the names of the headers that are signed, in order, a semicolon between them.</summary>
    public void WriteNames(PooledBytes text)
    {
        for (var at = 0; at < _headers.Length; at++)
        {
            text.Put(at == 0 ? "" : ";");
            text.Put(_headers[at].Name);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _text.Dispose();

    /// <summary>Whether they are in order, in lower case and without a space too many already, as our own are.</summary>
    private static bool AreSpelt((string Name, string Value)[] headers)
    {
        for (var at = 0; at < headers.Length; at++)
        {
            var (name, value) = headers[at];
            if (name.AsSpan().ContainsAnyInRange('A', 'Z') || (at > 0 && string.CompareOrdinal(headers[at - 1].Name, name) >= 0) || value.AsSpan().ContainsAnyInRange('\0', ' '))
            {
                return false;
            }
        }

        return true;
    }

    private static (string Name, string Value)[] Spelt(IEnumerable<(string Name, string Value)> headers) =>
        [.. headers.GroupBy(header => header.Name.ToLowerInvariant(), header => Spaces().Replace(header.Value.Trim(), " "), StringComparer.Ordinal).OrderBy(header => header.Key, StringComparer.Ordinal).Select(header => (header.Key, string.Join(',', header)))];

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
