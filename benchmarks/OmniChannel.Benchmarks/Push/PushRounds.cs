using System.Security.Cryptography;
using System.Text;
using OmniChannel.Amazon;
using OmniChannel.Push;

namespace OmniChannel.Benchmarks;

/// <summary>What signing and encrypting cost before a byte goes out, beside the bare primitives of the platform that each cannot do without.</summary>
internal static class PushRounds
{
    private static readonly byte[] Text = Encoding.UTF8.GetBytes(new string('x', 500));
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    public static int Run(int rounds)
    {
        using var rsa = RSA.Create(2048);
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var browser = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var (rsaKey, ecKey) = (rsa.ExportParameters(true), ec.ExportParameters(true));
        var point = EcKey.Uncompressed(browser.ExportParameters(false).Q);
        var subscription = new PushSubscription { Endpoint = new("https://push.example/1"), PublicKey = point, Secret = RandomNumberGenerator.GetBytes(16) };
        Console.WriteLine("Signatures, tokens and encryption, beside the primitives of the platform that they cannot do without");
        Console.WriteLine();
        Comparison.Line("what, beside which primitives", "bare µs, least", "ours µs, least", "ratio", "bare µs, median", "ours µs, median", "ratio", "bare bytes", "ours bytes");
        Comparison.Line("---", "---:", "---:", "---:", "---:", "---:", "---:", "---:", "---:");
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://email.eu-central-1.amazonaws.com/v2/email/outbound-emails") { Content = new Delivery.RequestBody(Text, "application/json") };
        var (credentials, signature) = (new AmazonCredentials { AccessKeyId = "AKIAIOSFODNN7EXAMPLE", SecretAccessKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" }, new AmazonSignature(new() { Service = "ses", Region = "eu-central-1" }));
        Row(rounds, "SigV4, 500 bytes: five HMAC-SHA256, two SHA-256", 100, () => Chain(5), () => Signed(signature, request, credentials));
        Row(rounds, "SigV4, 500 bytes, the day's key kept: one HMAC-SHA256, two SHA-256", 100, () => Chain(1), () => Signed(signature, request, credentials));
        Row(rounds, "JWT by ES256 (APNs, VAPID): import the key, sign", 10, () => Signed(ecKey).Length, () => Es256(ecKey).Length);
        Row(rounds, "JWT by RS256 (FCM): import the key, sign", 2, () => Signed(rsaKey).Length, () => Rs256(rsaKey).Length);
        Row(rounds, "Web Push, 500 bytes: a pair of keys, ECDH, HKDF, AES-GCM", 5, () => Encrypted(point).Length, () => PushEncryption.Encrypt(Text, subscription)!.Length);
        Console.WriteLine();
        return 0;
    }

    /// <summary>The steps of Web Push that no implementation can leave out, with nothing around them.</summary>
    public static byte[] Encrypted(byte[] point)
    {
        using var own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        _ = own.ExportParameters(false);
        using var theirs = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = point[1..33], Y = point[33..] } });
        using var shown = theirs.PublicKey;
        var salt = RandomNumberGenerator.GetBytes(16);
        var secret = HKDF.DeriveKey(HashAlgorithmName.SHA256, own.DeriveRawSecretAgreement(shown), 32, salt, point);
        var mixed = HKDF.Extract(HashAlgorithmName.SHA256, secret, salt);
        var key = HKDF.Expand(HashAlgorithmName.SHA256, mixed, 16, point);
        var nonce = HKDF.Expand(HashAlgorithmName.SHA256, mixed, 12, salt);
        var (body, tag) = (new byte[Text.Length], new byte[16]);
        using var cipher = new AesGcm(key, 16);
        cipher.Encrypt(nonce, Text, body, tag);
        return body;
    }

    /// <summary>The hashes of SigV4 over texts of the lengths that they have there.</summary>
    private static int Chain(int hmacs)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Text, hash);
        SHA256.HashData(Text.AsSpan(0, 220), hash);
        for (var i = 1; i < hmacs; i++)
        {
            HMACSHA256.HashData(hash, Text.AsSpan(0, 12), hash);
        }

        return HMACSHA256.HashData(hash, Text.AsSpan(0, 140), hash);
    }

    private static int Signed(AmazonSignature signature, HttpRequestMessage request, AmazonCredentials credentials)
    {
        request.Headers.Clear();
        signature.Sign(request, Text, credentials, Now);
        return 1;
    }

    private static byte[] Signed(ECParameters key)
    {
        using var signing = ECDsa.Create(key);
        return signing.SignData(Text, HashAlgorithmName.SHA256);
    }

    private static byte[] Signed(RSAParameters key)
    {
        using var signing = RSA.Create(key);
        return signing.SignData(Text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static string Es256(ECParameters key) => SignedToken.Es256(key, header => header.WriteString("kid", "ABC123DEFG"), claims =>
    {
        claims.WriteString("iss", "DEF123GHIJ");
        claims.WriteNumber("iat", 1_700_000_000);
    });

    private static string Rs256(RSAParameters key) => SignedToken.Rs256(key, header => header.WriteString("typ", "JWT"), claims =>
    {
        claims.WriteString("iss", "sender@my-project.iam.gserviceaccount.com");
        claims.WriteNumber("iat", 1_700_000_000);
    });

    private static void Row(int rounds, string name, int times, Func<int> bare, Func<int> ours)
    {
        static Func<int, long> Repeat(Func<int> once) => times =>
        {
            var sum = 0L;
            for (var i = 0; i < times; i++)
            {
                sum += once();
            }

            return sum;
        };

        var result = Comparison.Of(rounds, times, [Repeat(bare), Repeat(ours)]);
        var (least, median, bytes) = (result.Least, result.Median, result.Bytes);
        Comparison.Line(name, least[0] / 1000, least[1] / 1000, least[1] / least[0], median[0] / 1000, median[1] / 1000, median[1] / median[0], (long)bytes[0], (long)bytes[1]);
    }
}
