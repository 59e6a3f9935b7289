using Microsoft.Extensions.Logging.Abstractions;
using OmniChannel.Delivery;
using OmniChannel.Email;
using OmniChannel.Tests.Email.Dkim;

namespace OmniChannel.Tests.Email;

/// <summary>Against a real Postfix that delivers to a real Dovecot, read back by IMAP and taken apart by Python's email package.</summary>
public sealed class PostfixTests
{
    private const string Html = "<p>Grüße, <b>Alice</b> 🧀</p>\n<p>.</p>\n";

    [Theory]
    [InlineData(SmtpSecurity.None)]
    [InlineData(SmtpSecurity.StartTls)]
    [InlineData(SmtpSecurity.ImplicitTls)]
    public async Task Send_OverEachKindOfConnection_IsDeliveredUnchanged(SmtpSecurity security)
    {
        var message = Mail.To("alice@example.test", Mail.FreshKey(), "Dein Warenkorb wartet: 3 Käse für 12 € 🧀 — und noch viel mehr, das gefaltet werden muss", ".\n..\n.Punkte\n\nFrom der Käserei\n\n用户", Html) with
        {
            RecipientName = "Ålice Müller",
            UnsubscribeLink = new Uri("https://shop.example/u?t=0123456789abcdef0123456789abcdef"),
        };
        var outcome = await Adapter(security).SendAsync(message, TestContext.Current.CancellationToken);
        Assert.Null(outcome.Detail);
        Assert.Equal(AttemptResult.Accepted, outcome.Result);

        await using var mailbox = await ImapMailbox.OpenAsync("alice", "secret");
        var stored = Assert.Single(await mailbox.WaitForAsync(outcome.ProviderMessageId!));
        var read = await PythonMime.ReadAsync(stored);
        Assert.Empty(read.Defects);
        Assert.Equal(message.Content.Subject, read["Subject"]);
        Assert.Equal(outcome.ProviderMessageId, read["Message-ID"]);
        Assert.Equal(new ReadMailbox("Bücher & Käse", "shop@example.test"), Assert.Single(read.From));
        Assert.Equal(new ReadMailbox("Ålice Müller", "alice@example.test"), Assert.Single(read.To));
        Assert.Equal("<https://shop.example/u?t=0123456789abcdef0123456789abcdef>", read["List-Unsubscribe"]);
        Assert.Equal("List-Unsubscribe=One-Click", read["List-Unsubscribe-Post"]);
        Assert.Equal("<bounce@example.test>", read["Return-Path"]);
        Assert.Equal(["text/plain", "text/html"], read.Parts.Select(static part => part.Type));
        Assert.Equal(message.Content.Text, Unix(read.Parts[0].Text));
        Assert.Equal(Html, Unix(read.Parts[1].Text));
        if (security != SmtpSecurity.None)
        {
            Assert.Contains(read.Headers, static header => header[0] == "Received" && header[1].Contains("ESMTPSA", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Send_SameMessageTwice_ArrivesUnderOneMessageId()
    {
        var adapter = Adapter(SmtpSecurity.None);
        var message = Mail.To("bob@example.test", Mail.FreshKey());
        var first = await adapter.SendAsync(message, TestContext.Current.CancellationToken);
        var second = await adapter.SendAsync(message, TestContext.Current.CancellationToken);
        Assert.Equal(AttemptResult.Accepted, second.Result);
        Assert.Equal(first.ProviderMessageId, second.ProviderMessageId);
        await using var mailbox = await ImapMailbox.OpenAsync("bob", "secret");
        Assert.NotEmpty(await mailbox.WaitForAsync(first.ProviderMessageId!));
    }

    [Theory]
    [InlineData("unknown@example.test", AttemptResult.Rejected, AttemptFault.Recipient, "550 5.1.1")]
    [InlineData("grey@example.test", AttemptResult.NotSent, AttemptFault.Provider, "450 4.7.1")]
    [InlineData("blocked@example.test", AttemptResult.Rejected, AttemptFault.Message, "554 5.7.1")]
    [InlineData("anna@elsewhere.test", AttemptResult.NotSent, AttemptFault.Provider, "454 4.7.1")]
    public async Task Send_RecipientRefused_IsClassified(string address, AttemptResult result, AttemptFault fault, string code)
    {
        var outcome = await Adapter(SmtpSecurity.None).SendAsync(Mail.To(address, Mail.FreshKey()), TestContext.Current.CancellationToken);
        Assert.Equal((result, fault, code), (outcome.Result, outcome.Fault, outcome.Code));
        Assert.DoesNotContain(address[..address.IndexOf('@', StringComparison.Ordinal)], outcome.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SmtpSecurity.StartTls)]
    [InlineData(SmtpSecurity.ImplicitTls)]
    public async Task Send_WrongPassword_IsAFaultOfTheAccount(SmtpSecurity security)
    {
        var outcome = await Adapter(security, static options => options.Password = "wrong").SendAsync(Mail.To("alice@example.test"), TestContext.Current.CancellationToken);
        Assert.Equal((AttemptResult.NotSent, AttemptFault.Account, "535 5.7.8"), (outcome.Result, outcome.Fault, outcome.Code));
        Assert.DoesNotContain("wrong", outcome.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_PlainTextToAServerThatWantsTls_IsAFaultOfTheAccount()
    {
        var outcome = await Adapter(SmtpSecurity.StartTls, static options =>
        {
            options.Security = SmtpSecurity.None;
            options.UserName = options.Password = null;
        }).SendAsync(Mail.To("alice@example.test"), TestContext.Current.CancellationToken);
        Assert.Equal((AttemptResult.NotSent, AttemptFault.Account, "530 5.7.0"), (outcome.Result, outcome.Fault, outcome.Code));
    }

    [Fact]
    public async Task Send_CertificateThatTheMachineDoesNotTrust_IsAFaultOfTheAccount()
    {
        var outcome = await Adapter(SmtpSecurity.ImplicitTls, static options => options.TrustedCertificateFile = null).SendAsync(Mail.To("alice@example.test"), TestContext.Current.CancellationToken);
        Assert.Equal((AttemptResult.NotSent, AttemptFault.Account), (outcome.Result, outcome.Fault));
        Assert.Contains("not trusted", outcome.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_MessageLargerThanTheServerTakes_IsAFaultOfTheMessage()
    {
        var outcome = await Adapter(SmtpSecurity.None).SendAsync(Mail.To("alice@example.test", text: new string('x', 2 << 20)), TestContext.Current.CancellationToken);
        Assert.Equal((AttemptResult.Rejected, AttemptFault.Message, "552 5.3.4"), (outcome.Result, outcome.Fault, outcome.Code));
    }

    [Fact]
    public async Task Send_Utf8LocalPart_IsJudgedByTheServerAndNotByUs()
    {
        var outcome = await Adapter(SmtpSecurity.None).SendAsync(Mail.To("josé@example.test", Mail.FreshKey()), TestContext.Current.CancellationToken);
        Assert.Equal((AttemptResult.Rejected, AttemptFault.Recipient, "550 5.1.1"), (outcome.Result, outcome.Fault, outcome.Code));
    }

    [Theory]
    [InlineData(SmtpSecurity.None)]
    [InlineData(SmtpSecurity.StartTls)]
    [InlineData(SmtpSecurity.ImplicitTls)]
    public async Task Send_ManyOverFewLines_EachHasItsOwnOutcomeAndArrivesSigned(SmtpSecurity security)
    {
        CountingRelay? relay = null;
        var adapter = Adapter(security, options =>
        {
            relay = new CountingRelay(options.Port!.Value);
            (options.Port, options.MessagesPerConnection) = (relay.Port, 10);
            options.SignByBoth();
        });
        await using var _ = relay!;
        await using var __ = adapter;
        var accepted = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            var outcome = await adapter.SendAsync(Mail.To(i % 4 == 3 ? "unknown@example.test" : "bob@example.test", Mail.FreshKey(), html: "<p>é</p>") with { UnsubscribeLink = new Uri("https://shop.example/u") }, TestContext.Current.CancellationToken);
            Assert.Equal(i % 4 == 3 ? "550 5.1.1" : null, outcome.Code);
            accepted.AddRange(outcome.ProviderMessageId is { } id ? [id] : []);
        }

        Assert.Equal((9, 2), (accepted.Count, relay!.Connections));
        await using var mailbox = await ImapMailbox.OpenAsync("bob", "secret");
        var stored = new List<byte[]>();
        foreach (var id in accepted)
        {
            stored.Add(Assert.Single(await mailbox.WaitForAsync(id)));
        }

        Assert.All(await DkimKeys.VerdictsAsync(stored), verdicts => Assert.Equal([true, true], verdicts));
    }

    private static SmtpChannelAdapter Adapter(SmtpSecurity security, Action<SmtpOptions>? change = null)
    {
        var (host, port) = Server.RequireEndpoint(security switch
        {
            SmtpSecurity.StartTls => Server.SmtpStartTls,
            SmtpSecurity.ImplicitTls => Server.SmtpImplicitTls,
            _ => Server.SmtpPlain,
        });
        var options = Mail.Account(host, port, security);
        options.FromName = "Bücher & Käse";
        options.ReturnPath = "bounce@example.test";
        if (security != SmtpSecurity.None)
        {
            options.Host = "localhost";
            options.UserName = "alice";
            options.Password = "secret";
            options.TrustedCertificateFile = Server.Require(Server.CertificateAuthority);
        }

        change?.Invoke(options);
        return new("default", options, TimeProvider.System, NullLogger<SmtpChannelAdapter>.Instance);
    }

    private static string Unix(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);
}
