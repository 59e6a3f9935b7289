using System.Globalization;
using System.Text;
using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Testing;
using OmniChannel.Webhooks;
using static OmniChannel.Tests.ScriptedHttpServer;

namespace OmniChannel.Tests.Webhooks;

/// <summary>The webhook channel against a real socket.</summary>
public sealed class WebhookChannelAdapterTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string NextSecret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Send_ToAnEndpointThatAnswers2xx_IsAcceptedAndVerifies()
    {
        await using var server = Answering(Answer(204));

        var outcome = await SendAsync(server, SampleMessage.Full);

        Assert.Equal(AttemptResult.Accepted, outcome.Result);
        var request = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/hook", "application/json"), (request.Method, request.Path, request.Headers["Content-Type"]));
        Assert.Equal(SampleMessage.Full.IdempotencyKey, request.Headers["webhook-id"]);
        Assert.Equal(Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), request.Headers["webhook-timestamp"]);
        Assert.Equal(2, request.Headers["webhook-signature"].Split(' ').Length);
        foreach (var secret in new[] { Secret, NextSecret })
        {
            Assert.True(Verify(request, secret).IsValid);
        }

        Assert.Equal(WebhookVerdict.WrongSignature, Verify(request, "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").Verdict);
    }

    [Fact]
    public async Task Send_AFullMessage_CarriesEverything()
    {
        await using var server = Answering(Answer(200));

        await SendAsync(server, SampleMessage.Full);

        AssertJson(
            """
            {
              "type": "omnichannel.message",
              "timestamp": "2026-11-21T08:15:30.25Z",
              "data": {
                "delivery": "delivery-1", "tenant": "default", "customer": "ada", "campaign": "autumn", "channel": "sms",
                "purpose": "marketing", "urgency": "high",
                "createdAt": "2026-11-21T08:15:30.25Z", "expiresAt": "2026-11-22T08:15:30Z",
                "address": "+15550001", "recipientName": "Ada Løvelace",
                "content": {
                  "subject": "Your cart", "text": "Your boots are still here 👢", "html": "<p>Your <b>boots</b> are still here</p>",
                  "link": "https://shop.example/cart?c=1", "image": "https://shop.example/boots.png", "buttons": ["To the cart", "Not now"]
                },
                "unsubscribe": "https://shop.example/out/abc"
              }
            }
            """,
            Assert.Single(server.Requests).Body);
    }

    [Fact]
    public async Task Send_ABareMessage_HasEveryFieldAndNullWhereThereIsNothing()
    {
        await using var server = Answering(Answer(200));

        await SendAsync(server, SampleMessage.Bare);

        AssertJson(
            """
            {
              "type": "omnichannel.message",
              "timestamp": "2026-11-21T08:15:30.25Z",
              "data": {
                "delivery": "delivery-1", "tenant": "default", "customer": "ada", "campaign": "autumn", "channel": "sms",
                "purpose": "marketing", "urgency": "low",
                "createdAt": "2026-11-21T08:15:30.25Z", "expiresAt": "2026-11-22T08:15:30Z",
                "address": "", "recipientName": null,
                "content": { "subject": null, "text": "", "html": null, "link": null, "image": null, "buttons": [] },
                "unsubscribe": null
              }
            }
            """,
            Assert.Single(server.Requests).Body);
    }

    [Fact]
    public async Task Send_Again_RepeatsIdAndBodyAndSignsTheNewTime()
    {
        var clock = new ManualClock(Now);
        await using var server = Answering(Answer(500));

        await SendAsync(server, SampleMessage.Full, clock);
        clock.Advance(TimeSpan.FromMinutes(30));
        await SendAsync(server, SampleMessage.Full, clock);

        var requests = server.Requests.ToArray();
        Assert.Equal(2, requests.Length);
        Assert.Equal(requests[0].Body, requests[1].Body);
        Assert.Equal(requests[0].Headers["webhook-id"], requests[1].Headers["webhook-id"]);
        Assert.NotEqual(requests[0].Headers["webhook-timestamp"], requests[1].Headers["webhook-timestamp"]);
        Assert.True(new WebhookVerifier([Secret], clock).Verify(
            requests[1].Body, requests[1].Headers["webhook-id"], requests[1].Headers["webhook-timestamp"], requests[1].Headers["webhook-signature"]).IsValid);
    }

    [Theory]
    [InlineData("row.1/variant a")]
    [InlineData("row\r\nX-Evil: 1")]
    [InlineData("zeile-ü")]
    public async Task Send_WithAKeyThatCannotStandInAHeader_SendsItsHash(string key)
    {
        await using var server = Answering(Answer(200));

        await SendAsync(server, SampleMessage.Full with { IdempotencyKey = key });

        var request = Assert.Single(server.Requests);
        Assert.Matches("^[0-9a-f]{64}$", request.Headers["webhook-id"]);
        Assert.False(request.Headers.ContainsKey("X-Evil"));
        Assert.True(Verify(request, Secret).IsValid);
    }

    [Theory]
    [InlineData(200, AttemptResult.Accepted, AttemptFault.None)]
    [InlineData(299, AttemptResult.Accepted, AttemptFault.None)]
    [InlineData(302, AttemptResult.NotSent, AttemptFault.Account)]
    [InlineData(400, AttemptResult.Rejected, AttemptFault.Message)]
    [InlineData(401, AttemptResult.NotSent, AttemptFault.Account)]
    [InlineData(404, AttemptResult.NotSent, AttemptFault.Account)]
    [InlineData(405, AttemptResult.NotSent, AttemptFault.Account)]
    [InlineData(410, AttemptResult.NotSent, AttemptFault.Account)]
    [InlineData(413, AttemptResult.Rejected, AttemptFault.Message)]
    [InlineData(429, AttemptResult.NotSent, AttemptFault.Provider)]
    [InlineData(500, AttemptResult.NotSent, AttemptFault.Provider)]
    [InlineData(502, AttemptResult.NotSent, AttemptFault.Provider)]
    [InlineData(503, AttemptResult.NotSent, AttemptFault.Provider)]
    [InlineData(504, AttemptResult.Unknown, AttemptFault.Provider)]
    public async Task Send_ByStatus_HasItsOutcome(int status, AttemptResult result, AttemptFault fault)
    {
        await using var server = Answering(Answer(status, "<html>", "Retry-After: 60"));

        var outcome = await SendAsync(server, SampleMessage.Full);

        Assert.Equal((result, fault), (outcome.Result, outcome.Fault));
        Assert.Equal(fault == AttemptFault.Provider && result == AttemptResult.NotSent ? TimeSpan.FromSeconds(60) : null, outcome.RetryAfter);
        Assert.DoesNotContain(SampleMessage.Full.Address, outcome.Detail ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_WhenTheBodyNeverComes_DoesNotWaitForIt()
    {
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            await exchange.ReadRequestAsync();
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
            await exchange.HangAsync();
        });

        Assert.Equal(AttemptResult.Accepted, (await SendAsync(server, SampleMessage.Full)).Result);
    }

    [Fact]
    public async Task Send_WhenTheConnectionBreaksAfterTheBody_IsUnknown()
    {
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            await exchange.ReadRequestAsync();
            exchange.Reset();
        });

        Assert.Equal(AttemptResult.Unknown, (await SendAsync(server, SampleMessage.Full)).Result);
    }

    [Fact]
    public async Task Send_ToThisMachineWithoutLeave_IsRefusedAtTheGate()
    {
        await using var server = Answering(Answer(200));
        using var client = new HttpClient(EgressGate.CreateHandler());
        var options = new WebhookOptions { Endpoint = new($"https://localhost:{server.Port}/"), Secrets = { Secret } };
        var adapter = new WebhookChannelAdapter("crm", options, client, TimeProvider.System);

        var outcome = await adapter.SendAsync(SampleMessage.Full, TestContext.Current.CancellationToken);

        Assert.Equal((AttemptResult.NotSent, AttemptFault.Account), (outcome.Result, outcome.Fault));
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public void Create_FromOptions_NamesItsChannelAndAccount()
    {
        using var client = new HttpClient();
        var adapter = new WebhookChannelAdapter("crm", new() { Channel = "sms", Endpoint = new("https://crm.example/in"), Secrets = { Secret } }, client, TimeProvider.System);

        Assert.Equal((Channel.Sms, "crm"), (adapter.Channel, adapter.Account));
    }

    [Fact]
    public void Create_WithEverythingWrong_SaysItAllAtOnceAndShowsNoSecret()
    {
        using var client = new HttpClient();
        var options = new WebhookOptions { Channel = "Live Chat", Endpoint = new("http://me:pw@crm.example/in"), Timeout = TimeSpan.FromHours(1), Secrets = { "hunter2", Secret, Secret } };

        var refused = Assert.Throws<ArgumentException>(() => new WebhookChannelAdapter("crm", options, client, TimeProvider.System));

        foreach (var expected in new[] { "crm", "Channel", "https", "name or password", "Secrets[0]", "Secrets[2]", "Timeout" })
        {
            Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, WebhookOptionsCheck.Problems(new()).Count);
        Assert.NotEmpty(WebhookOptionsCheck.Problems(new() { Endpoint = new("/in", UriKind.Relative), Secrets = { Secret } }));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData(" @ada:chat.example ", "@ada:chat.example")]
    [InlineData("+15550001", "+15550001")]
    public void CheckAddress_ForAnyLine_IsValid(string address, string normalized) => Assert.Equal(AddressCheck.Valid(normalized), WebhookAddress.Check(address));

    [Fact]
    public void CheckAddress_ForWhatIsNoLine_IsInvalidAndDoesNotRepeatIt()
    {
        foreach (var address in new[] { "ada\r\nevil", new string('a', 1_001) })
        {
            var check = WebhookAddress.Check(address);
            Assert.False(check.IsValid);
            Assert.DoesNotContain(address, check.Problem, StringComparison.Ordinal);
        }
    }

    /// <summary>Escaped as it is, a text can only be shown by who knows for what.</summary>
    [Theory]
    [InlineData(TextMarkup.TelegramMarkdownV2, "telegram-markdown-v2")]
    [InlineData(TextMarkup.SlackMrkdwn, "slack-mrkdwn")]
    [InlineData(TextMarkup.WhatsApp, "whatsapp")]
    [InlineData(null, null)]
    public void Write_ForTextThatIsMarkedUp_SaysHow(TextMarkup? markup, string? name)
    {
        using var json = JsonDocument.Parse(WebhookPayload.Write(SampleMessage.Full with { Content = new() { Text = "*Boots*", Markup = markup } }));

        Assert.Equal(name, json.RootElement.GetProperty("data").GetProperty("content").TryGetProperty("markup", out var said) ? said.GetString() : null);
    }

    [Fact]
    public void Write_ForTextThatIsNoUnicode_IsStillJson()
    {
        var body = WebhookPayload.Write(SampleMessage.Full with { Content = new() { Text = "half \uD83D a face, \u0000 and \"quotes\"" } });

        using var json = JsonDocument.Parse(body);
        Assert.Equal("half \uFFFD a face, \u0000 and \"quotes\"", json.RootElement.GetProperty("data").GetProperty("content").GetProperty("text").GetString());
    }

    private static void AssertJson(string expected, byte[] actual)
    {
        using var wanted = JsonDocument.Parse(expected);
        using var sent = JsonDocument.Parse(actual);
        Assert.True(JsonElement.DeepEquals(wanted.RootElement, sent.RootElement), Encoding.UTF8.GetString(actual));
    }

    private static WebhookVerification Verify(Request request, string secret) => new WebhookVerifier([secret], new ManualClock(Now)).Verify(
        request.Body, request.Headers["webhook-id"], request.Headers["webhook-timestamp"], request.Headers["webhook-signature"]);

    private static async Task<AttemptOutcome> SendAsync(ScriptedHttpServer server, OutgoingMessage message, ManualClock? clock = null)
    {
        using var client = new HttpClient(EgressGate.CreateHandler(allowPrivateNetworks: true));
        var options = new WebhookOptions { Channel = "sms", Endpoint = server.Url, AllowPrivateNetworks = true, Secrets = { Secret, NextSecret } };
        var adapter = new WebhookChannelAdapter("crm", options, client, clock ?? new ManualClock(Now));
        return await adapter.SendAsync(message, TestContext.Current.CancellationToken);
    }
}
