using System.Security.Cryptography;
using System.Text;
using OmniChannel.Verification;

namespace OmniChannel.Tests.Verification;

public sealed class HmacSignatureTests
{
    [Theory]
    [InlineData("It's a Secret to Everybody", "", "Hello, World!", "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")] // GitHub's published vector: Meta's scheme
    [InlineData("8f742231b10e8888abcd99yyyzzz85a5", "v0:1531420618:", "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c", "a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")] // Slack's published vector
    public void Matches_PublishedVector_IsTrue(string secret, string first, string second, string signature)
    {
        var hmac = new HmacSignature(HashAlgorithmName.SHA256, SignatureText.Hex, Encoding.UTF8.GetBytes(secret));

        Assert.True(hmac.Matches(signature, Encoding.UTF8.GetBytes(first), Encoding.UTF8.GetBytes(second)));
        Assert.True(hmac.Matches(signature.ToUpperInvariant(), Encoding.UTF8.GetBytes(first), Encoding.UTF8.GetBytes(second)));
        Assert.False(hmac.Matches(signature, Encoding.UTF8.GetBytes(first), Encoding.UTF8.GetBytes(second + " ")));
        Assert.False(hmac.Matches(signature.Remove(signature.Length - 1), Encoding.UTF8.GetBytes(first), Encoding.UTF8.GetBytes(second)));
        Assert.False(hmac.Matches(null, Encoding.UTF8.GetBytes(first), Encoding.UTF8.GetBytes(second)));
        Assert.False(hmac.Matches("", Encoding.UTF8.GetBytes(first), Encoding.UTF8.GetBytes(second)));
    }

    [Fact]
    public void Matches_WithSeveralLiveSecrets_BelievesEachOfThem()
    {
        byte[] body = [1, 2, 3];
        byte[][] keys = [[1], [2]];
        var both = new HmacSignature(HashAlgorithmName.SHA1, SignatureText.Base64, keys);

        Assert.All(keys, key => Assert.True(both.Matches(new HmacSignature(HashAlgorithmName.SHA1, SignatureText.Base64, key).Sign(body), body)));
        Assert.False(both.Matches(new HmacSignature(HashAlgorithmName.SHA1, SignatureText.Base64, [3]).Sign(body), body));
        Assert.False(new HmacSignature(HashAlgorithmName.SHA1, SignatureText.Base64).Matches(both.Sign(body), body));
    }

    /// <summary>Keys are lent: a call that got somebody else's half would be refused.</summary>
    [Fact]
    public void Matches_ByManyThreadsAtOnce_IsTrueForAll()
    {
        var hmac = new HmacSignature(HashAlgorithmName.SHA256, SignatureText.Hex, [7]);
        var signed = Enumerable.Range(0, 64).Select(i => (Body: Encoding.UTF8.GetBytes(new string('x', i * 31)), Signature: Convert.ToHexStringLower(HMACSHA256.HashData(new byte[] { 7 }, Encoding.UTF8.GetBytes(new string('x', i * 31)))))).ToArray();

        var wrong = 0;
        Parallel.For(0, 8_000, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken }, i =>
        {
            var (body, signature) = signed[i % signed.Length];
            _ = hmac.Matches(signature, body) ? 0 : Interlocked.Increment(ref wrong);
        });

        Assert.Equal(0, wrong);
    }

    [Fact]
    public void Matches_AnyBitFlipped_IsFalse()
    {
        var hmac = new HmacSignature(HashAlgorithmName.SHA256, SignatureText.Base64, [9, 9]);
        byte[] body = [.. "0123456789"u8];
        var signature = hmac.Sign(body);
        for (var bit = 0; bit < body.Length * 8; bit++)
        {
            var flipped = body.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(hmac.Matches(signature, flipped));
        }
    }
}
