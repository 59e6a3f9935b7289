using System.Security.Cryptography;

namespace OmniChannel.Verification;

/// <summary>Signatures by a provider's private key on P-256 with SHA-256, written as DER in base64: SendGrid's event webhook.</summary>
/// <remarks>Safe for many threads.</remarks>
internal sealed class EcdsaSignature
{
    private readonly Lent<ECDsa>[] _keys;

    /// <param name="publicKeys">The live public keys: SubjectPublicKeyInfo in base64.</param>
    public EcdsaSignature(params IEnumerable<string> publicKeys) => _keys = [.. publicKeys.Select(Convert.FromBase64String).Select(known => new Lent<ECDsa>(() => KeyOf(known)))];

    /// <summary>What is wrong with a public key; null when nothing is.</summary>
    public static string? Problem(string? publicKey)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(publicKey ?? ""), out _);
            return key.KeySize == 256 ? null : "is a key on another curve than P-256.";
        }
        catch (Exception wrong) when (wrong is FormatException or CryptographicException)
        {
            return "is no public key; expected the base64 that the provider shows.";
        }
    }

    /// <summary>Whether one of the keys made this signature over these bytes, one part after the other.</summary>
    public bool Matches(string? signature, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        if (signature is not { Length: > 0 and <= 200 })
        {
            return false;
        }

        Span<byte> der = stackalloc byte[160];
        if (!Convert.TryFromBase64String(signature, der, out var length))
        {
            return false;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(first);
        hash.AppendData(second);
        Span<byte> digest = stackalloc byte[32];
        hash.GetHashAndReset(digest);
        var isSigned = false;
        foreach (var known in _keys)
        {
            var key = known.Take();
            isSigned |= key.VerifyHash(digest, der[..length], DSASignatureFormat.Rfc3279DerSequence);
            known.Return(key);
        }

        return isSigned;
    }
    private static ECDsa KeyOf(byte[] known)
    {
        var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(known, out _);
        return key;
    }
}
