using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OmniChannel.Delivery;
using OmniChannel.Email;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Email.Mailgun;

public sealed class MailgunMailInTests
{
    private const string Key = "webhook-signing-key";
    private const string Token = "50dcec4a1d0ee9ea1e5e1a6b8ab4f6f2";
    private const string Urlencoded = "application/x-www-form-urlencoded";

    // The fields of Mailgun's own example of a routed mail.
    private static readonly (string Name, string Value)[] Reply =
    [
        ("recipient", "reply@mg.example.com"), ("sender", "ada@example.com"), ("subject", "Re: Your cart"), ("from", "Ada <ada@EXAMPLE.com>"), ("From", "Ada <ada@EXAMPLE.com>"),
        ("X-Envelope-From", "<ada@example.com>"), ("To", "The shop <reply@mg.example.com>"), ("Message-Id", "<517ACC75.5010709@example.com>"), ("Subject", "Re: Your cart"),
        ("message-headers", """[["Received", "by luna.mailgun.net with SMTP mgrt 8788212249833; Fri, 26 Apr 2013 18:50:30 +0000"], ["Message-Id", "<517ACC75.5010709@example.com>"], ["From", "Ada <ada@EXAMPLE.com>"], ["In-Reply-To", "<20130503192659.13651.20287@mg.example.com>"], ["Content-Type", "multipart/mixed; boundary=\"------------020601070403020003080006\""]]"""),
        ("body-plain", "Stop\r\n\r\nOn 04/26/2013 11:29 AM, Shop wrote:\r\n> Your boots\r\n"), ("body-html", "<p>Stop</p>"), ("stripped-html", "<p>Stop</p>"), ("stripped-text", "Stop"), ("stripped-signature", ""),
    ];

    private readonly ManualClock clock = new(DateTimeOffset.FromUnixTimeSeconds(1_521_233_200));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReadInbound_AnAnswer_IsWhatThePersonWroteToOurMessage(bool isMultipart)
    {
        var (body, type) = isMultipart ? await FormAsync(Signed(Reply)) : Encoded(Signed(Reply));
        var text = Assert.IsType<InboundText>(Assert.Single((await ReadAsync(Adapter(), body, type)).Facts));

        Assert.Equal(("ada@example.com", "Stop", "reply@mg.example.com", "<20130503192659.13651.20287@mg.example.com>"), (text.From, text.Text, text.To, text.InReplyTo));
        Assert.Equal(("<517ACC75.5010709@example.com>", 1_521_233_195), (text.Id, text.At.ToUnixTimeSeconds()));
    }

    [Fact]
    public async Task ReadInbound_NotSigned_IsNotBelieved()
    {
        Assert.Equal(InboundRefusal.BadSignature, (await ReadAsync(Adapter(), Encoded(Signed(Reply, key: "another")))).Refusal);
        Assert.Equal(InboundRefusal.BadSignature, (await ReadAsync(Adapter(keys: []), Encoded(Signed(Reply)))).Refusal);
        Assert.Equal(InboundRefusal.BadSignature, (await ReadAsync(Adapter(), Encoded(Reply))).Refusal);
        Assert.Equal(InboundRefusal.Malformed, (await ReadAsync(Adapter(), "x"u8.ToArray(), "multipart/form-data; boundary=x")).Refusal);
        Assert.Null((await ReadAsync(Adapter(keys: ["new", Key]), Encoded(Signed(Reply)))).Refusal);
    }

    [Fact]
    public async Task ReadInbound_ATokenAgain_IsGoodForTheSameMailWhateverItsBoundary()
    {
        var adapter = Adapter();
        var (first, again) = (await FormAsync(Signed(Reply), "one"), await FormAsync(Signed(Reply), "two"));
        var forged = await FormAsync(Signed([.. Reply.Select(field => field.Name == "stripped-text" ? (field.Name, "Buy") : field)]));

        Assert.NotEqual(first.Body, again.Body);
        Assert.Null((await ReadAsync(adapter, first)).Refusal);
        Assert.Null((await ReadAsync(adapter, again)).Refusal);
        Assert.Equal((InboundRefusal.TooOld, 406), Of(await ReadAsync(adapter, forged)));
        clock.Advance(TimeSpan.FromHours(10));
        Assert.Equal((InboundRefusal.TooOld, 406), Of(await ReadAsync(adapter, first)));
    }

