using System.Text;
using OmniChannel.Delivery;
using OmniChannel.Messaging;

namespace OmniChannel.Tests.Messaging.WhatsApp;

public sealed class WhatsAppEventsTests
{
    private const string Number = "106540352242922";
    private const string Written = """{"messages":[{"context":{"from":"15550783881","id":"wamid.ours"},"from":"16505551234","id":"wamid.theirs","timestamp":"1749416383","type":"text","text":{"body":"Does it come in another color? 👢"}}]}""";

    [Fact]
    public void Read_AMessage_IsWhatThePersonWrote()
    {
        var text = Assert.IsType<InboundText>(Assert.Single(Read(Written)));

        Assert.Equal(("wamid.theirs", "+16505551234", "Does it come in another color? 👢", "wamid.ours", DateTimeOffset.FromUnixTimeSeconds(1749416383)), (text.Id, text.From, text.Text, text.InReplyTo, text.At));
    }

    [Theory]
    [InlineData("""{"type":"button","button":{"payload":"x","text":"No"}}""", "No")]
    [InlineData("""{"type":"interactive","interactive":{"type":"button_reply","button_reply":{"id":"button-1","title":"Yes"}}}""", "Yes")]
    [InlineData("""{"type":"interactive","interactive":{"type":"list_reply","list_reply":{"id":"1","title":"Blue"}}}""", "Blue")]
    [InlineData("""{"type":"image","image":{"caption":"this one","id":"1"}}""", "this one")]
    [InlineData("""{"type":"audio","audio":{"id":"1"}}""", "[audio]")]
    [InlineData("""{"type":"reaction","reaction":{"emoji":"x"}}""", null)]
    [InlineData("""{"type":"system","system":{"body":"changed number"}}""", null)]
    public void Read_OfEveryType_IsItsWords(string message, string? expected)
    {
        var body = $$"""{"messages":[{"from":"1650","id":"wamid.1","timestamp":"1749416383",{{message[1..]}}]}""";

        Assert.Equal(expected, Read(body).OfType<InboundText>().SingleOrDefault()?.Text);
    }

    [Theory]
    [InlineData("sent", null, null)]
    [InlineData("delivered", null, ReceiptKind.Delivered)]
    [InlineData("read", null, ReceiptKind.Opened)]
    [InlineData("failed", "131026", ReceiptKind.HardBounced)]
    [InlineData("failed", "131047", ReceiptKind.SoftBounced)]
    [InlineData("failed", "131049", ReceiptKind.SoftBounced)]
    [InlineData("of next year", null, null)]
    public void Read_AStatus_IsItsReceipt(string status, string? code, ReceiptKind? expected)
    {
        var receipt = Read(Status(status, code)).OfType<InboundReceipt>().SingleOrDefault();

        Assert.Equal(expected, receipt?.Kind);
        Assert.True(receipt is null || (receipt.Delivery == new DeliveryId("delivery-1") && receipt.ProviderMessageId == "wamid.ours" && receipt.Id == $"wamid.ours/{status}"));
    }

    [Fact]
    public void Read_FailedForAStop_IsAnOptOut() => Assert.Equal("+16505551234", Assert.Single(Read(Status("failed", "131050")).OfType<InboundOptOut>()).Address);

    [Theory]
    [InlineData("stop", false)]
    [InlineData("resume", true)]
    public void Read_APreference_ShutsAndOpens(string value, bool isLifted)
    {
        var fact = Assert.IsType<InboundOptOut>(Assert.Single(Read($$"""{"user_preferences":[{"wa_id":"16505551234","detail":"x","category":"marketing_messages","value":"{{value}}","timestamp":1731705721}]}""")));

        Assert.Equal(("+16505551234", isLifted), (fact.Address, fact.IsLifted));
    }

    [Fact]
    public void Read_OfAnotherNumber_IsNotOurs() => Assert.Empty(WhatsAppEvents.Read(Encoding.UTF8.GetBytes(Body(Written)), "999").Facts);

    [Fact]
    public async Task ReadInbound_SignedByOneOfTheSecrets_IsBelieved()
    {
        using var client = new HttpClient();
        var adapter = Adapter(client);
        var body = Body(Written);
        var signature = new MetaWebhook(["old"], []).Sign(Encoding.UTF8.GetBytes(body));

        Assert.Single((await adapter.ReadInboundAsync(Exchange.Call(body, ("X-Hub-Signature-256", signature)), TestContext.Current.CancellationToken)).Facts);
        Assert.Equal(InboundRefusal.BadSignature, (await adapter.ReadInboundAsync(Exchange.Call(body + " ", ("X-Hub-Signature-256", signature)), TestContext.Current.CancellationToken)).Refusal);
        Assert.Equal(InboundRefusal.BadSignature, (await adapter.ReadInboundAsync(Exchange.Call(body), TestContext.Current.CancellationToken)).Refusal);
    }

    /// <summary>The published vector of GitHub, whose scheme is the same.</summary>
    [Fact]
    public void Signature_OfThePublishedExample_IsThePublishedOne() => Assert.Equal("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", new MetaWebhook(["It's a Secret to Everybody"], []).Sign("Hello, World!"u8));

    [Theory]
    [InlineData("hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=meatyhamhock", "1158201444", null)]
    [InlineData("hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=wrong", null, InboundRefusal.BadSignature)]
    [InlineData("hub.mode=unsubscribe&hub.challenge=1158201444&hub.verify_token=meatyhamhock", null, InboundRefusal.BadSignature)]
    [InlineData("hub.mode=subscribe&hub.challenge=%3Cscript%3E&hub.verify_token=meatyhamhock", null, InboundRefusal.Malformed)]
    [InlineData("", null, InboundRefusal.BadSignature)]
    public async Task ReadInbound_TheQuestionWhetherWeAreThere_IsAnsweredToWhoKnowsTheToken(string query, string? answer, InboundRefusal? refusal)
    {
        using var client = new HttpClient();
        var reading = await Adapter(client).ReadInboundAsync(new WebhookRequest { Method = "GET", Url = new Uri($"https://shop.example/in?{query}"), Headers = new Dictionary<string, string>() }, TestContext.Current.CancellationToken);

        Assert.Equal((answer, refusal, "text/plain"), (reading.Answer, reading.Refusal, reading.AnswerType));
    }

    [Fact]
    public void Read_Spoilt_IsAlwaysAValue() => Exchange.Spoil(Body(Status("failed", "131050")), 46, body => WhatsAppEvents.Read(body, Number));

    private static string Status(string status, string? code) =>
        """{"statuses":[{"id":"wamid.ours","timestamp":"1750263773","recipient_id":"16505551234","biz_opaque_callback_data":"delivery-1","status":"""
        + '"' + status + '"' + (code is null ? "" : ",\"errors\":[{\"title\":\"no\",\"code\":" + code + "}]") + "}]}";

    private static string Body(string value) =>
        """{"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[{"field":"messages","value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"15550783881","phone_number_id":"""
        + '"' + Number + "\"}," + value[1..] + "}]}]}";

    private static IReadOnlyList<InboundFact> Read(string value) => WhatsAppEvents.Read(Encoding.UTF8.GetBytes(Body(value)), Number).Facts;

    private static WhatsAppChannelAdapter Adapter(HttpClient client) => new(Channel.WhatsApp, "main", new WhatsAppOptions { AccessToken = "t", PhoneNumberId = Number, AppSecrets = { "new", "old" }, VerifyTokens = { "meatyhamhock" } }, client, TimeProvider.System);
}
