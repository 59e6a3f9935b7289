using System.Text;
using OmniChannel.Delivery;
using OmniChannel.Messaging;

namespace OmniChannel.Tests.Messaging.Messenger;

public sealed class MessengerEventsTests
{
    private const string Page = "682498302938465";
    private const string Written = """{"sender":{"id":"1254477777772919"},"recipient":{"id":"682498302938465"},"timestamp":1458692752478,"message":{"mid":"m_theirs","text":"Is it there? 👢","reply_to":{"mid":"m_ours"}}}""";

    [Fact]
    public void Read_AMessage_IsWhatThePersonWrote()
    {
        var text = Assert.IsType<InboundText>(Assert.Single(Messaging(Written)));

        Assert.Equal(("m_theirs", "1254477777772919", "Is it there? 👢", "m_ours", DateTimeOffset.FromUnixTimeMilliseconds(1458692752478)), (text.Id, text.From, text.Text, text.InReplyTo, text.At));
    }

    [Theory]
    [InlineData("""{"sender":{"id":"5"},"timestamp":1458692752478,"postback":{"mid":"m_2","title":"Get started","payload":"x"}}""", "Get started")]
    [InlineData("""{"sender":{"id":"5"},"timestamp":1458692752478,"message":{"mid":"m_2","attachments":[{"type":"image"}]}}""", "[image]")]
    [InlineData("""{"sender":{"id":"5"},"timestamp":1458692752478,"message":{"mid":"m_2","text":"ours","is_echo":true,"metadata":"delivery-1"}}""", null)]
    [InlineData("""{"sender":{"id":"5"},"timestamp":1458692752478,"reaction":{"mid":"m_2","emoji":"x"}}""", null)]
    public void Read_OfOtherKinds_IsItsWordsOrNothing(string happened, string? expected) => Assert.Equal(expected, Messaging(happened).OfType<InboundText>().SingleOrDefault()?.Text);

    [Fact]
    public void Read_DeliveredAndRead_AreReceipts()
    {
        var delivered = Messaging("""{"sender":{"id":"5"},"timestamp":1458692752478,"delivery":{"mids":["m_1","m_2"],"watermark":1458668856253}}""");
        var read = Messaging("""{"sender":{"id":"5"},"timestamp":1458692752478,"read":{"mid":"m_1"}}""", isInstagram: true);

        Assert.Equal([("m_1/delivered", "m_1"), ("m_2/delivered", "m_2")], delivered.OfType<InboundReceipt>().Select(receipt => (receipt.Id, receipt.ProviderMessageId!)));
        Assert.Equal((ReceiptKind.Opened, "m_1"), (Assert.IsType<InboundReceipt>(Assert.Single(read)).Kind, ((InboundReceipt)read[0]).ProviderMessageId));
    }

    [Theory]
    [InlineData("""{"sender":{"id":"5"},"recipient":{"id":"682498302938465"},"timestamp":1458668856463,"read":{"watermark":1458668856253}}""", ReceiptKind.Opened)]
    [InlineData("""{"sender":{"id":"5"},"recipient":{"id":"682498302938465"},"timestamp":1458668856463,"delivery":{"watermark":1458668856253}}""", ReceiptKind.Delivered)]
    [InlineData("""{"sender":{"user_ref":"x"},"recipient":{"id":"682498302938465"},"timestamp":1458668856463,"read":{"watermark":1458668856253}}""", null)]
    [InlineData("""{"sender":{"id":"5"},"timestamp":1458668856463,"read":{"watermark":-1}}""", null)]
    public void Read_AWatermark_IsOfEverythingUntilThen(string happened, ReceiptKind? expected)
    {
        var receipt = Messaging(happened).OfType<InboundReceipt>().SingleOrDefault();

        Assert.Equal(expected, receipt?.Kind);
        Assert.True(receipt is null || (receipt.EverythingTo == "5" && receipt.At == DateTimeOffset.FromUnixTimeMilliseconds(1458668856253) && receipt.ProviderMessageId is null));
    }

    [Theory]
    [InlineData(false, """{"field":"feed","value":{"item":"comment","verb":"add","comment_id":"44_45","from":{"id":"77","name":"A"},"created_time":1458692752,"message":"nice"}}""", "comment")]
    [InlineData(false, """{"field":"feed","value":{"item":"comment","verb":"add","comment_id":"44_45","from":{"id":"682498302938465"},"created_time":1458692752}}""", null)]
    [InlineData(false, """{"field":"feed","value":{"item":"comment","verb":"remove","comment_id":"44_45","from":{"id":"77"},"created_time":1458692752}}""", null)]
    [InlineData(true, """{"field":"comments","value":{"id":"17865799348089039","from":{"id":"232323232","username":"a"},"text":"nice","media":{"id":"1"}}}""", "comment")]
    [InlineData(true, """{"field":"mentions","value":{"media_id":"1","comment_id":"2","from":{"id":"232323232"}}}""", "mention")]
    public void Read_WhatSomebodySaidInPublic_IsATouchpoint(bool isInstagram, string change, string? kind)
    {
        var facts = Read("{\"object\":\"" + (isInstagram ? "instagram" : "page") + "\",\"entry\":[{\"id\":\"" + Page + "\",\"time\":1458692752,\"changes\":[" + change + "]}]}", isInstagram).Facts;

        var fact = facts.OfType<InboundActivity>().SingleOrDefault();
        Assert.Equal(kind, fact?.Data["kind"]);
        Assert.True(fact is null || (fact.Type == TouchpointType.Mentioned && fact.Who.Type.Name == (isInstagram ? "instagram" : "messenger")));
    }

