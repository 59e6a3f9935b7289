using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Email;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Email.Resend;

public sealed class ResendMailInTests
{
    private const string Key = "re_123456789_abcdefghijklmnop";
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private const string Told = """
        {"type":"email.received","created_at":"2026-02-22T23:41:12.126Z","data":{"email_id":"56761188-7520-42d8-8898-ff6fc54ce618","created_at":"2026-02-22T23:41:11.894719+00:00","from":"Ada <ada@EXAMPLE.com>","to":["reply@in.example.com"],"bcc":[],"cc":[],"message_id":"<example+123>","subject":"Re: Your cart","attachments":[]}}
        """;

    private const string Mail = """
        {"object":"email","id":"56761188-7520-42d8-8898-ff6fc54ce618","to":["reply@in.example.com"],"from":"Ada <ada@EXAMPLE.com>","created_at":"2026-02-22T23:41:11.894719+00:00","subject":"Re: Your cart","html":"<p>Stop</p>","text":"Stop\n\nOn Mon, 22 Feb 2026 at 10:00, Shop wrote:\n> Your boots\n","headers":{"return-path":"ada@example.com","mime-version":"1.0"},"bcc":[],"cc":[],"reply_to":[],"message_id":"<example+123>","attachments":[]}
        """;

    private readonly ManualClock clock = new(new(2026, 2, 22, 23, 41, 13, TimeSpan.Zero));

    [Fact]
    public async Task ReadInbound_AMail_IsFetchedAndRead()
    {
        var (reading, request) = await CallAsync(Told, ProviderReply.Json(200, Mail));
        var text = Assert.IsType<InboundText>(Assert.Single(reading.Facts));

        Assert.Equal(("GET", "/emails/receiving/56761188-7520-42d8-8898-ff6fc54ce618", $"Bearer {Key}"), (request!.Method, request.Target, request.Header("Authorization")));
        Assert.Equal(("ada@example.com", "Stop", "reply@in.example.com", null, "56761188-7520-42d8-8898-ff6fc54ce618"), (text.From, text.Text, text.To, text.InReplyTo, text.Id));
        Assert.Equal(new DateTimeOffset(2026, 2, 22, 23, 41, 11, 894, TimeSpan.Zero).AddTicks(7_190), text.At);
    }

    [Fact]
    public async Task ReadInbound_NotSigned_AsksForNothing()
    {
        var (reading, request) = await CallAsync(Told, ProviderReply.Json(200, Mail), signature: "v1,AAAA");

        Assert.Equal((InboundRefusal.BadSignature, null), (reading.Refusal, request));
        Assert.Equal(InboundRefusal.Malformed, (await CallAsync("""{"type":"email.received","data":{}}""", ProviderReply.Json(200, Mail))).Reading.Refusal);
    }

    [Theory]
    [InlineData("""{"auto-submitted":"auto-replied"}""")]
    [InlineData("""{"Return-Path":"<>"}""")]
    [InlineData("""{"precedence":["first-class"],"content-type":["multipart/report; report-type=delivery-status"]}""")]
    public async Task ReadInbound_WhatAMachineWrote_IsNoAnswer(string headers) =>
        Assert.Empty((await CallAsync(Told, ProviderReply.Json(200, Mail.Replace("""{"return-path":"ada@example.com","mime-version":"1.0"}""", headers, StringComparison.Ordinal)))).Reading.Facts);

    [Fact]
    public async Task ReadInbound_AMailThatIsThereNoMore_IsOneWithoutText() =>
        Assert.Equal("[mail without text]", Assert.IsType<InboundText>(Assert.Single((await CallAsync(Told, ProviderReply.Json(404, """{"name":"not_found"}"""))).Reading.Facts)).Text);

