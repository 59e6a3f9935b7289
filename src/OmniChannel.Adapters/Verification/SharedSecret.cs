using System.Security.Cryptography;
using System.Text;

namespace OmniChannel.Verification;

/// <summary>A secret that is simply sent along: a header, a password, a path. It authenticates the sender and no byte of the body, so only TLS protects what is said. Compared in constant time, whatever its length.</summary>
internal sealed class SharedSecret
{
    private readonly byte[][] _hashes;

    /// <param name="live">The live secrets.</param>
    public SharedSecret(params IEnumerable<string> live) => _hashes = [.. live.Select(Hash)];

    /// <summary>Whether it is one of the live ones.</summary>
    public bool Matches(string? presented)
    {
        var (hash, matches) = (Hash(presented ?? ""), false);
        foreach (var known in _hashes)
        {
            matches |= CryptographicOperations.FixedTimeEquals(known, hash);
        }

        return matches & presented is not null;
    }

    /// <summary>Whether an Authorization header holds one of the live ones as <c>name:password</c> (RFC 7617).</summary>
    public bool MatchesBasic(string? authorization)
    {
        const string scheme = "Basic ";
        if (authorization is null || authorization.Length > 2_000 || !authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var bytes = new byte[authorization.Length];
        return Convert.TryFromBase64String(authorization[scheme.Length..].Trim(), bytes, out var length) && Matches(Encoding.UTF8.GetString(bytes, 0, length));
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
