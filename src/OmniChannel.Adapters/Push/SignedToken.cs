using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OmniChannel.Wire;

namespace OmniChannel.Push;

/// <summary>Makes JSON Web Tokens (RFC 7519) in their compact form (RFC 7515, section 7.1). A key is made for each signature, as keys of the platform are not shared between threads.</summary>
internal static class SignedToken
{
    /// <summary>Signed by ES256 (RFC 7518, section 3.4): ECDSA on P-256 with SHA-256, both numbers in 32 bytes each.</summary>
    public static string Es256(ECParameters key, Action<Utf8JsonWriter> header, Action<Utf8JsonWriter> claims)
    {
        using var signing = ECDsa.Create(key);
        return Make("ES256", header, claims, signed => signing.SignData(signed, HashAlgorithmName.SHA256));
    }

    /// <summary>Signed by RS256 (RFC 7518, section 3.3): RSASSA-PKCS1-v1_5 with SHA-256.</summary>
    public static string Rs256(RSAParameters key, Action<Utf8JsonWriter> header, Action<Utf8JsonWriter> claims)
    {
        using var signing = RSA.Create(key);
        return Make("RS256", header, claims, signed => signing.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    private static string Make(string algorithm, Action<Utf8JsonWriter> header, Action<Utf8JsonWriter> claims, Func<byte[], byte[]> sign)
    {
        var signed = $"{Part(json => { json.WriteString("alg", algorithm); header(json); })}.{Part(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Part(Action<Utf8JsonWriter> members) => Base64Url.EncodeToString(WireJson.Bytes(json =>
    {
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
    }));
}
