using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OmniChannel.Verification;

/// <summary>What a certificate of Amazon's says: who signs, from when and until when. Safe for many threads.</summary>
internal sealed class SnsSigner
{
    private readonly Lent<RSA> _keys;

    private SnsSigner(X509Certificate2 certificate, RSA key)
    {
        (From, Until) = (certificate.NotBefore, certificate.NotAfter);
        var known = key.ExportParameters(includePrivateParameters: false);
        _keys = new(() => RSA.Create(known));
        _keys.Return(key);
    }

    /// <summary>Since when it signs.</summary>
    public DateTimeOffset From { get; }

    /// <summary>Until when it does.</summary>
    public DateTimeOffset Until { get; }

    /// <summary>Reads a certificate as PEM; null when it is none, or not of RSA.</summary>
    public static SnsSigner? Read(byte[] pem)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(System.Text.Encoding.ASCII.GetString(pem));
            return certificate.GetRSAPublicKey() is { } key ? new(certificate, key) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Whether it signed a message.</summary>
    public bool Signed(SnsMessage message, HashAlgorithmName hash)
    {
        var key = _keys.Take();
        var isSigned = key.VerifyData(message.Signed, message.Signature.Span, hash, RSASignaturePadding.Pkcs1);
        _keys.Return(key);
        return isSigned;
    }
}
