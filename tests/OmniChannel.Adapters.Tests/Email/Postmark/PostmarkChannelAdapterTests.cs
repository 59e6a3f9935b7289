using System.Text.Json.Nodes;
using OmniChannel.Delivery;
using OmniChannel.Email;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Email.Postmark;

public sealed class PostmarkChannelAdapterTests
{
    private const string Token = "0f2b7e4c-1111-2222-3333-9a8b7c6d5e4f";
    private static readonly ProviderReply Good = ProviderReply.Json(200, """{"MessageID":"m1","ErrorCode":0}""");

    [Fact]
    public async Task Send_AMessage_IsTheMailThatPostmarkDocuments()
    {
        var request = await ApiMail.RequestAsync(Adapter(options => (options.FromName, options.ReplyTo, options.UnsubscribeMailbox, options.MessageStream) = ("The Shop, Ltd.", "help@example.com", "out@example.com", "broadcast")), ApiMail.Full, Good);

        Assert.Equal(("POST", "/email", Token, "application/json", "application/json"), (request.Method, request.Target, request.Header("X-Postmark-Server-Token"), request.Header("Content-Type"), request.Header("Accept")));
        Assert.Equal(
            JsonNode.Parse("""
            {
              "From": "\"The Shop, Ltd.\" <shop@example.com>",
              "To": "Ada Løvelace <ada@example.com>",
              "ReplyTo": "help@example.com",
              "Subject": "Your cart",
              "TextBody": "Your boots are still here 👢\n\nhttps://shop.example/cart?c=1\n",
              "HtmlBody": "<p>Your <b>boots</b> are still here</p>",
              "Headers": [
                { "Name": "List-Unsubscribe", "Value": "<https://shop.example/out/abc>, <mailto:out@example.com?subject=unsubscribe>" },
                { "Name": "List-Unsubscribe-Post", "Value": "List-Unsubscribe=One-Click" }
              ],
              "Metadata": { "omnichannel_delivery": "delivery-1" },
              "MessageStream": "broadcast"
            }
            """)!.ToJsonString(),
            JsonNode.Parse(request.Body)!.ToJsonString());
    }

    [Fact]
    public async Task Send_ADeliveryOfALongName_GoesWithoutMetadata() =>
        Assert.Null(JsonNode.Parse((await ApiMail.RequestAsync(Adapter(), ApiMail.Full with { Delivery = new(new string('d', 81)) }, Good)).Body)!["Metadata"]);

    [Fact]
    public async Task Specification_TakesEveryMailOfOurs()
    {
        var prism = Oracle.Prism("postmark");
        foreach (var message in ApiMail.Every)
        {
            var outcome = await ApiMail.SendAsync(client => Adapter()(prism, client), message);
            Assert.True(outcome.Result == AttemptResult.Accepted, $"{outcome.Result} {outcome.Code} {outcome.Detail}");
        }
    }

    [Theory]
    [InlineData("""{"From":"a@example.com","To":"b@example.com","Headers":"none"}""", Token)]
    [InlineData("""{"From":1,"To":"b@example.com"}""", Token)]
    [InlineData("""{"From":"a@example.com","To":"b@example.com"}""", null)]
    public async Task Specification_RefusesWhatIsWrong(string body, string? token) =>
        Assert.Equal(422, await ApiMail.StatusAsync(new Uri(Oracle.Prism("postmark"), "email"), body, token is null ? null : "X-Postmark-Server-Token", token));

    private static Func<Uri, HttpClient, IChannelAdapter> Adapter(Action<PostmarkOptions>? change = null) => (address, client) =>
    {
        var options = new PostmarkOptions { ServerToken = Token, From = "shop@example.com", BaseAddress = address, AllowPrivateNetworks = true };
        change?.Invoke(options);
        Assert.Empty(PostmarkOptionsCheck.Problems(options));
        return new PostmarkChannelAdapter("main", options, client, TimeProvider.System);
    };
}
