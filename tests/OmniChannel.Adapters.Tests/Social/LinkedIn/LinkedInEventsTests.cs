using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using OmniChannel.Delivery;
using OmniChannel.Social;
using OmniChannel.Tests.Messaging;

namespace OmniChannel.Tests.Social.LinkedIn;

public sealed class LinkedInEventsTests
{
    private const string Page = "urn:li:organization:96072893";

    // A notification as a public example shows it.
    private const string Comment = """
        {"type":"ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS","notifications":[{"subscriber":"urn:li:person:zLqTygBP8S","lastModifiedAt":1691574506310,"decoratedSourcePost":{"owner":"urn:li:organization:96072893","mediaCategory":"NONE","text":"This is my post 0008","entity":"urn:li:share:7094637247487995904"},"sourcePost":"urn:li:activity:7094637247890620418","decoratedGeneratedActivity":{"comment":{"owner":"urn:li:person:aBcDeFgHiJ","text":"Which size?","entity":"urn:li:comment:(urn:li:activity:7094637247890620418,7094977717598625792)","object":"urn:li:activity:7094637247890620418"}},"action":"COMMENT","notificationId":5603453321,"organizationalEntity":"urn:li:organization:96072893","generatedActivity":"urn:li:comment:(activity:7094637247890620418,7094977717598625792)"}]}
        """;

    private static readonly LinkedInWebhook Signer = new(["client-secret"]);

    [Fact]
    public async Task ReadInbound_ASignedComment_IsATouchpoint()
    {
        var fact = Assert.IsType<InboundActivity>(Assert.Single((await CallAsync(Comment, Signer.Sign(Encoding.UTF8.GetBytes(Comment)))).Facts));

        Assert.Equal(("5603453321", DateTimeOffset.FromUnixTimeMilliseconds(1691574506310), TouchpointType.Mentioned), (fact.Id, fact.At, fact.Type));
        Assert.Equal(("linkedin", "urn:li:person:aBcDeFgHiJ", "comment"), (fact.Who.Type.Name, fact.Who.Value, fact.Data["kind"]));
    }

    [Fact]
    public async Task ReadInbound_Tampered_IsNotBelieved()
    {
        var body = Encoding.UTF8.GetBytes(Comment);
        var signature = Signer.Sign(body);

        Assert.Equal(InboundRefusal.BadSignature, (await CallAsync(Comment.Replace("size", "Size", StringComparison.Ordinal), signature)).Refusal);
        Assert.Equal(InboundRefusal.BadSignature, (await CallAsync(Comment, signature[..^1])).Refusal);
        Assert.Equal(InboundRefusal.BadSignature, (await CallAsync(Comment, "")).Refusal);
        Assert.Equal(InboundRefusal.BadSignature, (await CallAsync(Comment, signature, secrets: [])).Refusal);
        Assert.Equal(InboundRefusal.BadSignature, (await CallAsync(Comment, Convert.ToHexStringLower(HMACSHA256.HashData("client-secret"u8, body)))).Refusal);
        Assert.Null((await CallAsync(Comment, signature, secrets: ["new", "client-secret"])).Refusal);
    }

    [Fact]
    public async Task ReadInbound_TheQuestion_IsAnsweredWithWhatOnlyWeCanKnow()
    {
        // As LinkedIn documents it: hex(HMACSHA256(challengeCode, clientSecret)).
        const string challenge = "890e4665-4dfe-4ab1-b689-ed553bceeed0";
        var reading = await AskAsync(challenge);

        Assert.Equal("application/json", reading.AnswerType);
        Assert.Equal((challenge, Convert.ToHexStringLower(HMACSHA256.HashData("client-secret"u8, Encoding.ASCII.GetBytes(challenge)))), ((string?)JsonNode.Parse(reading.Answer!)!["challengeCode"], (string?)JsonNode.Parse(reading.Answer!)!["challengeResponse"]));
    }

    [Theory]
    [InlineData("hmacsha256={}")]
    [InlineData("hmacsha256%3D%7B%7D")]
    [InlineData("890e4665-4dfe-4ab1-b689-ed553bceeed0%0A")]
    [InlineData("890e46654dfe4ab1b689ed553bceeed0")]
    [InlineData("")]
    public async Task ReadInbound_AQuestionThatIsNoUuid_IsNotSigned(string challenge) => Assert.Equal((InboundRefusal.Malformed, null), await AskAsync(challenge) is var reading ? (reading.Refusal, reading.Answer) : default);

    [Theory]
    [InlineData("\"COMMENT\"", "\"SHARE_MENTION\"", "\"comment\":", "\"share\":", "mention")]
    [InlineData("\"COMMENT\"", "\"LIKE\"", null, null, null)]
    [InlineData("\"COMMENT\"", "\"ADMIN_COMMENT\"", null, null, null)]
    [InlineData("\"COMMENT\"", "\"COMMENT_DELETE\"", null, null, null)]
    [InlineData("urn:li:person:aBcDeFgHiJ", "urn:li:organization:96072893", null, null, null)]
    [InlineData("\"organizationalEntity\":\"urn:li:organization:96072893\"", "\"organizationalEntity\":\"urn:li:organization:1\"", null, null, null)]
    [InlineData("decoratedGeneratedActivity", "somethingElse", null, null, null)]
    [InlineData("ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS", "LEAD_ACTION", null, null, null)]
    public void Read_OfOtherKinds_IsATouchpointOrNothing(string first, string instead, string? second, string? insteadOfIt, string? kind)
    {
        var body = Comment.Replace(first, instead, StringComparison.Ordinal);
        var reading = new LinkedInEvents(Page).Read(Encoding.UTF8.GetBytes(second is null ? body : body.Replace(second, insteadOfIt, StringComparison.Ordinal)));

        Assert.Null(reading.Refusal);
        Assert.Equal(kind, reading.Facts.OfType<InboundActivity>().SingleOrDefault()?.Data["kind"]);
    }

    [Fact]
    public void Read_Spoilt_IsAlwaysAValue() => Exchange.Spoil(Comment, 78, new LinkedInEvents(Page).Read);

    private static async Task<InboundReading> CallAsync(string body, string signature, string[]? secrets = null)
    {
        using var client = new HttpClient();
        return await Adapter(client, secrets).ReadInboundAsync(Exchange.Call(body, ("x-li-signature", signature)), TestContext.Current.CancellationToken);
    }

    private static async Task<InboundReading> AskAsync(string challenge)
    {
        using var client = new HttpClient();
        return await Adapter(client).ReadInboundAsync(new WebhookRequest { Method = "GET", Url = new Uri($"https://shop.example/linkedin?challengeCode={challenge}"), Headers = new Dictionary<string, string>() }, TestContext.Current.CancellationToken);
    }

    private static LinkedInChannelAdapter Adapter(HttpClient client, string[]? secrets = null)
    {
        var options = new LinkedInOptions { AccessToken = "t", Author = Page, Version = "202610" };
        Array.ForEach(secrets ?? ["client-secret"], options.ClientSecrets.Add);
        Assert.Empty(LinkedInOptionsCheck.Problems(options));
        return new("main", options, client, TimeProvider.System);
    }
}
