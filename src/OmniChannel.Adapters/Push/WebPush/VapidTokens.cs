using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace OmniChannel.Push;

/// <summary>Says to each push service who sends (RFC 8292): a signed token for its origin, kept for six hours of its twelve. Safe for many threads.</summary>
internal sealed class VapidTokens(string subject, string publicKey, ECParameters key, TimeProvider time)
{
    /// <summary>Browsers say where they are notified, so anybody can bring in origins without end.</summary>
    private const int MaxKept = 256;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12); // at most 24 (section 2)
    private static readonly TimeSpan Kept = TimeSpan.FromHours(6);

    private readonly ConcurrentDictionary<string, (string Header, DateTimeOffset From)> _known = new(StringComparer.Ordinal);

    /// <summary>The Authorization header for an endpoint.</summary>
    public string For(Uri endpoint)
    {
        var (origin, now) = (OriginOf(endpoint), time.GetUtcNow());
        if (_known.TryGetValue(origin, out var made) && now - made.From < Kept && now >= made.From)
        {
            return made.Header;
        }

        var token = SignedToken.Es256(key, header => header.WriteString("typ", "JWT"), claims =>
        {
            claims.WriteString("aud", origin);
            claims.WriteNumber("exp", (now + Lifetime).ToUnixTimeSeconds());
            claims.WriteString("sub", subject);
        });
        var authorization = $"vapid t={token}, k={publicKey}";
        if (_known.Count >= MaxKept)
        {
            _known.Clear();
        }

        _known[origin] = (authorization, now);
        return authorization;
    }

    /// <summary>As a browser and the push service write it (RFC 6454, section 6.2): a name that is not ASCII by its letters on the wire, "xn--…".</summary>
    private static string OriginOf(Uri endpoint) =>
        $"{endpoint.Scheme}://{(endpoint.HostNameType == UriHostNameType.IPv6 ? endpoint.Host : endpoint.IdnHost)}{(endpoint.IsDefaultPort ? "" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $":{endpoint.Port}"))}";
}
