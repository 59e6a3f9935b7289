using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OmniChannel.Testing;
using OmniChannel.Webhooks;

namespace OmniChannel.Tests.Webhooks;

public sealed class WebhookVerifierTests
{
    // The vector that the reference libraries of Standard Webhooks publish.
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Timestamp = "1614265330";
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static readonly byte[] Body = "{\"test\": 2432232314}"u8.ToArray();
    private static readonly DateTimeOffset SentAt = DateTimeOffset.FromUnixTimeSeconds(1614265330);

    [Fact]
    public void Sign_ForThePublishedVector_IsThePublishedSignature()
        => Assert.Equal(Signature, WebhookSignature.Sign(WebhookSecret.Key(Secret), Id, Timestamp, Body));

    [Fact]
    public void Verify_ForThePublishedVector_IsValid()
    {
        var verification = Verifier().Verify(Body, Id, Timestamp, Signature);

        Assert.Equal(new WebhookVerification { Verdict = WebhookVerdict.Valid, Id = Id, SentAt = SentAt }, verification);
        Assert.True(verification.IsValid);
    }

    [Theory]
    [InlineData("v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= " + Signature)]
    [InlineData(Signature + " v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==")]
    [InlineData("nonsense " + Signature + " v2,nonsense")]
    public void Verify_WhenOneOfSeveralSignaturesIsOurs_IsValid(string signature)
        => Assert.True(Verifier().Verify(Body, Id, Timestamp, signature).IsValid);

    [Fact]
    public void Verify_WhileASecretIsReplaced_BelievesBoth()
    {
        const string other = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        var both = new WebhookVerifier([other, Secret], new ManualClock(SentAt));
        var onlyTheOther = new WebhookVerifier([other], new ManualClock(SentAt));

        Assert.True(both.Verify(Body, Id, Timestamp, Signature).IsValid);
        Assert.Equal(WebhookVerdict.WrongSignature, onlyTheOther.Verify(Body, Id, Timestamp, Signature).Verdict);
    }

    [Theory]
    [InlineData(null, Timestamp, Signature, WebhookVerdict.MissingHeader)]
    [InlineData(Id, null, Signature, WebhookVerdict.MissingHeader)]
    [InlineData(Id, Timestamp, null, WebhookVerdict.MissingHeader)]
    [InlineData(Id, Timestamp, "", WebhookVerdict.MissingHeader)]
    [InlineData("msg.1", Timestamp, Signature, WebhookVerdict.MalformedHeader)]
    [InlineData("msg 1", Timestamp, Signature, WebhookVerdict.MalformedHeader)]
    [InlineData("msg\u00e9", Timestamp, Signature, WebhookVerdict.MalformedHeader)]
    [InlineData(Id, "now", Signature, WebhookVerdict.MalformedHeader)]
    [InlineData(Id, "-1614265330", Signature, WebhookVerdict.MalformedHeader)]
    [InlineData(Id, " 1614265330", Signature, WebhookVerdict.MalformedHeader)]
    [InlineData(Id, "1614265330.0", Signature, WebhookVerdict.MalformedHeader)]
    [InlineData(Id, "9223372036854775807", Signature, WebhookVerdict.MalformedHeader)]
    [InlineData(Id, "99999999999999999999", Signature, WebhookVerdict.MalformedHeader)]
    [InlineData(Id, "01614265330", Signature, WebhookVerdict.WrongSignature)]
    [InlineData(Id, Timestamp, "v1,", WebhookVerdict.WrongSignature)]
    [InlineData(Id, Timestamp, "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", WebhookVerdict.WrongSignature)]
    [InlineData(Id, Timestamp, "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", WebhookVerdict.WrongSignature)]
    [InlineData(Id, Timestamp, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OF=", WebhookVerdict.WrongSignature)]
    public void Verify_WhenAHeaderIsNotAsExpected_SaysSo(string? id, string? timestamp, string? signature, WebhookVerdict verdict)
        => Assert.Equal(new WebhookVerification { Verdict = verdict }, Verifier().Verify(Body, id, timestamp, signature));

    [Fact]
    public void Verify_WhenTheSignatureHeaderIsEndless_DoesNotTryItAll()
        => Assert.Equal(WebhookVerdict.MalformedHeader, Verifier().Verify(Body, Id, Timestamp, Signature + new string(' ', 5_000) + Signature).Verdict);

    [Theory]
    [InlineData(300, WebhookVerdict.Valid)]
    [InlineData(301, WebhookVerdict.TooOld)]
    [InlineData(-300, WebhookVerdict.Valid)]
    [InlineData(-301, WebhookVerdict.TooNew)]
    public void Verify_ByAge_ToleratesFiveMinutes(int seconds, WebhookVerdict verdict)
    {
        var verifier = new WebhookVerifier([Secret], new ManualClock(SentAt.AddSeconds(seconds)));

        Assert.Equal(verdict, verifier.Verify(Body, Id, Timestamp, Signature).Verdict);
    }

    [Fact]
    public void Verify_WhenBothOldAndForged_SaysForged()
    {
        var verifier = new WebhookVerifier([Secret], new ManualClock(SentAt.AddDays(1)));

        Assert.Equal(WebhookVerdict.WrongSignature, verifier.Verify("{}"u8, Id, Timestamp, Signature).Verdict);
    }

    [Fact]
    public void Default_IsNotValid() => Assert.False(default(WebhookVerification).IsValid);

    [Fact]
    public void Verify_OfWhatWasSigned_HoldsAndOfAnyFlippedBitFails()
    {
        var signed =
            from body in ArbMap.Default.GeneratorFor<byte[]>()
            from key in Gen.Choose(0, 255).Select(each => (byte)each).ArrayOf(32)
            from idChars in Gen.Elements("abcXYZ019_-~!".ToCharArray()).NonEmptyListOf()
            from seconds in Gen.Choose(1_000_000_000, 2_000_000_000)
            from at in Gen.Choose(0, int.MaxValue)
            select (Body: body, Key: key, Id: new string([.. idChars.Take(64)]), Seconds: seconds, At: at);

        var property = Prop.ForAll(signed.ToArbitrary(), sample =>
        {
            var timestamp = sample.Seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
            var secret = "whsec_" + Convert.ToBase64String(sample.Key);
            var verifier = new WebhookVerifier([secret], new ManualClock(DateTimeOffset.FromUnixTimeSeconds(sample.Seconds)));
            var signature = WebhookSignature.Sign(sample.Key, sample.Id, timestamp, sample.Body);
            byte[][] parts = [sample.Body, Encoding.Latin1.GetBytes(sample.Id), Encoding.Latin1.GetBytes(timestamp), Encoding.Latin1.GetBytes(signature)];
            bool Verifies() => verifier.Verify(parts[0], Encoding.Latin1.GetString(parts[1]), Encoding.Latin1.GetString(parts[2]), Encoding.Latin1.GetString(parts[3])).IsValid;

            var holds = Verifies();
            // One bit anywhere in body, id, timestamp or signature.
            var bit = sample.At % (parts.Sum(part => part.Length) * 8);
            var which = 0;
            while (bit >= parts[which].Length * 8)
            {
                bit -= parts[which++].Length * 8;
            }

            parts[which][bit / 8] ^= (byte)(1 << (bit % 8));
            return holds && !Verifies();
        });

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), property);
    }

