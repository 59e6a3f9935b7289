using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OmniChannel.Wire;

namespace OmniChannel.Verification;

/// <summary>A signed token beside a call (RFC 7519, HS256 alone) that names the hash of its body: Vonage's signed webhooks.</summary>
internal sealed class JwtSignature
{
    private const int MaxToken = 8_192;

    private readonly byte[][] _keys;
    private readonly Freshness _freshness;

    /// <param name="freshness">How old the token may be by its "iat".</param>
    /// <param name="secrets">The live secrets.</param>
    public JwtSignature(Freshness freshness, params IEnumerable<string> secrets)
    {
        _freshness = freshness;
        _keys = [.. secrets.Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>Judges the token of an Authorization header ("Bearer …") against the body.</summary>
    /// <returns>Why it is not believed; null when it is.</returns>
    public InboundRefusal? Judge(string? authorization, ReadOnlySpan<byte> body)
    {
        const string scheme = "Bearer ";
        if (authorization is null || authorization.Length > MaxToken || !authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        {
            return InboundRefusal.BadSignature;
        }

        var parts = authorization[scheme.Length..].Trim().Split('.');
        if (parts.Length != 3 || !IsSigned(parts) || Read(parts[0]) is not { } header || Read(parts[1]) is not { } claims)
        {
            return InboundRefusal.BadSignature;
        }

        using (header)
        using (claims)
        {
            // The algorithm is ours to choose, never the token's: "none" and RS256 with our secret as a key are old tricks.
            var hash = claims.RootElement.Text("payload_hash");
            return header.RootElement.Text("alg") != "HS256" ? InboundRefusal.BadSignature
                : hash is not null && !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash.ToLowerInvariant()), Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(body)))) ? InboundRefusal.BadSignature
                : hash is null && !body.IsEmpty ? InboundRefusal.BadSignature
                : claims.RootElement.Instant("iat") is not { } at || !_freshness.Accepts(at) ? InboundRefusal.TooOld
                : null;
        }
    }

    private bool IsSigned(string[] parts)
    {
        var (signed, given, matches) = (Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Encoding.ASCII.GetBytes(parts[2]), false);
        foreach (var key in _keys)
        {
            matches |= CryptographicOperations.FixedTimeEquals(Base64Url.EncodeToUtf8(HMACSHA256.HashData(key, signed)), given);
        }

        return matches;
    }

    private static JsonDocument? Read(string part)
    {
        try
        {
            return WireJson.Parse(Base64Url.DecodeFromChars(part));
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException)
        {
            return null;
        }
    }
}
