using Microsoft.Extensions.Logging.Abstractions;
using OmniChannel.Delivery;
using OmniChannel.Email;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Email;

/// <summary>Servers that hang, drop, drip and babble, at each stage.</summary>
public sealed class SmtpFaultTests
{
    [Theory]
    [InlineData("Greeting")]
    [InlineData("Hello")]
    [InlineData("Sender")]
    [InlineData("Recipient")]
    [InlineData("DataStart")]
    [InlineData("DataEnd")]
    public async Task Send_ServerHangs_EndsInTimeAndOnlyAfterTheDotIsUnknown(string at)
    {
        var clock = new ManualClock();
        await using var server = new ScriptedSmtpServer(ScriptedSmtpServer.Until(at, peer => PassTimeAsync(peer, clock, says: "")));
        AssertBroken(at, "too long", await server.SendAsync(Patiently, time: clock));
    }

    [Theory]
    [InlineData("Hello")]
    [InlineData("Sender")]
    [InlineData("Recipient")]
    [InlineData("DataStart")]
    [InlineData("DataEnd")]
    public async Task Send_ServerResetsTheLine_OnlyAfterTheDotIsUnknown(string at)
    {
        await using var server = new ScriptedSmtpServer(ScriptedSmtpServer.Until(at, static peer =>
        {
            peer.Reset();
            return Task.CompletedTask;
        }));
        AssertBroken(at, "lost", await server.SendAsync());
    }

