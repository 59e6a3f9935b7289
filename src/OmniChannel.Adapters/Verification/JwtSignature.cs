using System.Buffers;
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
    private const int MaxOnStack = 1_024;

    /// <summary>The headers that signers write, in base64url: {"alg":"HS256","typ":"JWT"} in both orders.</summary>
    private static readonly string[] Usual = ["eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9", "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9"];

    private readonly HmacSignature _hmac;
    private readonly Freshness _freshness;

    /// <param name="freshness">How old the token may be by its "iat".</param>
    /// <param name="secrets">The live secrets.</param>
    public JwtSignature(Freshness freshness, params IEnumerable<string> secrets)
    {
        _freshness = freshness;
        _hmac = new(HashAlgorithmName.SHA256, SignatureText.Base64Url, secrets.Select(Encoding.UTF8.GetBytes));
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

        var token = authorization.AsSpan(scheme.Length).Trim();
        var (dot, last) = (token.IndexOf('.'), token.LastIndexOf('.'));
        var bytes = token.Length <= MaxOnStack ? stackalloc byte[MaxOnStack] : new byte[token.Length];
        bytes = bytes[..Encoding.ASCII.GetBytes(token, bytes)];
        // The algorithm is ours to choose, never the token's: "none" and RS256 with our secret as a key are old tricks.
        return token.Count('.') != 2 || !_hmac.Matches(token[(last + 1)..], bytes[..last]) || !IsHs256(token[..dot]) || Decoded(token[(dot + 1)..last]) is not { } claims
            ? InboundRefusal.BadSignature
            : JudgeClaims(claims, body);
    }

    private InboundRefusal? JudgeClaims(ReadOnlySpan<byte> claims, ReadOnlySpan<byte> body)
    {
        string? hash = null;
        DateTimeOffset? at = null;
        try
        {
            var json = new WireReader(claims);
            for (var isIn = json.Enter(); isIn && json.Next();)
            {
                if (json.Is("payload_hash"u8))
                {
                    hash = json.Text();
                }
                else if (json.Is("iat"u8))
                {
                    at = json.Instant();
                }
                else
                {
                    json.Skip();
                }
            }

            json.End();
        }
        catch (JsonException)
        {
            return InboundRefusal.BadSignature;
        }

        return hash is null ? body.IsEmpty ? Aged(at) : InboundRefusal.BadSignature
            : IsHashOf(hash, body) ? Aged(at)
            : InboundRefusal.BadSignature;
    }

    private InboundRefusal? Aged(DateTimeOffset? at) => at is { } when && _freshness.Accepts(when) ? null : InboundRefusal.TooOld;

    private static bool IsHashOf(string hash, ReadOnlySpan<byte> body)
    {
        Span<byte> made = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        BodyHash.Of(body, made);
        return hash.Length == 2 * made.Length && Convert.FromHexString(hash, given, out _, out _) == OperationStatus.Done && CryptographicOperations.FixedTimeEquals(made, given);
    }

    private static bool IsHs256(ReadOnlySpan<char> header)
    {
        if (header.SequenceEqual(Usual[0]) || header.SequenceEqual(Usual[1]))
        {
            return true;
        }

        try
        {
            using var json = WireJson.Parse(Decoded(header));
            return json.RootElement.Text("alg") == "HS256";
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static byte[]? Decoded(ReadOnlySpan<char> part)
    {
        try
        {
            return Base64Url.DecodeFromChars(part);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
