using System.Net;
using OmniChannel.Delivery;
using OmniChannel.Social;
using OmniChannel.Testing;
using OmniChannel.Tests.Messaging;

namespace OmniChannel.Tests.Social.Mastodon;

public sealed class MastodonChannelAdapterTests
{
    private static readonly OutgoingMessage Post = SampleMessage.Full with { Address = "shop@social.example", Content = new() { Text = "Boots!", Link = new("https://shop.example/b") } };

    [Fact]
    public async Task Send_APost_IsAStatusUnderItsKey()
    {
        var (outcome, requests) = await Exchange.SendAsync(Adapter, Post, ProviderReply.Json(200, """{"id":"17"}"""));

        Assert.Equal(
            ("POST", "/api/v1/statuses", "Bearer t0ken", "delivery-1-a-webhook", """{"status":"Boots!\nhttps://shop.example/b","visibility":"unlisted"}"""),
            (requests[0].Method, requests[0].Target, requests[0].Header("Authorization"), requests[0].Header("Idempotency-Key"), requests[0].Text));
        Assert.Equal((AttemptResult.Accepted, "17"), (outcome.Result, outcome.ProviderMessageId));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("two words", 9)]
    [InlineData("👩‍👩‍👧‍👦", 1)]
    [InlineData("see https://shop.example/a/very/long/path/that/goes/on/and/on now", 31)]
    public void LengthOf_ALink_IsTwentyThree(string text, int expected) => Assert.Equal(expected, MastodonChannelAdapter.LengthOf(text));

    [Fact]
    public async Task Send_TooLong_IsTheMessagesFault() =>
        Assert.Equal((AttemptResult.Rejected, AttemptFault.Message), ((await Exchange.SendAsync(Adapter, Post with { Content = new() { Text = new('x', 501) } }, ProviderReply.Json(200, """{"id":"17"}"""))).Outcome is var outcome ? (outcome.Result, outcome.Fault) : default));

    [Fact]
    public async Task Specification_TakesOurPosts()
    {
        using var client = Exchange.Client();

        var outcome = await Adapter(Oracle.Prism("mastodon"), client).SendAsync(Post, TestContext.Current.CancellationToken);

        Assert.True(outcome is { Result: AttemptResult.Accepted, ProviderMessageId: "103254962155278888" }, outcome.ToString());
    }

    [Theory]
    [InlineData("""{"status":"a","visibility":"everybody"}""", true, HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"status":"a"}""", false, HttpStatusCode.Unauthorized)]
    public async Task Specification_RefusesWhatIsWrong(string body, bool signsIn, HttpStatusCode status)
    {
        using var client = Exchange.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Oracle.Prism("mastodon"), "api/v1/statuses")) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Authorization = signsIn ? new("Bearer", "t") : null;

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
    }

    private static MastodonChannelAdapter Adapter(Uri address, HttpClient client) =>
        new("main", new MastodonOptions { AccessToken = "t0ken", Handle = "shop@social.example", Visibility = "unlisted", BaseAddress = address, AllowPrivateNetworks = true }, client, TimeProvider.System);
}
