using System.Security.Cryptography;
using System.Text;
using OmniChannel.Delivery;
using OmniChannel.Social;
using OmniChannel.Tests.Messaging;

namespace OmniChannel.Tests.Social.X;

public sealed class XEventsTests
{
    private const string Us = "2244994945";
    private const string Written = """{"for_user_id":"2244994945","direct_message_events":[{"type":"message_create","id":"954491830116155396","created_timestamp":"1516403560557","message_create":{"target":{"recipient_id":"2244994945"},"sender_id":"783214","message_data":{"text":"Is it there?","entities":{}}}}]}""";
    private const string Mentioned = """{"for_user_id":"2244994945","tweet_create_events":[{"created_at":"Wed Oct 10 20:19:24 +0000 2018","id_str":"1050118621198921728","text":"@shop good","user":{"id_str":"783214"}}]}""";

    [Fact]
    public void Read_ADirectMessage_IsATextOfTheDirectChannelAlone()
    {
        var text = Assert.IsType<InboundText>(Assert.Single(Read(Written, isDirect: true).Facts));

        Assert.Equal(("954491830116155396", "783214", "Is it there?"), (text.Id, text.From, text.Text));
        Assert.Empty(Read(Written, isDirect: false).Facts);
        Assert.Empty(Read(Written.Replace("\"sender_id\":\"783214\"", $"\"sender_id\":\"{Us}\"", StringComparison.Ordinal), isDirect: true).Facts);
    }

    [Theory]
    [InlineData(Mentioned, "brand.mentioned")]
    [InlineData("""{"for_user_id":"2244994945","follow_events":[{"type":"follow","created_timestamp":"1517588749178","target":{"id":"2244994945"},"source":{"id":"783214"}}]}""", "brand.followed")]
    [InlineData("""{"for_user_id":"2244994945","follow_events":[{"type":"unfollow","created_timestamp":"1517588749178","target":{"id":"2244994945"},"source":{"id":"783214"}}]}""", null)]
    [InlineData("""{"for_user_id":"2244994945","tweet_create_events":[{"created_at":"Wed Oct 10 20:19:24 +0000 2018","id_str":"1","user":{"id_str":"2244994945"}}]}""", null)]
    [InlineData("""{"for_user_id":"2244994945","favorite_events":[{"id":"1"}]}""", null)]
    public void Read_WhatSomebodyDid_IsATouchpoint(string body, string? expected)
    {
        var fact = Read(body, isDirect: false).Facts.OfType<InboundActivity>().SingleOrDefault();

        Assert.Equal(expected, fact?.Type.Name);
        Assert.True(fact is null || (fact.Who.Type.Name, fact.Who.Value) == ("x", "783214"));
        Assert.Empty(Read(body, isDirect: true).Facts);
    }

    [Fact]
    public void Read_ForSomebodyElse_IsNotOurs() => Assert.Equal(InboundRefusal.NotOurs, Read("""{"for_user_id":"1"}""", isDirect: true).Refusal);

    [Fact]
    public async Task ReadInbound_SignedByOneOfTheSecrets_IsBelieved()
    {
        using var client = new HttpClient();
        var adapter = new XPostChannelAdapter("main", new XOptions { UserId = Us, AccessToken = "t", ConsumerSecrets = { "new", "old" } }, client, TimeProvider.System);
        var signature = new XWebhook(["old"]).Sign(Encoding.UTF8.GetBytes(Mentioned));

        Assert.Single((await adapter.ReadInboundAsync(Exchange.Call(Mentioned, ("X-Twitter-Webhooks-Signature", signature)), TestContext.Current.CancellationToken)).Facts);
        Assert.Equal(InboundRefusal.BadSignature, (await adapter.ReadInboundAsync(Exchange.Call(Mentioned + " ", ("X-Twitter-Webhooks-Signature", signature)), TestContext.Current.CancellationToken)).Refusal);
        Assert.Equal(InboundRefusal.BadSignature, (await adapter.ReadInboundAsync(Exchange.Call(Mentioned), TestContext.Current.CancellationToken)).Refusal);
        Assert.Equal(InboundRefusal.BadSignature, new XWebhook([]).Answer(Exchange.Call(Mentioned))!.Refusal);
    }

    [Fact]
    public void Answer_TheQuestion_ProvesTheSecretAndSignsNoBody()
    {
        var reading = new XWebhook(["secret"]).Answer(Ask("crc_token=9b4507b3-9040-4669-9ca3-6b94edb50553&nonce=ignored"))!;
        var proof = Convert.ToBase64String(HMACSHA256.HashData("secret"u8, "9b4507b3-9040-4669-9ca3-6b94edb50553"u8));

        Assert.Equal(("application/json", "{\"response_token\":\"sha256=" + proof + "\"}"), (reading.AnswerType, reading.Answer));
        Assert.Equal(InboundRefusal.Malformed, new XWebhook(["secret"]).Answer(Ask("crc_token=" + Uri.EscapeDataString(Mentioned)))!.Refusal);
        Assert.Equal(InboundRefusal.Malformed, new XWebhook(["secret"]).Answer(Ask(""))!.Refusal);
    }

    [Fact]
    public void Read_Spoilt_IsAlwaysAValue()
    {
        Exchange.Spoil(Written, 48, new XEvents(Us, true).Read);
        Exchange.Spoil(Mentioned, 49, new XEvents(Us, false).Read);
    }

    private static WebhookRequest Ask(string query) => new() { Method = "GET", Url = new Uri($"https://shop.example/in?{query}"), Headers = new Dictionary<string, string>() };

    private static InboundReading Read(string body, bool isDirect) => new XEvents(Us, isDirect).Read(Encoding.UTF8.GetBytes(body));
}
