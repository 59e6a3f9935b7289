using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace OmniChannel.Verification;

/// <summary>Signatures by a shared secret (RFC 2104), whatever a provider puts under it and however it writes it. Several secrets are live while one replaces another.</summary>
/// <remarks>Compared in constant time, by every secret. Safe for many threads.</remarks>
internal sealed class HmacSignature
{
    private const int MaxHash = 64;

    private readonly SignatureText _text;
    private readonly Lent<IncrementalHash>[] _keys;

    /// <param name="algorithm">SHA-256, or SHA-1 where the provider has nothing better.</param>
    /// <param name="text">How it is written.</param>
    /// <param name="keys">The live secrets, the one that signs first.</param>
    public HmacSignature(HashAlgorithmName algorithm, SignatureText text, params IEnumerable<byte[]> keys)
    {
        _text = text;
        _keys = [.. keys.Select(key => new Lent<IncrementalHash>(() => IncrementalHash.CreateHMAC(algorithm, key)))];
    }

    /// <summary>Whether one of the secrets made this signature over these bytes, one part after the other.</summary>
    public bool Matches(ReadOnlySpan<char> signature, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default)
    {
        var isSigned = false;
        foreach (var key in _keys)
        {
            isSigned |= Matches(key, signature, first, second);
        }

        return isSigned;
    }

    /// <summary>Whether one of the secrets made one of several signatures, which stand behind marks of their version with spaces between them.</summary>
    public bool MatchesAny(ReadOnlySpan<char> signatures, ReadOnlySpan<char> version, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var isSigned = false;
        Span<byte> hash = stackalloc byte[MaxHash];
        foreach (var key in _keys)
        {
            var made = hash[..Hash(key, first, second, hash)];
            foreach (var range in signatures.Split(' '))
            {
                var one = signatures[range];
                isSigned |= one.StartsWith(version, StringComparison.Ordinal) && IsTextOf(made, one[version.Length..]);
            }
        }

        return isSigned;
    }

    /// <summary>The signature by the first secret.</summary>
    public string Sign(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default)
    {
        Span<byte> hash = stackalloc byte[MaxHash];
        hash = hash[..Hash(_keys[0], first, second, hash)];
        return _text switch { SignatureText.Hex => Convert.ToHexStringLower(hash), SignatureText.Base64Url => Base64Url.EncodeToString(hash), _ => Convert.ToBase64String(hash) };
    }

    private bool Matches(Lent<IncrementalHash> key, ReadOnlySpan<char> signature, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        Span<byte> hash = stackalloc byte[MaxHash];
        return IsTextOf(hash[..Hash(key, first, second, hash)], signature);
    }

    /// <summary>Base64 is compared as text, so that no second spelling of the same bytes passes; hexadecimal digits have but their case.</summary>
    private bool IsTextOf(ReadOnlySpan<byte> hash, ReadOnlySpan<char> signature)
    {
        if (_text == SignatureText.Hex)
        {
            Span<byte> given = stackalloc byte[MaxHash];
            return signature.Length == 2 * hash.Length && Convert.FromHexString(signature, given, out _, out var length) == OperationStatus.Done && CryptographicOperations.FixedTimeEquals(hash, given[..length]);
        }

        Span<char> text = stackalloc char[2 * MaxHash];
        _ = _text == SignatureText.Base64Url ? Base64Url.TryEncodeToChars(hash, text, out var written) : Convert.TryToBase64Chars(hash, text, out written);
        return CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(text[..written]), MemoryMarshal.AsBytes(signature));
    }

    private static int Hash(Lent<IncrementalHash> key, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> hash)
    {
        var hmac = key.Take();
        hmac.AppendData(first);
        hmac.AppendData(second);
        var length = hmac.GetHashAndReset(hash);
        key.Return(hmac);
        return length;
    }
}
