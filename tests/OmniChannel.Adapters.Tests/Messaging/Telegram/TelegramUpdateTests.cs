using System.Text;
using OmniChannel.Delivery;
using OmniChannel.Messaging;

namespace OmniChannel.Tests.Messaging.Telegram;

public sealed class TelegramUpdateTests
{
    private const string Written = """{"update_id":10000,"message":{"date":1441645532,"chat":{"last_name":"Test","id":1111111,"type":"private","first_name":"Test"},"message_id":1365,"from":{"last_name":"Test","id":1111111,"first_name":"Test"},"text":"Where is it? 👢","reply_to_message":{"message_id":17,"text":"hi"}}}""";

    [Fact]
    public void Read_APrivateMessage_IsWhatThePersonWrote()
    {
        var text = Assert.IsType<InboundText>(Assert.Single(Read(Written).Facts));

        Assert.Equal(("10000", "1111111", "Where is it? 👢", TelegramMessage.IdOf("1111111", "17")), (text.Id, text.From, text.Text, text.InReplyTo));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1441645532), text.At);
    }

    [Theory]
    [InlineData("kicked", false)]
    [InlineData("member", true)]
    public void Read_BlockedOrNot_ShutsAndOpens(string status, bool isLifted)
    {
        var fact = Assert.IsType<InboundOptOut>(Assert.Single(Read($$"""{"update_id":10001,"my_chat_member":{"chat":{"id":1111111,"type":"private"},"from":{"id":1111111},"date":1441645532,"old_chat_member":{"status":"member"},"new_chat_member":{"user":{"id":1,"is_bot":true},"status":"{{status}}"} } }""").Facts));

        Assert.Equal(("1111111", isLifted), (fact.Address, fact.IsLifted));
    }

    [Fact]
    public void Read_AMentionInAGroup_IsATouchpoint()
    {
        var fact = Assert.IsType<InboundActivity>(Assert.Single(Read("""{"update_id":3,"message":{"date":1441645532,"chat":{"id":-100,"type":"supergroup"},"from":{"id":77},"text":"@shop_bot is good","entities":[{"type":"mention","offset":0,"length":9}]}}""").Facts));

        Assert.Equal((TouchpointType.Mentioned, "telegram", "77"), (fact.Type, fact.Who.Type.Name, fact.Who.Value));
    }

    [Theory]
    [InlineData("""{"update_id":4,"message":{"date":1441645532,"chat":{"id":5,"type":"private"},"photo":[{}],"caption":"mine"}}""", "mine")]
    [InlineData("""{"update_id":4,"message":{"date":1441645532,"chat":{"id":5,"type":"private"},"photo":[{}]}}""", "[photo]")]
    [InlineData("""{"update_id":4,"message":{"date":1441645532,"chat":{"id":5,"type":"private"},"dice":{}}}""", "[something]")]
    public void Read_WithoutWords_SaysWhatThereIs(string body, string expected) => Assert.Equal(expected, Assert.IsType<InboundText>(Assert.Single(Read(body).Facts)).Text);

    [Theory]
    [InlineData("""{"update_id":5,"edited_message":{"date":1,"chat":{"id":5,"type":"private"},"text":"a"}}""")]
    [InlineData("""{"update_id":5,"message":{"date":1,"chat":{"id":-5,"type":"group"},"from":{"id":3},"text":"hello all"}}""")]
    [InlineData("""{"update_id":5,"message":{"date":1,"chat":{"id":5,"type":"private"},"from":{"id":3,"is_bot":true},"text":"a"}}""")]
    public void Read_WhatSaysNothing_IsNoFact(string body) => Assert.Equal((null, 0), (Read(body).Refusal, Read(body).Facts.Count));

    [Fact]
    public async Task ReadInbound_BySecret_IsBelievedOrNot()
    {
        using var client = new HttpClient();
        var adapter = new TelegramChannelAdapter("main", new TelegramOptions { BotToken = "1:a", SecretTokens = { "new-0123456789abcdef", "old-0123456789abcdef" } }, client, TimeProvider.System);

        foreach (var secret in new[] { "new-0123456789abcdef", "old-0123456789abcdef" })
        {
            Assert.Single((await adapter.ReadInboundAsync(Exchange.Call(Written, ("x-telegram-bot-api-secret-token", secret)), TestContext.Current.CancellationToken)).Facts);
        }

        Assert.Equal(InboundRefusal.BadSignature, (await adapter.ReadInboundAsync(Exchange.Call(Written, ("X-Telegram-Bot-Api-Secret-Token", "old-0123456789abcdeF")), TestContext.Current.CancellationToken)).Refusal);
        Assert.Equal(InboundRefusal.BadSignature, (await adapter.ReadInboundAsync(Exchange.Call(Written), TestContext.Current.CancellationToken)).Refusal);
        Assert.Equal(InboundRefusal.Malformed, Read("[]").Refusal);
    }

    [Fact]
    public void Read_Spoilt_IsAlwaysAValue() => Exchange.Spoil(Written, 44, TelegramUpdate.Read);

    private static InboundReading Read(string body) => TelegramUpdate.Read(Encoding.UTF8.GetBytes(body));
}
