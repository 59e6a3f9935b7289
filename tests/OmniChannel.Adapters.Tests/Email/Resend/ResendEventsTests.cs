using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OmniChannel.Delivery;
using OmniChannel.Email;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Email.Resend;

public sealed class ResendEventsTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private const string Bounced = """
        {"type":"email.bounced","created_at":"2026-11-22T23:41:12.126Z","data":{"broadcast_id":null,"created_at":"2026-11-22T23:41:11.894719+00:00","email_id":"56761188-7520-42d8-8898-ff6fc54ce618","from":"Acme <onboarding@resend.dev>","to":["delivered@resend.dev"],"subject":"Sending this example","bounce":{"message":"The recipient's email address is on the suppression list.","subType":"Suppressed","type":"Permanent"},"tags":{"omnichannel_delivery":"delivery-1"}}}
        """;

    private readonly ManualClock clock = new(new(2026, 11, 22, 23, 41, 13, TimeSpan.Zero));

    [Fact]
    public async Task ReadInbound_ASignedBounce_IsAHardBounceOfOurDelivery()
    {
        var receipt = Assert.IsType<InboundReceipt>(Assert.Single((await ReadAsync(Bounced)).Facts));

        Assert.Equal((ReceiptKind.HardBounced, new DeliveryId("delivery-1"), "56761188-7520-42d8-8898-ff6fc54ce618", "msg_1"), (receipt.Kind, receipt.Delivery!.Value, receipt.ProviderMessageId, receipt.Id));
    }

    [Fact]
    public async Task ReadInbound_ByTheReferenceLibrary_IsSignedAlike()
    {
        var server = Server.Require(Server.NodeVerifiers);
        var at = clock.GetUtcNow().ToUnixTimeSeconds();
        var script = $"const {{Webhook}}=require('standardwebhooks');process.stdout.write(new Webhook('{Secret}').sign('msg_1',new Date({at}000),require('fs').readFileSync(0,'utf8')))";
        using var node = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("node", ["-e", script]) { RedirectStandardInput = true, RedirectStandardOutput = true, Environment = { ["NODE_PATH"] = server } })!;
        await node.StandardInput.WriteAsync(Bounced);
        node.StandardInput.Close();
        var signature = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Null((await ReadAsync(Bounced, signature)).Refusal);
        Assert.Equal(InboundRefusal.BadSignature, (await ReadAsync(Bounced + " ", signature)).Refusal);
    }

    [Fact]
    public async Task ReadInbound_NotSignedOrOld_IsNotBelieved()
    {
        Assert.Equal(InboundRefusal.BadSignature, (await ReadAsync(Bounced, "v1,AAAA")).Refusal);
        Assert.Equal(InboundRefusal.BadSignature, (await ReadAsync(Bounced, id: "msg.1")).Refusal);
        Assert.Equal(InboundRefusal.BadSignature, (await ReadAsync(Bounced, secrets: [])).Refusal);
        Assert.Null((await ReadAsync(Bounced, secrets: ["whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", Secret])).Refusal);
        var signed = Signature(Bounced, "msg_1", clock.GetUtcNow().ToUnixTimeSeconds());
        var then = clock.GetUtcNow().ToUnixTimeSeconds();
        clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(InboundRefusal.TooOld, (await ReadAsync(Bounced, signed, at: then)).Refusal);
    }

    [Theory]
    [InlineData("email.sent", "{}", null)]
    [InlineData("email.scheduled", "{}", null)]
    [InlineData("email.delivered", "{}", ReceiptKind.Delivered)]
    [InlineData("email.delivery_delayed", "{}", ReceiptKind.SoftBounced)]
    [InlineData("email.opened", "{}", ReceiptKind.Opened)]
    [InlineData("email.clicked", """{"click":{"link":"https://shop.example/"}}""", ReceiptKind.Clicked)]
    [InlineData("email.complained", "{}", ReceiptKind.Complained)]
    [InlineData("email.bounced", """{"bounce":{"type":"Transient"}}""", ReceiptKind.SoftBounced)]
    [InlineData("email.bounced", "{}", ReceiptKind.SoftBounced)]
    [InlineData("email.suppressed", "{}", ReceiptKind.HardBounced)]
    [InlineData("email.failed", """{"failed":{"reason":"reached_daily_quota"}}""", ReceiptKind.SoftBounced)]
    [InlineData("contact.updated", "{}", null)]
    [InlineData("something.new", "{}", null)]
    public void Read_ByType_IsItsReceipt(string type, string data, ReceiptKind? expected)
    {
        var mail = JsonNode.Parse(data)!.AsObject();
        (mail["email_id"], mail["tags"]) = ("m1", new JsonArray(new JsonObject { ["name"] = "omnichannel_delivery", ["value"] = "delivery-1" }));
        var facts = Read("msg_1", Encoding.UTF8.GetBytes(new JsonObject { ["type"] = type, ["created_at"] = "2026-11-22T23:41:12.126Z", ["data"] = mail }.ToJsonString())).Facts;

        Assert.Equal(expected, facts.OfType<InboundReceipt>().SingleOrDefault()?.Kind);
        Assert.All(facts.OfType<InboundReceipt>(), receipt => Assert.Equal(new DeliveryId("delivery-1"), receipt.Delivery));
    }

    [Fact]
    public void Read_Spoilt_IsAValueOrNoJson()
    {
        var (read, refused) = (0, 0);
        foreach (var body in Mutations.Of(Bounced, 3_000, seed: 44))
        {
            try
            {
                read += Read("msg_1", body).Facts.Count;
            }
            catch (JsonException)
            {
                refused++;
            }
        }

        Assert.True(read > 0 && refused > 0, $"{read} read, {refused} refused: the spoilt bodies are not of both kinds.");
    }

    private Task<InboundReading> ReadAsync(string body, string? signature = null, string id = "msg_1", string[]? secrets = null, long? at = null)
    {
        var seconds = at ?? clock.GetUtcNow().ToUnixTimeSeconds();
        var options = new ResendOptions { ApiKey = "re_x", From = "shop@example.com" };
        Array.ForEach(secrets ?? [Secret], options.WebhookSecrets.Add);
        Assert.Empty(ResendOptionsCheck.Problems(options));
        return ApiMail.ReadAsync(
            client => new ResendChannelAdapter("main", options, client, clock), Encoding.UTF8.GetBytes(body),
            ("svix-id", id), ("svix-timestamp", seconds.ToString(CultureInfo.InvariantCulture)), ("svix-signature", signature ?? Signature(body, id, seconds)));
    }

    private static InboundReading Read(string id, byte[] body) => ResendEvents.Read(id, body) ?? throw new InvalidOperationException("It is told of as a mail that somebody wrote.");

    private static string Signature(string body, string id, long at) =>
        $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Secret["whsec_".Length..]), Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at}.{body}"))))}";
}
