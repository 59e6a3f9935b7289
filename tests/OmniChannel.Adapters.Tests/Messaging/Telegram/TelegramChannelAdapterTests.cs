using System.Net;
using OmniChannel.Delivery;
using OmniChannel.Messaging;
using OmniChannel.Testing;
using OmniChannel.Tests.DependencyInjection;

namespace OmniChannel.Tests.Messaging.Telegram;

public sealed class TelegramChannelAdapterTests
{
    private const string Token = "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11";
    private static readonly ProviderReply Yes = ProviderReply.Json(200, """{"ok":true,"result":{"message_id":17,"chat":{"id":5}}}""");
    private static readonly OutgoingMessage Text = SampleMessage.Full with { Channel = Channel.Telegram, Address = "5", Content = SampleMessage.Full.Content with { Image = null } };

    [Fact]
    public async Task Send_AText_IsSendMessageAsTelegramDocumentsIt()
    {
        var (outcome, requests) = await Exchange.SendAsync(Adapter, Text, Yes);

        var request = Assert.Single(requests);
        Assert.Equal(("POST", $"/bot{Token}/sendMessage"), (request.Method, request.Target));
        Assert.Equal(
            """{"chat_id":5,"text":"Your boots are still here \uD83D\uDC62\nhttps://shop.example/cart?c=1","reply_markup":{"keyboard":[[{"text":"To the cart"}],[{"text":"Not now"}]],"one_time_keyboard":true,"resize_keyboard":true}}""",
            request.Text);
        Assert.Equal((AttemptResult.Accepted, TelegramMessage.IdOf("5", "17")), (outcome.Result, outcome.ProviderMessageId));
    }

    [Fact]
    public async Task Send_Marked_SaysSoAndEscapesItsLink()
    {
        var (_, requests) = await Exchange.SendAsync(Adapter, Text with { Content = new() { Text = "*Now* 5\\.00", Markup = TextMarkup.TelegramMarkdownV2, Link = new("https://shop.example/a_b?c=1") } }, Yes);

        Assert.Equal("""{"chat_id":5,"text":"*Now* 5\\.00\nhttps://shop\\.example/a\\_b?c\\=1","parse_mode":"MarkdownV2"}""", Assert.Single(requests).Text);
    }

    [Fact]
    public async Task Send_AnImage_IsSendPhotoWithACaption()
    {
        var (_, requests) = await Exchange.SendAsync(Adapter, SampleMessage.Full with { Address = "@shop_news", Content = new() { Text = "Boots", Image = new("https://shop.example/b.png") } }, Yes);

        Assert.Equal(($"/bot{Token}/sendPhoto", """{"chat_id":"@shop_news","photo":"https://shop.example/b.png","caption":"Boots"}"""), (requests[0].Target, requests[0].Text));
    }

    [Fact]
    public async Task Send_ToAGroupThatMoved_GoesThereOnce()
    {
        var moved = ProviderReply.Json(400, """{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded to a supergroup chat","parameters":{"migrate_to_chat_id":-1001234567890}}""");

        var (outcome, requests) = await Exchange.SendAsync(Adapter, Text, moved, Yes);
        var (again, asked) = await Exchange.SendAsync(Adapter, Text, moved);

        Assert.Equal((AttemptResult.Accepted, 2), (outcome.Result, requests.Count));
        Assert.Contains("\"chat_id\":-1001234567890,", requests[1].Text, StringComparison.Ordinal);
        Assert.Equal((AttemptResult.Rejected, AttemptFault.Message, 2), (again.Result, again.Fault, asked.Count));
    }

    [Theory]
    [InlineData(4_096, null, AttemptResult.Accepted)]
    [InlineData(4_097, null, AttemptResult.Rejected)]
    [InlineData(1_025, "https://shop.example/b.png", AttemptResult.Rejected)]
    [InlineData(0, null, AttemptResult.Rejected)]
    public async Task Send_ByLength_IsTakenOrNot(int length, string? image, AttemptResult result)
    {
        var (outcome, _) = await Exchange.SendAsync(Adapter, Text with { Content = new() { Text = new string('x', length), Image = image is null ? null : new(image) } }, Yes);

        Assert.Equal(result, outcome.Result);
    }

    /// <summary>The specification judges, and behind it the emulator keeps what was right.</summary>
    [Fact]
    public async Task SpecificationAndEmulator_TakeOurMessages()
    {
        var emulator = Oracle.Emulator(Server.Telegram);
        using var client = new HttpClient(new BehindTheSpecification(Oracle.Prism("telegram"), EgressGate.CreateHandler(allowPrivateNetworks: true)));
        var text = Text with { Content = Text.Content with { Text = $"{Text.Content.Text} {TestContext.Current.TestMethod?.UniqueID}" } };

        var outcome = await Adapter(emulator, client).SendAsync(text, TestContext.Current.CancellationToken);

        Assert.True(outcome.Result == AttemptResult.Accepted, outcome.ToString());
        using var plain = Exchange.Client();
        using var history = await plain.PostAsync(new Uri(emulator, "getUpdatesHistory"), new StringContent($$"""{"token":"{{Token}}"}""", System.Text.Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        Assert.Contains(TestContext.Current.TestMethod!.UniqueID, await history.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"chat_id":5}""")]
    [InlineData("""{"chat_id":5,"text":"a","disable_notification":"no"}""")]
    public async Task Specification_RefusesWhatIsWrong(string body)
    {
        using var client = Exchange.Client();
        using var answer = await client.PostAsync(new Uri(Oracle.Prism("telegram"), "sendMessage"), new StringContent(body, System.Text.Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Fact]
    public async Task AddTelegram_WithWhatIsWrong_SaysAllOfItAndNoSecret()
    {
        var setup = await Instance.SetupOf("""{"OmniChannel":{"Accounts":{"Telegram":{"default":{"BotToken":"hush hush","SecretTokens":["short"]}}}}}""", builder => builder.AddTelegram());

        var problems = setup.Problems();
        Assert.Contains(problems, problem => problem.Contains("BotToken", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("SecretTokens[0]", StringComparison.Ordinal));
        Assert.DoesNotContain(problems, problem => problem.Contains("hush", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AddTelegram_WithEverything_IsAnAccount()
    {
        var setup = await Instance.SetupOf($$"""{"OmniChannel":{"Accounts":{"Telegram":{"default":{"BotToken":"{{Token}}","SecretTokens":["0123456789abcdef"],"NoLinkPreview":true} } } } }""", builder => builder.AddTelegram());

        Assert.Empty(setup.Problems());
        Assert.IsType<TelegramChannelAdapter>(Assert.Single(setup.Adapters));
    }

    private static TelegramChannelAdapter Adapter(Uri address, HttpClient client) => new("main", new TelegramOptions { BotToken = Token, BaseAddress = address, AllowPrivateNetworks = true }, client, TimeProvider.System);

    /// <summary>Asks the specification first, which knows methods without the token in front, and passes on what it takes.</summary>
    private sealed class BehindTheSpecification(Uri specification, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await request.Content!.LoadIntoBufferAsync(cancellationToken);
            using var question = new HttpRequestMessage(request.Method, new Uri(specification, request.RequestUri!.Segments[^1])) { Content = new StringContent(await request.Content.ReadAsStringAsync(cancellationToken), System.Text.Encoding.UTF8, "application/json") };
            var judged = await base.SendAsync(question, cancellationToken);
            judged.RequestMessage = request;
            return judged.IsSuccessStatusCode ? await base.SendAsync(request, cancellationToken) : judged;
        }
    }
}
