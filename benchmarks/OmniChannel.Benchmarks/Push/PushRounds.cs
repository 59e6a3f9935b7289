using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OmniChannel.Push;

namespace OmniChannel.Benchmarks;

/// <summary>What push costs before a byte goes out: signing the tokens and encrypting a message, beside the bare primitives of the platform that each cannot do without.</summary>
internal static class PushRounds
{
    private const int Times = 20;

    private static readonly byte[] Text = Encoding.UTF8.GetBytes(new string('x', 500));

    public static int Run(int rounds)
    {
        using var rsa = RSA.Create(2048);
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var browser = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var (rsaKey, ecKey) = (rsa.ExportParameters(true), ec.ExportParameters(true));
        var point = EcKey.Uncompressed(browser.ExportParameters(false).Q);
        var subscription = new PushSubscription { Endpoint = new("https://push.example/1"), PublicKey = point, Secret = RandomNumberGenerator.GetBytes(16) };

        Print("ES256 token (APNs, VAPID)", rounds, ("import the key, sign", () => Signed(ecKey).Length), ("SignedToken.Es256", () => Es256(ecKey).Length));
        Print("RS256 token (FCM)", rounds, ("import the key, sign", () => Signed(rsaKey).Length), ("SignedToken.Rs256", () => Rs256(rsaKey).Length));
        Print("Web Push, 500 bytes", rounds, ("keys, agreement, HKDF, GCM", () => Encrypted(point).Length), ("PushEncryption.Encrypt", () => PushEncryption.Encrypt(Text, subscription)!.Length));
        return 0;
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

    /// <summary>The steps that no implementation can leave out, with nothing around them.</summary>
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

    private static void Print(string title, int rounds, params (string Name, Func<int> Once)[] ways)
    {
        Rounds.Print(title, rounds, Times, [.. ways.Select(way => (way.Name, (Func<long>)(() =>
        {
            var all = 0L;
            for (var i = 0; i < Times; i++)
            {
                all += way.Once();
            }

            return all;
        })))]);
        foreach (var (name, once) in ways)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Times; i++)
            {
                _ = once();
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {(GC.GetAllocatedBytesForCurrentThread() - before) / Times:N0} bytes each"));
        }

        Console.WriteLine();
    }
}
