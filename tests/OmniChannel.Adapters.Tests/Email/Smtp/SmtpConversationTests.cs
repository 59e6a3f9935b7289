using OmniChannel.Delivery;

namespace OmniChannel.Tests.Email;

/// <summary>What is said, and what becomes of each answer.</summary>
public sealed class SmtpConversationTests
{
    [Fact]
    public async Task Send_WellBehavedServer_SpeaksByTheBook()
    {
        await using var server = new ScriptedSmtpServer(ScriptedSmtpServer.Answers("250-here\r\n250 SIZE 1000", "250 ok", "250 ok", "354 go", "221 bye"));
        var outcome = await server.SendAsync(message: Mail.To("alice@example.test", text: ".\n..\nend"));
        Assert.Equal(AttemptResult.Accepted, outcome.Result);
        Assert.Matches("^<[0-9a-f]{32}@example\\.test>$", outcome.ProviderMessageId);
        Assert.Equal("EHLO [127.0.0.1]", server.Received[0]);
        Assert.Matches("^MAIL FROM:<shop@example\\.test> SIZE=[0-9]+$", server.Received[1]);
        Assert.Equal("RCPT TO:<alice@example.test>", server.Received[2]);
        Assert.Equal("DATA", server.Received[3]);
        Assert.Equal(["..", "...", "end", ".", "QUIT"], server.Received[^5..]);
    }

    [Fact]
    public async Task Send_Utf8AddressToAServerWithoutIt_IsRefusedBeforeTheEnvelope()
    {
        await using var server = new ScriptedSmtpServer(ScriptedSmtpServer.Answers("250-here\r\n250 8BITMIME", "221 bye"));
        var outcome = await server.SendAsync(message: Mail.To("josé@example.test"));
        Assert.Equal((AttemptResult.Rejected, AttemptFault.Message), (outcome.Result, outcome.Fault));
        Assert.Contains("SMTPUTF8", outcome.Detail, StringComparison.Ordinal);
        Assert.Equal("QUIT", server.Received[^1]);
    }

    [Fact]
    public async Task Send_Utf8AddressToAServerWithIt_IsDeclared()
    {
        await using var server = new ScriptedSmtpServer(ScriptedSmtpServer.Answers("250-here\r\n250-8BITMIME\r\n250 SMTPUTF8", "250 ok", "250 ok", "354 go", "221 bye"));
        var outcome = await server.SendAsync(message: Mail.To("josé@bücher.example"));
        Assert.Equal(AttemptResult.Accepted, outcome.Result);
        Assert.Equal("MAIL FROM:<shop@example.test> BODY=8BITMIME SMTPUTF8", server.Received[1]);
        Assert.Equal("RCPT TO:<josé@xn--bcher-kva.example>", server.Received[2]);
    }

    [Fact]
    public async Task Send_ByDefault_WaitsAsLongAsRfc5321Asks()
    {
        var time = new RecordingTime();
        await using var server = new ScriptedSmtpServer(ScriptedSmtpServer.Answers("250 here", "250 ok", "250 ok", "354 go", "221 bye"));
        var outcome = await server.SendAsync(time: time);
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
                await peer.SayAsync(line.StartsWith(command, StringComparison.Ordinal) ? reply : line == "DATA" ? "354 go" : line.StartsWith("EHLO", StringComparison.Ordinal) ? "250-here\r\n250 ENHANCEDSTATUSCODES" : "250 ok");
                if (line == "DATA")
                {
                    await peer.HearMessageAsync();
                    await peer.SayAsync(command == "." ? reply : "250 ok");
                }
            }
        });
        var outcome = await server.SendAsync();
        Assert.Equal((result, fault, code), (outcome.Result, outcome.Fault, outcome.Code));
        Assert.DoesNotContain("alice", outcome.Detail ?? "", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>RFC 2034: what looks like an enhanced code is one where the server said that it gives them.</summary>
    [Theory]
    [InlineData("250-here\r\n250 ENHANCEDSTATUSCODES", AttemptFault.Recipient, "550 5.1.1")]
    [InlineData("250-here\r\n250 SIZE 1000", AttemptFault.Message, "550")]
    public async Task Send_AnEnhancedCode_CountsWhereItWasAnnounced(string hello, AttemptFault fault, string code)
    {
        await using var server = new ScriptedSmtpServer(ScriptedSmtpServer.Answers(hello, "250 ok", "550 5.1.1 unknown", "250 ok", "221 bye"));

        var outcome = await server.SendAsync();

        Assert.Equal((AttemptResult.Rejected, fault, code), (outcome.Result, outcome.Fault, outcome.Code));
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
        var outcome = await server.SendAsync();
        Assert.Equal((AttemptResult.NotSent, AttemptFault.Provider), (outcome.Result, outcome.Fault));
        Assert.Equal(reply[..3], outcome.Code);
    }

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