    [Fact]
    public void Verify_OfThePublishedVectorWithAnyBitFlipped_Fails()
    {
        var whole = Encoding.Latin1.GetString(Body) + "|" + Id + "|" + Timestamp + "|" + Signature;
        for (var bit = 0; bit < whole.Length * 8; bit++)
        {
            var bytes = Encoding.Latin1.GetBytes(whole);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            var text = Encoding.Latin1.GetString(bytes);
            int idAt = Body.Length + 1, timeAt = idAt + Id.Length + 1, signatureAt = timeAt + Timestamp.Length + 1;
            if (text[idAt - 1] != '|' || text[timeAt - 1] != '|' || text[signatureAt - 1] != '|')
            {
                continue;
            }

            var verification = Verifier().Verify(bytes.AsSpan(0, Body.Length), text[idAt..(timeAt - 1)], text[timeAt..(signatureAt - 1)], text[signatureAt..]);

            Assert.False(verification.IsValid, $"Bit {bit} makes no difference.");
        }
    }

    [Theory]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_")]
    [InlineData("whsec_not base64!")]
    [InlineData("whsec_AAAA")]
    [InlineData("whsk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Create_WithASecretThatIsNone_IsRefusedWithoutShowingIt(string secret)
    {
        var refused = Assert.Throws<ArgumentException>(() => new WebhookVerifier([secret], TimeProvider.System));

        Assert.DoesNotContain(secret.Length > 6 ? secret : "AAAA", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_WithASecretOf65Bytes_IsRefused()
        => Assert.Throws<ArgumentException>(() => new WebhookVerifier(["whsec_" + Convert.ToBase64String(new byte[65])], TimeProvider.System));

    [Fact]
    public void Create_WithoutSecretOrTolerance_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new WebhookVerifier([], TimeProvider.System));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WebhookVerifier([Secret], TimeProvider.System, TimeSpan.Zero));
    }

    [Fact]
    public void Sign_WithTheBareHmac_IsTheSame()
    {
        var key = WebhookSecret.Key(Secret);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{Id}.{Timestamp}."), .. Body];

        Assert.Equal("v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed)), WebhookSignature.Sign(key, Id, Timestamp, Body));
    }

    private static WebhookVerifier Verifier() => new([Secret], new ManualClock(SentAt));
}
