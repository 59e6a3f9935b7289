using System.Security.Cryptography;

namespace OmniChannel.Email;

/// <summary>Signatures by Ed25519 (RFC 8032 section 5.1), which the framework does not have. Nothing here branches on, or looks up by, what is secret. Pure.</summary>
internal static class Ed25519
{
    /// <summary>The octets of a private key.</summary>
    public const int SeedSize = 32;

    /// <summary>The public key of a private one.</summary>
    public static byte[] PublicKey(ReadOnlySpan<byte> seed) => CurvePoint.Base.Times(Expand(seed).Scalar).Encode();

    /// <summary>The signature of a message: 64 octets.</summary>
    public static byte[] Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> message)
    {
        var (scalar, prefix) = Expand(seed);
        var publicKey = CurvePoint.Base.Times(scalar).Encode();
        var nonce = CurveScalar.Reduce(SHA512.HashData([.. prefix, .. message]));
        var commitment = CurvePoint.Base.Times(nonce).Encode();
        var challenge = CurveScalar.Reduce(SHA512.HashData([.. commitment, .. publicKey, .. message]));
        return [.. commitment, .. CurveScalar.MultiplyAdd(challenge, scalar, nonce)];
    }

    private static (byte[] Scalar, byte[] Prefix) Expand(ReadOnlySpan<byte> seed)
    {
        var hash = SHA512.HashData(seed);
        hash[0] &= 0xf8;
        hash[31] = (byte)((hash[31] & 0x7f) | 0x40);
        return (hash[..32], hash[32..]);
    }
}