    [Theory]
    [InlineData("message-headers", """[["Auto-Submitted", "auto-replied"]]""")]
    [InlineData("message-headers", """[["Content-Type", "multipart/report; report-type=delivery-status"]]""")]
    [InlineData("sender", "")]
    [InlineData("from", "MAILER-DAEMON@mx.example.com")]
    public async Task ReadInbound_WhatAMachineWrote_IsNoAnswer(string field, string value)
    {
        var reading = await ReadAsync(Adapter(), Encoded(Signed([.. Reply.Select(one => one.Name == field ? (field, value) : one)])));

        Assert.Null(reading.Refusal);
        Assert.Empty(reading.Facts);
    }

    [Fact]
    public async Task ReadInbound_TheRawMail_IsReadItself()
    {
        (string, string)[] raw = [("recipient", "reply@mg.example.com"), ("sender", "ada@example.com"), ("from", "ada@example.com"), ("body-mime", "From: ada@example.com\r\nMessage-Id: <m1@example.com>\r\nReferences: <a@x.example> <b@mg.EXAMPLE.com>\r\n\r\nGrüße\r\n")];
        var text = Assert.IsType<InboundText>(Assert.Single((await ReadAsync(Adapter(), Encoded(Signed(raw)))).Facts));

        Assert.Equal(("Grüße", "<m1@example.com>", "<b@mg.EXAMPLE.com>"), (text.Text, text.Id, text.InReplyTo));
    }

    [Fact]
    public async Task ReadInbound_WithoutHeaders_IsMalformed() =>
        Assert.Equal(InboundRefusal.Malformed, (await ReadAsync(Adapter(), Encoded(Signed([.. Reply.Where(field => field.Name != "message-headers")])))).Refusal);

    [Fact]
    public async Task ReadInbound_Spoilt_IsAValue()
    {
        var (multipart, type) = await FormAsync(Signed(Reply), "b");
        foreach (var (text, kind) in new[] { (Encoding.UTF8.GetString(multipart), type), (Encoding.UTF8.GetString(Encoded(Signed(Reply)).Body), Urlencoded) })
        {
            var (read, refused) = (0, 0);
            foreach (var body in Mutations.Of(text, 2_000, seed: 75))
            {
                _ = (await ReadAsync(Adapter(), body, kind)).Refusal is null ? read++ : refused++;
            }

            Assert.True(read > 100 && refused > 100, $"{read} read, {refused} refused: the spoilt bodies are not of both kinds.");
        }
    }

    private static (InboundRefusal? Refusal, int? Status) Of(InboundReading reading) => (reading.Refusal, reading.RefusalStatus);

    private static (string Name, string Value)[] Signed((string, string)[] fields, string key = Key)
    {
        const string timestamp = "1521233195";
        return [.. fields, ("timestamp", timestamp), ("token", Token), ("signature", Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(timestamp + Token))))];
    }

    private static (byte[] Body, string Type) Encoded((string Name, string Value)[] fields) =>
        (Encoding.UTF8.GetBytes(string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}"))), Urlencoded);

    private static async Task<(byte[] Body, string Type)> FormAsync((string Name, string Value)[] fields, string boundary = "8d43-29f1")
    {
        using var form = new MultipartFormDataContent(boundary);
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        form.Add(new ByteArrayContent([0, 1, 255]), "attachment-1", "boots.png");
        return (await form.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), form.Headers.ContentType!.ToString());
    }

    private MailgunChannelAdapter Adapter(string[]? keys = null)
    {
        var options = new MailgunOptions { ApiKey = "k", Domain = "mg.example.com", From = "shop@example.com" };
        Array.ForEach(keys ?? [Key], options.WebhookKeys.Add);
        return new("main", options, new HttpClient(), clock);
    }

    private static Task<InboundReading> ReadAsync(MailgunChannelAdapter adapter, (byte[] Body, string Type) call) => ReadAsync(adapter, call.Body, call.Type);

    private static Task<InboundReading> ReadAsync(MailgunChannelAdapter adapter, byte[] body, string type) => ApiMail.ReadAsync(_ => adapter, body, ("Content-Type", type));
}
