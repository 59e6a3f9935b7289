using OmniChannel.Delivery;
using OmniChannel.Messaging;
using OmniChannel.Testing;
using OmniChannel.Tests.DependencyInjection;

namespace OmniChannel.Tests.Messaging.Slack;

public sealed class SlackChannelAdapterTests
{
    private static readonly OutgoingMessage Text = SampleMessage.Full with { Channel = new("slack"), Address = "C000000001", Content = new() { Text = "Fish & <chips>", Link = new("https://shop.example/?a=1&b=2") } };

    [Fact]
    public async Task Send_ByWebhook_IsTheTextAlone()
    {
        var (outcome, requests) = await Exchange.SendAsync((address, client) => new SlackChannelAdapter("main", new() { WebhookUrl = new(address, "services/T/B/X"), AllowPrivateNetworks = true }, client, TimeProvider.System), Text, new ProviderReply { Body = "ok" });

        Assert.Equal(("/services/T/B/X", """{"text":"Fish \u0026amp; \u0026lt;chips\u0026gt;\nhttps://shop.example/?a=1\u0026amp;b=2","mrkdwn":false}"""), (requests[0].Target, requests[0].Text));
        Assert.Equal(AttemptResult.Accepted, outcome.Result);
    }

    [Fact]
    public async Task Send_ByToken_NamesTheConversation()
    {
        var (_, requests) = await Exchange.SendAsync(ByToken, Text with { Content = new() { Text = "*Now* &amp; here", Markup = TextMarkup.SlackMrkdwn, Image = new("https://shop.example/b.png"), Subject = "Boots" } }, ProviderReply.Json(200, """{"ok":true,"ts":"1.2"}"""));

        Assert.Equal(
            ("/api/chat.postMessage", "Bearer xoxb-test", """{"channel":"C000000001","text":"*Now* \u0026amp; here","attachments":[{"fallback":"Boots","image_url":"https://shop.example/b.png"}]}"""),
            (requests[0].Target, requests[0].Header("Authorization"), requests[0].Text));
    }

    [Fact]
    public async Task Emulator_TakesOurMessagesBothWays()
    {
        var emulator = Oracle.Emulator(Server.EmulatedSlack);
        using var client = Exchange.Client();

        var byWebhook = await new SlackChannelAdapter("main", new() { WebhookUrl = new(emulator, "services/T000000001/B000000001/X000000001"), AllowPrivateNetworks = true }, client, TimeProvider.System).SendAsync(Text, TestContext.Current.CancellationToken);
        var byToken = await ByToken(emulator, client).SendAsync(Text, TestContext.Current.CancellationToken);
        var nowhere = await ByToken(emulator, client).SendAsync(Text with { Address = "C999999999" }, TestContext.Current.CancellationToken);

        Assert.Equal((AttemptResult.Accepted, AttemptResult.Accepted), (byWebhook.Result, byToken.Result));
        Assert.NotNull(byToken.ProviderMessageId);
        Assert.Equal((AttemptResult.Rejected, AttemptFault.Recipient, "channel_not_found"), (nowhere.Result, nowhere.Fault, nowhere.Code));
    }

    [Theory]
    [InlineData("{}", "no_text")]
    [InlineData("{", "invalid_payload")]
    public async Task Emulator_RefusesInWords(string body, string word)
    {
        using var client = Exchange.Client();
        using var answer = await client.PostAsync(new Uri($"http://{Server.Require(Server.EmulatedSlack)}/services/T000000001/B000000001/X000000001"), new StringContent(body, System.Text.Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

        Assert.Equal(word, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.NotNull(SlackAnswers.Table.Find(word));
    }

    [Theory]
    [InlineData("""{}""", "WebhookUrl")]
    [InlineData("""{"WebhookUrl":"http://hooks.slack.com/a","BotToken":null}""", "https")]
    [InlineData("""{"WebhookUrl":"https://hooks.slack.com/a","BotToken":"xoxb-hush"}""", "not both")]
    public async Task AddSlack_WithWhatIsWrong_SaysSo(string json, string expected)
    {
        var problems = (await Instance.SetupOf($$"""{"OmniChannel":{"Accounts":{"Slack":{"default":{{json}} } } } }""", builder => builder.AddSlack())).Problems();

        Assert.Contains(problems, problem => problem.Contains(expected, StringComparison.Ordinal));
        Assert.DoesNotContain(problems, problem => problem.Contains("hush", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AddSlack_DefinesItsChannel()
    {
        var setup = await Instance.SetupOf("""{"OmniChannel":{"Accounts":{"Slack":{"default":{"BotToken":"xoxb-a","SigningSecrets":["s"]}}}}}""", builder => builder.AddSlack());

        Assert.Empty(setup.Problems());
        Assert.IsType<SlackChannelAdapter>(Assert.Single(setup.Adapters));
        Assert.Contains(setup.Channels, definition => definition.Channel.Name == "slack");
    }

    private static SlackChannelAdapter ByToken(Uri address, HttpClient client) => new("main", new() { BotToken = "xoxb-test", BaseAddress = address, AllowPrivateNetworks = true }, client, TimeProvider.System);
}
