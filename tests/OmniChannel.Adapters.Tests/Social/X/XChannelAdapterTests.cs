using System.Net;
using System.Text;
using OmniChannel.Delivery;
using OmniChannel.Social;
using OmniChannel.Testing;
using OmniChannel.Tests.Messaging;

namespace OmniChannel.Tests.Social.X;

public sealed class XChannelAdapterTests
{
    private static readonly OutgoingMessage Post = SampleMessage.Full with { Address = "2244994945", Content = new() { Text = "Boots!", Link = new("https://shop.example/b") } };

    [Fact]
    public async Task Send_APost_IsItsTextAlone()
    {
        var (_, requests) = await Exchange.SendAsync(Posts, Post, ProviderReply.Json(201, """{"data":{"id":"1"}}"""));

        Assert.Equal(("/2/tweets", "Bearer t0ken", """{"text":"Boots!\nhttps://shop.example/b"}"""), (requests[0].Target, requests[0].Header("Authorization"), requests[0].Text));
    }

    [Fact]
    public async Task Send_ADirectMessage_GoesToThePersonSigned()
    {
        var (_, requests) = await Exchange.SendAsync(Direct, Post with { Address = "783214" }, ProviderReply.Json(201, """{"data":{"dm_event_id":"1"}}"""));

        Assert.Equal("/2/dm_conversations/with/783214/messages", requests[0].Target);
        Assert.Matches("^OAuth oauth_consumer_key=\"ck\", oauth_nonce=\"[0-9a-f]{32}\", oauth_signature=\"[^\"]+%3D\", oauth_signature_method=\"HMAC-SHA1\", oauth_timestamp=\"[0-9]{10}\", oauth_token=\"t0ken\", oauth_version=\"1.0\"$", requests[0].Header("Authorization"));
    }

    /// <summary>The example of X's page "Creating a signature".</summary>
    [Fact]
    public void Authorization_OfXsOwnExample_IsXs()
    {
        var options = new XOptions
        {
            AccessToken = "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb",
            AccessTokenSecret = "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE",
            ConsumerKey = "xvz1evFS4wEEPTGEFPHBog",
            ConsumerSecrets = { "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw" },
        };

        var header = new XAuthorization(options, TimeProvider.System).Of(
            "POST",
            new Uri("https://api.twitter.com/1.1/statuses/update.json?include_entities=true"),
            [("include_entities", "true"), ("status", "Hello Ladies + Gentlemen, a signed OAuth request!")],
            "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg",
            "1318622958");

        Assert.Contains("oauth_signature=\"hCtSmYh%2BiHYCEqBWrE7C7hYmtUk%3D\"", header.Parameter, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(280, AttemptResult.Accepted)]
    [InlineData(281, AttemptResult.Rejected)]
    public async Task Send_ByWeight_IsTakenOrNot(int length, AttemptResult result) =>
        Assert.Equal(result, (await Exchange.SendAsync(Posts, Post with { Content = new() { Text = new('x', length) } }, ProviderReply.Json(201, """{"data":{"id":"1"}}"""))).Outcome.Result);

    [Fact]
    public async Task Specification_TakesPostsAndDirectMessages()
    {
        using var client = Exchange.Client();

        var post = await Posts(Oracle.Prism("x"), client).SendAsync(Post, TestContext.Current.CancellationToken);
        var direct = await new XDirectChannelAdapter("main", new XOptions { UserId = "2244994945", AccessToken = "t0ken", BaseAddress = Oracle.Prism("x"), AllowPrivateNetworks = true }, client, TimeProvider.System).SendAsync(Post with { Address = "783214" }, TestContext.Current.CancellationToken);

        Assert.True(post.Result == AttemptResult.Accepted, post.ToString());
        Assert.True(direct.Result == AttemptResult.Accepted, direct.ToString());
    }

    [Theory]
    [InlineData("2/tweets", """{"text":"a","extra":1}""", true, HttpStatusCode.UnprocessableEntity)]
    [InlineData("2/dm_conversations/with/anna/messages", """{"text":"a"}""", true, HttpStatusCode.UnprocessableEntity)]
    [InlineData("2/tweets", """{"text":"a"}""", false, HttpStatusCode.Unauthorized)]
    public async Task Specification_RefusesWhatIsWrong(string path, string body, bool signsIn, HttpStatusCode status)
    {
        using var client = Exchange.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Oracle.Prism("x"), path)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = signsIn ? new("Bearer", "t") : null;

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
    }

    private static XPostChannelAdapter Posts(Uri address, HttpClient client) => new("main", new XOptions { UserId = "2244994945", AccessToken = "t0ken", BaseAddress = address, AllowPrivateNetworks = true }, client, TimeProvider.System);

    private static XDirectChannelAdapter Direct(Uri address, HttpClient client) =>
        new("main", new XOptions { UserId = "2244994945", AccessToken = "t0ken", AccessTokenSecret = "ts", ConsumerKey = "ck", ConsumerSecrets = { "cs" }, BaseAddress = address, AllowPrivateNetworks = true }, client, TimeProvider.System);
}
