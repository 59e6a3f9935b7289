using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OmniChannel.Delivery;
using OmniChannel.Testing;
using static OmniChannel.Tests.ScriptedHttpServer;

namespace OmniChannel.Tests.Delivery.Http;

/// <summary>What can go wrong between a request and its answer, each over a real socket.</summary>
public sealed class HttpFaultTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Send_ToAPortNobodyListensOn_IsNotSent()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var outcome = await SendAsync(new Uri($"http://127.0.0.1:{port}/"));

        AssertNotSent(outcome, AttemptFault.Provider);
    }

    [Fact]
    public async Task Send_ToANameThatDoesNotExist_IsNotSent()
        => AssertNotSent(await SendAsync(new Uri("http://nobody.invalid/")), AttemptFault.Provider);

    [Fact]
    public async Task Send_ToACertificateNobodyVouchesFor_IsNotSent()
    {
        using var certificate = SelfSigned();
        await using var server = new ScriptedHttpServer(exchange => exchange.ReadRequestAsync(), certificate);

        var outcome = await SendAsync(server.Url);

        AssertNotSent(outcome, AttemptFault.Provider);
        Assert.Contains("TLS", outcome.Detail, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Send_ToAServerThatSpeaksNoTls_IsNotSent()
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.WriteAsync("220 mail.example ESMTP\r\n"));

        AssertNotSent(await SendAsync(new Uri($"https://127.0.0.1:{server.Port}/")), AttemptFault.Provider);
    }

    [Fact]
    public async Task Send_WhenTheServerResetsAfterTheBody_IsUnknown()
    {
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            await exchange.ReadRequestAsync();
            exchange.Reset();
        });

        AssertUnknown(await SendAsync(server.Url));
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Send_WhenTheServerClosesWithoutAnAnswer_IsUnknownAndNotRepeated()
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.ReadRequestAsync());

        AssertUnknown(await SendAsync(server.Url));
        Assert.Single(server.Requests);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Send_WhenTheServerResetsBeforeItReads_IsNeverAccepted()
    {
        await using var server = new ScriptedHttpServer(exchange =>
        {
            exchange.Reset();
            return Task.CompletedTask;
        });

        // Whether the reset overtakes the body is up to the kernel: both answers are true, Accepted and Rejected never are.
        Assert.Contains((await SendAsync(server.Url)).Result, new[] { AttemptResult.NotSent, AttemptResult.Unknown });
    }

    [Theory]
    [InlineData("HTTP/1.1 nonsense\r\n\r\n")]
    [InlineData("220 mail.example ESMTP\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    public async Task Send_WhenTheAnswerIsNonsense_IsUnknown(string answer)
    {
        await using var server = Answering(answer);

        AssertUnknown(await SendAsync(server.Url));
    }

    [Fact]
    public async Task Send_WhenNoAnswerComesInTime_IsUnknown()
    {
        var clock = new ManualClock(Now);
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            await exchange.ReadRequestAsync();
            clock.Advance(TestHttpAdapter.Settings.Timeout);
            await exchange.HangAsync();
        });

        AssertUnknown(await SendAsync(server.Url, clock));
    }

    [Fact]
    public async Task Send_WhenNoAnswerComesInTimeToARequestWithoutABody_IsUnknown()
    {
        var clock = new ManualClock(Now);
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            await exchange.ReadRequestAsync();
            clock.Advance(TestHttpAdapter.Settings.Timeout);
            await exchange.HangAsync();
        });
        using var client = TestHttpAdapter.OpenClient();
        var adapter = new TestHttpAdapter(TestHttpAdapter.Settings, client, clock, server.Url) { HasBody = false };

        AssertUnknown(await adapter.SendAsync(TestHttpAdapter.Message, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Send_WhenTheTlsHandshakeHangs_IsNotSent()
    {
        var clock = new ManualClock(Now);
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            clock.Advance(TestHttpAdapter.Settings.Timeout);
            await exchange.HangAsync();
        });

        AssertNotSent(await SendAsync(new Uri($"https://127.0.0.1:{server.Port}/"), clock), AttemptFault.Provider);
    }

    [Fact]
    public async Task Send_CancelledDuringTheTlsHandshake_IsNotSent()
    {
        using var cancelled = new CancellationTokenSource();
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            await cancelled.CancelAsync();
            await exchange.HangAsync();
        });
        using var client = TestHttpAdapter.OpenClient();
        var adapter = new TestHttpAdapter(TestHttpAdapter.Settings, client, TimeProvider.System, new Uri($"https://127.0.0.1:{server.Port}/"));

        AssertNotSent(await adapter.SendAsync(TestHttpAdapter.Message, cancelled.Token), AttemptFault.Provider);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_ToAServerThatTakesNoConnection_CutByTheDispatcherOrByItsOwnTimeout_IsNotSent(bool byTheDispatcher)
    {
        // One connection waits to be accepted, which is all that this listener holds: the kernel answers no other.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(0);
        using var first = new TcpClient();
        await first.ConnectAsync((IPEndPoint)listener.LocalEndpoint, TestContext.Current.CancellationToken);
        var clock = new ManualClock(Now);
        using var client = TestHttpAdapter.OpenClient();
        var adapter = new TestHttpAdapter(TestHttpAdapter.Settings, client, clock, new Uri($"http://{listener.LocalEndpoint}/"));

        var sending = AttemptCall.SendAsync(token => adapter.SendAsync(TestHttpAdapter.Message, token), byTheDispatcher ? TestHttpAdapter.Settings.Timeout / 2 : TestHttpAdapter.Settings.Timeout * 2, clock, TestContext.Current.CancellationToken).AsTask();
        Assert.False(sending.IsCompleted);
        clock.Advance(byTheDispatcher ? TestHttpAdapter.Settings.Timeout / 2 : TestHttpAdapter.Settings.Timeout);

        AssertNotSent((await sending).Outcome, AttemptFault.Provider);
    }

    [Fact]
    public async Task Send_CancelledAfterTheRequestWentOut_IsUnknown()
    {
        using var cancelled = new CancellationTokenSource();
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            await exchange.ReadRequestAsync();
            await cancelled.CancelAsync();
            await exchange.HangAsync();
        });
        using var client = TestHttpAdapter.OpenClient();
        var adapter = new TestHttpAdapter(TestHttpAdapter.Settings, client, TimeProvider.System, server.Url);

        AssertUnknown(await adapter.SendAsync(TestHttpAdapter.Message, cancelled.Token));
    }

    [Fact]
    public async Task Send_WhenTheClientsOwnTimeoutEndsIt_IsUnknown()
    {
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            await exchange.ReadRequestAsync();
            await exchange.HangAsync();
        });
        using var client = TestHttpAdapter.OpenClient();
        client.Timeout = TimeSpan.FromSeconds(3); // before that a busy machine has sent the request
        var adapter = new TestHttpAdapter(TestHttpAdapter.Settings, client, TimeProvider.System, server.Url);

        AssertUnknown(await adapter.SendAsync(TestHttpAdapter.Message, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(0x7, AttemptResult.NotSent)]
    [InlineData(0x2, AttemptResult.Unknown)]
    public void Outcome_OfAStreamRefusedByHttp2_IsNotSentAndOfAnyOtherErrorUnknown(long errorCode, AttemptResult result)
    {
        var failure = new HttpRequestException(HttpRequestError.HttpProtocolError, "", new HttpProtocolException(errorCode, "", null));

        Assert.Equal(result, TransportFailure.Outcome(failure, sent: true).Result);
    }

    internal static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(Now.AddYears(-1), Now.AddYears(10));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    private static async Task<AttemptOutcome> SendAsync(Uri endpoint, TimeProvider? time = null)
    {
        using var client = TestHttpAdapter.OpenClient();
        var adapter = new TestHttpAdapter(TestHttpAdapter.Settings, client, time ?? TimeProvider.System, endpoint);
        return await adapter.SendAsync(TestHttpAdapter.Message, TestContext.Current.CancellationToken);
    }

    private static void AssertNotSent(AttemptOutcome outcome, AttemptFault fault)
    {
        Assert.Equal((AttemptResult.NotSent, fault), (outcome.Result, outcome.Fault));
        Assert.False(string.IsNullOrEmpty(outcome.Detail));
    }

    private static void AssertUnknown(AttemptOutcome outcome) => Assert.Equal(AttemptResult.Unknown, outcome.Result);
}
