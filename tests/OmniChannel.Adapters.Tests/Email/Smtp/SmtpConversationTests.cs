using Microsoft.Extensions.Logging.Abstractions;
using OmniChannel.Delivery;
using OmniChannel.Email;

namespace OmniChannel.Tests.Email;

/// <summary>Servers that hang, drop, lie and babble. Times are short where a test has to see one pass, and RFC 5321's everywhere else.</summary>
public sealed class SmtpConversationTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(250);

    [Fact]
    public async Task Send_WellBehavedServer_SpeaksByTheBook()
    {
        await using var server = new ScriptedSmtpServer(ScriptedSmtpServer.Answers("250-here\r\n250 SIZE 1000", "250 ok", "250 ok", "354 go", "221 bye"));
        var outcome = await SendAsync(server, message: Mail.To("alice@example.test", text: ".\n..\nend"));
        Assert.Equal(AttemptResult.Accepted, outcome.Result);
        Assert.Matches("^<[0-9a-f]{32}@example\\.test>$", outcome.ProviderMessageId);
        Assert.Equal("EHLO [127.0.0.1]", server.Received[0]);
        Assert.Matches("^MAIL FROM:<shop@example\\.test> SIZE=[0-9]+$", server.Received[1]);
        Assert.Equal("RCPT TO:<alice@example.test>", server.Received[2]);
        Assert.Equal("DATA", server.Received[3]);
        Assert.Equal(["..", "...", "end", ".", "QUIT"], server.Received[^5..]);
    }

    [Theory]
    [InlineData("Greeting")]
    [InlineData("Hello")]
    [InlineData("Sender")]
    [InlineData("Recipient")]
    [InlineData("DataStart")]
    [InlineData("DataEnd")]
    public async Task Send_ServerHangs_EndsInTimeAndOnlyAfterTheDotIsUnknown(string at)
    {
        await using var server = new ScriptedSmtpServer(Until(at, static peer => peer.HangAsync()));
        AssertBroken(at, "too long", await SendAsync(server, options => options.Timeouts = Timeouts(at)));
    }

    [Theory]
    [InlineData("Hello")]
    [InlineData("Sender")]
    [InlineData("Recipient")]
    [InlineData("DataStart")]
    [InlineData("DataEnd")]
    public async Task Send_ServerResetsTheLine_OnlyAfterTheDotIsUnknown(string at)
    {
        await using var server = new ScriptedSmtpServer(Until(at, static peer =>
        {
            peer.Reset();
            return Task.CompletedTask;
        }));
        AssertBroken(at, "lost", await SendAsync(server));
    }

    [Theory]
    [InlineData("Greeting")]
    [InlineData("Hello")]
    [InlineData("Recipient")]
    [InlineData("DataEnd")]
    public async Task Send_ServerDripsForEver_IsBoundedByTheWholeReply(string at)
    {
        await using var server = new ScriptedSmtpServer(Until(at, static async peer =>
        {
            await peer.SayRawAsync("2");
            while (true)
            {
                await peer.SayRawAsync("5");
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, peer.Stop);
            }
        }));
        AssertBroken(at, "too long", await SendAsync(server, options => options.Timeouts = Timeouts(at)));
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
        AssertBroken("Greeting", "not SMTP", await SendAsync(server));
        Assert.Empty(server.Received);
    }

    [Theory]
    [InlineData("Hello")]
    [InlineData("DataEnd")]
    public async Task Send_NonsenseReply_OnlyAfterTheDotIsUnknown(string at)
    {
        await using var server = new ScriptedSmtpServer(Until(at, static peer => peer.SayAsync("yes, thank you")));
        AssertBroken(at, "not SMTP", await SendAsync(server));
    }

    [Fact]
    public async Task Send_ReplyOfEndlessLines_IsStopped()
    {
        await using var server = new ScriptedSmtpServer(Until("Hello", static async peer =>
        {
            while (true)
            {
                await peer.SayAsync("250-MORE");
            }
        }));
        AssertBroken("Hello", "no end", await SendAsync(server));
    }

    [Fact]
    public async Task Send_ReplyOfOneEndlessLine_IsStopped()
    {
        await using var server = new ScriptedSmtpServer(Until("Hello", static async peer =>
        {
            while (true)
            {
                await peer.SayRawAsync(new string('2', 1000));
            }
        }));
        AssertBroken("Hello", "no end", await SendAsync(server));
    }

    [Theory]
    [InlineData("MAIL", "354 go")]
    [InlineData("DATA", "250 ok")]
    public async Task Send_ReplyThatDoesNotBelongThere_IsNotSent(string command, string reply)
    {
        await using var server = new ScriptedSmtpServer(async peer =>
        {
            await peer.SayAsync("220 here");
            while (await peer.HearAsync() is { } line)
            {
                await peer.SayAsync(line.StartsWith(command, StringComparison.Ordinal) ? reply : "250 ok");
            }
        });
        var outcome = await SendAsync(server);
        Assert.Equal((AttemptResult.NotSent, AttemptFault.Provider), (outcome.Result, outcome.Fault));
        Assert.Equal(reply[..3], outcome.Code);
    }

    [Fact]
    public async Task Send_ServerWithoutStartTls_GetsNothingInPlainText()
    {
        await using var server = new ScriptedSmtpServer(ScriptedSmtpServer.Answers("250-here\r\n250 AUTH PLAIN", "221 bye"));
        var outcome = await SendAsync(server, options => WithLogin(options, SmtpSecurity.StartTls));
        Assert.Equal((AttemptResult.NotSent, AttemptFault.Account), (outcome.Result, outcome.Fault));
        Assert.Contains("does not offer", outcome.Detail, StringComparison.Ordinal);
        Assert.All(server.Received, static line => Assert.True(line.StartsWith("EHLO", StringComparison.Ordinal) || line == "QUIT"));
    }

    [Fact]
    public async Task Send_ServerRefusesStartTls_GetsNothingInPlainText()
    {
        await using var server = new ScriptedSmtpServer(ScriptedSmtpServer.Answers("250-here\r\n250 STARTTLS", "454 4.7.0 not now", "221 bye"));
        var outcome = await SendAsync(server, options => WithLogin(options, SmtpSecurity.StartTls));
        Assert.Equal((AttemptResult.NotSent, AttemptFault.Provider, "454 4.7.0"), (outcome.Result, outcome.Fault, outcome.Code));
        Assert.DoesNotContain(server.Received, static line => line.StartsWith("AUTH", StringComparison.Ordinal) || line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_AnswersInjectedBehindStartTls_EndTheAttempt()
    {
        var (certificate, file) = ScriptedSmtpServer.Certificate("localhost");
        await using var server = new ScriptedSmtpServer(async peer =>
        {
            await peer.SayAsync("220 here");
            await peer.HearAsync();
            await peer.SayAsync("250-here\r\n250 STARTTLS");
            await peer.HearAsync();
            await peer.SayAsync("220 go\r\n250-evil\r\n250 AUTH PLAIN");
            await peer.SecureAsync(certificate);
            await peer.HearAsync();
        });
        var outcome = await SendAsync(server, options =>
        {
            WithLogin(options, SmtpSecurity.StartTls);
            options.TrustedCertificateFile = file;
        });
        Assert.Equal((AttemptResult.NotSent, AttemptFault.Provider), (outcome.Result, outcome.Fault));
        Assert.Contains("plain text behind", outcome.Detail, StringComparison.Ordinal);
        Assert.Equal(2, server.Received.Count);
    }

    [Fact]
    public async Task Send_WhatWasOfferedBeforeTls_IsForgotten()
    {
        var (certificate, file) = ScriptedSmtpServer.Certificate("localhost");
        await using var server = new ScriptedSmtpServer(async peer =>
        {
            await peer.SayAsync("220 here");
            await peer.HearAsync();
            await peer.SayAsync("250-here\r\n250-STARTTLS\r\n250 AUTH PLAIN");
            await peer.HearAsync();
            await peer.SayAsync("220 go");
            await peer.SecureAsync(certificate);
            await peer.HearAsync();
            await peer.SayAsync("250 here");
            await peer.HearAsync();
            await peer.SayAsync("221 bye");
        });
        var outcome = await SendAsync(server, options =>
        {
            WithLogin(options, SmtpSecurity.StartTls);
            options.TrustedCertificateFile = file;
        });
        Assert.Equal((AttemptResult.NotSent, AttemptFault.Account), (outcome.Result, outcome.Fault));
        Assert.Contains("neither PLAIN nor LOGIN", outcome.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("elsewhere.example", true)]
    [InlineData("localhost", false)]
    public async Task Send_CertificateOfAnotherNameOrUntrusted_IsAFaultOfTheAccount(string name, bool trusted)
    {
        var (certificate, file) = ScriptedSmtpServer.Certificate(name);
        await using var server = new ScriptedSmtpServer(peer => peer.SecureAsync(certificate));
        var outcome = await SendAsync(server, options =>
        {
            WithLogin(options, SmtpSecurity.ImplicitTls);
            options.TrustedCertificateFile = trusted ? file : null;
        });
        Assert.Equal((AttemptResult.NotSent, AttemptFault.Account), (outcome.Result, outcome.Fault));
        Assert.Contains("not trusted", outcome.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ImplicitTlsToAPlainServer_IsNotSent()
    {
        await using var server = new ScriptedSmtpServer(static async peer =>
        {
            await peer.SayAsync("220 here");
            await peer.HangAsync();
        });
        var outcome = await SendAsync(server, static options => WithLogin(options, SmtpSecurity.ImplicitTls));
        Assert.Equal((AttemptResult.NotSent, AttemptFault.Provider), (outcome.Result, outcome.Fault));
        Assert.StartsWith("TLS handshake", outcome.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("250-here\r\n250 AUTH LOGIN", "AUTH LOGIN|YW5uYQ==|c2VjcmV0")]
    [InlineData("250-here\r\n250 AUTH=LOGIN", "AUTH LOGIN|YW5uYQ==|c2VjcmV0")]
    [InlineData("250-here\r\n250 AUTH LOGIN PLAIN", "AUTH PLAIN AGFubmEAc2VjcmV0")]
    public async Task Send_Login_UsesWhatIsOffered(string hello, string expected)
    {
        await using var server = new ScriptedSmtpServer(async peer =>
        {
            await peer.SayAsync("220 here");
            await peer.HearAsync();
            await peer.SayAsync(hello);
            var turns = expected.Split('|').Length;
            for (var turn = 1; turn <= turns; turn++)
            {
                await peer.HearAsync();
                await peer.SayAsync(turn == turns ? "235 2.7.0 ok" : "334 VXNlcm5hbWU6");
            }

            await peer.HearAsync();
        });
        await SendAsync(server, static options =>
        {
            WithLogin(options, SmtpSecurity.None);
            options.AllowPlainTextAuthentication = true;
        });
        Assert.Equal(expected, string.Join('|', server.Received.Skip(1).TakeWhile(static line => !line.StartsWith("MAIL", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Send_Utf8AddressToAServerWithoutIt_IsRefusedBeforeTheEnvelope()
    {
        await using var server = new ScriptedSmtpServer(ScriptedSmtpServer.Answers("250-here\r\n250 8BITMIME", "221 bye"));
        var outcome = await SendAsync(server, message: Mail.To("josé@example.test"));
        Assert.Equal((AttemptResult.Rejected, AttemptFault.Message), (outcome.Result, outcome.Fault));
        Assert.Contains("SMTPUTF8", outcome.Detail, StringComparison.Ordinal);
        Assert.Equal("QUIT", server.Received[^1]);
    }

    [Fact]
    public async Task Send_Utf8AddressToAServerWithIt_IsDeclared()
    {
        await using var server = new ScriptedSmtpServer(ScriptedSmtpServer.Answers("250-here\r\n250-8BITMIME\r\n250 SMTPUTF8", "250 ok", "250 ok", "354 go", "221 bye"));
        var outcome = await SendAsync(server, message: Mail.To("josé@bücher.example"));
        Assert.Equal(AttemptResult.Accepted, outcome.Result);
        Assert.Equal("MAIL FROM:<shop@example.test> BODY=8BITMIME SMTPUTF8", server.Received[1]);
        Assert.Equal("RCPT TO:<josé@xn--bcher-kva.example>", server.Received[2]);
    }

    [Fact]
    public async Task Send_CancelledBeforeTheDot_IsNotSent()
    {
        using var caller = new CancellationTokenSource();
        await using var server = new ScriptedSmtpServer(Until("Recipient", async peer =>
        {
            await caller.CancelAsync();
            await peer.HangAsync();
        }));
        var outcome = await SendAsync(server, caller: caller);
        Assert.Equal((AttemptResult.NotSent, AttemptFault.Provider), (outcome.Result, outcome.Fault));
        Assert.Contains("cancelled", outcome.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_CancelledAfterTheDot_IsUnknown()
    {
        using var caller = new CancellationTokenSource();
        await using var server = new ScriptedSmtpServer(Until("DataEnd", async peer =>
        {
            await caller.CancelAsync();
            await peer.HangAsync();
        }));
        Assert.Equal(AttemptResult.Unknown, (await SendAsync(server, caller: caller)).Result);
    }

    [Fact]
    public async Task Send_CancelledBeforeItBegan_Throws()
    {
        using var caller = new CancellationTokenSource();
        await caller.CancelAsync();
        await using var server = new ScriptedSmtpServer(static peer => peer.HangAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SendAsync(server, caller: caller));
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
        var outcome = await SendAsync(server, static options => options.Timeouts.DataBlock = Short, Mail.To("alice@example.test", text: new string('x', 32 << 20)));
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
    public async Task Send_ByDefault_WaitsAsLongAsRfc5321Asks()
    {
        var time = new RecordingTime();
        await using var server = new ScriptedSmtpServer(ScriptedSmtpServer.Answers("250 here", "250 ok", "250 ok", "354 go", "221 bye"));
        var outcome = await SendAsync(server, time: time);
        Assert.Equal(AttemptResult.Accepted, outcome.Result);
        TimeSpan five = TimeSpan.FromMinutes(5), two = TimeSpan.FromMinutes(2), three = TimeSpan.FromMinutes(3), bye = TimeSpan.FromSeconds(2);
        Assert.Equal([TimeSpan.FromSeconds(30), five, five, five, five, five, five, five, two, two, three, three, TimeSpan.FromMinutes(10), bye, bye], time.Waits);
    }

    [Theory]
    [InlineData("RCPT", "550 5.1.1 <alice@example.test>: unknown", AttemptResult.Rejected, AttemptFault.Recipient, "550 5.1.1")]
    [InlineData("RCPT", "550 no alice@example.test here", AttemptResult.Rejected, AttemptFault.Message, "550")]
    [InlineData("RCPT", "450 5.1.1 classes disagree", AttemptResult.NotSent, AttemptFault.Provider, "450")]
    [InlineData("RCPT", "421 4.3.2 closing", AttemptResult.NotSent, AttemptFault.Provider, "421 4.3.2")]
    [InlineData("MAIL", "550 5.1.1 odd", AttemptResult.NotSent, AttemptFault.Account, "550 5.1.1")]
    [InlineData("MAIL", "530-5.7.0 log\r\n530 5.7.0 in", AttemptResult.NotSent, AttemptFault.Account, "530 5.7.0")]
    [InlineData("MAIL", "552 5.3.4 too big", AttemptResult.Rejected, AttemptFault.Message, "552 5.3.4")]
    [InlineData("EHLO", "554 go away", AttemptResult.NotSent, AttemptFault.Account, "554")]
    [InlineData(".", "554 5.7.1 spam", AttemptResult.Rejected, AttemptFault.Message, "554 5.7.1")]
    [InlineData(".", "451 4.3.0 later", AttemptResult.NotSent, AttemptFault.Provider, "451 4.3.0")]
    [InlineData(".", "250", AttemptResult.Accepted, AttemptFault.None, null)]
    public async Task Send_Reply_BecomesTheOutcomeOfItsCommand(string command, string reply, AttemptResult result, AttemptFault fault, string? code)
    {
        await using var server = new ScriptedSmtpServer(async peer =>
        {
            await peer.SayAsync("220 here");
            while (await peer.HearAsync() is { } line)
            {
                await peer.SayAsync(line.StartsWith(command, StringComparison.Ordinal) ? reply : line == "DATA" ? "354 go" : "250 ok");
                if (line == "DATA")
                {
                    await peer.HearMessageAsync();
                    await peer.SayAsync(command == "." ? reply : "250 ok");
                }
            }
        });
        var outcome = await SendAsync(server);
        Assert.Equal((result, fault, code), (outcome.Result, outcome.Fault, outcome.Code));
        Assert.DoesNotContain("alice", outcome.Detail ?? "", StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<AttemptOutcome> SendAsync(ScriptedSmtpServer server, Action<SmtpOptions>? change = null, OutgoingMessage? message = null, TimeProvider? time = null, CancellationTokenSource? caller = null)
    {
        var options = Mail.Account("127.0.0.1", server.Port);
        change?.Invoke(options);
        if (options.Security != SmtpSecurity.None)
        {
            options.Host = "localhost";
        }

        var adapter = new SmtpChannelAdapter("default", options, time ?? TimeProvider.System, NullLogger<SmtpChannelAdapter>.Instance);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(caller?.Token ?? default, TestContext.Current.CancellationToken);
        return await adapter.SendAsync(message ?? Mail.To("alice@example.test"), either.Token);
    }

    private static void WithLogin(SmtpOptions options, SmtpSecurity security)
    {
        options.Security = security;
        options.UserName = "anna";
        options.Password = "secret";
    }

    private static void AssertBroken(string at, string words, AttemptOutcome outcome)
    {
        Assert.Equal(at == "DataEnd" ? AttemptResult.Unknown : AttemptResult.NotSent, outcome.Result);
        Assert.Equal(AttemptFault.Provider, outcome.Fault);
        Assert.Null(outcome.Code);
        Assert.Contains(words, outcome.Detail, StringComparison.Ordinal);
        Assert.StartsWith(SmtpVerdict.Words(Enum.Parse<SmtpStage>(at)), outcome.Detail, StringComparison.Ordinal);
    }

    /// <summary>A good server up to the command of this stage, then something else instead of its reply.</summary>
    private static Func<ScriptedSmtpServer.Peer, Task> Until(string stage, Func<ScriptedSmtpServer.Peer, Task> then) => async peer =>
    {
        if (stage != "Greeting")
        {
            await peer.SayAsync("220 here");
            foreach (var (at, reply) in new[] { ("Hello", "250 here"), ("Sender", "250 ok"), ("Recipient", "250 ok"), ("DataStart", "354 go") })
            {
                await peer.HearAsync();
                if (at == stage)
                {
                    break;
                }

                await peer.SayAsync(reply);
            }

            if (stage == "DataEnd")
            {
                await peer.HearMessageAsync();
            }
        }

        await then(peer);
    };

    private static SmtpTimeouts Timeouts(string stage) => stage switch
    {
        "Greeting" => new() { Greeting = Short },
        "DataStart" => new() { DataStart = Short },
        "DataEnd" => new() { DataEnd = Short },
        _ => new() { Command = Short },
    };

    private sealed class RecordingTime : TimeProvider
    {
        public List<TimeSpan> Waits { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Add(dueTime);
            return System.CreateTimer(callback, state, dueTime, period);
        }
    }
}
