using System.Text;
using OmniChannel.Delivery;
using OmniChannel.Email;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Email.Mailgun;

public sealed class MailgunChannelAdapterTests
{
    private static readonly ProviderReply Good = ProviderReply.Json(200, """{"id":"<m1@mg.example.com>","message":"Queued. Thank you."}""");

    [Fact]
    public async Task Send_AMessage_IsTheFormThatMailgunDocuments()
    {
        var request = await ApiMail.RequestAsync(Adapter(options => (options.FromName, options.ReplyTo, options.TestMode) = ("The shop", "help@example.com", true)), ApiMail.Full, Good);

        Assert.Equal(("POST", "/v3/mg.example.com/messages", $"Basic {Convert.ToBase64String("api:key-1"u8)}"), (request.Method, request.Target, request.Header("Authorization")));
        Assert.Equal(
            [
                ("from", "The shop <shop@example.com>"), ("to", "Ada Løvelace <ada@example.com>"), ("subject", "Your cart"),
                ("text", "Your boots are still here 👢\n\nhttps://shop.example/cart?c=1\n"), ("html", "<p>Your <b>boots</b> are still here</p>"),
                ("h:Reply-To", "help@example.com"), ("h:List-Unsubscribe", "<https://shop.example/out/abc>"), ("h:List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
                ("v:omnichannel_delivery", "delivery-1"), ("o:testmode", "yes"),
            ],
            await PythonForm.ReadAsync(request));
    }

    [Fact]
    public async Task Send_TextsThatLookLikeTheForm_StayWhatTheyAre()
    {
        foreach (var message in ApiMail.Every.Append(ApiMail.Full with { Content = new() { Subject = "\"; name=\"to", Text = "\r\n--boundary\r\nContent-Disposition: form-data; name=\"to\"\r\n\r\nevil@example.com\r\n" } }))
        {
            var fields = await PythonForm.ReadAsync(await ApiMail.RequestAsync(Adapter(), message, Good));

            Assert.Single(fields, field => field.Name == "to");
            Assert.Equal(message.Content.Subject!.Replace('\ud83d', '\ufffd'), Assert.Single(fields, field => field.Name == "subject").Value);
            if (message.Content.Text.Length > 0)
            {
                Assert.StartsWith(message.Content.Text.Replace('\ud83d', '\ufffd')[..1], Assert.Single(fields, field => field.Name == "text").Value, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Problems_OfWrongOptions_AreAllNamed()
    {
        var problems = MailgunOptionsCheck.Problems(new MailgunOptions { Domain = "mg/../x", ApiKey = "a\nb", WebhookKeys = { "" }, WebhookTolerance = TimeSpan.Zero });

        foreach (var name in new[] { "Domain", "ApiKey", "From", "WebhookKeys[0]", "WebhookTolerance" })
        {
            Assert.Single(problems, problem => problem.StartsWith(name, StringComparison.Ordinal));
        }
    }

    private static Func<Uri, HttpClient, IChannelAdapter> Adapter(Action<MailgunOptions>? change = null) => (address, client) =>
    {
        var options = new MailgunOptions { ApiKey = "key-1", Domain = "mg.example.com", From = "shop@example.com", BaseAddress = address, AllowPrivateNetworks = true };
        change?.Invoke(options);
        Assert.Empty(MailgunOptionsCheck.Problems(options));
        return new MailgunChannelAdapter("main", options, client, TimeProvider.System);
    };
}