    [Theory]
    [InlineData(401)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task ReadInbound_WithoutTheMail_ThrowsSoThatResendComesAgain(int status)
    {
        var thrown = await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(Told, ProviderReply.Json(status, "{}")));

        Assert.DoesNotContain(Key, thrown.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReadInbound_WhenResendFallsSilent_ThrowsAfterTheAccountsTimeout(bool afterTheHeaders)
    {
        await using var resend = new ScriptedHttpServer(async exchange =>
        {
            await exchange.ReadRequestAsync();
            if (afterTheHeaders)
            {
                await exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 4000\r\n\r\n{\"object\":");
            }

            clock.Advance(TimeSpan.FromSeconds(20));
            await exchange.HangAsync();
        });
        using var client = new HttpClient(EgressGate.CreateHandler(allowPrivateNetworks: true)) { Timeout = Timeout.InfiniteTimeSpan };
        var adapter = Adapter(new Uri($"http://127.0.0.1:{resend.Port}/"), client);

        await Assert.ThrowsAsync<HttpRequestException>(() => adapter.ReadInboundAsync(Call(Told), TestContext.Current.CancellationToken).AsTask());
    }

    [Fact]
    public async Task ReadInbound_AnIdThatIsAPath_StaysOne() =>
        Assert.Equal("/emails/receiving/..%2F..%2Fdomains%3Fx", (await CallAsync(Told.Replace("56761188-7520-42d8-8898-ff6fc54ce618", "../../domains?x", StringComparison.Ordinal), ProviderReply.Json(404, "{}"))).Request!.Target);

    [Fact]
    public async Task Specification_KnowsTheQuestion()
    {
        var prism = Oracle.Prism("resend");
        using var client = new HttpClient(EgressGate.CreateHandler(allowPrivateNetworks: true));
        var adapter = Adapter(prism, client);

        Assert.IsType<InboundText>(Assert.Single((await adapter.ReadInboundAsync(Call(Told), TestContext.Current.CancellationToken)).Facts));
    }

    [Fact]
    public void Read_Spoilt_IsAValueOrNoJson()
    {
        using var told = JsonDocument.Parse("""{"email_id":"m1","from":"ada@example.com"}""");
        var (read, refused) = (0, 0);
        foreach (var body in Mutations.Of(Mail, 3_000, seed: 76))
        {
            try
            {
                using var mail = JsonDocument.Parse(body);
                read += ResendMailIn.Read(told.RootElement, mail.RootElement, clock.GetUtcNow()).Facts.Count;
            }
            catch (JsonException)
            {
                refused++;
            }
        }

        Assert.True(read > 0 && refused > 0, $"{read} read, {refused} refused: the spoilt bodies are not of both kinds.");
    }

    private async Task<(InboundReading Reading, ProviderRequest? Request)> CallAsync(string body, ProviderReply reply, string? signature = null)
    {
        await using var resend = new ProviderDouble(_ => reply);
        using var client = new HttpClient(EgressGate.CreateHandler(allowPrivateNetworks: true));
        var reading = await Adapter(resend.Address, client).ReadInboundAsync(Call(body, signature), TestContext.Current.CancellationToken);
        return (reading, resend.Requests.SingleOrDefault());
    }

    private ResendChannelAdapter Adapter(Uri address, HttpClient client) =>
        new("main", new ResendOptions { ApiKey = Key, From = "shop@example.com", BaseAddress = address, AllowPrivateNetworks = true, WebhookSecrets = { Secret } }, client, clock);

    private WebhookRequest Call(string body, string? signature = null)
    {
        var at = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signed = HMACSHA256.HashData(Convert.FromBase64String(Secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"msg_1.{at}.{body}"));
        return new WebhookRequest
        {
            Url = new Uri("https://shop.example/in"),
            Headers = new Dictionary<string, string> { ["svix-id"] = "msg_1", ["svix-timestamp"] = at, ["svix-signature"] = signature ?? $"v1,{Convert.ToBase64String(signed)}" },
            Body = Encoding.UTF8.GetBytes(body),
        };
    }
}
