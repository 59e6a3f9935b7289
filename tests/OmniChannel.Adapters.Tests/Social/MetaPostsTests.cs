using System.Net;
using System.Text;
using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Messaging;
using OmniChannel.Social;
using OmniChannel.Testing;
using OmniChannel.Tests.DependencyInjection;
using OmniChannel.Tests.Messaging;

namespace OmniChannel.Tests.Social;

/// <summary>Posts of a Facebook Page and of an Instagram account: the requests as Meta documents them, what they call about, and the capabilities that are true.</summary>
public sealed class MetaPostsTests
{
    private const string Page = "546349135390552";
    private const string Instagrammer = "17841400008460056";
    private static readonly ProviderReply Yes = ProviderReply.Json(200, """{"id":"546349135390552_1116689038356556"}""");
    private static readonly RenderedContent Text = new() { Text = "For all Math geniuses & friends :)", Link = new("https://www.projecteuler.net/?a=1&b=2") };
    private static readonly RenderedContent Photo = Text with { Image = new("https://shop.example/boots.jpg?w=1&h=2") };

    [Fact]
    public async Task Send_AText_IsAPostOfThePageWithItsLink()
    {
        var (outcome, requests) = await Exchange.SendAsync((address, client) => FacebookPage(address, client), Message(Page, Text), Yes);
        var request = Assert.Single(requests);

        Assert.Equal(("POST", $"/v23.0/{Page}/feed", "Bearer t0ken", "application/x-www-form-urlencoded"), (request.Method, request.Target, request.Header("Authorization"), request.Header("Content-Type")));
        Assert.Equal([("message", "For all Math geniuses & friends :)"), ("link", "https://www.projecteuler.net/?a=1&b=2")], Fields(request));
        Assert.Equal((AttemptResult.Accepted, "546349135390552_1116689038356556"), (outcome.Result, outcome.ProviderMessageId));
    }

    [Fact]
    public async Task Send_AnImage_IsAPhotoOfThePageWithTheTextBelow()
    {
        var (outcome, requests) = await Exchange.SendAsync((address, client) => FacebookPage(address, client), Message(Page, Photo), ProviderReply.Json(200, """{"id":"1116","post_id":"546349135390552_1117"}"""));

        Assert.Equal($"/v23.0/{Page}/photos", Assert.Single(requests).Target);
        Assert.Equal([("url", "https://shop.example/boots.jpg?w=1&h=2"), ("caption", "For all Math geniuses & friends :)\nhttps://www.projecteuler.net/?a=1&b=2")], Fields(requests[0]));
        Assert.Equal("546349135390552_1117", outcome.ProviderMessageId);
    }

    [Fact]
    public async Task Send_OnInstagram_MakesAContainerAndPublishesIt()
    {
        var (outcome, requests) = await Exchange.SendAsync((address, client) => Instagram(address, client), Message(Instagrammer, Photo with { Link = null }), ProviderReply.Json(200, """{"id":"17889455560051444"}"""), ProviderReply.Json(200, """{"id":"17920238422030506"}"""));

        Assert.Equal([$"/v23.0/{Instagrammer}/media", $"/v23.0/{Instagrammer}/media_publish"], requests.Select(request => request.Target));
        Assert.All(requests, request => Assert.Equal("Bearer t0ken", request.Header("Authorization")));
        Assert.Equal([("image_url", "https://shop.example/boots.jpg?w=1&h=2"), ("caption", "For all Math geniuses & friends :)")], Fields(requests[0]));
        Assert.Equal([("creation_id", "17889455560051444")], Fields(requests[1]));
        Assert.Equal((AttemptResult.Accepted, "17920238422030506"), (outcome.Result, outcome.ProviderMessageId));
    }

