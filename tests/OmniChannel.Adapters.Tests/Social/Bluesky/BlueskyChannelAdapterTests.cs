using System.Text;
using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Social;
using OmniChannel.Testing;
using OmniChannel.Tests.Messaging;

namespace OmniChannel.Tests.Social.Bluesky;

public sealed class BlueskyChannelAdapterTests
{
    private static readonly OutgoingMessage Post = SampleMessage.Full with { Address = "shop.example.com", Content = new() { Text = "Bøøts 👢 (https://shop.example/ü?a=1), now.", Link = new("https://shop.example/b") } };

    [Fact]
    public async Task Send_TwoPosts_SignsInOnceAndMarksLinksByTheirBytes()
    {
        await using var server = new AtServer();
        using var client = Exchange.Client();
        using var adapter = Adapter(server.Address, client);

        var first = await adapter.SendAsync(Post, TestContext.Current.CancellationToken);
        var second = await adapter.SendAsync(Post, TestContext.Current.CancellationToken);

        Assert.Equal(["createSession", "putRecord", "putRecord"], server.Calls);
        Assert.Equal((AttemptResult.Accepted, first.ProviderMessageId), (second.Result, second.ProviderMessageId));
        var (sent, again) = (server.Requests[1], server.Requests[2]);
        Assert.Equal(("Bearer access-1", sent.Text), (sent.Header("Authorization"), again.Text));
        using var json = JsonDocument.Parse(sent.Body);
        var record = json.RootElement.GetProperty("record");
        Assert.Equal(("did:plc:shop", "app.bsky.feed.post", "2026-11-21T08:15:30.250Z"), (json.RootElement.GetProperty("repo").GetString(), record.GetProperty("$type").GetString(), record.GetProperty("createdAt").GetString()));
        var text = Encoding.UTF8.GetBytes(record.GetProperty("text").GetString()!);
        Assert.All(record.GetProperty("facets").EnumerateArray(), facet =>
            Assert.Equal(facet.GetProperty("features")[0].GetProperty("uri").GetString(), Encoding.UTF8.GetString(text[facet.GetProperty("index").GetProperty("byteStart").GetInt32()..facet.GetProperty("index").GetProperty("byteEnd").GetInt32()])));
        Assert.Equal(["https://shop.example/ü?a=1", "https://shop.example/b"], record.GetProperty("facets").EnumerateArray().Select(facet => facet.GetProperty("features")[0].GetProperty("uri").GetString()));
    }

    [Fact]
    public async Task Send_WhenTheTokenRanOut_RenewsItAndSendsOnce()
    {
        await using var server = new AtServer();
        using var client = Exchange.Client();
        using var adapter = Adapter(server.Address, client);
        await adapter.SendAsync(Post, TestContext.Current.CancellationToken);
        server.Expire();

        var outcome = await adapter.SendAsync(Post, TestContext.Current.CancellationToken);

        Assert.Equal(AttemptResult.Accepted, outcome.Result);
        Assert.Equal(["createSession", "putRecord", "putRecord", "refreshSession", "putRecord"], server.Calls);
        Assert.Equal("Bearer refresh-1", server.Requests[3].Header("Authorization"));
    }

