using System.Text;
using System.Text.Json;
using OmniChannel.Accounts;
using OmniChannel.Delivery;
using OmniChannel.Social;
using OmniChannel.Testing;
using OmniChannel.Tests.Messaging;

namespace OmniChannel.Tests.Social;

/// <summary>Images of posts: fetched from their URL, uploaded as each network documents it, and shown by the post; whatever goes wrong before the post is never unknown.</summary>
public sealed class PostImageTests
{
    private const string Gif = "GIF89a\u0001\u0001";
    private const string Cid = "bafkreibjifzpqj6o6wcq3hejh7y4z4z2vmiklkvykc57tw3pcbx3kxifpm";

    [Fact]
    public async Task Send_OnX_UploadsInBase64AndNamesTheMedia()
    {
        var (outcome, requests) = await SendAsync("x");

        Assert.Equal(["/boots.gif", "/2/media/upload", "/2/tweets"], requests.Select(request => request.Target));
        Assert.Equal($$"""{"media":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(Gif))}}","media_category":"tweet_gif"}""", requests[1].Text);
        Assert.Equal("""{"text":"Boots!","media":{"media_ids":["1146654567674912769"]}}""", requests[2].Text);
        Assert.Equal((AttemptResult.Accepted, "1"), (outcome.Result, outcome.ProviderMessageId));
        Assert.All(requests.Skip(1), request => Assert.Equal("Bearer t0ken", request.Header("Authorization")));
        Assert.Null(requests[0].Header("Authorization"));
    }

    [Fact]
    public async Task Send_OnMastodon_UploadsAFormAndNamesTheMedia()
    {
        var (outcome, requests) = await SendAsync("mastodon");

        Assert.Equal(["/boots.gif", "/api/v2/media", "/api/v1/statuses"], requests.Select(request => request.Target));
        var file = Assert.Single(OmniChannel.Wire.MultipartForm.Read(requests[1].Header("Content-Type"), requests[1].Body)!.Parts);
        Assert.Equal(("file", "image.gif", "image/gif", Gif), (file.Name, file.FileName, file.Type, Encoding.UTF8.GetString(file.Content.Span)));
        Assert.Equal("""{"status":"Boots!","visibility":"public","media_ids":["22348641"]}""", requests[2].Text);
        Assert.Equal(AttemptResult.Accepted, outcome.Result);
    }

    [Fact]
    public async Task Send_OnBluesky_UploadsABlobThatTheRecordEmbeds()
    {
        var (outcome, requests) = await SendAsync("bluesky");

        Assert.Equal(["com.atproto.server.createSession", "/boots.gif", "com.atproto.repo.uploadBlob", "com.atproto.repo.putRecord"], requests.Select(request => request.Target.Replace("/xrpc/", "", StringComparison.Ordinal)));
        Assert.Equal(("image/gif", "Bearer access", Gif), (requests[2].Header("Content-Type"), requests[2].Header("Authorization"), requests[2].Text));
        Assert.Equal(
            """{"$type":"app.bsky.embed.images","images":[{"alt":"","image":{"$type":"blob","ref":{"$link":"CID"},"mimeType":"image/gif","size":8}}]}""".Replace("CID", Cid, StringComparison.Ordinal),
            JsonDocument.Parse(requests[3].Body).RootElement.GetProperty("record").GetProperty("embed").GetRawText());
        Assert.Equal(AttemptResult.Accepted, outcome.Result);
    }

    [Fact]
    public async Task Send_OnLinkedIn_PutsTheBytesWhereItIsToldAndNamesTheImage()
    {
        var (outcome, requests) = await SendAsync("linkedin");

        Assert.Equal(["GET /boots.gif", "POST /rest/images?action=initializeUpload", "PUT /dms-uploads/C4E10/0?ca=vector", "POST /rest/posts"], requests.Select(request => $"{request.Method} {request.Target}"));
        Assert.Equal("""{"initializeUploadRequest":{"owner":"urn:li:organization:2414183"}}""", requests[1].Text);
        Assert.Equal(("202610", "image/gif", Gif), (requests[1].Header("LinkedIn-Version"), requests[2].Header("Content-Type"), requests[2].Text));
        Assert.Contains("\"content\":{\"media\":{\"id\":\"urn:li:image:C4E10\"}}", requests[3].Text, StringComparison.Ordinal);
        Assert.Equal(AttemptResult.Accepted, outcome.Result);
    }

    /// <summary>The token goes where it belongs, whatever an answer says.</summary>
    [Fact]
    public async Task Send_OnLinkedIn_ToAPlaceElsewhere_PutsNothingThere()
    {
        var (outcome, requests) = await SendAsync("linkedin", change: request => request.Target.Contains("initializeUpload", StringComparison.Ordinal) ? ProviderReply.Json(200, """{"value":{"uploadUrl":"http://127.0.0.1:9/steal","image":"urn:li:image:C4E10"}}""") : null);

        Assert.Equal((AttemptResult.NotSent, 2), (outcome.Result, requests.Count));
    }

