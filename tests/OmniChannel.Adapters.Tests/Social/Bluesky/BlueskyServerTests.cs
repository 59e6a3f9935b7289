using System.Net;
using System.Text;
using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Social;
using OmniChannel.Testing;
using OmniChannel.Tests.Messaging;

namespace OmniChannel.Tests.Social.Bluesky;

/// <summary>The adapter against a real personal data server; it takes minutes to install, so in long runs only.</summary>
public sealed class BlueskyServerTests
{
    private const string Password = "hunter2-hunter2";

    [Fact]
    public async Task Send_Twice_IsOnePostWhoseLinksAreItsOwn()
    {
        Needs.LongRun();
        var server = Oracle.Emulator(Server.Bluesky);
        using var client = Exchange.Client();
        var handle = await SignUpAsync(server, client);
        using var adapter = new BlueskyChannelAdapter("main", new BlueskyOptions { Handle = handle, AppPassword = Password, Languages = { "en" }, BaseAddress = server, AllowPrivateNetworks = true }, client, TimeProvider.System);
        var post = SampleMessage.Full with { Address = handle, CreatedAt = TimeProvider.System.GetUtcNow(), Content = new() { Text = "Bøøts 👢 (https://shop.example/a?b=1), now.", Link = new("https://shop.example/c") } };

        var before = await adapter.ReconcileAsync(post, TestContext.Current.CancellationToken);
        var first = await adapter.SendAsync(post, TestContext.Current.CancellationToken);
        var again = await adapter.SendAsync(post, TestContext.Current.CancellationToken);
        var after = await adapter.ReconcileAsync(post, TestContext.Current.CancellationToken);

        Assert.True(first.Result == AttemptResult.Accepted, first.ToString());
        Assert.Equal((AttemptResult.Accepted, first.ProviderMessageId), (again.Result, again.ProviderMessageId));
        Assert.Equal((false, true, first.ProviderMessageId), (before.WasSent, after.WasSent, after.ProviderMessageId));
        using var listed = JsonDocument.Parse(await client.GetStringAsync(new Uri(server, $"xrpc/com.atproto.repo.listRecords?repo={handle}&collection={BlueskyPost.Collection}"), TestContext.Current.CancellationToken));
        Assert.Equal(2, Assert.Single(listed.RootElement.GetProperty("records").EnumerateArray()).GetProperty("value").GetProperty("facets").GetArrayLength());
    }

    [Fact]
    public async Task Send_AnImageTwice_IsOnePostThatShowsIt()
    {
        Needs.LongRun();
        var server = Oracle.Emulator(Server.Bluesky);
        await using var images = new ProviderDouble(_ => new ProviderReply { Body = "GIF89a\u0001\0\u0001\0\0\0\0;", ContentType = "image/gif" });
        using var client = Exchange.Client();
        var handle = await SignUpAsync(server, client);
        using var adapter = new BlueskyChannelAdapter("main", new BlueskyOptions { Handle = handle, AppPassword = Password, BaseAddress = server, AllowPrivateNetworks = true }, client, TimeProvider.System);
        var post = SampleMessage.Full with { Address = handle, CreatedAt = TimeProvider.System.GetUtcNow(), Content = new() { Text = "Boots", Image = new(images.Address, "boots.gif") } };

        var first = await adapter.SendAsync(post, TestContext.Current.CancellationToken);
        var again = await adapter.SendAsync(post, TestContext.Current.CancellationToken);

        Assert.True(first.Result == AttemptResult.Accepted, first.ToString());
        Assert.Equal((AttemptResult.Accepted, first.ProviderMessageId), (again.Result, again.ProviderMessageId));
        using var listed = JsonDocument.Parse(await client.GetStringAsync(new Uri(server, $"xrpc/com.atproto.repo.listRecords?repo={handle}&collection={BlueskyPost.Collection}"), TestContext.Current.CancellationToken));
        var image = Assert.Single(Assert.Single(listed.RootElement.GetProperty("records").EnumerateArray()).GetProperty("value").GetProperty("embed").GetProperty("images").EnumerateArray()).GetProperty("image");
        Assert.Equal(("image/gif", 14), (image.GetProperty("mimeType").GetString(), image.GetProperty("size").GetInt32()));
    }

    [Fact]
    public async Task Send_WithAWrongPassword_IsTheAccountsFault()
    {
        Needs.LongRun();
        var server = Oracle.Emulator(Server.Bluesky);
        using var client = Exchange.Client();
        var handle = await SignUpAsync(server, client);
        using var adapter = new BlueskyChannelAdapter("main", new BlueskyOptions { Handle = handle, AppPassword = "wrong", BaseAddress = server, AllowPrivateNetworks = true }, client, TimeProvider.System);

        var outcome = await adapter.SendAsync(SampleMessage.Full with { Address = handle, Content = new() { Text = "a" } }, TestContext.Current.CancellationToken);

        Assert.Equal((AttemptResult.NotSent, AttemptFault.Account), (outcome.Result, outcome.Fault));
    }

    private static async Task<string> SignUpAsync(Uri server, HttpClient client)
    {
        var name = $"s{Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(6))}";
        var body = "{\"email\":\"" + name + "@example.com\",\"handle\":\"" + name + ".test\",\"password\":\"" + Password + "\"}";
        using var answer = await client.PostAsync(new Uri(server, "xrpc/com.atproto.server.createAccount"), new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return $"{name}.test";
    }
}
