using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OmniChannel.Delivery;
using OmniChannel.Email;
using OmniChannel.Testing;
using OmniChannel.Wire;

namespace OmniChannel.Tests.Email.Mailgun;

public sealed class MailgunEventsTests
{
    private const string Key = "webhook-signing-key";

    private const string Failed = """
        {"event":"failed","id":"G9Bn5sl1TC6nu79C8C0bwg","timestamp":1521233195.375624,"severity":"permanent","reason":"bounce","log-level":"error","recipient":"alice@example.com","delivery-status":{"code":550,"enhanced-code":"5.1.1","message":"5.1.1 No such user","attempt-no":1},"message":{"headers":{"message-id":"20130503192659.13651.20287@mg.example.com","subject":"Test"}},"user-variables":{"omnichannel_delivery":"delivery-1"},"flags":{"is-test-mode":false}}
        """;

    private readonly ManualClock clock = new(DateTimeOffset.FromUnixTimeSeconds(1_521_233_200));

    [Fact]
    public async Task ReadInbound_ASignedFailure_IsAHardBounceOfOurDelivery()
    {
        var receipt = Assert.IsType<InboundReceipt>(Assert.Single((await ReadAsync(Adapter(), Call())).Facts));

        Assert.Equal((ReceiptKind.HardBounced, new DeliveryId("delivery-1"), "<20130503192659.13651.20287@mg.example.com>"), (receipt.Kind, receipt.Delivery!.Value, receipt.ProviderMessageId));
        Assert.Equal(("G9Bn5sl1TC6nu79C8C0bwg/failed/1521233195376", 1_521_233_195_376), (receipt.Id, receipt.At.ToUnixTimeMilliseconds()));
    }

    [Fact]
    public async Task ReadInbound_NotSigned_IsNotBelieved()
    {
        Assert.Equal((InboundRefusal.BadSignature, null), Of(await ReadAsync(Adapter(), Call(key: "another"))));
        Assert.Equal((InboundRefusal.BadSignature, null), Of(await ReadAsync(Adapter(keys: []), Call())));
        Assert.Equal((InboundRefusal.BadSignature, null), Of(await ReadAsync(Adapter(), "{}"u8.ToArray())));
        Assert.Equal((InboundRefusal.BadSignature, null), Of(await ReadAsync(Adapter(), "[1]"u8.ToArray())));
        Assert.Null((await ReadAsync(Adapter(keys: ["new", Key]), Call())).Refusal);
    }

    [Fact]
    public async Task ReadInbound_Old_IsRefusedForEver()
    {
        clock.Advance(TimeSpan.FromHours(10));

        Assert.Equal((InboundRefusal.TooOld, 406), Of(await ReadAsync(Adapter(), Call())));
    }

    [Fact]
    public async Task ReadInbound_ATokenAgain_IsGoodForTheSameBodyAlone()
    {
        var adapter = Adapter();
        var forged = Call(happened: Failed.Replace("alice", "mallory", StringComparison.Ordinal));

        Assert.Null((await ReadAsync(adapter, Call())).Refusal);
        Assert.Null((await ReadAsync(adapter, Call())).Refusal);
        Assert.Equal((InboundRefusal.TooOld, 406), Of(await ReadAsync(adapter, forged)));
        Assert.Null((await ReadAsync(adapter, Call(token: "another", happened: Failed.Replace("alice", "mallory", StringComparison.Ordinal)))).Refusal);
        clock.Advance(TimeSpan.FromHours(8));
        Assert.Equal((InboundRefusal.TooOld, 406), Of(await ReadAsync(adapter, forged)));
    }

    [Fact]
    public async Task ReadInbound_TokensOfManyDays_AreForgottenOnlyWhenTheyAreTooOld()
    {
        var adapter = Adapter();
        var first = clock.GetUtcNow().ToUnixTimeSeconds();
        for (var hour = 0; hour < 100; hour++)
        {
            Assert.Null((await ReadAsync(adapter, Call(at: first + (hour * 3_600), token: $"{hour}"))).Refusal);
            var young = Math.Max(0, hour - 8);
            Assert.Equal(InboundRefusal.TooOld, (await ReadAsync(adapter, Call(at: first + (young * 3_600), token: $"{young}", happened: "{}"))).Refusal);
            clock.Advance(TimeSpan.FromHours(1));
        }
    }

