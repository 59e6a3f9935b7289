using System.Text;
using System.Text.Json.Nodes;
using OmniChannel.Delivery;
using OmniChannel.Email;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Email.SendGrid;

public sealed class SendGridChannelAdapterTests
{
    private const string Key = "SG.aaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    private static readonly OutgoingMessage Mail = ApiMail.Full;

    [Fact]
    public async Task Send_AMessage_IsTheMailThatSendGridDocuments()
    {
        await using var provider = new ProviderDouble(_ => new ProviderReply { Status = 202 });

        await SendAsync(provider.Address, Mail, options =>
        {
            options.FromName = "The shop";
            options.ReplyTo = "help@example.com";
            options.UnsubscribeMailbox = "out@example.com";
        });

        var request = Assert.Single(provider.Requests);
        Assert.Equal(("POST", "/v3/mail/send", $"Bearer {Key}", "application/json"), (request.Method, request.Target, request.Header("Authorization"), request.Header("Content-Type")));
        Assert.Equal(
            JsonNode.Parse("""
            {
              "personalizations": [ { "to": [ { "email": "ada@example.com", "name": "Ada Løvelace" } ], "custom_args": { "omnichannel_delivery": "delivery-1" } } ],
              "from": { "email": "shop@example.com", "name": "The shop" },
              "reply_to": { "email": "help@example.com" },
              "subject": "Your cart",
              "content": [
                { "type": "text/plain", "value": "Your boots are still here 👢\n\nhttps://shop.example/cart?c=1\n" },
                { "type": "text/html", "value": "<p>Your <b>boots</b> are still here</p>" }
              ],
              "headers": {
                "List-Unsubscribe": "<https://shop.example/out/abc>, <mailto:out@example.com?subject=unsubscribe>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"
              }
            }
            """)!.ToJsonString(),
            JsonNode.Parse(request.Body)!.ToJsonString());
    }

    [Fact]
    public async Task Send_InSandbox_AsksForItAndTakes200ForAYes()
    {
        await using var provider = new ProviderDouble(_ => new ProviderReply { Status = 200 });

        var outcome = await SendAsync(provider.Address, Mail, options => options.Sandbox = true);

        Assert.Equal(AttemptResult.Accepted, outcome.Result);
        Assert.True(JsonNode.Parse(Assert.Single(provider.Requests).Body)!["mail_settings"]!["sandbox_mode"]!["enable"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Send_WithoutASubject_IsTheMessagesFault() =>
        Assert.Equal(AttemptFault.Message, (await SendAsync(new Uri("http://127.0.0.1:9/"), Mail with { Content = new() { Text = "x" } })).Fault);

    [Fact]
    public async Task Send_TooMany_WaitsUntilTheReset()
    {
        var clock = new ManualClock(DateTimeOffset.FromUnixTimeSeconds(1_600_000_000));
        await using var provider = new ProviderDouble(_ => new ProviderReply { Status = 429, Headers = new Dictionary<string, string> { ["X-RateLimit-Reset"] = "1600000040" } });

        Assert.Equal(TimeSpan.FromSeconds(40), (await SendAsync(provider.Address, Mail, time: clock)).RetryAfter);
    }

    [Fact]
    public async Task Specification_TakesEveryMailOfOurs()
    {
        var prism = Oracle.Prism("sendgrid");
        foreach (var message in ApiMail.Every)
        {
            var outcome = await SendAsync(prism, message);
            Assert.True(outcome.Result == AttemptResult.Accepted, $"{outcome.Code} {outcome.Detail}");
        }
    }

    [Theory]
    [InlineData("""{"from":{"email":"a@example.com"},"subject":"s","content":[{"type":"text/plain","value":"v"}]}""", Key, 400)]
    [InlineData("""{"personalizations":[{"to":[{"email":"no mailbox"}]}],"from":{"email":"a@example.com"},"subject":"s","content":[{"type":"text/plain","value":"v"}]}""", Key, 400)]
    [InlineData("{}", null, 401)]
    public async Task Specification_RefusesWhatIsWrong(string body, string? key, int status)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Oracle.Prism("sendgrid"), "v3/mail/send")) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", key is null ? null : $"Bearer {key}");

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    private static async Task<AttemptOutcome> SendAsync(Uri address, OutgoingMessage message, Action<SendGridOptions>? change = null, TimeProvider? time = null)
    {
        var options = new SendGridOptions { ApiKey = Key, From = "shop@example.com", BaseAddress = address, AllowPrivateNetworks = true };
        change?.Invoke(options);
        Assert.Empty(SendGridOptionsCheck.Problems(options));
        using var client = new HttpClient(EgressGate.CreateHandler(allowPrivateNetworks: true));
        return await new SendGridChannelAdapter("main", options, client, time ?? TimeProvider.System).SendAsync(message, TestContext.Current.CancellationToken);
    }
}