    [Fact]
    public async Task Send_AtOnceByMany_SignsInOnce()
    {
        await using var server = new AtServer();
        using var client = Exchange.Client();
        using var adapter = Adapter(server.Address, client);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => adapter.SendAsync(Post with { IdempotencyKey = $"key-{i}" }, TestContext.Current.CancellationToken).AsTask()));

        Assert.All(outcomes, outcome => Assert.Equal(AttemptResult.Accepted, outcome.Result));
        Assert.Single(server.Calls, call => call == "createSession");
        Assert.Equal(20, outcomes.Select(outcome => outcome.ProviderMessageId).Distinct().Count());
    }

    [Fact]
    public async Task Send_WithAWrongPassword_IsTheAccountsFault()
    {
        var (outcome, requests) = await Exchange.SendAsync(Adapter, Post, ProviderReply.Json(401, """{"error":"AuthenticationRequired","message":"Invalid identifier or password"}"""));

        Assert.Equal((AttemptResult.NotSent, AttemptFault.Account, 1), (outcome.Result, outcome.Fault, requests.Count));
    }

    [Fact]
    public async Task Reconcile_AsksForTheRecord()
    {
        await using var server = new AtServer();
        using var client = Exchange.Client();
        using var adapter = Adapter(server.Address, client);

        var before = await adapter.ReconcileAsync(Post, TestContext.Current.CancellationToken);
        var sent = await adapter.SendAsync(Post, TestContext.Current.CancellationToken);
        var after = await adapter.ReconcileAsync(Post, TestContext.Current.CancellationToken);

        Assert.Equal((false, true, sent.ProviderMessageId), (before.WasSent, after.WasSent, after.ProviderMessageId));
    }

    [Theory]
    [InlineData(300, 'x', AttemptResult.Accepted)]
    [InlineData(301, 'x', AttemptResult.Rejected)]
    [InlineData(0, 'x', AttemptResult.Rejected)]
    public async Task Send_ByLength_IsTakenOrNot(int length, char letter, AttemptResult result)
    {
        await using var server = new AtServer();
        using var client = Exchange.Client();
        using var adapter = Adapter(server.Address, client);

        Assert.Equal(result, (await adapter.SendAsync(Post with { Content = new() { Text = new(letter, length) } }, TestContext.Current.CancellationToken)).Result);
    }

    [Fact]
    public async Task Send_300FamiliesOfElevenCharacters_AreTooManyBytes() =>
        Assert.Equal(AttemptFault.Message, (await Exchange.SendAsync(Adapter, Post with { Content = new() { Text = string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 200)) } }, ProviderReply.Json(200, "{}"))).Outcome.Fault);

    [Fact]
    public void Tid_OfAKey_IsStableAndSortsByTime()
    {
        var at = new DateTimeOffset(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);
        var names = Enumerable.Range(0, 1_000).Select(i => Tid.Of($"key-{i}", at)).ToList();

        Assert.Equal(Tid.Of("key-0", at), names[0]);
        Assert.Equal(1_000, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches("^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}$", name));
        Assert.All(names, name => Assert.True(string.CompareOrdinal(name, Tid.Of("key-0", at.AddSeconds(2))) < 0));
    }

    private static BlueskyChannelAdapter Adapter(Uri address, HttpClient client) =>
        new("main", new BlueskyOptions { Handle = "shop.example.com", AppPassword = "abcd-efgh-ijkl-mnop", BaseAddress = address, AllowPrivateNetworks = true }, client, TimeProvider.System);

    /// <summary>A double of a server that keeps records by their names, and whose tokens run out when it is told.</summary>
    private sealed class AtServer : IAsyncDisposable
    {
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, bool> _records = new();
        private readonly ProviderDouble _double;
        private int _tokens;
        private volatile string _good = "";

        public AtServer() => _double = new ProviderDouble(Answer);

        public Uri Address => _double.Address;

        public IReadOnlyList<ProviderRequest> Requests => [.. _double.Requests];

        public IReadOnlyList<string> Calls => [.. _double.Requests.Select(request => request.Target.Split('?')[0].Split('.')[^1])];

        public void Expire() => _good = "none";

        public ValueTask DisposeAsync() => _double.DisposeAsync();

        private ProviderReply Answer(ProviderRequest request)
        {
            var method = request.Target.Split('?')[0].Split('.')[^1];
            if (method is "createSession" or "refreshSession")
            {
                var number = Interlocked.Increment(ref _tokens);
                _good = $"access-{number}";
                return ProviderReply.Json(200, "{\"did\":\"did:plc:shop\",\"accessJwt\":\"access-" + number + "\",\"refreshJwt\":\"refresh-" + number + "\"}");
            }

            if (method == "getRecord")
            {
                return _records.ContainsKey(request.Target[(request.Target.LastIndexOf('=') + 1)..]) ? ProviderReply.Json(200, """{"uri":"at://x"}""") : ProviderReply.Json(400, """{"error":"RecordNotFound"}""");
            }

            if (request.Header("Authorization") != $"Bearer {_good}")
            {
                return ProviderReply.Json(400, """{"error":"ExpiredToken","message":"Token has expired"}""");
            }

            using var json = JsonDocument.Parse(request.Body);
            var name = json.RootElement.GetProperty("rkey").GetString()!;
            _records[name] = true;
            return ProviderReply.Json(200, "{\"uri\":\"at://did:plc:shop/app.bsky.feed.post/" + name + "\",\"cid\":\"bafy\"}");
        }
    }
}