    /// <summary>The publication went out and was not answered: a repetition asks what became of that container, and never posts another one.</summary>
    [Theory]
    [InlineData("PUBLISHED", new[] { "media", "media_publish", "17889455560051444" }, AttemptResult.Accepted, true)]
    [InlineData("FINISHED", new[] { "media", "media_publish", "17889455560051444", "media_publish" }, AttemptResult.Accepted, null)]
    [InlineData("EXPIRED", new[] { "media", "media_publish", "17889455560051444", "media", "media_publish" }, AttemptResult.Accepted, false)]
    [InlineData("", new[] { "media", "media_publish", "17889455560051444" }, AttemptResult.NotSent, null)]
    public async Task Send_AgainAfterADoubtfulPublication_PublishesTheSameContainer(string state, string[] expected, AttemptResult result, bool? wasSent)
    {
        var published = 0;
        await using var meta = new ProviderDouble(request =>
            request.Target.EndsWith("/media", StringComparison.Ordinal) ? ProviderReply.Json(200, """{"id":"17889455560051444"}""")
            : request.Method == "GET" ? ProviderReply.Json(200, state.Length == 0 ? "{}" : "{\"status_code\":\"" + state + "\",\"id\":\"17889455560051444\"}")
            : ++published == 1 ? ProviderReply.Json(504, "") : ProviderReply.Json(200, """{"id":"17920238422030506"}"""));
        using var client = Exchange.Client();
        var adapter = Instagram(meta.Address, client);
        var message = Message(Instagrammer, Photo);

        Assert.Equal(AttemptResult.Unknown, (await adapter.SendAsync(message, TestContext.Current.CancellationToken)).Result);
        Assert.Equal(wasSent, (await adapter.ReconcileAsync(message, TestContext.Current.CancellationToken)).WasSent);
        var asked = meta.Requests.Count;
        Assert.Equal(result, (await adapter.SendAsync(message, TestContext.Current.CancellationToken)).Result);

        Assert.Equal(3, asked);
        Assert.Equal(expected, meta.Requests.Where((_, at) => at != 2).Select(request => request.Target.Split('?')[0].Split('/')[^1]));
        Assert.All(meta.Requests, request => Assert.Equal("Bearer t0ken", request.Header("Authorization")));
    }

    [Fact]
    public async Task Reconcile_ByAnotherProcess_IsUnclearAndAsksNothing()
    {
        await using var meta = new ProviderDouble(_ => ProviderReply.Json(500, ""));
        using var client = Exchange.Client();

        Assert.Null((await Instagram(meta.Address, client).ReconcileAsync(Message(Instagrammer, Photo), TestContext.Current.CancellationToken)).WasSent);
        Assert.Empty(meta.Requests);
    }

    /// <summary>Whatever becomes of the container, nothing was posted.</summary>
    [Theory]
    [InlineData(400, """{"error":{"code":9004,"error_subcode":2207052}}""", AttemptResult.Rejected, AttemptFault.Message)]
    [InlineData(400, """{"error":{"code":190}}""", AttemptResult.NotSent, AttemptFault.Account)]
    [InlineData(200, """{"error":{"code":190}}""", AttemptResult.NotSent, AttemptFault.Account)]
    [InlineData(200, "{}", AttemptResult.NotSent, AttemptFault.Provider)]
    [InlineData(200, "<html>", AttemptResult.NotSent, AttemptFault.Provider)]
    [InlineData(502, "<html>", AttemptResult.NotSent, AttemptFault.Provider)]
    [InlineData(504, "", AttemptResult.NotSent, AttemptFault.Provider)]
    public async Task Send_WithoutAContainer_IsNeverUnknown(int status, string body, AttemptResult result, AttemptFault fault)
    {
        var (outcome, requests) = await Exchange.SendAsync((address, client) => Instagram(address, client), Message(Instagrammer, Photo), ProviderReply.Json(status, body));

        Assert.Single(requests);
        Assert.Equal((result, fault), (outcome.Result, outcome.Fault));
    }

    [Fact]
    public async Task Send_WhatInstagramCannotTake_IsRejectedBefore()
    {
        var (without, none) = await Exchange.SendAsync((address, client) => Instagram(address, client), Message(Instagrammer, Text), Yes);
        var (tooLong, neither) = await Exchange.SendAsync((address, client) => Instagram(address, client), Message(Instagrammer, Photo with { Link = null, Text = new('x', 2_201) }), Yes);

        Assert.Equal([AttemptFault.Message, AttemptFault.Message], [without.Fault, tooLong.Fault]);
        Assert.Empty(none.Concat(neither));
    }

