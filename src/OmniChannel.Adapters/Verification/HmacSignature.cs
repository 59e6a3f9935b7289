using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace OmniChannel.Verification;

/// <summary>Signatures by a shared secret (RFC 2104), whatever a provider puts under it and however it writes it. Several secrets are live while one replaces another.</summary>
/// <remarks>Compared in constant time, by every secret. Safe for many threads.</remarks>
internal sealed class HmacSignature
{
    private readonly HashAlgorithmName _algorithm;
    private readonly SignatureText _text;
    private readonly byte[][] _keys;

    /// <param name="algorithm">SHA-256, or SHA-1 where the provider has nothing better.</param>
    /// <param name="text">How it is written.</param>
    /// <param name="keys">The live secrets, the one that signs first.</param>
    public HmacSignature(HashAlgorithmName algorithm, SignatureText text, params IEnumerable<byte[]> keys)
    {
        _algorithm = algorithm;
        _text = text;
        _keys = [.. keys];
    }

    /// <summary>Whether one of the secrets made this signature over these bytes, one part after the other.</summary>
    public bool Matches(string? signature, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default)
    {
        var isSigned = false;
        var presented = MemoryMarshal.AsBytes((_text == SignatureText.Hex ? signature?.ToLowerInvariant() : signature).AsSpan());
        foreach (var key in _keys)
        {
            isSigned |= CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(Sign(key, first, second).AsSpan()), presented);
        }

        return isSigned;
    }

    /// <summary>The signature by the first secret.</summary>
    public string Sign(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default) => Sign(_keys[0], first, second);

    private string Sign(byte[] key, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        using var hmac = IncrementalHash.CreateHMAC(_algorithm, key);
        hmac.AppendData(first);
        hmac.AppendData(second);
        Span<byte> hash = stackalloc byte[64];
        hash = hash[..hmac.GetHashAndReset(hash)];
        return _text == SignatureText.Hex ? Convert.ToHexStringLower(hash) : Convert.ToBase64String(hash);
    }
}
