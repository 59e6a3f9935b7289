using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using OmniChannel.Delivery;
using OmniChannel.Email;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Email.SendGrid;

public sealed class SendGridMailInTests : IDisposable
{
    private const string Type = "multipart/form-data; boundary=xYzZY";

    // The fields, and their order, of a call that was published; the words are ours.
    private static readonly (string Name, string Value)[] Reply =
    [
        ("headers", "Received: from mout.example.net (mxd [192.0.2.1]) by mx.sendgrid.net with ESMTP id na9XiRFCTw2Tap3_fUie-g for <reply@in.example.com>; Tue, 03 Jun 2025 04:43:24.518 +0000 (UTC)\nDate: Tue, 3 Jun 2025 05:42:51 +0100\nFrom: Ada <ada@EXAMPLE.com>\nIn-Reply-To: <XBg2anf2TqCy6WXKQFhieQ@geopod-ismtpd-7>\nReferences: <XBg2anf2TqCy6WXKQFhieQ@geopod-ismtpd-7.sendgrid.net>\nMessage-Id: <256304D3-3BE0-4EC0-91A0-EF12F7C3463C@example.com>\nMime-Version: 1.0 (Mac OS X Mail 16.0 \\(3774.300.61.1.2\\))\nSubject: Re: Your cart\nTo: reply@in.example.com\n"),
        ("sender_ip", "192.0.2.1"), ("SPF", "pass"), ("to", "reply@in.example.com"), ("subject", "Re: Your cart"),
        ("text", "Stop\n\nOn Mon, 2 Jun 2025 at 10:00, Shop <shop@example.com> wrote:\n> Your boots are still here\n"),
        ("attachments", "0"), ("charsets", """{"to":"UTF-8","from":"UTF-8","subject":"UTF-8","text":"utf-8"}"""), ("dkim", "{@example.com : pass}"),
        ("from", "Ada <ada@EXAMPLE.com>"), ("envelope", """{"to":["reply@in.example.com"],"from":"ada@example.com"}"""),
    ];

    private readonly ManualClock clock = new(DateTimeOffset.FromUnixTimeSeconds(1_748_925_805));
    private readonly ECDsa signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    [Fact]
    public async Task ReadInbound_AnAnswer_IsWhatThePersonWroteToOurMessage()
    {
        var text = Assert.IsType<InboundText>(Assert.Single((await SignedAsync(Form(Reply))).Facts));

        Assert.Equal(("ada@example.com", "Stop", "reply@in.example.com", "XBg2anf2TqCy6WXKQFhieQ"), (text.From, text.Text, text.To, text.InReplyTo));
        Assert.Equal(("<256304D3-3BE0-4EC0-91A0-EF12F7C3463C@example.com>", clock.GetUtcNow()), (text.Id, text.At));
    }

