using OmniChannel.Delivery;

namespace OmniChannel.Tests.Email;

/// <summary>STARTTLS, certificates and logins, with a server that may lie.</summary>
public sealed class SmtpTlsTests
{
    [Fact]
    public async Task Send_ServerWithoutStartTls_GetsNothingInPlainText()
    {
        await using var server = new ScriptedSmtpServer(ScriptedSmtpServer.Answers("250-here\r\n250 AUTH PLAIN", "221 bye"));
        var outcome = await server.SendAsync(options => options.WithLogin(SmtpSecurity.StartTls));
        Assert.Equal((AttemptResult.NotSent, AttemptFault.Account), (outcome.Result, outcome.Fault));
        Assert.Contains("does not offer", outcome.Detail, StringComparison.Ordinal);
        Assert.All(server.Received, static line => Assert.True(line.StartsWith("EHLO", StringComparison.Ordinal) || line == "QUIT"));
    }

    [Fact]
    public async Task Send_ServerRefusesStartTls_GetsNothingInPlainText()
    {
        await using var server = new ScriptedSmtpServer(ScriptedSmtpServer.Answers("250-here\r\n250-ENHANCEDSTATUSCODES\r\n250 STARTTLS", "454 4.7.0 not now", "221 bye"));
        var outcome = await server.SendAsync(options => options.WithLogin(SmtpSecurity.StartTls));
        Assert.Equal((AttemptResult.NotSent, AttemptFault.Provider, "454 4.7.0"), (outcome.Result, outcome.Fault, outcome.Code));
        Assert.DoesNotContain(server.Received, static line => line.StartsWith("AUTH", StringComparison.Ordinal) || line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_AnswersInjectedBehindStartTls_EndTheAttempt()
    {
        using var trust = new TestCertificate("localhost");
        await using var server = new ScriptedSmtpServer(async peer =>
        {
            await peer.SayAsync("220 here");
            await peer.HearAsync();
            await peer.SayAsync("250-here\r\n250 STARTTLS");
            await peer.HearAsync();
            await peer.SayAsync("220 go\r\n250-evil\r\n250 AUTH PLAIN");
            await peer.SecureAsync(trust.Certificate);
            await peer.HearAsync();
        });
        var outcome = await server.SendAsync(options =>
        {
            options.WithLogin(SmtpSecurity.StartTls);
            options.TrustedCertificateFile = trust.File;
        });
        Assert.Equal((AttemptResult.NotSent, AttemptFault.Provider), (outcome.Result, outcome.Fault));
        Assert.Contains("plain text behind", outcome.Detail, StringComparison.Ordinal);
        Assert.Equal(2, server.Received.Count);
    }

    [Fact]
    public async Task Send_WhatWasOfferedBeforeTls_IsForgotten()
    {
        using var trust = new TestCertificate("localhost");
        await using var server = new ScriptedSmtpServer(async peer =>
        {
            await peer.SayAsync("220 here");
            await peer.HearAsync();
            await peer.SayAsync("250-here\r\n250-STARTTLS\r\n250 AUTH PLAIN");
            await peer.HearAsync();
            await peer.SayAsync("220 go");
            await peer.SecureAsync(trust.Certificate);
            await peer.HearAsync();
            await peer.SayAsync("250 here");
            await peer.HearAsync();
            await peer.SayAsync("221 bye");
        });
        var outcome = await server.SendAsync(options =>
        {
            options.WithLogin(SmtpSecurity.StartTls);
            options.TrustedCertificateFile = trust.File;
        });
        Assert.Equal((AttemptResult.NotSent, AttemptFault.Account), (outcome.Result, outcome.Fault));
        Assert.Contains("neither PLAIN nor LOGIN", outcome.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("elsewhere.example", true)]
    [InlineData("localhost", false)]
    public async Task Send_CertificateOfAnotherNameOrUntrusted_IsAFaultOfTheAccount(string name, bool trusted)
    {
        using var trust = new TestCertificate(name);
        await using var server = new ScriptedSmtpServer(peer => peer.SecureAsync(trust.Certificate));
        var outcome = await server.SendAsync(options =>
        {
            options.WithLogin(SmtpSecurity.ImplicitTls);
            options.TrustedCertificateFile = trusted ? trust.File : null;
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
        var outcome = await server.SendAsync(static options => options.WithLogin(SmtpSecurity.ImplicitTls));
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
        await server.SendAsync(static options =>
        {
            options.WithLogin(SmtpSecurity.None);
            options.AllowPlainTextAuthentication = true;
        });
        Assert.Equal(expected, string.Join('|', server.Received.Skip(1).TakeWhile(static line => !line.StartsWith("MAIL", StringComparison.Ordinal))));
    }
}
