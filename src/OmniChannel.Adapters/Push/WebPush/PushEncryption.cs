using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OmniChannel.Push;

/// <summary>Encrypts a message for one browser: RFC 8291 over aes128gcm of RFC 8188, in one record.</summary>
internal static class PushEncryption
{
    /// <summary>What fits into the 4,096 bytes that every push service has to take: RFC 8291, section 4.</summary>
    public const int MaxPlaintext = 3_993;

    private const int SaltLength = 16;
    private const int KeyLength = 16;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int HeaderLength = SaltLength + 4 + 1 + EcKey.PointLength;
    private const int RecordSize = 4_096;

    /// <summary>Encrypts under a key pair and a salt of this one message.</summary>
    /// <returns>The body of the request; null when the browser's key is no point on the curve.</returns>
    public static byte[]? Encrypt(ReadOnlySpan<byte> plaintext, PushSubscription subscription)
    {
        using var own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return Encrypt(plaintext, subscription, own, RandomNumberGenerator.GetBytes(SaltLength));
    }

    /// <summary>Encrypts under these; for vectors.</summary>
    public static byte[]? Encrypt(ReadOnlySpan<byte> plaintext, PushSubscription subscription, ECDiffieHellman own, ReadOnlySpan<byte> salt)
    {
        var ownPoint = EcKey.Uncompressed(own.ExportParameters(includePrivateParameters: false).Q);
        if (Agree(own, subscription.PublicKey) is not { } agreed)
        {
            return null;
        }

        // RFC 8291, section 3.4: both keys are in the info, so that neither can be exchanged for another.
        Span<byte> info = stackalloc byte[14 + 2 * EcKey.PointLength];
        "WebPush: info\0"u8.CopyTo(info);
        subscription.PublicKey.CopyTo(info[14..]);
        ownPoint.CopyTo(info[(14 + EcKey.PointLength)..]);
        Span<byte> secret = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, agreed, secret, subscription.Secret, info);
        Span<byte> mixed = stackalloc byte[32];
        HKDF.Extract(HashAlgorithmName.SHA256, secret, salt, mixed);
        Span<byte> key = stackalloc byte[KeyLength];
        HKDF.Expand(HashAlgorithmName.SHA256, mixed, key, "Content-Encoding: aes128gcm\0"u8);
        Span<byte> nonce = stackalloc byte[NonceLength];
        HKDF.Expand(HashAlgorithmName.SHA256, mixed, nonce, "Content-Encoding: nonce\0"u8);

        // The record ends with 2: it is the last one, and nothing pads it.
        var body = new byte[HeaderLength + plaintext.Length + 1 + TagLength];
        var record = body.AsSpan(HeaderLength, plaintext.Length + 1);
        plaintext.CopyTo(record);
        record[^1] = 2;
        salt.CopyTo(body);
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(SaltLength), RecordSize);
        body[SaltLength + 4] = EcKey.PointLength;
        ownPoint.CopyTo(body, SaltLength + 5);
        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(nonce, record, record, body.AsSpan(HeaderLength + record.Length));
        CryptographicOperations.ZeroMemory(secret);
        CryptographicOperations.ZeroMemory(agreed);
        return body;
    }

    private static byte[]? Agree(ECDiffieHellman own, byte[] browsers)
    {
        try
        {
            using var theirs = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = EcKey.PointOf(browsers)!.Value });
            using var shown = theirs.PublicKey;
            return own.DeriveRawSecretAgreement(shown);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
