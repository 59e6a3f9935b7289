using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Messaging;
using OmniChannel.Testing;
using OmniChannel.Tests.DependencyInjection;

namespace OmniChannel.Tests.Messaging.Messenger;

public sealed class MessengerChannelAdapterTests
{
    private static readonly ProviderReply Yes = ProviderReply.Json(200, """{"recipient_id":"1","message_id":"m_1"}""");
    private static readonly OutgoingMessage Text = SampleMessage.Full with { Address = "1254477777772919", Content = new() { Text = "Hi", Buttons = ["Yes"] } };

    [Theory]
    [InlineData("marketing", false, "\"messaging_type\":\"UPDATE\"")]
    [InlineData("transactional", true, "\"messaging_type\":\"UPDATE\"")]
    [InlineData("service", false, "\"messaging_type\":\"RESPONSE\"")]
    [InlineData("service", true, "\"messaging_type\":\"MESSAGE_TAG\",\"tag\":\"HUMAN_AGENT\"")]
    public async Task Send_ByPurpose_SaysWhatKindItIs(string purpose, bool humanAgent, string type)
    {
        var (_, requests) = await Exchange.SendAsync((address, client) => Adapter(Channel.Messenger, address, client, humanAgent), Text with { Purpose = new(purpose) }, Yes);

        Assert.Equal(
            ("POST", "/v23.0/682498302938465/messages", "Bearer t0ken", """{"recipient":{"id":"1254477777772919"},""" + type + ""","message":{"text":"Hi","metadata":"delivery-1","quick_replies":[{"content_type":"text","title":"Yes","payload":"Yes"}]}}"""),
            (requests[0].Method, requests[0].Target, requests[0].Header("Authorization"), requests[0].Text));
    }

    /// <summary>As Meta's page of the generic template shows it.</summary>
    [Theory]
    [InlineData("messenger")]
    [InlineData("instagram-direct")]
    public async Task Send_AnImage_IsACardOfOneMessage(string channel)
    {
        var (outcome, requests) = await Exchange.SendAsync(
            (address, client) => Adapter(new(channel), address, client),
            Text with { Content = new() { Text = "The boots", Image = new("https://shop.example/boots.jpg"), Link = new("https://shop.example/boots"), Buttons = ["Yes", "No"] } }, Yes);

        Assert.Equal(
            """{"attachment":{"type":"template","payload":{"template_type":"generic","elements":[{"title":"The boots","image_url":"https://shop.example/boots.jpg","default_action":{"type":"web_url","url":"https://shop.example/boots"},"buttons":[{"type":"postback","title":"Yes","payload":"Yes"},{"type":"postback","title":"No","payload":"No"}]}]}},"metadata":"delivery-1"}""",
            JsonDocument.Parse(Assert.Single(requests).Body).RootElement.GetProperty("message").GetRawText());
        Assert.Equal((AttemptResult.Accepted, "m_1"), (outcome.Result, outcome.ProviderMessageId));
    }

    [Theory]
    [InlineData(80, AttemptResult.Accepted)]
    [InlineData(81, AttemptResult.Rejected)]
    [InlineData(0, AttemptResult.Rejected)]
    public async Task Send_AnImage_TakesWordsThatFitBelow(int length, AttemptResult expected)
    {
        var (outcome, _) = await Exchange.SendAsync((address, client) => Adapter(Channel.Messenger, address, client), Text with { Content = new() { Text = new('x', length), Image = new("https://shop.example/boots.jpg") } }, Yes);

        Assert.Equal(expected, outcome.Result);
        Assert.Equal((80, 80), (ChannelDefinitions.Messenger.Capabilities.TextLimitWithImage?.Max, InstagramDirect.Definition.Capabilities.TextLimitWithImage?.Max));
    }

    [Theory]
    [InlineData("messenger", 2_000, 'x', true)]
    [InlineData("messenger", 2_001, 'x', false)]
    [InlineData("instagram-direct", 1_000, 'x', true)]
    [InlineData("instagram-direct", 501, 'é', false)]
    [InlineData("instagram-direct", 500, 'é', true)]
    public async Task Send_ByLength_IsTakenOrNot(string channel, int length, char letter, bool isTaken)
    {
        var (outcome, _) = await Exchange.SendAsync((address, client) => Adapter(new(channel), address, client), Text with { Content = new() { Text = new(letter, length) } }, Yes);

        Assert.Equal(isTaken, outcome.Result == AttemptResult.Accepted);
    }

    /// <summary>Meta's own description of the parameters of /{page}/messages knows every one that we send.</summary>
    [Theory]
    [InlineData("service", true)]
    [InlineData("marketing", false)]
    public async Task MetasDescription_KnowsEveryParameter(string purpose, bool humanAgent)
    {
        using var page = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(SharedFolders.RequireSpecs(), "meta", "Page.json"), TestContext.Current.CancellationToken));
        var known = page.RootElement.GetProperty("apis").EnumerateArray().Single(api => api.TryGetProperty("endpoint", out var endpoint) && endpoint.GetString() == "messages" && api.GetProperty("method").GetString() == "POST")
            .GetProperty("params").EnumerateArray().Select(one => (Name: one.GetProperty("name").GetString()!, IsRequired: one.GetProperty("required").GetBoolean())).ToList();

        var (_, requests) = await Exchange.SendAsync((address, client) => Adapter(Channel.Messenger, address, client, humanAgent), Text with { Purpose = new(purpose) }, Yes);

        using var sent = JsonDocument.Parse(requests[0].Body);
        var names = sent.RootElement.EnumerateObject().Select(member => member.Name).ToList();
        Assert.Empty(names.Except(known.Select(one => one.Name)));
        Assert.Empty(known.Where(one => one.IsRequired).Select(one => one.Name).Except(names));
    }

    [Fact]
    public async Task AddMessengerAndInstagram_AreTwoChannels()
    {
        var setup = await Instance.SetupOf(
            """{"OmniChannel":{"Accounts":{"Messenger":{"default":{"AccessToken":"t","PageId":"1","HumanAgent":true}},"InstagramDirect":{"default":{"AccessToken":"t","PageId":"1"}}}}}""",
            builder => builder.AddMessenger().AddInstagramDirect());

        Assert.Empty(setup.Problems());
        Assert.Equal(["instagram-direct", "messenger"], setup.Adapters.Select(adapter => adapter.Channel.Name).Order());
        Assert.Equal(TextUnit.Utf8Bytes, Assert.Single(setup.Channels, definition => definition.Channel.Name == "instagram-direct").Capabilities.TextLimit?.Unit);
    }

    private static MessengerChannelAdapter Adapter(Channel channel, Uri address, HttpClient client, bool humanAgent = false) =>
        new(channel, "main", new MessengerOptions { AccessToken = "t0ken", PageId = "682498302938465", HumanAgent = humanAgent, BaseAddress = address, AllowPrivateNetworks = true }, client, TimeProvider.System);
}
