using System.Security.Cryptography;

namespace OmniChannel.Email;

/// <summary>A private key, ready to sign hashes: RSA (RFC 6376 section 3.3.3) or Ed25519 (RFC 8463). Safe for many threads: a key of the platform is made for each signature.</summary>
internal sealed class DkimSecret
{
    private const int FewestBits = 1_024;

    // PKCS #8 of an Ed25519 key (RFC 8410 section 7): the seed follows.
    private static readonly byte[] Ed25519Prefix = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

    private readonly byte[]? _seed;
    private readonly string? _rsa;

    private DkimSecret(byte[]? seed, string? rsa) => (_seed, _rsa) = (seed, rsa);

    /// <summary>The value of a=.</summary>
    public string Algorithm => _seed is null ? "rsa-sha256" : "ed25519-sha256";

    /// <summary>Reads a key.</summary>
    /// <exception cref="FormatException">It is none; the message says what it is, and nothing of it.</exception>
    public static DkimSecret Read(string pem)
    {
        if (!PemEncoding.TryFind(pem, out var found))
        {
            throw new FormatException("is no PEM; expected text that begins with -----BEGIN PRIVATE KEY-----.");
        }

        var der = Convert.FromBase64String(pem[found.Base64Data]);
        if (der.Length == Ed25519Prefix.Length + Ed25519.SeedSize && der.AsSpan().StartsWith(Ed25519Prefix))
        {
            return new(der[Ed25519Prefix.Length..], null);
        }

        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            // A public key is read as well; only a private one signs.
            rsa.SignHash(new byte[SHA256.HashSizeInBytes], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return rsa.KeySize >= FewestBits ? new(null, pem) : throw new FormatException($"is an RSA key of {rsa.KeySize} bits; verifiers take none below {FewestBits}, and 2,048 are usual.");
        }
        catch (Exception wrong) when (wrong is CryptographicException or ArgumentException)
        {
            throw new FormatException("is no private key of RSA or Ed25519 that can be read; one with a password cannot.", wrong);
        }
    }

    /// <summary>The signature over what was canonicalised.</summary>
    public byte[] Sign(ReadOnlySpan<byte> canonical)
    {
        if (_seed is not null)
        {
            return Ed25519.Sign(_seed, SHA256.HashData(canonical));
        }

        using var rsa = RSA.Create();
        rsa.ImportFromPem(_rsa);
        return rsa.SignData(canonical, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
