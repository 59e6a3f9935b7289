using Microsoft.Extensions.Logging.Abstractions;
using OmniChannel.Delivery;
using OmniChannel.Email;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Email;

/// <summary>Lines that are used again, and commands that go out together.</summary>
public sealed class SmtpLinesTests
{
    private static readonly string[] Plain = ["250-here\r\n250-ENHANCEDSTATUSCODES\r\n250 SIZE 1000000"];
    private static readonly string[] Pipelining = ["250-here\r\n250-ENHANCEDSTATUSCODES\r\n250-SIZE 1000000\r\n250 PIPELINING"];
    private readonly ManualClock clock = new(new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Send_Several_GoOverOneLine(bool pipelining)
    {
        await using var server = new ScriptedSmtpServer(Serving(pipelining));
        await using (var adapter = Adapter(server))
        {
            Assert.All(await SendAsync(adapter, 3), outcome => Assert.Equal(AttemptResult.Accepted, outcome.Result));
        }

        Assert.Equal(
            ["EHLO", "MAIL", "RCPT", "DATA", ".", "RSET", "MAIL", "RCPT", "DATA", ".", "RSET", "MAIL", "RCPT", "DATA", ".", "QUIT"],
            Commands(server));
    }

    [Fact]
    public async Task Send_MoreThanALineCarries_OpensAnother()
    {
        await using var server = new ScriptedSmtpServer(Serving(), Serving());
        await using var adapter = Adapter(server, options => options.MessagesPerConnection = 2);

        Assert.All(await SendAsync(adapter, 3), outcome => Assert.Equal(AttemptResult.Accepted, outcome.Result));

        Assert.Equal(["EHLO", "MAIL", "RCPT", "DATA", ".", "RSET", "MAIL", "RCPT", "DATA", ".", "QUIT", "EHLO", "MAIL", "RCPT", "DATA", "."], Commands(server));
    }

    [Fact]
    public async Task Send_AfterTheIdleTime_OpensAnother()
    {
        await using var server = new ScriptedSmtpServer(Serving(), Serving());
        await using var adapter = Adapter(server);

        await SendAsync(adapter, 1);
        clock.Advance(TimeSpan.FromSeconds(31));
        await SendAsync(adapter, 1);

        Assert.Equal(2, Commands(server).Count(command => command == "EHLO"));
        Assert.Contains("QUIT", server.Received);
    }

    [Fact]
    public async Task Idle_ForItsTime_IsClosedByItself()
    {
        var isOver = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new ScriptedSmtpServer(async peer =>
        {
            await Serving()(peer);
            isOver.SetResult();
        });
        await using var adapter = Adapter(server);

        await SendAsync(adapter, 1);
        Assert.False(isOver.Task.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(30));

        await isOver.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("QUIT", server.Received[^1]);
    }

    [Theory]
    [InlineData("close", false)]
    [InlineData("close", true)]
    [InlineData("421 4.4.2 idle for too long", false)]
    [InlineData("421 4.4.2 idle for too long", true)]
    [InlineData("500 5.5.1 what?", false)]
    [InlineData("500 5.5.1 what?", true)]
    public async Task Send_OverALineThatDied_GoesOverAnotherAtOnce(string resetSays, bool pipelining)
    {
        await using var server = new ScriptedSmtpServer(
            async peer =>
            {
                await Serving(pipelining, until: "RSET")(peer);
                if (resetSays != "close")
                {
                    await peer.SayAsync(resetSays);
                }

                peer.Reset();
            },
            Serving(pipelining));
        await using var adapter = Adapter(server);

        Assert.All(await SendAsync(adapter, 2), outcome => Assert.Equal((AttemptResult.Accepted, null), (outcome.Result, outcome.Detail)));
        Assert.Equal(2, Commands(server).Count(command => command == "EHLO"));
    }

    [Fact]
    public async Task Send_OverALineThatTheServerClosed_DoesNotTryIt()
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new ScriptedSmtpServer(
            async peer =>
            {
                await Serving(until: "left")(peer);
                await peer.SayAsync("421 4.4.2 idle for too long");
                closed.SetResult();
            },
            Serving());
        await using var adapter = Adapter(server);

        await SendAsync(adapter, 1);
        await closed.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.All(await SendAsync(adapter, 1), outcome => Assert.Equal(AttemptResult.Accepted, outcome.Result));
        Assert.DoesNotContain("RSET", server.Received);
    }