    /// <summary>Meta's own description of the edges knows every parameter that we send, and every one that it requires is sent.</summary>
    [Theory]
    [InlineData("Page.json", "feed", false)]
    [InlineData("Page.json", "photos", true)]
    [InlineData("IGUser.json", "media", true)]
    [InlineData("IGUser.json", "media_publish", true)]
    public async Task MetasDescription_KnowsEveryParameter(string file, string edge, bool hasImage)
    {
        using var described = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(SharedFolders.RequireSpecs(), "meta", file), TestContext.Current.CancellationToken));
        var known = described.RootElement.GetProperty("apis").EnumerateArray().Single(api => api.TryGetProperty("endpoint", out var endpoint) && endpoint.GetString() == edge && api.GetProperty("method").GetString() == "POST")
            .GetProperty("params").EnumerateArray().Select(one => (Name: one.GetProperty("name").GetString()!, IsRequired: one.GetProperty("required").GetBoolean())).ToList();
        var isPage = file == "Page.json";
        var (_, requests) = await Exchange.SendAsync((address, client) => isPage ? FacebookPage(address, client) : Instagram(address, client), Message(isPage ? Page : Instagrammer, hasImage ? Photo : Text), Yes);

        var names = Fields(requests.Single(request => request.Target.EndsWith($"/{edge}", StringComparison.Ordinal))).Select(field => field.Name).ToList();
        Assert.Empty(names.Except(known.Select(one => one.Name)));
        Assert.Empty(known.Where(one => one.IsRequired).Select(one => one.Name).Except(names));
    }

    [Fact]
    public async Task ReadInbound_CommentsAndMentions_AreTouchpointsAndDirectMessagesAreNot()
    {
        const string comment = "{\"object\":\"page\",\"entry\":[{\"id\":\"" + Page + "\",\"time\":1458692752,\"messaging\":[{\"sender\":{\"id\":\"5\"},\"timestamp\":1458692752478,\"message\":{\"mid\":\"m\",\"text\":\"hi\"}}],\"changes\":[{\"field\":\"feed\",\"value\":{\"item\":\"comment\",\"verb\":\"add\",\"comment_id\":\"44_45\",\"from\":{\"id\":\"77\"},\"created_time\":1458692752}}]},{\"id\":\"1\",\"time\":1458692752,\"changes\":[{\"field\":\"mention\",\"value\":{\"post_id\":\"1\",\"from\":{\"id\":\"77\"}}}]}]}";
        using var client = new HttpClient();
        var adapter = FacebookPage(new("https://graph.facebook.com/"), client);

        var reading = await adapter.ReadInboundAsync(Exchange.Call(comment, ("X-Hub-Signature-256", new MetaWebhook(["s"], []).Sign(Encoding.UTF8.GetBytes(comment)))), TestContext.Current.CancellationToken);
        var forged = await adapter.ReadInboundAsync(Exchange.Call(comment + " ", ("X-Hub-Signature-256", new MetaWebhook(["s"], []).Sign(Encoding.UTF8.GetBytes(comment)))), TestContext.Current.CancellationToken);

        Assert.Equal(("comment", "77"), Assert.IsType<InboundActivity>(Assert.Single(reading.Facts)) is var fact ? (fact.Data["kind"], fact.Who.Value) : default);
        Assert.Equal(InboundRefusal.BadSignature, forged.Refusal);
    }

    [Fact]
    public async Task Accounts_AreChannelsThatSayWhatIsTrue()
    {
        var setup = await Instance.SetupOf(
            """{"OmniChannel":{"Accounts":{"FacebookPage":{"default":{"AccessToken":"t","PageId":"1"}},"Instagram":{"default":{"AccessToken":"t","AccountId":"2"}}}}}""",
            builder => builder.AddFacebookPage().AddInstagram());

        Assert.Empty(setup.Problems());
        Assert.Equal(["facebook-page", "instagram"], setup.Adapters.Select(adapter => adapter.Channel.Name).Order());
        Assert.All(setup.Channels, channel => Assert.Equal((ChannelReach.Person, AddressKind.Handle, true, false), (channel.Capabilities.Reach, channel.Capabilities.Address, channel.Capabilities.Images, channel.Capabilities.Video)));
        Assert.Equal(["photo"], setup.Channels.Single(channel => channel.Channel == Channel.Instagram).Capabilities.Formats.Select(format => format.Name));
        Assert.Contains("PageId", Assert.Single((await Instance.SetupOf("""{"OmniChannel":{"Accounts":{"FacebookPage":{"default":{"AccessToken":"t","PageId":"shop"}}}}}""", builder => builder.AddFacebookPage())).Problems()), StringComparison.Ordinal);
    }

    private static OutgoingMessage Message(string address, RenderedContent content) => SampleMessage.Full with { Address = address, Content = content };

    private static List<(string Name, string Value)> Fields(ProviderRequest request) =>
        [.. request.Text.Split('&').Select(field => field.Split('=')).Select(pair => (WebUtility.UrlDecode(pair[0])!, WebUtility.UrlDecode(pair[1])!))];

    private static FacebookPageChannelAdapter FacebookPage(Uri address, HttpClient client) =>
        new("main", new FacebookPageOptions { AccessToken = "t0ken", PageId = Page, AppSecrets = { "s" }, BaseAddress = address, AllowPrivateNetworks = true }, client, TimeProvider.System);

    private static InstagramChannelAdapter Instagram(Uri address, HttpClient client) =>
        new("main", new InstagramOptions { AccessToken = "t0ken", AccountId = Instagrammer, BaseAddress = address, AllowPrivateNetworks = true }, client, TimeProvider.System);
}
