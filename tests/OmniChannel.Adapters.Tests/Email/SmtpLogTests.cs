using Microsoft.Extensions.Logging;
using OmniChannel.Delivery;
using OmniChannel.Email;

namespace OmniChannel.Tests.Email;

public sealed class SmtpLogTests
{
    [Fact]
    public async Task Send_Anything_LogsNoAddressNoContentAndNoSecret()
    {
        await using var server = new ScriptedSmtpServer(ScriptedSmtpServer.Answers("250-here\r\n250-ENHANCEDSTATUSCODES\r\n250 AUTH PLAIN", "235 ok", "250 ok", "550 5.1.1 <alice@example.test> unknown", "221 bye"));
        var options = Mail.Account("127.0.0.1", server.Port);
        (options.UserName, options.Password, options.AllowPlainTextAuthentication) = ("anna", "hunter2", true);
        var log = new Recorder();
        var outcome = await new SmtpChannelAdapter("main", options, TimeProvider.System, log)
            .SendAsync(Mail.To("alice@example.test", subject: "Secret subject", text: "Secret text") with { RecipientName = "Alice" }, TestContext.Current.CancellationToken);
        Assert.Equal(AttemptFault.Recipient, outcome.Fault);
        var line = Assert.Single(log.Lines);
        Assert.Contains("d-1", line, StringComparison.Ordinal);
        Assert.Contains("550 5.1.1", line, StringComparison.Ordinal);
        Assert.All((string[])["alice", "secret", "hunter2", "example.test"], word => Assert.DoesNotContain(word, line, StringComparison.OrdinalIgnoreCase));
    }

    private sealed class Recorder : ILogger<SmtpChannelAdapter>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add(formatter(state, exception));
    }
}