    [Theory]
    [InlineData("Greeting")]
    [InlineData("Hello")]
    [InlineData("Recipient")]
    [InlineData("DataEnd")]
    public async Task Send_ServerDripsForEver_IsBoundedByTheWholeReply(string at)
    {
        var clock = new ManualClock();
        await using var server = new ScriptedSmtpServer(ScriptedSmtpServer.Until(at, peer => PassTimeAsync(peer, clock, says: "2")));
        AssertBroken(at, "too long", await server.SendAsync(Patiently, time: clock));
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request")]
    [InlineData("hello")]
    [InlineData("22")]
    [InlineData("220x")]
    [InlineData("999 what")]
    [InlineData("099 what")]
    [InlineData("")]
    [InlineData("220-one\r\n250 two")]
    public async Task Send_NonsenseGreeting_IsNotSent(string greeting)
    {
        await using var server = new ScriptedSmtpServer(async peer =>
        {
            await peer.SayAsync(greeting);
            await peer.HangAsync();
        });
        AssertBroken("Greeting", "not SMTP", await server.SendAsync());
        Assert.Empty(server.Received);
    }

    [Theory]
    [InlineData("Hello")]
    [InlineData("DataEnd")]
    public async Task Send_NonsenseReply_OnlyAfterTheDotIsUnknown(string at)
    {
        await using var server = new ScriptedSmtpServer(ScriptedSmtpServer.Until(at, static peer => peer.SayAsync("yes, thank you")));
        AssertBroken(at, "not SMTP", await server.SendAsync());
    }

    [Fact]
    public async Task Send_ReplyOfEndlessLines_IsStopped()
    {
        await using var server = new ScriptedSmtpServer(ScriptedSmtpServer.Until("Hello", static async peer =>
        {
            while (true)
            {
                await peer.SayAsync("250-MORE");
            }
        }));
        AssertBroken("Hello", "no end", await server.SendAsync());
    }

    [Fact]
    public async Task Send_ReplyOfOneEndlessLine_IsStopped()
    {
        await using var server = new ScriptedSmtpServer(ScriptedSmtpServer.Until("Hello", static async peer =>
        {
            while (true)
            {
                await peer.SayRawAsync(new string('2', 1000));
            }
        }));
        AssertBroken("Hello", "no end", await server.SendAsync());
    }

    [Fact]
    public async Task Send_CancelledBeforeTheDot_IsNotSent()
    {
        using var caller = new CancellationTokenSource();
        await using var server = new ScriptedSmtpServer(ScriptedSmtpServer.Until("Recipient", async peer =>
        {
            await caller.CancelAsync();
            await peer.HangAsync();
        }));
        var outcome = await server.SendAsync(caller: caller);
        Assert.Equal((AttemptResult.NotSent, AttemptFault.Provider), (outcome.Result, outcome.Fault));
        Assert.Contains("cancelled", outcome.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_CancelledAfterTheDot_IsUnknown()
    {
        using var caller = new CancellationTokenSource();
        await using var server = new ScriptedSmtpServer(ScriptedSmtpServer.Until("DataEnd", async peer =>
        {
            await caller.CancelAsync();
            await peer.HangAsync();
        }));
        Assert.Equal(AttemptResult.Unknown, (await server.SendAsync(caller: caller)).Result);
    }

    [Fact]
    public async Task Send_CancelledBeforeItBegan_Throws()
    {
        using var caller = new CancellationTokenSource();
        await caller.CancelAsync();
        await using var server = new ScriptedSmtpServer(static peer => peer.HangAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => server.SendAsync(caller: caller));
    }

    [Fact]
    public async Task Send_ServerThatStopsReadingTheMessage_IsNotSent()
    {
        await using var server = new ScriptedSmtpServer(static async peer =>
        {
            await peer.SayAsync("220 here");
            foreach (var reply in new[] { "250 here", "250 ok", "250 ok", "354 go" })
            {
                await peer.HearAsync();
                await peer.SayAsync(reply);
            }

            await peer.HangAsync();
        });
        var outcome = await server.SendAsync(static options => options.Timeouts.DataBlock = TimeSpan.FromMilliseconds(250), Mail.To("alice@example.test", text: new string('x', 32 << 20)));
        Assert.Equal((AttemptResult.NotSent, AttemptFault.Provider), (outcome.Result, outcome.Fault));
        Assert.StartsWith("Message, before its final dot", outcome.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_NobodyListens_IsNotSent()
    {
        int port;
        await using (var server = new ScriptedSmtpServer(static _ => Task.CompletedTask))
        {
            port = server.Port;
        }

        var outcome = await new SmtpChannelAdapter("default", Mail.Account("127.0.0.1", port), TimeProvider.System, NullLogger<SmtpChannelAdapter>.Instance)
            .SendAsync(Mail.To("alice@example.test"), TestContext.Current.CancellationToken);
        Assert.Equal((AttemptResult.NotSent, AttemptFault.Provider), (outcome.Result, outcome.Fault));
        Assert.StartsWith("Connecting", outcome.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ReplyNobodyAskedFor_IsNotTakenForALaterOne()
    {
        await using var server = new ScriptedSmtpServer(ScriptedSmtpServer.Until("DataStart", static async peer =>
        {
            await peer.SayAsync("354 go\r\n250 taken already");
            await peer.HangAsync();
        }));
        var outcome = await server.SendAsync();
        Assert.Equal((AttemptResult.NotSent, AttemptFault.Provider), (outcome.Result, outcome.Fault));
        Assert.DoesNotContain(".", server.Received);
    }

    private static void AssertBroken(string at, string words, AttemptOutcome outcome)
    {
        Assert.Equal(at == "DataEnd" ? AttemptResult.Unknown : AttemptResult.NotSent, outcome.Result);
        Assert.Equal(AttemptFault.Provider, outcome.Fault);
        Assert.Null(outcome.Code);
        Assert.Contains(words, outcome.Detail, StringComparison.Ordinal);
        Assert.StartsWith(SmtpVerdict.Words(Enum.Parse<SmtpStage>(at)), outcome.Detail, StringComparison.Ordinal);
    }

    /// <summary>Only the clock of the test moves, and only once the client waits here: however slow the machine, nothing else can time out.</summary>
    private static async Task PassTimeAsync(ScriptedSmtpServer.Peer peer, ManualClock clock, string says)
    {
        while (true)
        {
            await peer.SayRawAsync(says);
            clock.Advance(TimeSpan.FromSeconds(20));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, peer.Stop);
        }
    }

    /// <summary>A server can greet before our connecting has returned; the time for that must not be what passes.</summary>
    private static void Patiently(SmtpOptions options) => options.Timeouts.Connect = TimeSpan.FromHours(1);
}
