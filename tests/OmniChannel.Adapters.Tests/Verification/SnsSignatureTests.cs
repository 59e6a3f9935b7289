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
    public async Task Judge_ForgedByACertificateThatIsNone_AsksForItOnceAMinute()
    {
        var clock = new ManualClock(Now);
        var sns = Signature(clock, _ => null);

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(InboundRefusal.BadSignature, await sns.JudgeAsync(Message(), TestContext.Current.CancellationToken));
        }

        Assert.Single(fetched);
        clock.Advance(SnsSigners.Memory);
        Assert.Equal(InboundRefusal.BadSignature, await sns.JudgeAsync(Message(), TestContext.Current.CancellationToken));
        Assert.Equal(2, fetched.Count);
    }

    [Fact]
    public async Task Judge_ForgedUnderARealCertificate_AsksForItOnce()
    {
        var sns = Signature();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(InboundRefusal.BadSignature, await sns.JudgeAsync(Message(("Message", $"forged {i}")), TestContext.Current.CancellationToken));
        }

        Assert.Null(await sns.JudgeAsync(Message(), TestContext.Current.CancellationToken));
        Assert.Single(fetched);
    }

    [Fact]
    public async Task Judge_WhileAmazonsHostFails_LeavesItAloneForAWhile()
    {
        var (clock, isDown) = (new ManualClock(Now), true);
        var sns = Signature(clock, now => isDown ? throw new HttpRequestException("503") : SnsCalls.CertificateAt(now));

        for (var i = 0; i < 5; i++)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => sns.JudgeAsync(Message(), TestContext.Current.CancellationToken).AsTask());
        }

        Assert.Single(fetched);
        isDown = false;
        clock.Advance(SnsSigners.Pause);
        Assert.Null(await sns.JudgeAsync(Message(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Judge_ManyForgedAtOnce_AsksTwiceAtOnceAtMostAndStillBelievesOurs()
    {
        var (running, most) = (0, 0);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sns = new SnsSignature([SnsCalls.Topic], new ManualClock(Now), async (url, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await gate.Task;
            Interlocked.Decrement(ref running);
            return url.AbsoluteUri == SnsCalls.Certificate ? SnsCalls.CertificateAt(Now) : null;
        });

        var forged = Enumerable.Range(0, 200).Select(i => sns.JudgeAsync(Message(("SigningCertURL", $"https://sns.eu-central-1.amazonaws.com/{i}.pem")), TestContext.Current.CancellationToken).AsTask()).ToList();
        var ours = sns.JudgeAsync(Message(), TestContext.Current.CancellationToken).AsTask();
        gate.SetResult();

        Assert.All(await Task.WhenAll(forged), refusal => Assert.Equal(InboundRefusal.BadSignature, refusal));
        Assert.Null(await ours);
        Assert.Equal(2, most);
    }

    [Fact]
    public async Task Judge_OnceBelieved_NeverAsksAgainWhateverOthersForge()
    {
        var sns = Signature(new ManualClock(Now), now => fetched[^1].AbsoluteUri == SnsCalls.Certificate ? SnsCalls.CertificateAt(now) : null);
        Assert.Null(await sns.JudgeAsync(Message(), TestContext.Current.CancellationToken));
        for (var i = 0; i < 100; i++)
        {
            await sns.JudgeAsync(Message(("SigningCertURL", $"https://sns.eu-central-1.amazonaws.com/{i}.pem")), TestContext.Current.CancellationToken);
        }

        Assert.Null(await sns.JudgeAsync(Message(), TestContext.Current.CancellationToken));
        Assert.Single(fetched, url => url.AbsoluteUri == SnsCalls.Certificate);
    }

    [Fact]
    public void Read_Spoilt_IsNullOrAValueAndNeverAnotherExceptionThanJson()
    {
        var (read, refused) = (0, 0);
        foreach (var body in Mutations.Of(SnsCalls.Signed("SubscriptionConfirmation", "2").ToJsonString(), 2_000, seed: 7))
        {
            try
            {
                var message = SnsMessage.Read(body);
                Assert.True(message is null || message.SubscribeUrl is null || message.SubscribeUrl.Host.EndsWith(".amazonaws.com", StringComparison.Ordinal));
                _ = message is null ? refused++ : read++;
            }
            catch (System.Text.Json.JsonException)
            {
                refused++;
            }
        }

        Assert.True(read > 0 && refused > 0, $"{read} read, {refused} refused: the spoilt bodies are not of both kinds.");
    }

    private static SnsMessage Message(params (string Member, string Value)[] changed)
    {
        var call = SnsCalls.Signed("Notification", "2");
        foreach (var (member, value) in changed)
        {
            call[member] = value;
        }

        return SnsMessage.Read(Encoding.UTF8.GetBytes(call.ToJsonString()))!;
    }

    private ValueTask<InboundRefusal?> JudgeAsync(JsonObject message) =>
        Signature().JudgeAsync(SnsMessage.Read(Encoding.UTF8.GetBytes(message.ToJsonString()))!, TestContext.Current.CancellationToken);

    private SnsSignature Signature() => Signature(new ManualClock(Now), SnsCalls.CertificateAt);

    private SnsSignature Signature(ManualClock clock, Func<DateTimeOffset, byte[]?> certificate) => new([SnsCalls.Topic], clock, (url, _) =>
    {
        fetched.Add(url);
        return ValueTask.FromResult(certificate(clock.GetUtcNow()));
    });
}
