using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using OmniChannel.Delivery;
using OmniChannel.Email;

namespace OmniChannel.Tests.Email;

/// <summary>Against Postfix's smtp-sink, told to fail at a command; every message it took lies in a file of its own.</summary>
public sealed class SmtpSinkTests
{
    [Fact]
    public async Task Send_LineCutAfterTheFinalDot_IsUnknownAndEveryAttemptHasTheSameBytes()
    {
        await using var sink = await Sink.StartAsync("-q", ".");
        var message = Mail.To("alice@example.test", "same", html: "<p>é</p>");
        var first = await sink.SendAsync(message);
        var second = await sink.SendAsync(message);
        Assert.Equal((AttemptResult.Unknown, AttemptFault.Provider), (first.Result, first.Fault));
        Assert.Equal(AttemptResult.Unknown, second.Result);
        var taken = sink.Taken();
        Assert.Equal(2, taken.Count);
        Assert.Equal(taken[0], taken[1]);
        Assert.Contains("Message-ID: <", taken[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-q", "RCPT", AttemptResult.NotSent, AttemptFault.Provider, null)]
    [InlineData("-q", "MAIL", AttemptResult.NotSent, AttemptFault.Provider, null)]
    [InlineData("-q", "DATA", AttemptResult.NotSent, AttemptFault.Provider, null)]
    [InlineData("-r", "RCPT", AttemptResult.NotSent, AttemptFault.Provider, "450 4.3.0")]
    [InlineData("-r", ".", AttemptResult.NotSent, AttemptFault.Provider, "450 4.3.0")]
    [InlineData("-f", "MAIL", AttemptResult.NotSent, AttemptFault.Account, "500 5.3.0")]
    [InlineData("-f", "RCPT", AttemptResult.Rejected, AttemptFault.Message, "500 5.3.0")]
    [InlineData("-f", "DATA", AttemptResult.Rejected, AttemptFault.Message, "500 5.3.0")]
    [InlineData("-f", ".", AttemptResult.Rejected, AttemptFault.Message, "500 5.3.0")]
    public async Task Send_FaultAtACommand_IsClassified(string option, string command, AttemptResult result, AttemptFault fault, string? code)
    {
        await using var sink = await Sink.StartAsync(option, command);
        var outcome = await sink.SendAsync(Mail.To("alice@example.test"));
        Assert.Equal((result, fault, code), (outcome.Result, outcome.Fault, outcome.Code));
    }

    [Fact]
    public async Task Send_NoFault_LeavesOneMessage()
    {
        await using var sink = await Sink.StartAsync();
        Assert.Equal(AttemptResult.Accepted, (await sink.SendAsync(Mail.To("alice@example.test"))).Result);
        Assert.Single(sink.Taken());
    }

    [Fact]
    public async Task Send_SeveralOverOneLine_LeavesOneMessageEach()
    {
        await using var sink = await Sink.StartAsync();
        await using var adapter = sink.Adapter(messagesPerConnection: 100);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(AttemptResult.Accepted, (await adapter.SendAsync(Mail.To("alice@example.test", $"key-{i}", text: $"number {i}"), TestContext.Current.CancellationToken)).Result);
        }

        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"number {i}"), sink.Taken().Select(text => text.TrimEnd().Split('\n')[^1]).Order());
    }

    [Fact]
    public async Task Send_ServerWithoutStartTls_GetsNothing()
    {
        await using var sink = await Sink.StartAsync();
        var outcome = await sink.SendAsync(Mail.To("alice@example.test"), SmtpSecurity.StartTls);
        Assert.Equal((AttemptResult.NotSent, AttemptFault.Account), (outcome.Result, outcome.Fault));
        Assert.Empty(sink.Taken());
    }

    private sealed class Sink : IAsyncDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("omnichannel-sink-").FullName;
        private Process _process = null!;
        private int _port;

        public static async Task<Sink> StartAsync(params string[] arguments)
        {
            var sink = new Sink { _port = FreePort() };
            var start = new ProcessStartInfo(Server.Require(Server.SmtpSink)) { WorkingDirectory = sink._folder };
            string[] user = Environment.IsPrivilegedProcess ? ["-u", "root"] : [];
            foreach (var argument in (string[])[.. user, "-d", Path.Combine(sink._folder, "%M."), .. arguments, $"127.0.0.1:{sink._port}", "10"])
            {
                start.ArgumentList.Add(argument);
            }

            sink._process = Process.Start(start)!;
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
            while (!await sink.ListensAsync(timeout.Token))
            {
                Assert.False(sink._process.HasExited, "smtp-sink ended at once");
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, timeout.Token);
            }

            return sink;
        }

        public async Task<AttemptOutcome> SendAsync(OutgoingMessage message, SmtpSecurity security = SmtpSecurity.None) =>
            await Adapter(security).SendAsync(message, TestContext.Current.CancellationToken);

        public SmtpChannelAdapter Adapter(SmtpSecurity security = SmtpSecurity.None, int messagesPerConnection = 1)
        {
            var options = Mail.Account("127.0.0.1", _port, security);
            options.MessagesPerConnection = messagesPerConnection;
            return new("default", options, TimeProvider.System, NullLogger<SmtpChannelAdapter>.Instance);
        }

        /// <summary>What it took, each without the lines about the connection that it writes first.</summary>
        public IReadOnlyList<string> Taken() => [.. Directory.GetFiles(_folder).Select(File.ReadAllText).Where(static text => text.Contains("\nDate: ", StringComparison.Ordinal)).Select(static text => text[text.IndexOf("\nDate: ", StringComparison.Ordinal)..])];

        public async ValueTask DisposeAsync()
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
            Directory.Delete(_folder, recursive: true);
        }

        private async Task<bool> ListensAsync(CancellationToken cancellationToken)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, _port, cancellationToken);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
