using System.Text;
using System.Text.Json.Nodes;
using OmniChannel.Testing;
using OmniChannel.Verification;

namespace OmniChannel.Tests.Verification;

public sealed class SnsSignatureTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);
    private readonly List<Uri> fetched = [];

    [Theory]
    [InlineData("1", "Notification", true)]
    [InlineData("2", "Notification", true)]
    [InlineData("2", "SubscriptionConfirmation", true)]
    [InlineData("3", "Notification", false)]
    public async Task Judge_Signed_IsBelievedByItsVersion(string version, string type, bool expected) =>
        Assert.Equal(expected ? null : InboundRefusal.BadSignature, await JudgeAsync(SnsCalls.Signed(type, version)));

    [Theory]
    [InlineData("Message", "{\"changed\":1}")]
    [InlineData("Subject", "another")]
    [InlineData("Timestamp", "2026-06-15T10:00:01.000Z")]
    [InlineData("MessageId", "another")]
    [InlineData("Signature", "AAAA")]
    [InlineData("Signature", "%%%")]
    public async Task Judge_Changed_IsNotBelieved(string member, string value)
    {
        var message = SnsCalls.Signed("Notification", "2");
        message[member] = value;

        Assert.Equal(InboundRefusal.BadSignature, await JudgeAsync(message));
    }

    [Fact]
    public async Task Judge_AnotherTopic_IsNotOursAndFetchesNothing()
    {
        var message = SnsCalls.Signed("Notification", "2");
        message["TopicArn"] = SnsCalls.Topic + "s";

        Assert.Equal(InboundRefusal.NotOurs, await JudgeAsync(message));
        Assert.Empty(fetched);
    }

    [Theory]
    [InlineData("http://sns.eu-central-1.amazonaws.com/a.pem")]
    [InlineData("https://sns.eu-central-1.amazonaws.com.evil.example/a.pem")]
    [InlineData("https://evil.example/sns.eu-central-1.amazonaws.com/a.pem")]
    [InlineData("https://user@sns.eu-central-1.amazonaws.com/a.pem")]
    [InlineData("https://sns.eu-central-1.amazonaws.com:444/a.pem")]
    [InlineData("https://sns.eu-central-1.amazonaws.com/a.php")]
    [InlineData("https://s3.amazonaws.com/bucket/a.pem")]
    [InlineData("https://127.0.0.1/a.pem")]
    [InlineData("file:///etc/passwd.pem")]
    public async Task Judge_ACertificateFromElsewhere_IsNeverFetched(string url)
    {
        var message = SnsCalls.Signed("Notification", "2");
        message["SigningCertURL"] = url;

        Assert.Equal(InboundRefusal.BadSignature, await JudgeAsync(message));
        Assert.Empty(fetched);
    }

    [Fact]
    public async Task Judge_Twice_FetchesTheCertificateOnce()
    {
        var sns = Signature();
        var message = SnsMessage.Read(Encoding.UTF8.GetBytes(SnsCalls.Signed("Notification", "2").ToJsonString()))!;

        Assert.Null(await sns.JudgeAsync(message, TestContext.Current.CancellationToken));
        Assert.Null(await sns.JudgeAsync(message, TestContext.Current.CancellationToken));
        Assert.Single(fetched);
    }

    [Fact]
    public void Read_Spoilt_IsNullOrAValueAndNeverAnotherExceptionThanJson()
    {
        foreach (var body in Mutations.Of(SnsCalls.Signed("SubscriptionConfirmation", "2").ToJsonString(), 2_000, seed: 7))
        {
            try
            {
                var message = SnsMessage.Read(body);
                Assert.True(message is null || message.SubscribeUrl is null || message.SubscribeUrl.Host.EndsWith(".amazonaws.com", StringComparison.Ordinal));
            }
            catch (System.Text.Json.JsonException)
            {
                continue;
            }
        }
    }

    private ValueTask<InboundRefusal?> JudgeAsync(JsonObject message) =>
        Signature().JudgeAsync(SnsMessage.Read(Encoding.UTF8.GetBytes(message.ToJsonString()))!, TestContext.Current.CancellationToken);

    private SnsSignature Signature() => new([SnsCalls.Topic], new ManualClock(Now), (url, _) =>
    {
        fetched.Add(url);
        return ValueTask.FromResult<byte[]?>(SnsCalls.CertificateAt(Now));
    });
}