    [Theory]
    [InlineData(false, "550 5.1.1 nobody", "503 5.5.1 no recipients")]
    [InlineData(true, "550 5.1.1 nobody", "503 5.5.1 no recipients")]
    [InlineData(true, "550 5.1.1 nobody", "354 go on all the same")]
    public async Task Send_ARecipientIsRefused_IsThatMessagesOutcomeAlone(bool pipelining, string recipientSays, string dataSays)
    {
        await using var server = new ScriptedSmtpServer(Serving(pipelining, recipientSays: recipientSays, dataSays: dataSays), Serving(pipelining));
        await using var adapter = Adapter(server);

        var outcomes = new[] { await SendAsync(adapter, "alice@example.test"), await SendAsync(adapter, "nobody@example.test"), await SendAsync(adapter, "bob@example.test") };

        Assert.Equal([AttemptResult.Accepted, AttemptResult.Rejected, AttemptResult.Accepted], outcomes.Select(outcome => outcome.Result));
        Assert.Equal((AttemptFault.Recipient, "550 5.1.1"), (outcomes[1].Fault, outcomes[1].Code));
        // A server that waits for a message without a recipient gets none: its line is closed.
        Assert.Equal(dataSays.StartsWith("354", StringComparison.Ordinal) ? 2 : 1, Commands(server).Count(command => command == "EHLO"));
        Assert.Equal(2, Commands(server).Count(command => command == "."));
    }

    [Fact]
    public async Task Send_WhereCommandsMayGoTogether_WaitsOnceForTheEnvelope()
    {
        await using var server = new ScriptedSmtpServer(async peer =>
        {
            await peer.SayAsync("220 here");
            await peer.HearAsync();
            await peer.SayAsync(Pipelining[0]);
            // Says nothing until all three have come: who waits for the first reply waits for ever.
            Assert.StartsWith("MAIL", await peer.HearAsync(), StringComparison.Ordinal);
            Assert.StartsWith("RCPT", await peer.HearAsync(), StringComparison.Ordinal);
            Assert.Equal("DATA", await peer.HearAsync());
            await peer.SayRawAsync("250 ok\r\n250 ok\r\n354 go\r\n");
            await peer.HearMessageAsync();
            await peer.SayAsync("250 2.0.0 taken");
            await peer.HearAsync();
        });
        await using var adapter = Adapter(server);

        Assert.Equal(AttemptResult.Accepted, (await SendAsync(adapter, "alice@example.test")).Result);
    }

    [Theory]
    [InlineData("250 ok\r\n250 ok\r\n354 go\r\n250 2.0.0 taken\r\n")]
    [InlineData("250 ok\r\n250 ok\r\n354 go\r\n354 go\r\n")]
    public async Task Send_MoreRepliesThanCommands_IsNotBelieved(string replies)
    {
        await using var server = new ScriptedSmtpServer(async peer =>
        {
            await peer.SayAsync("220 here");
            await peer.HearAsync();
            await peer.SayAsync(Pipelining[0]);
            await peer.HearAsync();
            await peer.HearAsync();
            await peer.HearAsync();
            await peer.SayRawAsync(replies);
            await peer.HearMessageAsync();
        });
        await using var adapter = Adapter(server);

        Assert.Equal((AttemptResult.NotSent, AttemptFault.Provider), await SendAsync(adapter, "alice@example.test") is var outcome ? (outcome.Result, outcome.Fault) : default);
    }