    [Fact]
    public void Read_OfAnotherPageOrKind_IsNotOurs()
    {
        Assert.Empty(Read("{\"object\":\"page\",\"entry\":[{\"id\":\"1\",\"messaging\":[" + Written + "]}]}").Facts);
        Assert.Equal(InboundRefusal.Malformed, Read("{\"object\":\"instagram\",\"entry\":[]}").Refusal);
    }

    /// <summary>One app, two Pages, each with its Instagram account: each call is told to both.</summary>
    [Fact]
    public async Task ReadInbound_OfTwoInstagramAccountsUnderOneApp_EachHearsItsOwn()
    {
        using var client = new HttpClient();
        var written = Written.Replace(Page, "17841405822304914", StringComparison.Ordinal);
        var body = "{\"object\":\"instagram\",\"entry\":[{\"time\":1458692752478,\"messaging\":[" + written + "],\"id\":\"17841405822304914\"}]}";
        var call = Exchange.Call(body, ("X-Hub-Signature-256", new MetaWebhook(["s"], []).Sign(Encoding.UTF8.GetBytes(body))));
        MessengerChannelAdapter Of(string page, string? instagram) =>
            new(InstagramDirect.Definition.Channel, page, new() { AccessToken = "t", PageId = page, InstagramAccountId = instagram, AppSecrets = { "s" } }, client, TimeProvider.System);

        Assert.Single((await Of(Page, "17841405822304914").ReadInboundAsync(call, TestContext.Current.CancellationToken)).Facts);
        Assert.Empty((await Of("1", "17841400000000001").ReadInboundAsync(call, TestContext.Current.CancellationToken)).Facts);
        Assert.Single((await Of("17841405822304914", null).ReadInboundAsync(call, TestContext.Current.CancellationToken)).Facts);
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("17841405822304914", null, true)]
    [InlineData("@shop", null, false)]
    [InlineData(null, "https://graph.instagram.com", true)]
    public void Options_OfAnInstagramAccountThatListens_NameIt(string? id, string? address, bool isRight)
    {
        var options = new MessengerOptions { AccessToken = "t", PageId = Page, InstagramAccountId = id, AppSecrets = { "s" }, BaseAddress = address is null ? null : new Uri(address) };

        Assert.Equal(isRight ? [] : ["InstagramAccountId is missing or no identifier; expected the digits that Meta shows, not a telephone number."], MessengerOptionsCheck.InstagramProblems(options));
        Assert.Empty(MessengerOptionsCheck.Problems(options));
    }

    [Fact]
    public async Task ReadInbound_Unsigned_IsRefused()
    {
        using var client = new HttpClient();
        var adapter = new MessengerChannelAdapter(Channel.Messenger, "main", new() { AccessToken = "t", PageId = Page, AppSecrets = { "s" }, VerifyTokens = { "v" } }, client, TimeProvider.System);
        var body = Body(Written, false);

        Assert.Single((await adapter.ReadInboundAsync(Exchange.Call(body, ("X-Hub-Signature-256", new MetaWebhook(["s"], []).Sign(Encoding.UTF8.GetBytes(body)))), TestContext.Current.CancellationToken)).Facts);
        Assert.Equal(InboundRefusal.BadSignature, (await adapter.ReadInboundAsync(Exchange.Call(body, ("X-Hub-Signature-256", "sha256=00")), TestContext.Current.CancellationToken)).Refusal);
    }

    [Fact]
    public void Read_Spoilt_IsAlwaysAValue() => Exchange.Spoil(Body(Written, false), 47, new MessengerEvents(Page, false).Read);

    private static string Body(string happened, bool isInstagram) => "{\"object\":\"" + (isInstagram ? "instagram" : "page") + "\",\"entry\":[{\"id\":\"" + Page + "\",\"time\":1458692752478,\"messaging\":[" + happened + "]}]}";

    private static IReadOnlyList<InboundFact> Messaging(string happened, bool isInstagram = false) => Read(Body(happened, isInstagram), isInstagram).Facts;

    private static InboundReading Read(string body, bool isInstagram = false) => new MessengerEvents(Page, isInstagram).Read(Encoding.UTF8.GetBytes(body));
}
