using System.Buffers.Text;
using System.Security.Cryptography;

namespace OmniChannel.Push;

/// <summary>Private keys on P-256, in the two forms in which push services have them.</summary>
internal static class EcKey
{
    /// <summary>How long a point is, uncompressed: 4, and two numbers of 32 bytes.</summary>
    public const int PointLength = 65;

    /// <summary>A key in PEM, as Apple gives it in a .p8 file; null when it is none, or on another curve.</summary>
    public static ECParameters? FromPem(string? pem)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(pem ?? "");
            return key.KeySize == 256 ? key.ExportParameters(includePrivateParameters: true) : null;
        }
        catch (Exception wrong) when (wrong is ArgumentException or CryptographicException or PlatformNotSupportedException)
        {
            return null;
        }
    }

    /// <summary>A key as its number and its public point, both in base64url; null when they are none, or do not belong together.</summary>
    public static ECParameters? FromNumbers(string? privateKey, string? publicKey)
    {
        if (Bytes(privateKey) is not { Length: 32 } number || Bytes(publicKey) is not { Length: PointLength } point || PointOf(point) is not { } q)
        {
            return null;
        }

        try
        {
            var parameters = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = number, Q = q };
            using var key = ECDsa.Create(parameters);
            using var shown = ECDsa.Create(new ECParameters { Curve = parameters.Curve, Q = q });
            return shown.VerifyData("sample"u8, key.SignData("sample"u8, HashAlgorithmName.SHA256), HashAlgorithmName.SHA256) ? parameters : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The point of its uncompressed form; null when that is none. Whether it is on the curve shows when it is used.</summary>
    public static ECPoint? PointOf(ReadOnlySpan<byte> point) =>
        point.Length == PointLength && point[0] == 4 ? new ECPoint { X = point[1..33].ToArray(), Y = point[33..].ToArray() } : null;

    /// <summary>A point, uncompressed.</summary>
    public static byte[] Uncompressed(ECPoint point) => [4, .. point.X!, .. point.Y!];

    /// <summary>The bytes of base64url, with padding or without; null when it is none.</summary>
    public static byte[]? Bytes(string? base64Url)
    {
        try
        {
            return base64Url is null ? null : Base64Url.DecodeFromChars(base64Url);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