    [Theory]
    [InlineData("""{"event":"accepted"}""", null)]
    [InlineData("""{"event":"stored"}""", null)]
    [InlineData("""{"event":"delivered"}""", ReceiptKind.Delivered)]
    [InlineData("""{"event":"opened"}""", ReceiptKind.Opened)]
    [InlineData("""{"event":"clicked","url":"https://shop.example/"}""", ReceiptKind.Clicked)]
    [InlineData("""{"event":"complained"}""", ReceiptKind.Complained)]
    [InlineData("""{"event":"unsubscribed"}""", ReceiptKind.Unsubscribed)]
    [InlineData("""{"event":"rejected","reject":{"reason":"Sandbox"}}""", ReceiptKind.SoftBounced)]
    [InlineData("""{"event":"failed","severity":"temporary","reason":"generic"}""", ReceiptKind.SoftBounced)]
    [InlineData("""{"event":"failed","severity":"temporary","reason":"suppress-bounce"}""", ReceiptKind.SoftBounced)]
    [InlineData("""{"event":"failed","severity":"permanent","reason":"generic"}""", ReceiptKind.SoftBounced)]
    [InlineData("""{"event":"failed","severity":"permanent","reason":"suppress-bounce","delivery-status":{"code":605}}""", ReceiptKind.HardBounced)]
    [InlineData("""{"event":"failed","severity":"permanent","reason":"suppress-complaint"}""", ReceiptKind.Complained)]
    [InlineData("""{"event":"failed","severity":"permanent","reason":"suppress-unsubscribe"}""", ReceiptKind.Unsubscribed)]
    [InlineData("""{"event":"failed","severity":"permanent","reason":"bounce","delivery-status":{"code":550,"message":"5.7.1 Blocked"}}""", ReceiptKind.SoftBounced)]
    [InlineData("""{"event":"failed","severity":"permanent","reason":"bounce","delivery-status":{"code":550,"enhanced-code":"5.7.26"}}""", ReceiptKind.SoftBounced)]
    [InlineData("""{"event":"failed","severity":"permanent","reason":"bounce"}""", ReceiptKind.HardBounced)]
    [InlineData("""{"event":"something_new"}""", null)]
    public void Read_ByEvent_IsItsReceipt(string happened, ReceiptKind? expected)
    {
        var one = JsonNode.Parse(happened)!.AsObject();
        (one["id"], one["timestamp"], one["user-variables"]) = ("e1", 1521233195.375624, new JsonObject { ["omnichannel_delivery"] = "delivery-1" });

        Assert.Equal(expected, Read(one.ToJsonString()).Facts.OfType<InboundReceipt>().SingleOrDefault()?.Kind);
    }

    [Fact]
    public void Read_AMachinesOpen_IsTheMachines() =>
        Assert.Equal([true, false], new[] { "apple", "" }.Select(bot => Assert.IsType<InboundReceipt>(Assert.Single(Read("""{"event":"opened","timestamp":1,"client-info":{"bot":"BOT"},"message":{"headers":{"message-id":"m"}}}""".Replace("BOT", bot, StringComparison.Ordinal)).Facts)).ByMachine));

    /// <summary>The signature covers no more than its own token, so what is spoilt is read.</summary>
    [Fact]
    public async Task Read_Spoilt_IsAValueOrNoJson()
    {
        Mutations.Judge(Failed, 3_000, seed: 43, spoilt => Read(Encoding.UTF8.GetString(spoilt)).Facts.Count > 0);

        var (read, refused, adapter) = (0, 0, Adapter());
        foreach (var body in Mutations.Of(Encoding.UTF8.GetString(Call()).TrimEnd('}') + "}},\"more\":[1,{\"a\":\"b\"},{\"c\":\"d\"},{\"e\":\"f\"}]}", 3_000, seed: 44))
        {
            try
            {
                _ = (await ReadAsync(adapter, body)).Facts.Count > 0 ? read++ : refused++;
            }
            catch (JsonException)
            {
                refused++;
            }
        }

        Assert.True(read > 0 && refused > 0, $"{read} read, {refused} refused: the spoilt calls are not of both kinds.");
    }

    private static (InboundRefusal? Refusal, int? Status) Of(InboundReading reading) => (reading.Refusal, reading.RefusalStatus);

    private static InboundReading Read(string happened)
    {
        var json = new WireReader(Encoding.UTF8.GetBytes(happened));
        var read = MailgunEvent.Read(ref json);
        json.End();
        return MailgunEvents.Read(read);
    }

    private MailgunChannelAdapter Adapter(string[]? keys = null)
    {
        var options = new MailgunOptions { ApiKey = "k", Domain = "mg.example.com", From = "shop@example.com" };
        Array.ForEach(keys ?? [Key], options.WebhookKeys.Add);
        return new("main", options, new HttpClient(), clock);
    }

    private static Task<InboundReading> ReadAsync(MailgunChannelAdapter adapter, byte[] body) => ApiMail.ReadAsync(_ => adapter, body);

    private static byte[] Call(long at = 1_521_233_195, string token = "50dcec4a1d0ee9ea1e5e1a6b8ab4f6f2", string key = Key, string happened = Failed)
    {
        var timestamp = at.ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(timestamp + token)));
        return Encoding.UTF8.GetBytes(new JsonObject { ["signature"] = new JsonObject { ["timestamp"] = timestamp, ["token"] = token, ["signature"] = signature }, ["event-data"] = JsonNode.Parse(happened) }.ToJsonString());
    }
}
