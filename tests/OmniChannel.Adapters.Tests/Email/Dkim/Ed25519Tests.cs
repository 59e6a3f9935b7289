using System.Text.Json.Nodes;
using OmniChannel.Email;

namespace OmniChannel.Tests.Email.Dkim;

public sealed class Ed25519Tests
{
    // RFC 8032 section 7.1.
    [Theory]
    [InlineData("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "", "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72", "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82", "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    public void Sign_TheVectorsOfRfc8032_AreTheirs(string seed, string publicKey, string message, string signature)
    {
        Assert.Equal(publicKey, Convert.ToHexStringLower(Ed25519.PublicKey(Convert.FromHexString(seed))));
        Assert.Equal(signature, Convert.ToHexStringLower(Ed25519.Sign(Convert.FromHexString(seed), Convert.FromHexString(message))));
    }

    [Fact]
    public void PublicKey_OfRfc8463_IsTheirs() =>
        Assert.Equal("11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", Convert.ToBase64String(Ed25519.PublicKey(Convert.FromBase64String("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A="))));

    [Fact]
    public async Task Sign_AnyKeyAndMessage_IsWhatLibsodiumSigns()
    {
        const string script = """
            import sys, json, nacl.signing
            print(json.dumps([nacl.signing.SigningKey(bytes.fromhex(s)).sign(bytes.fromhex(m)).signature.hex() for s, m in json.load(sys.stdin)]))
            """;
        var chance = new Random(41);
        var questions = new JsonArray();
        for (var i = 0; i < 300; i++)
        {
            var (seed, message) = (new byte[32], new byte[chance.Next(100)]);
            chance.NextBytes(seed);
            chance.NextBytes(message);
            // The rims of the field and the order.
            Array.Fill(seed, (byte)(i == 0 ? 0 : 0xff), 0, i < 2 ? 32 : 0);
            questions.Add(new JsonArray(Convert.ToHexStringLower(seed), Convert.ToHexStringLower(message)));
        }

        var theirs = await SystemPython.AskAsync("nacl.signing", script, questions);

        for (var i = 0; i < questions.Count; i++)
        {
            Assert.Equal(theirs[i]!.GetValue<string>(), Convert.ToHexStringLower(Ed25519.Sign(Convert.FromHexString(questions[i]![0]!.GetValue<string>()), Convert.FromHexString(questions[i]![1]!.GetValue<string>()))));
        }
    }
}
