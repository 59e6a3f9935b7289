using System.Text.Json.Nodes;
using OmniChannel.Delivery;
using OmniChannel.Email;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Email.Resend;

public sealed class ResendChannelAdapterTests
{
    private const string Key = "re_123456789_abcdefghijklmnop";
    private static readonly ProviderReply Good = ProviderReply.Json(200, """{"id":"m1"}""");

    [Fact]
    public async Task Send_AMessage_IsTheMailThatResendDocuments()
    {
        var request = await ApiMail.RequestAsync(Adapter(options => (options.FromName, options.ReplyTo) = ("The shop", "help@example.com")), ApiMail.Full, Good);

        Assert.Equal(("POST", "/emails", $"Bearer {Key}", "delivery-1-a-webhook", "application/json"), (request.Method, request.Target, request.Header("Authorization"), request.Header("Idempotency-Key"), request.Header("Content-Type")));
        Assert.Equal(
            JsonNode.Parse("""
            {
              "from": "The shop <shop@example.com>",
              "to": [ "Ada Løvelace <ada@example.com>" ],
              "reply_to": "help@example.com",
              "subject": "Your cart",
              "text": "Your boots are still here 👢\n\nhttps://shop.example/cart?c=1\n",
              "html": "<p>Your <b>boots</b> are still here</p>",
              "headers": { "List-Unsubscribe": "<https://shop.example/out/abc>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" },
              "tags": [ { "name": "omnichannel_delivery", "value": "delivery-1" } ]
            }
            """)!.ToJsonString(),
            JsonNode.Parse(request.Body)!.ToJsonString());
    }

    [Fact]
    public async Task Send_WithoutASubject_IsTheMessagesFault() =>
        Assert.Equal(AttemptFault.Message, (await ApiMail.SendAsync(client => Adapter()(new Uri("http://127.0.0.1:9/"), client), ApiMail.Full with { Content = new() { Text = "x" } })).Fault);

    [Fact]
    public async Task Specification_TakesEveryMailOfOurs()
    {
        var prism = Oracle.Prism("resend");
        foreach (var message in ApiMail.Every)
        {
            var outcome = await ApiMail.SendAsync(client => Adapter()(prism, client), message);
            Assert.True(outcome.Result == AttemptResult.Accepted, $"{outcome.Result} {outcome.Code} {outcome.Detail}");
        }
    }

    [Theory]
    [InlineData("""{"from":"a@example.com","to":"b@example.com"}""", Key, 422)]
    [InlineData("""{"from":"a@example.com","to":[],"subject":"s"}""", Key, 422)]
    [InlineData("""{"from":"a@example.com","to":"b@example.com","subject":"s"}""", null, 401)]
    public async Task Specification_RefusesWhatIsWrong(string body, string? key, int status) =>
        Assert.Equal(status, await ApiMail.StatusAsync(new Uri(Oracle.Prism("resend"), "emails"), body, key is null ? null : "Authorization", $"Bearer {key}"));

    [Fact]
    public async Task Emulator_TheSameMailAgain_IsTheSameMailAndAnotherUnderItsKeyIsRefused()
    {
        // Prism stands in front and judges what goes through; the emulator remembers keys, between runs, too.
        var key = $"e41-{Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8))}";
        var mail = ApiMail.Full with { IdempotencyKey = key };
        var resend = Oracle.Prism("emulated-resend");

        var first = await ApiMail.SendAsync(client => Adapter()(resend, client), mail);
        var again = await ApiMail.SendAsync(client => Adapter()(resend, client), mail);
        var other = await ApiMail.SendAsync(client => Adapter()(resend, client), mail with { Content = new() { Subject = "Another", Text = "another" } });
        var next = await ApiMail.SendAsync(client => Adapter()(resend, client), mail with { IdempotencyKey = key + "-2" });

        Assert.Equal((AttemptResult.Accepted, AttemptResult.Accepted, AttemptResult.Accepted), (first.Result, again.Result, next.Result));
        Assert.Equal(first.ProviderMessageId, again.ProviderMessageId);
        Assert.NotEqual(first.ProviderMessageId, next.ProviderMessageId);
        Assert.Equal((AttemptResult.Rejected, AttemptFault.Message, "invalid_idempotent_request"), (other.Result, other.Fault, other.Code));
    }

    private static Func<Uri, HttpClient, IChannelAdapter> Adapter(Action<ResendOptions>? change = null) => (address, client) =>
    {
        var options = new ResendOptions { ApiKey = Key, From = "shop@example.com", BaseAddress = address, AllowPrivateNetworks = true };
        change?.Invoke(options);
        Assert.Empty(ResendOptionsCheck.Problems(options));
        return new ResendChannelAdapter("main", options, client, TimeProvider.System);
    };
}