    [Theory]
    [InlineData("x", 404, "", AttemptResult.Rejected, AttemptFault.Message)]
    [InlineData("x", 503, "", AttemptResult.NotSent, AttemptFault.Provider)]
    [InlineData("x", 302, "", AttemptResult.Rejected, AttemptFault.Message)]
    [InlineData("x", 200, "<html>", AttemptResult.Rejected, AttemptFault.Message)]
    [InlineData("x", 200, "", AttemptResult.Rejected, AttemptFault.Message)]
    [InlineData("mastodon", 404, "", AttemptResult.Rejected, AttemptFault.Message)]
    [InlineData("bluesky", 200, "<svg/>", AttemptResult.Rejected, AttemptFault.Message)]
    [InlineData("linkedin", 500, "", AttemptResult.NotSent, AttemptFault.Provider)]
    public async Task Send_AnImageThatCannotBeHad_PostsNothing(string network, int status, string body, AttemptResult result, AttemptFault fault)
    {
        var (outcome, requests) = await SendAsync(network, change: request => request.Target == "/boots.gif" ? new ProviderReply { Status = status, Body = body, ContentType = "image/gif" } : null);

        Assert.Equal((result, fault), (outcome.Result, outcome.Fault));
        Assert.Equal("/boots.gif", requests[^1].Target);
    }

    [Theory]
    [InlineData(1_000_000, AttemptResult.Accepted)]
    [InlineData(1_000_001, AttemptResult.Rejected)]
    public async Task Send_AnImageBySize_IsTakenOrNot(int size, AttemptResult result) =>
        Assert.Equal(result, (await SendAsync("bluesky", change: request => request.Target == "/boots.gif" ? new ProviderReply { Body = "GIF89a" + new string('x', size - 6), ContentType = "image/gif" } : null)).Outcome.Result);

    [Theory]
    [InlineData("x", "/2/media/upload", 403, "{}", AttemptResult.NotSent, AttemptFault.Account)]
    [InlineData("x", "/2/media/upload", 200, "{}", AttemptResult.NotSent, AttemptFault.Provider)]
    [InlineData("x", "/2/media/upload", 504, "<html>", AttemptResult.NotSent, AttemptFault.Provider)]
    [InlineData("mastodon", "/api/v2/media", 202, """{"id":"1","url":null}""", AttemptResult.NotSent, AttemptFault.Provider)]
    [InlineData("mastodon", "/api/v2/media", 422, """{"error":"File type is not supported"}""", AttemptResult.Rejected, AttemptFault.Message)]
    [InlineData("mastodon", "/api/v2/media", 504, "", AttemptResult.NotSent, AttemptFault.Provider)]
    [InlineData("bluesky", "/xrpc/com.atproto.repo.uploadBlob", 400, """{"error":"InvalidRequest"}""", AttemptResult.Rejected, AttemptFault.Message)]
    [InlineData("bluesky", "/xrpc/com.atproto.repo.uploadBlob", 500, """{"error":"InternalServerError"}""", AttemptResult.NotSent, AttemptFault.Provider)]
    [InlineData("linkedin", "/rest/images?action=initializeUpload", 401, "{}", AttemptResult.NotSent, AttemptFault.Account)]
    [InlineData("linkedin", "/dms-uploads/C4E10/0?ca=vector", 500, "", AttemptResult.NotSent, AttemptFault.Provider)]
    public async Task Send_AnUploadThatFails_PostsNothingAndIsNeverUnknown(string network, string path, int status, string body, AttemptResult result, AttemptFault fault)
    {
        var (outcome, requests) = await SendAsync(network, change: request => request.Target == path ? ProviderReply.Json(status, body) : null);

        Assert.Equal((result, fault), (outcome.Result, outcome.Fault));
        Assert.Equal(path, requests[^1].Target);
    }