    [Fact]
    public async Task ReadInbound_TamperedOrOld_IsNotBelieved()
    {
        var body = Form(Reply);
        var signature = Sign(body, clock.GetUtcNow());

        Assert.Equal(InboundRefusal.BadSignature, (await CallAsync(body[..^1], signature)).Refusal);
        Assert.Equal(InboundRefusal.BadSignature, (await CallAsync(Form(With("text", "Buy")), signature)).Refusal);
        Assert.Equal(InboundRefusal.BadSignature, (await CallAsync(body, "AAAA")).Refusal);
        Assert.Equal(InboundRefusal.BadSignature, (await CallAsync(body, null)).Refusal);
        Assert.Equal(InboundRefusal.BadSignature, (await CallAsync(body, signature, type: "application/json", at: clock.GetUtcNow().AddSeconds(1))).Refusal);
        var then = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromHours(72));
        Assert.Null((await CallAsync(body, signature, at: then)).Refusal);
        clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(InboundRefusal.TooOld, (await CallAsync(body, signature, at: then)).Refusal);
    }

    [Fact]
    public async Task ReadInbound_NoFormOfTheirs_IsMalformed()
    {
        Assert.Equal(InboundRefusal.Malformed, (await SignedAsync(Form(Reply)[..^8])).Refusal);
        Assert.Equal(InboundRefusal.Malformed, (await SignedAsync(Form([("text", "x")]))).Refusal);
        Assert.Equal(InboundRefusal.Malformed, (await SignedAsync(Form(Reply), type: "multipart/form-data; boundary=another")).Refusal);
    }

    [Fact]
    public async Task ReadInbound_AMailThatWritesFieldsOfItsOwn_IsMalformed()
    {
        var forged = With("text", "Hello\r\n--xYzZY\r\nContent-Disposition: form-data; name=\"from\"\r\n\r\nboss@example.com");

        Assert.Equal(InboundRefusal.Malformed, (await SignedAsync(Form(forged))).Refusal);
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-replied\n", null, null)]
    [InlineData("", """{"to":["reply@in.example.com"],"from":""}""", null)]
    [InlineData("", null, "Mail Delivery System <MAILER-DAEMON@mx.example.com>")]
    [InlineData("Content-Type: multipart/report; report-type=delivery-status\n", null, null)]
    [InlineData("", null, "nobody")]
    public async Task ReadInbound_WhatAMachineWrote_IsNoAnswer(string header, string? envelope, string? from)
    {
        var reading = await SignedAsync(Form([.. Reply.Select(field => field.Name switch
        {
            "headers" => (field.Name, header + field.Value),
            "envelope" when envelope is not null => (field.Name, envelope),
            "from" when from is not null => (field.Name, from),
            _ => field,
        })]));

        Assert.Null(reading.Refusal);
        Assert.Empty(reading.Facts);
    }

    [Fact]
    public async Task ReadInbound_AnOldCharset_IsReadByIt()
    {
        var body = Form(With("charsets", """{"text":"windows-1252"}"""));
        var at = body.AsSpan().IndexOf("Stop\n\nOn"u8);
        byte[] latin = [.. body[..at], (byte)'G', (byte)'r', 0xfc, 0xdf, (byte)'e', 0x80, .. body[(at + 4)..]];

        Assert.Equal("Grüße€", Assert.IsType<InboundText>(Assert.Single((await SignedAsync(latin)).Facts)).Text);
    }

    [Fact]
    public async Task ReadInbound_TheRawMail_IsReadItself()
    {
        (string, string)[] raw = [("to", "reply@in.example.com"), ("from", "Ada <ada@example.com>"), ("email", "From: Ada <ada@example.com>\r\nMessage-ID: <m1@example.com>\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=C3=BC=C3=9Fe\r\n"), ("envelope", """{"to":["reply@in.example.com"],"from":"ada@example.com"}""")];
        var text = Assert.IsType<InboundText>(Assert.Single((await SignedAsync(Form(raw))).Facts));

        Assert.Equal(("Grüße", "<m1@example.com>", null), (text.Text, text.Id, text.InReplyTo));
    }

    [Fact]
    public async Task ReadInbound_WithAttachmentsOfMegabytes_IsTaken()
    {
        var adapter = Adapter();
        var body = Form([.. Reply, ("attachment1", new string('x', 3_000_000))]);

        Assert.True(adapter.MaxBodyBytes > 31 * 1_048_576);
        Assert.Equal(WebhookRequest.MaxBodyBytes, ((IInboundAdapter)new SendGridChannelAdapter("main", new SendGridOptions { ApiKey = "SG.x", From = "shop@example.com" }, new HttpClient(), clock)).MaxBodyBytes);
        Assert.Equal("Stop", Assert.IsType<InboundText>(Assert.Single((await SignedAsync(body)).Facts)).Text);
    }

    [Fact]
    public async Task Library_AndVerifier_JudgeAFormAlike()
    {
        var body = Encoding.UTF8.GetString(Form(Reply));
        var at = clock.GetUtcNow();
        var signature = Sign(Encoding.UTF8.GetBytes(body), at);
        var key = Convert.ToBase64String(signer.ExportSubjectPublicKeyInfo());
        string[] bodies = [body, body + " ", body.Replace("Stop", "Go", StringComparison.Ordinal)];
        var verdicts = await Oracle.AskVerifiersAsync([.. bodies.Select(one => new JsonObject { ["library"] = "sendgrid", ["key"] = key, ["body"] = one, ["signature"] = signature, ["timestamp"] = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) })]);

        Assert.Equal([true, false, false], verdicts.Select(verdict => verdict!.GetValue<bool>()));
        for (var one = 0; one < bodies.Length; one++)
        {
            Assert.Equal(verdicts[one]!.GetValue<bool>(), (await CallAsync(Encoding.UTF8.GetBytes(bodies[one]), signature)).Refusal is null);
        }
    }

    [Fact]
    public void Read_Spoilt_IsAValue()
    {
        var (read, refused) = (0, 0);
        foreach (var body in Mutations.Of(Encoding.UTF8.GetString(Form(Reply)), 3_000, seed: 74))
        {
            var reading = SendGridMailIn.Read(Type, body, clock.GetUtcNow());
            _ = reading.Refusal is null ? read++ : refused++;
        }

        Assert.True(read > 100 && refused > 100, $"{read} read, {refused} refused: the spoilt bodies are not of both kinds.");
    }

    public void Dispose() => signer.Dispose();

    private static (string, string)[] With(string name, string value) => [.. Reply.Select(field => field.Name == name ? (name, value) : field)];

    private static byte[] Form((string Name, string Value)[] fields) =>
        Encoding.UTF8.GetBytes(string.Concat(fields.Select(field => $"--xYzZY\r\nContent-Disposition: form-data; name=\"{field.Name}\"\r\n\r\n{field.Value}\r\n")) + "--xYzZY--\r\n");

    private string Sign(byte[] body, DateTimeOffset at) =>
        Convert.ToBase64String(signer.SignData([.. Encoding.UTF8.GetBytes(at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)), .. body], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

    private Task<InboundReading> SignedAsync(byte[] body, string type = Type) => CallAsync(body, Sign(body, clock.GetUtcNow()), type);

    private Task<InboundReading> CallAsync(byte[] body, string? signature, string type = Type, DateTimeOffset? at = null) => ApiMail.ReadAsync(
        _ => Adapter(), body, ("Content-Type", type), ("X-Twilio-Email-Event-Webhook-Signature", signature), ("X-Twilio-Email-Event-Webhook-Timestamp", (at ?? clock.GetUtcNow()).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));

    private SendGridChannelAdapter Adapter() => new("main", new SendGridOptions { ApiKey = "SG.x", From = "shop@example.com", WebhookKeys = { Convert.ToBase64String(signer.ExportSubjectPublicKeyInfo()) } }, new HttpClient(), clock);
}