    [Fact]
    public async Task Send_CutAfterTheDotOnAnOldLine_IsUnknownAndNotTriedAgain()
    {
        await using var server = new ScriptedSmtpServer(async peer =>
        {
            await Serving(until: "RSET")(peer);
            foreach (var reply in new[] { "250 ok", "250 ok", "250 ok", "354 go" })
            {
                await peer.SayAsync(reply);
                if (reply[0] == '2')
                {
                    await peer.HearAsync();
                }
            }

            await peer.HearMessageAsync();
            peer.Reset();
        });
        await using var adapter = Adapter(server);

        Assert.Equal([AttemptResult.Accepted, AttemptResult.Unknown], (await SendAsync(adapter, 2)).Select(outcome => outcome.Result));
    }

    [Fact]
    public async Task Send_ManyAtOnce_KeepsNoMoreLinesThanItMay()
    {
        await using var server = new ScriptedSmtpServer([.. Enumerable.Repeat(Serving(), 8)]);
        await using (var adapter = Adapter(server, options => options.IdleConnections = 2))
        {
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => SendAsync(adapter, $"a{i}@example.test")));
            Assert.All(outcomes, outcome => Assert.Equal(AttemptResult.Accepted, outcome.Result));
        }

        var commands = Commands(server);
        Assert.Equal(commands.Count(command => command == "EHLO"), commands.Count(command => command == "QUIT"));
    }

    [Fact]
    public void Problems_OfWrongNumbers_AreNamed()
    {
        var options = Mail.Account("localhost", 25);
        (options.MessagesPerConnection, options.IdleConnections, options.IdleTime) = (0, -1, TimeSpan.Zero);

        Assert.Equal(["MessagesPerConnection", "IdleConnections", "IdleTime"], SmtpOptionsCheck.Problems(options).Select(problem => problem.Split(' ')[0]));
    }

    /// <summary>A server that takes messages until the client leaves, or up to a command; "left" stops after one message.</summary>
    private static Func<ScriptedSmtpServer.Peer, Task> Serving(bool pipelining = false, string? until = null, string? recipientSays = null, string? dataSays = null) => async peer =>
    {
        var isRefused = false;
        await peer.SayAsync("220 here");
        while (await peer.HearAsync() is { } line && !(until is not null && line.StartsWith(until, StringComparison.Ordinal)))
        {
            isRefused = line.StartsWith("RCPT", StringComparison.Ordinal) ? recipientSays is not null && line.Contains("nobody", StringComparison.Ordinal) : isRefused;
            await peer.SayAsync(line[..4] switch
            {
                "EHLO" => (pipelining ? Pipelining : Plain)[0],
                "RCPT" when isRefused => recipientSays!,
                "DATA" => isRefused ? dataSays! : "354 go",
                "QUIT" => "221 bye",
                _ => "250 ok",
            });
            if (line == "QUIT")
            {
                return;
            }

            if (line == "DATA" && (!isRefused || dataSays![0] == '3'))
            {
                await peer.HearMessageAsync();
                await peer.SayAsync("250 2.0.0 taken");
                if (until == "left")
                {
                    return;
                }
            }
        }
    };

    private static IReadOnlyList<string> Commands(ScriptedSmtpServer server) =>
        [.. server.Received.ToArray().Select(line => line.Split(' ', 2)[0]).Where(word => word is "EHLO" or "RSET" or "MAIL" or "RCPT" or "DATA" or "QUIT" or ".")];

    private SmtpChannelAdapter Adapter(ScriptedSmtpServer server, Action<SmtpOptions>? change = null)
    {
        var options = Mail.Account("127.0.0.1", server.Port);
        options.MessagesPerConnection = 100;
        change?.Invoke(options);
        return new("default", options, clock, NullLogger<SmtpChannelAdapter>.Instance);
    }

    private static async Task<List<AttemptOutcome>> SendAsync(SmtpChannelAdapter adapter, int count)
    {
        var outcomes = new List<AttemptOutcome>();
        for (var i = 0; i < count; i++)
        {
            outcomes.Add(await SendAsync(adapter, "alice@example.test"));
        }

        return outcomes;
    }

    private static async Task<AttemptOutcome> SendAsync(SmtpChannelAdapter adapter, string address) => await adapter.SendAsync(Mail.To(address), TestContext.Current.CancellationToken);
}
