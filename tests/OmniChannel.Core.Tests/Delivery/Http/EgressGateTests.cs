using System.Net;
using OmniChannel.Delivery;
using static OmniChannel.Tests.ScriptedHttpServer;

namespace OmniChannel.Tests.Delivery.Http;

public sealed class EgressGateTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("10.0.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.255")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.170")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("192.168.1.1")]
    [InlineData("198.19.255.255")]
    [InlineData("198.51.100.7")]
    [InlineData("203.0.113.9")]
    [InlineData("224.0.0.1")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b:1::10.0.0.1")]
    [InlineData("100::1")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:0a00:0001::1")]
    [InlineData("2002:7f00:0001::1")]
    [InlineData("2002:c0a8:0101::")]
    [InlineData("3fff::1")]
    [InlineData("5f00::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%2")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void IsPublic_ForAnAddressOfNoPublicNetwork_IsFalse(string address) => Assert.False(NetworkAddress.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.167.255.255")]
    [InlineData("198.17.255.255")]
    [InlineData("223.255.255.255")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("2002:0808:0808::1")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("2606:4700::1111")]
    public void IsPublic_ForAnAddressOfTheInternet_IsTrue(string address) => Assert.True(NetworkAddress.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[::1]")]
    public async Task Send_ToLoopbackBehindAClosedGate_NeverConnects(string host)
    {
        await using var server = Answering(Answer(200));

        var outcome = await SendAsync(new Uri($"https://{host}:{server.Port}/"), EgressGate.CreateHandler());

        Assert.Equal((AttemptResult.NotSent, AttemptFault.Account), (outcome.Result, outcome.Fault));
        Assert.Contains("AllowPrivateNetworks", outcome.Detail, StringComparison.Ordinal);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task Send_WhenTheNameIsRebound_IsJudgedAtEachConnection()
    {
        await using var server = Answering(Answer(200));
        var answers = new Queue<IPAddress[]>([[IPAddress.Parse("192.0.2.1")], [IPAddress.Loopback]]);
        var asked = 0;
        using var handler = EgressGate.Build(false, (_, _) =>
        {
            asked++;
            return Task.FromResult(answers.Dequeue());
        });

        for (var each = 0; each < 2; each++)
        {
            var outcome = await SendAsync(new Uri($"https://shop.example:{server.Port}/"), handler);
            Assert.Equal(AttemptFault.Account, outcome.Fault);
        }

        Assert.Equal((2, 0), (asked, server.Connections));
    }

    [Fact]
    public async Task Send_WhenTheNameLeadsToAPrivateAndAPublicAddress_TriesOnlyThePublicOne()
    {
        await using var server = Answering(Answer(200));
        // A public address without a way to it: what matters is that loopback, which listens, is not the next one tried.
        using var handler = EgressGate.Build(false, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("64:ff9b::8.8.8.8"), IPAddress.Loopback]));

        var outcome = await SendAsync(new Uri($"https://shop.example:{server.Port}/"), handler);

        Assert.Equal((AttemptResult.NotSent, AttemptFault.Provider), (outcome.Result, outcome.Fault));
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task Send_ToARecipientsEndpointThatIsPrivate_RejectsTheRecipientAndSparesTheAccount()
    {
        var outcome = await SendAsync(new Uri("https://10.0.0.1/"), EgressGate.CreateHandler(), new() { Channel = Channel.WebPush, EndpointOwner = EndpointOwner.Recipient });

        Assert.Equal((AttemptResult.Rejected, AttemptFault.Recipient), (outcome.Result, outcome.Fault));
    }

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.com/")]
    public async Task Send_ToAnythingButHttps_IsNotSent(string url)
    {
        var outcome = await SendAsync(new Uri(url), EgressGate.CreateHandler());

        Assert.Equal((AttemptResult.NotSent, AttemptFault.Account), (outcome.Result, outcome.Fault));
        Assert.Contains("https", outcome.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_OverTlsToATrustedServer_Works()
    {
        using var certificate = HttpFaultTests.SelfSigned();
        await using var server = new ScriptedHttpServer(
            async exchange =>
            {
                await exchange.ReadRequestAsync();
                await exchange.WriteAsync(Answer(202));
            },
            certificate);
        using var handler = EgressGate.CreateHandler(allowPrivateNetworks: true);
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString();

        var outcome = await SendAsync(server.Url, handler);

        Assert.Equal(AttemptResult.Accepted, outcome.Result);
    }

    [Fact]
    public void Settings_ThatCannotBeUsed_AreRefusedTogether()
    {
        using var client = new HttpClient();
        var bad = new HttpChannelSettings { Channel = default, Account = " ", Timeout = TimeSpan.Zero, MaxAnswerBytes = -1, MaxRetryAfter = TimeSpan.Zero };

        var refused = Assert.Throws<ArgumentException>(() => new TestHttpAdapter(bad, client, TimeProvider.System, new Uri("https://shop.example")));

        foreach (var name in new[] { "Channel", "Account", "Timeout", "MaxAnswerBytes", "MaxRetryAfter" })
        {
            Assert.Contains(name, refused.Message, StringComparison.Ordinal);
        }
    }

    private static async Task<AttemptOutcome> SendAsync(Uri endpoint, SocketsHttpHandler handler, HttpChannelSettings? settings = null)
    {
        using var client = new HttpClient(handler, disposeHandler: false);
        var adapter = new TestHttpAdapter(settings ?? new() { Channel = Channel.Sms }, client, TimeProvider.System, endpoint);
        return await adapter.SendAsync(TestHttpAdapter.Message, TestContext.Current.CancellationToken);
    }
}
