using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OmniChannel.Delivery;
using OmniChannel.Email;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Email.SendGrid;

public sealed class SendGridWebhookTests
{
    // The vector that SendGrid publishes with its libraries.
    private const string Key = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==";
    private const string Signature = "MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM=";
    private const string Timestamp = "1600112502";
    private const string Body = "[{\"email\":\"hello@world.com\",\"event\":\"dropped\",\"reason\":\"Bounced Address\",\"sg_event_id\":\"ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA\",\"sg_message_id\":\"LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0\",\"smtp-id\":\"<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>\",\"timestamp\":1600112492}]\r\n";

    private readonly ManualClock clock = new(DateTimeOffset.FromUnixTimeSeconds(1600112502));

    [Fact]
    public async Task ReadInbound_ThePublishedVector_IsAHardBounce()
    {
        var receipt = Assert.IsType<InboundReceipt>(Assert.Single((await ReadAsync(Body)).Facts));

        Assert.Equal(ReceiptKind.HardBounced, receipt.Kind);
        Assert.Equal("ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA", receipt.Id);
        Assert.Equal("LRzXl_NHStOGhQ4kofSm_A", receipt.ProviderMessageId);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1600112492), receipt.At);
    }

    [Fact]
    public async Task ReadInbound_Tampered_IsNotBelieved()
    {
        Assert.Equal(InboundRefusal.BadSignature, (await ReadAsync(Body.TrimEnd())).Refusal);
        Assert.Equal(InboundRefusal.BadSignature, (await ReadAsync(Body.Replace("dropped", "dropper", StringComparison.Ordinal))).Refusal);
        Assert.Equal(InboundRefusal.BadSignature, (await ReadAsync(Body, timestamp: "1600112503")).Refusal);
        Assert.Equal(InboundRefusal.BadSignature, (await ReadAsync(Body, signature: Signature[..^4])).Refusal);
        Assert.Equal(InboundRefusal.BadSignature, (await ReadAsync(Body, signature: null)).Refusal);
        Assert.Equal(InboundRefusal.BadSignature, (await ReadAsync(Body, signature: "%")).Refusal);
        Assert.Equal(InboundRefusal.BadSignature, (await ReadAsync(Body, keys: [Other().Public])).Refusal);
        Assert.Equal(InboundRefusal.BadSignature, (await ReadAsync(Body, keys: [])).Refusal);
        Assert.Null((await ReadAsync(Body, keys: [Other().Public, Key])).Refusal);
    }

    [Fact]
    public async Task ReadInbound_ADayLater_IsTooOld()
    {
        clock.Advance(TimeSpan.FromHours(26));

        Assert.Equal(InboundRefusal.TooOld, (await ReadAsync(Body)).Refusal);
    }

    [Theory]
    [InlineData("""{"event":"processed"}""", null)]
    [InlineData("""{"event":"delivered","response":"250 OK"}""", ReceiptKind.Delivered)]
    [InlineData("""{"event":"open","useragent":"Mozilla/4.0"}""", ReceiptKind.Opened)]
    [InlineData("""{"event":"click","url":"https://shop.example/"}""", ReceiptKind.Clicked)]
    [InlineData("""{"event":"deferred","attempt":"5"}""", ReceiptKind.SoftBounced)]
    [InlineData("""{"event":"bounce","type":"bounce","reason":"550 5.1.1","status":"5.1.1"}""", ReceiptKind.HardBounced)]
    [InlineData("""{"event":"bounce","type":"blocked","reason":"550 5.7.1"}""", ReceiptKind.SoftBounced)]
    [InlineData("""{"event":"dropped","reason":"Unsubscribed Address"}""", ReceiptKind.Unsubscribed)]
    [InlineData("""{"event":"dropped","reason":"Spam Reporting Address"}""", ReceiptKind.Complained)]
    [InlineData("""{"event":"dropped","reason":"Spam Content"}""", ReceiptKind.SoftBounced)]
    [InlineData("""{"event":"spamreport"}""", ReceiptKind.Complained)]
    [InlineData("""{"event":"unsubscribe"}""", ReceiptKind.Unsubscribed)]
    [InlineData("""{"event":"group_unsubscribe","asm_group_id":10}""", ReceiptKind.Unsubscribed)]
    [InlineData("""{"event":"group_resubscribe","asm_group_id":10}""", null)]
    [InlineData("""{"event":"something_new"}""", null)]
    public void Read_ByEvent_IsItsReceipt(string happened, ReceiptKind? expected)
    {
        var one = JsonNode.Parse(happened)!.AsObject();
        one["email"] = "example@test.com";
        one["timestamp"] = 1513299569;
        one["sg_event_id"] = "e1";
        one["sg_message_id"] = "14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0";
        one["omnichannel_delivery"] = "delivery-1";

        var facts = SendGridEvents.Read(Encoding.UTF8.GetBytes($"[{one.ToJsonString()}]")).Facts;

        Assert.Equal(expected, facts.OfType<InboundReceipt>().SingleOrDefault()?.Kind);
        Assert.All(facts.OfType<InboundReceipt>(), receipt => Assert.Equal((new DeliveryId("delivery-1"), "14c5d75ce93"), (receipt.Delivery!.Value, receipt.ProviderMessageId)));
    }

    [Fact]
    public void Read_AMachinesOpen_IsTheMachines() =>
        Assert.True(Assert.IsType<InboundReceipt>(Assert.Single(SendGridEvents.Read("""[{"event":"open","sg_machine_open":true,"timestamp":1,"sg_event_id":"a","sg_message_id":"b"}]"""u8.ToArray()).Facts)).ByMachine);

    [Fact]
    public void Read_Spoilt_IsAValueOrNoJson()
    {
        var (read, refused) = (0, 0);
        foreach (var body in Mutations.Of(Body, 3_000, seed: 11))
        {
            try
            {
                read += SendGridEvents.Read(body).Facts.Count;
            }
            catch (JsonException)
            {
                refused++;
            }
        }

        Assert.True(read > 0 && refused > 0, $"{read} read, {refused} refused: the spoilt bodies are not of both kinds.");
    }

    [Fact]
    public async Task Library_AndVerifier_JudgeEachOtherAlike()
    {
        var (pem, other) = Other();
        using var signer = pem;
        (string Key, string Body, string Signature, string Timestamp)[] calls =
        [
            (Key, Body, Signature, Timestamp),
            (Key, Body, Signature, "1600112503"),
            (Key, Body.TrimEnd(), Signature, Timestamp),
            (other, Body, Signature, Timestamp),
            (other, "[{\"ü\":\"👢\"}]", Convert.ToBase64String(signer.SignData(Encoding.UTF8.GetBytes("1600112502[{\"ü\":\"👢\"}]"), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)), Timestamp),
        ];
        var verdicts = await Oracle.AskVerifiersAsync([.. calls.Select(call => new JsonObject { ["library"] = "sendgrid", ["key"] = call.Key, ["body"] = call.Body, ["signature"] = call.Signature, ["timestamp"] = call.Timestamp })]);

        Assert.Equal([true, false, false, false, true], verdicts.Select(verdict => verdict!.GetValue<bool>()));
        for (var at = 0; at < calls.Length; at++)
        {
            Assert.Equal(verdicts[at]!.GetValue<bool>(), (await ReadAsync(calls[at].Body, calls[at].Signature, calls[at].Timestamp, [calls[at].Key])).Refusal is null);
        }
    }

    private async Task<InboundReading> ReadAsync(string body, string? signature = Signature, string timestamp = Timestamp, string[]? keys = null)
    {
        var options = new SendGridOptions { ApiKey = "SG.x", From = "shop@example.com" };
        Array.ForEach(keys ?? [Key], options.WebhookKeys.Add);
        using var client = new HttpClient();
        var headers = new Dictionary<string, string> { ["x-twilio-email-event-webhook-timestamp"] = timestamp };
        if (signature is not null)
        {
            headers["X-Twilio-Email-Event-Webhook-Signature"] = signature;
        }

        return await new SendGridChannelAdapter("main", options, client, clock).ReadInboundAsync(
            new WebhookRequest { Url = new Uri("https://shop.example/in"), Headers = headers, Body = Encoding.UTF8.GetBytes(body) }, TestContext.Current.CancellationToken);
    }

    private static (ECDsa Signer, string Public) Other()
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return (key, Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()));
    }
}
