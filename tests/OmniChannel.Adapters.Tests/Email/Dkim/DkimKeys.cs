using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using OmniChannel.Email;

namespace OmniChannel.Tests.Email.Dkim;

/// <summary>Keys of a test, what the DNS would say of them, and Python's dkim as the verifier.</summary>
internal static class DkimKeys
{
    private const string Verify = """
        import sys, json, base64, dkim
        out = []
        for message, records in json.load(sys.stdin):
            octets = base64.b64decode(message)
            def dns(name, timeout=5): return records.get(name.decode().rstrip('.'), '').encode() or None
            count = octets.lower().count(b'dkim-signature:')
            verdicts = []
            for i in range(count):
                try: verdicts.append(dkim.DKIM(octets).verify(idx=i, dnsfunc=dns))
                except dkim.DKIMException as e: verdicts.append(False)
            out.append(verdicts)
        print(json.dumps(out))
        """;

    private static readonly byte[] Seed = Convert.FromBase64String("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=");
    private static readonly RSA Rsa = RSA.Create(2048);

    public static string RsaPem { get; } = Rsa.ExportRSAPrivateKeyPem();

    public static string Ed25519Pem { get; } = PemEncoding.WriteString("PRIVATE KEY", [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20, .. Seed]);

    /// <summary>Signs by both kinds of keys, as RFC 8463 section 5 advises.</summary>
    public static void SignByBoth(this SmtpOptions options)
    {
        options.DkimKeys.Add(new() { Selector = "rsa-1", PrivateKey = RsaPem });
        options.DkimKeys.Add(new() { Selector = "ed-1", PrivateKey = Ed25519Pem });
    }

    /// <summary>For each message, for each of its signatures in their order: whether Python's dkim believes it.</summary>
    public static async Task<List<bool[]>> VerdictsAsync(IEnumerable<byte[]> messages, string domain = "example.test")
    {
        JsonObject Records() => new()
        {
            [$"rsa-1._domainkey.{domain}"] = $"v=DKIM1; k=rsa; p={Convert.ToBase64String(Rsa.ExportSubjectPublicKeyInfo())}",
            [$"ed-1._domainkey.{domain}"] = $"v=DKIM1; k=ed25519; p={Convert.ToBase64String(Ed25519.PublicKey(Seed))}",
        };
        var verdicts = await SystemPython.AskAsync("dkim, nacl", Verify, [.. messages.Select(message => new JsonArray(Convert.ToBase64String(message), Records()))]);
        return [.. verdicts.Select(one => one!.AsArray().Select(verdict => verdict!.GetValue<bool>()).ToArray())];
    }

    public static byte[] Latin1(string text) => Encoding.Latin1.GetBytes(text);
}
