using System.Text;
using OmniChannel.Delivery;
using OmniChannel.Messaging;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Messaging.Slack;

public sealed class SlackEventsTests
{
    private const string Written = """{"token":"x","team_id":"T061EG9R6","api_app_id":"A0PNCHHK2","event":{"type":"message","channel":"D024BE91L","user":"U2147483697","text":"Fish &amp; chips?","ts":"1355517523.000005","event_ts":"1355517523.000005","channel_type":"im","thread_ts":"1355517500.000001"},"type":"event_callback","event_id":"Ev0PV52K21","event_time":1355517523}""";

    /// <summary>The vector of Slack's page on verifying requests.</summary>
    [Fact]
    public void Signature_OfSlacksOwnExample_IsSlacks()
    {
        const string Body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
        var signature = new SlackSignature(["8f742231b10e8888abcd99yyyzzz85a5"], new ManualClock(DateTimeOffset.FromUnixTimeSeconds(1531420618)));

        Assert.Equal("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503", signature.Sign("1531420618", Encoding.UTF8.GetBytes(Body)));
        Assert.Null(signature.Refuse(Exchange.Call(Body, ("X-Slack-Request-Timestamp", "1531420618"), ("X-Slack-Signature", "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"))));
        Assert.Equal(InboundRefusal.BadSignature, signature.Refuse(Exchange.Call(Body + " ", ("X-Slack-Request-Timestamp", "1531420618"), ("X-Slack-Signature", "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"))));
        Assert.Equal(InboundRefusal.BadSignature, signature.Refuse(Exchange.Call(Body, ("X-Slack-Request-Timestamp", "1531420619"), ("X-Slack-Signature", "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"))));
    }

    [Fact]
    public async Task ReadInbound_OlderThanFiveMinutes_IsTooOld()
    {
        var clock = new ManualClock(DateTimeOffset.FromUnixTimeSeconds(1531420618));
        using var client = new HttpClient();
        var adapter = new SlackChannelAdapter("main", new() { BotToken = "xoxb-a", SigningSecrets = { "new", "old" } }, client, clock);
        var call = Exchange.Call(Written, ("X-Slack-Request-Timestamp", "1531420618"), ("X-Slack-Signature", new SlackSignature(["old"], clock).Sign("1531420618", Encoding.UTF8.GetBytes(Written))));

        Assert.Single((await adapter.ReadInboundAsync(call, TestContext.Current.CancellationToken)).Facts);
        clock.Advance(TimeSpan.FromSeconds(301));
        Assert.Equal(InboundRefusal.TooOld, (await adapter.ReadInboundAsync(call, TestContext.Current.CancellationToken)).Refusal);
    }

    [Fact]
    public void Read_ADirectMessage_IsWhatThePersonWrote()
    {
        var text = Assert.IsType<InboundText>(Assert.Single(Read(Written).Facts));

        Assert.Equal(("Ev0PV52K21", "U2147483697", "Fish & chips?", "1355517500.000001"), (text.Id, text.From, text.Text, text.InReplyTo));
    }

    [Fact]
    public void Read_TheQuestionWhetherWeAreThere_IsAnswered() => Assert.Equal("3eZbrw1aB", Read("""{"token":"x","challenge":"3eZbrw1aB","type":"url_verification"}""").Answer);

    [Theory]
    [InlineData("app_mention", "brand.mentioned")]
    [InlineData("member_joined_channel", "brand.followed")]
    public void Read_WhatSomebodyDid_IsATouchpoint(string type, string expected)
    {
        var fact = Assert.IsType<InboundActivity>(Assert.Single(Read($$"""{"type":"event_callback","event_id":"Ev1","event_time":1355517523,"event":{"type":"{{type}}","user":"U1","channel":"C1","text":"<@U0> hi"} }""").Facts));

        Assert.Equal((expected, "slack", "U1"), (fact.Type.Name, fact.Who.Type.Name, fact.Who.Value));
    }

    [Theory]
    [InlineData("""{"type":"event_callback","event_id":"Ev1","event_time":1355517523,"event":{"type":"message","channel_type":"im","user":"U1","bot_id":"B1","text":"ours"}}""")]
    [InlineData("""{"type":"event_callback","event_id":"Ev1","event_time":1355517523,"event":{"type":"message","channel_type":"im","subtype":"message_changed"}}""")]
    [InlineData("""{"type":"event_callback","event_id":"Ev1","event_time":1355517523,"event":{"type":"message","channel_type":"channel","user":"U1","text":"to all"}}""")]
    public void Read_WhatSaysNothing_IsNoFact(string body) => Assert.Empty(Read(body).Facts);

    [Fact]
    public void Read_Spoilt_IsAlwaysAValue() => Exchange.Spoil(Written, 45, SlackEvents.Read);

    private static InboundReading Read(string body) => SlackEvents.Read(Encoding.UTF8.GetBytes(body));
}
