using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using OmniChannel.Push;

namespace OmniChannel.Tests.Push.WebPush;

public sealed class PushEncryptionTests
{
    private const string BrowserPrivate = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94";
    private const string OwnPrivate = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
    private const string Salt = "DGv6ra1nlYgDCS1FRnbzlw";
    private const string OwnPublic = "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";

    private static readonly PushSubscription Browser = PushSubscription.Read(WebPushChannelAdapterConformanceTests.Subscription(new Uri("https://push.example/1")), allowHttp: false).Subscription!;

    [Fact]
    public void Encrypt_TheExampleOfRfc8291_IsItsBodyByteForByte()
    {
        using var own = Own();

        var body = PushEncryption.Encrypt("When I grow up, I want to be a watermelon"u8, Browser, own, Base64Url.DecodeFromChars(Salt));

        Assert.Equal("DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN", Base64Url.EncodeToString(body));
    }

    [Fact]
    public async Task HttpEce_DecryptsOurs_AndEncryptsTheSame()
    {
        string[] texts = ["x", "ünï¢ødé 👢 日本", new string('y', PushEncryption.MaxPlaintext)];
        using var own = Own();
        JsonArray questions =
        [
            .. texts.Select(text => (JsonNode)Decrypt(PushEncryption.Encrypt(Encoding.UTF8.GetBytes(text), Browser)!)),
            .. texts.Select(text => (JsonNode)new JsonObject { ["what"] = "encrypt", ["text"] = text, ["ownPrivateKey"] = OwnPrivate, ["publicKey"] = Base64Url.EncodeToString(Browser.PublicKey), ["auth"] = Base64Url.EncodeToString(Browser.Secret), ["salt"] = Salt }),
            Decrypt([.. PushEncryption.Encrypt("x"u8, Browser)!.Index().Select(one => one.Index == 90 ? (byte)(one.Item ^ 1) : one.Item)]),
        ];

        var answers = await Oracle.AskPushAsync(questions);

        for (var i = 0; i < texts.Length; i++)
        {
            Assert.Equal(texts[i], answers[i]!["text"]?.GetValue<string>());
            Assert.Equal(answers[texts.Length + i]!["body"]!.GetValue<string>(), Base64Url.EncodeToString(PushEncryption.Encrypt(Encoding.UTF8.GetBytes(texts[i]), Browser, own, Base64Url.DecodeFromChars(Salt))));
        }

        Assert.NotNull(answers[^1]!["error"]);
    }

    [Fact]
    public void Encrypt_TheLongest_FitsIntoWhatEveryServiceTakes() =>
        Assert.Equal(4_096, PushEncryption.Encrypt(new byte[PushEncryption.MaxPlaintext], Browser)!.Length);

    [Fact]
    public void Encrypt_ForAPointThatIsNotOnTheCurve_IsNothing() =>
        Assert.Null(PushEncryption.Encrypt("x"u8, Browser with { PublicKey = [4, .. Enumerable.Repeat((byte)1, 64)] }));

    [Fact]
    public void Encrypt_TwiceTheSame_HasNothingInCommon()
    {
        var (first, second) = (PushEncryption.Encrypt("x"u8, Browser)!, PushEncryption.Encrypt("x"u8, Browser)!);

        Assert.NotEqual(first[..16], second[..16]);
        Assert.NotEqual(first[21..86], second[21..86]);
    }

    private static JsonObject Decrypt(byte[] body) => new() { ["what"] = "decrypt", ["body"] = Base64Url.EncodeToString(body), ["privateKey"] = BrowserPrivate, ["auth"] = Base64Url.EncodeToString(Browser.Secret) };

    private static ECDiffieHellman Own() => ECDiffieHellman.Create(EcKey.FromNumbers(OwnPrivate, OwnPublic)!.Value);
}