    /// <summary>Mastodon's specification takes a post with words or one with an image, and both at once match two of its forms, of which it wants exactly one.</summary>
    [Theory]
    [InlineData("x", 2)]
    [InlineData("mastodon", 1)]
    public async Task Specification_TakesUploadAndPost(string network, int requests)
    {
        var prism = Oracle.Prism(network);
        using var client = Exchange.Client();

        foreach (var request in (await SendAsync(network)).Requests.Skip(1).Take(requests))
        {
            // As they were sent: the specification's own examples of identifiers are not what it asks for.
            using var again = new HttpRequestMessage(HttpMethod.Post, new Uri(prism, request.Target[1..])) { Content = new ByteArrayContent(request.Body) };
            again.Content.Headers.TryAddWithoutValidation("Content-Type", request.Header("Content-Type"));
            again.Headers.TryAddWithoutValidation("Authorization", request.Header("Authorization"));
            using var answer = await client.SendAsync(again, TestContext.Current.CancellationToken);

            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public void TypeOf_ByItsFirstBytes_IsWhatItIs()
    {
        Assert.Equal("image/jpeg", FetchedImage.TypeOf([0xFF, 0xD8, 0xFF, 0xE0]));
        Assert.Equal("image/png", FetchedImage.TypeOf([0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0]));
        Assert.Equal("image/webp", FetchedImage.TypeOf("RIFF\0\0\0\0WEBPVP8 "u8));
        Assert.Equal("image/gif", FetchedImage.TypeOf("GIF87a"u8));
        Assert.Null(FetchedImage.TypeOf("<svg xmlns"u8));
        Assert.Null(FetchedImage.TypeOf([]));
    }

    [Fact]
    public void Channels_OfPosts_PromiseImagesAsLargeAsTheyAreTaken() => Assert.All(
        new[] { OwnPosts.X, OwnPosts.LinkedIn, OwnPosts.Bluesky, OwnPosts.Mastodon(500), OwnPosts.FacebookPage, OwnPosts.Instagram },
        channel => Assert.True(channel.Capabilities is { Images: true, Video: false, ImageLimit.MaxBytes: >= 1_000_000 } && channel.Capabilities.Formats.Contains(ContentFormat.Photo)));

    private static async Task<(AttemptOutcome Outcome, IReadOnlyList<ProviderRequest> Requests)> SendAsync(string network, Func<ProviderRequest, ProviderReply?>? change = null)
    {
        Uri? own = null;
        await using var provider = new ProviderDouble(request => change?.Invoke(request) ?? Answer(request, own!));
        own = provider.Address;
        using var client = Exchange.Client();
        var outcome = await Adapter(network, provider.Address, client).SendAsync(Message(network, new Uri(provider.Address, "boots.gif")), TestContext.Current.CancellationToken);
        return (outcome, [.. provider.Requests]);
    }

    private static ProviderReply Answer(ProviderRequest request, Uri own) => request.Target switch
    {
        "/boots.gif" => new ProviderReply { Body = Gif, ContentType = "image/gif" },
        "/2/media/upload" => ProviderReply.Json(200, """{"data":{"id":"1146654567674912769","media_key":"3_1146654567674912769","size":8,"expires_after_secs":86400}}"""),
        "/2/tweets" => ProviderReply.Json(201, """{"data":{"id":"1","text":"Boots!"}}"""),
        "/api/v2/media" => ProviderReply.Json(200, """{"id":"22348641","type":"image","url":"https://files.example/1.gif"}"""),
        "/api/v1/statuses" => ProviderReply.Json(200, """{"id":"17"}"""),
        "/xrpc/com.atproto.server.createSession" => ProviderReply.Json(200, """{"did":"did:plc:shop","handle":"shop.example.com","accessJwt":"access","refreshJwt":"refresh"}"""),
        "/xrpc/com.atproto.repo.uploadBlob" => ProviderReply.Json(200, "{\"blob\":{\"$type\":\"blob\",\"ref\":{\"$link\":\"" + Cid + "\"},\"mimeType\":\"image/gif\",\"size\":8}}"),
        "/xrpc/com.atproto.repo.putRecord" => ProviderReply.Json(200, """{"uri":"at://did:plc:shop/app.bsky.feed.post/3l6oveex3ii2l","cid":"c"}"""),
        "/rest/images?action=initializeUpload" => ProviderReply.Json(200, "{\"value\":{\"uploadUrlExpiresAt\":1650567510704,\"uploadUrl\":\"" + own + "dms-uploads/C4E10/0?ca=vector\",\"image\":\"urn:li:image:C4E10\"}}"),
        "/rest/posts" => new ProviderReply { Status = 201, Headers = new Dictionary<string, string> { ["x-restli-id"] = "urn:li:share:1" } },
        _ => new ProviderReply { Status = 201 },
    };

    private static OutgoingMessage Message(string network, Uri image) => SampleMessage.Full with
    {
        Address = network switch { "x" => "2244994945", "mastodon" => "shop@social.example", "bluesky" => "shop.example.com", _ => "urn:li:organization:2414183" },
        Content = new() { Text = "Boots!", Image = image },
    };

    private static IChannelAdapter Adapter(string network, Uri address, HttpClient client) => network switch
    {
        "x" => new XPostChannelAdapter("main", new XOptions { UserId = "2244994945", AccessToken = "t0ken", BaseAddress = address, AllowPrivateNetworks = true }, client, TimeProvider.System),
        "mastodon" => new MastodonChannelAdapter("main", new MastodonOptions { AccessToken = "t0ken", Handle = "shop@social.example", BaseAddress = address, AllowPrivateNetworks = true }, client, TimeProvider.System),
        "bluesky" => new BlueskyChannelAdapter("main", new BlueskyOptions { Handle = "shop.example.com", AppPassword = "abcd-efgh-ijkl-mnop", BaseAddress = address, AllowPrivateNetworks = true }, client, TimeProvider.System),
        _ => new LinkedInChannelAdapter("main", new LinkedInOptions { AccessToken = "t0ken", Author = "urn:li:organization:2414183", Version = "202610", BaseAddress = address, AllowPrivateNetworks = true }, client, TimeProvider.System),
    };
}
