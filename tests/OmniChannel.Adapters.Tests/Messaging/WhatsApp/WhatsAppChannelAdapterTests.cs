using OmniChannel.Delivery;
using OmniChannel.Messaging;
using OmniChannel.Testing;
using OmniChannel.Tests.DependencyInjection;

namespace OmniChannel.Tests.Messaging.WhatsApp;

public sealed class WhatsAppChannelAdapterTests
{
    private static readonly ProviderReply Yes = ProviderReply.Json(200, """{"messages":[{"id":"wamid.1"}]}""");
    private static readonly OutgoingMessage Text = SampleMessage.Full with { Channel = Channel.WhatsApp, Address = "+16505551234", Content = new() { Text = "Hi", Link = new("https://shop.example/c") } };

    [Theory]
    [InlineData("""{"messaging_product":"whatsapp","recipient_type":"individual","to":"16505551234","biz_opaque_callback_data":"delivery-1","type":"text","text":{"preview_url":true,"body":"Hi\nhttps://shop.example/c"}}""", false, false)]
    [InlineData("""{"messaging_product":"whatsapp","recipient_type":"individual","to":"16505551234","biz_opaque_callback_data":"delivery-1","type":"image","image":{"link":"https://shop.example/b.png","caption":"Hi\nhttps://shop.example/c"}}""", true, false)]
    [InlineData("""{"messaging_product":"whatsapp","recipient_type":"individual","to":"16505551234","biz_opaque_callback_data":"delivery-1","type":"interactive","interactive":{"type":"button","header":{"type":"image","image":{"link":"https://shop.example/b.png"}},"body":{"text":"Hi\nhttps://shop.example/c"},"action":{"buttons":[{"type":"reply","reply":{"id":"button-1","title":"Yes"}},{"type":"reply","reply":{"id":"button-2","title":"No"}}]}}}""", true, true)]
    public async Task Send_FreeForm_IsWhatMetaDocuments(string expected, bool image, bool buttons)
    {
        var (outcome, requests) = await Exchange.SendAsync(Free, Text with { Content = Text.Content with { Image = image ? new("https://shop.example/b.png") : null, Buttons = buttons ? ["Yes", "No"] : [] } }, Yes);

        Assert.Equal(("POST", "/v23.0/106540352242922/messages", "Bearer t0ken", expected), (requests[0].Method, requests[0].Target, requests[0].Header("Authorization"), requests[0].Text));
        Assert.Equal((AttemptResult.Accepted, "wamid.1"), (outcome.Result, outcome.ProviderMessageId));
    }

    [Fact]
    public async Task Send_ATemplate_NamesItAndFillsIn()
    {
        var (_, requests) = await Exchange.SendAsync(ByTemplate, Text with { Content = new() { Subject = "cart_reminder/en_US", Text = "Ada\nthe \"boots\"\n\n49 €", Image = new("https://shop.example/b.png") } }, Yes);

        Assert.Equal(
            """{"messaging_product":"whatsapp","recipient_type":"individual","to":"16505551234","biz_opaque_callback_data":"delivery-1","type":"template","template":{"name":"cart_reminder","language":{"code":"en_US"},"components":[{"type":"header","parameters":[{"type":"image","image":{"link":"https://shop.example/b.png"}}]},{"type":"body","parameters":[{"type":"text","text":"Ada"},{"type":"text","text":"the \u0022boots\u0022"},{"type":"text","text":"49 \u20AC"}]}]}}""",
            requests[0].Text);
    }

    [Theory]
    [InlineData("cart_reminder")]
    [InlineData("Cart Reminder/de")]
    [InlineData("/de")]
    [InlineData("a/")]
    [InlineData(null)]
    public async Task Send_WithoutATemplatesName_IsTheMessagesFault(string? subject)
    {
        var (outcome, requests) = await Exchange.SendAsync(ByTemplate, Text with { Content = new() { Subject = subject, Text = "Ada" } }, Yes);

        Assert.Equal((AttemptResult.Rejected, AttemptFault.Message, 0), (outcome.Result, outcome.Fault, requests.Count));
    }

    [Fact]
    public async Task Send_TooLong_IsTheMessagesFault()
    {
        Assert.Equal(AttemptResult.Rejected, (await Exchange.SendAsync(Free, Text with { Content = new() { Text = new('x', 4_097) } }, Yes)).Outcome.Result);
        Assert.Equal(AttemptResult.Rejected, (await Exchange.SendAsync(Free, Text with { Content = new() { Text = new('x', 1_025), Buttons = ["a"] } }, Yes)).Outcome.Result);
        Assert.Equal(AttemptResult.Accepted, (await Exchange.SendAsync(Free, Text with { Content = new() { Text = new('x', 4_096) } }, Yes)).Outcome.Result);
    }

    [Fact]
    public async Task AddWhatsApp_Both_AreTwoChannelsOfWhichOneIsAlwaysOpen()
    {
        var setup = await Instance.SetupOf(
            """{"OmniChannel":{"Accounts":{"WhatsApp":{"default":{"AccessToken":"t","PhoneNumberId":"1","AppSecrets":["a"],"VerifyTokens":["b"]}},"WhatsAppTemplates":{"default":{"AccessToken":"t","PhoneNumberId":"1"}}}}}""",
            builder => builder.AddWhatsApp().AddWhatsAppTemplates());

        Assert.Empty(setup.Problems());
        Assert.Equal(["whatsapp", "whatsapp-template"], setup.Adapters.Select(adapter => adapter.Channel.Name).Order());
        Assert.Null(Assert.Single(setup.Channels, definition => definition.Channel.Name == "whatsapp-template").Capabilities.ReplyWindow);
        Assert.Equal(TimeSpan.FromHours(24), ChannelDefinitions.WhatsApp.Capabilities.ReplyWindow);
    }

    [Fact]
    public async Task AddWhatsApp_WithWhatIsWrong_SaysAllOfItAndNoSecret()
    {
        var problems = (await Instance.SetupOf("""{"OmniChannel":{"Accounts":{"WhatsApp":{"default":{"AccessToken":"hush hush","PhoneNumberId":"+1650","Version":"23"}}}}}""", builder => builder.AddWhatsApp())).Problems();

        Assert.Equal(3, problems.Count);
        Assert.DoesNotContain(problems, problem => problem.Contains("hush", StringComparison.Ordinal));
    }

    private static WhatsAppChannelAdapter Free(Uri address, HttpClient client) => Adapter(Channel.WhatsApp, address, client);

    private static WhatsAppChannelAdapter ByTemplate(Uri address, HttpClient client) => Adapter(WhatsAppTemplates.Definition.Channel, address, client);

    private static WhatsAppChannelAdapter Adapter(Channel channel, Uri address, HttpClient client) =>
        new(channel, "main", new WhatsAppOptions { AccessToken = "t0ken", PhoneNumberId = "106540352242922", BaseAddress = address, AllowPrivateNetworks = true }, client, TimeProvider.System);
}
