using System.Text;
using System.Text.Json.Nodes;
using OmniChannel.Delivery;
using OmniChannel.Push;
using OmniChannel.Testing;
using OmniChannel.Tests.DependencyInjection;
using OmniChannel.Wire;

namespace OmniChannel.Tests.Push.Fcm;

public sealed class FcmChannelAdapterTests
{
    private const string Good = """{"name":"projects/my-project/messages/0:1"}""";

    [Fact]
    public async Task Send_AMessage_IsWhatFcmDocuments()
    {
        await using var fcm = new ProviderDouble(request => Tokens(request) ?? ProviderReply.Json(200, Good));
        var clock = new ManualClock(TimeProvider.System.GetUtcNow());

        await SendAsync(fcm.Address, PushKeys.To("device-1") with { Delivery = new("d-1"), ExpiresAt = clock.GetUtcNow().AddHours(2) }, clock);

        var request = fcm.Requests.Last();
        Assert.Equal(("POST", "/v1/projects/my-project/messages:send", "Bearer token-1", "application/json"), (request.Method, request.Target, request.Header("Authorization"), request.Header("Content-Type")));
        var message = JsonNode.Parse(request.Body)!["message"]!;
        Assert.Equal(("device-1", "Your basket waits 👢", "Two things are still in it.", "https://shop.example/boots.png"), (Text(message["token"]), Text(message["notification"]!["title"]), Text(message["notification"]!["body"]), Text(message["notification"]!["image"])));
        Assert.Equal(("d-1", "autumn", "https://shop.example/cart?c=1", "To the cart\nNot now"), (Text(message["data"]!["delivery"]), Text(message["data"]!["campaign"]), Text(message["data"]!["link"]), Text(message["data"]!["buttons"])));
        Assert.Equal(("HIGH", "7200s", "d-1"), (Text(message["android"]!["priority"]), Text(message["android"]!["ttl"]), Text(message["fcmOptions"]!["analyticsLabel"])));
    }

    [Fact]
    public async Task Send_ManyAtOnce_AskForOneToken_WhichJoseVerifies()
    {
        await using var fcm = new ProviderDouble(request => Tokens(request) ?? ProviderReply.Json(200, Good));
        var adapter = Adapter(fcm.Address, out var client);
        using var _ = client;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => adapter.SendAsync(PushKeys.To($"device-{i}"), TestContext.Current.CancellationToken).AsTask()));

        Assert.All(outcomes, outcome => Assert.Equal(AttemptResult.Accepted, outcome.Result));
        var asked = Assert.Single(fcm.Requests, request => request.Target == "/token");
        var form = WireForm.Read(asked.Body)!;
        Assert.Equal("urn:ietf:params:oauth:grant-type:jwt-bearer", form["grant_type"]);
        var answer = (await Oracle.AskPushAsync([new JsonObject { ["what"] = "verify", ["jwt"] = form["assertion"], ["publicKey"] = PushKeys.RsaPublic, ["algorithm"] = "RS256", ["audience"] = new Uri(fcm.Address, "token").AbsoluteUri, ["issuer"] = "sender@my-project.iam.gserviceaccount.com" }]))[0]!;
        Assert.True(answer["payload"] is not null, answer.ToJsonString());
        Assert.Equal(("https://www.googleapis.com/auth/firebase.messaging", 3600L, "0123456789abcdef"), (Text(answer["payload"]!["scope"]), answer["payload"]!["exp"]!.GetValue<long>() - answer["payload"]!["iat"]!.GetValue<long>(), Text(answer["header"]!["kid"])));
    }

    [Fact(Timeout = 60_000)]
    public async Task Token_NearItsEnd_IsRenewedWhileTheOldOneServes_AndPastItBefore()
    {
        var given = 0;
        await using var fcm = new ProviderDouble(request => request.Target == "/token" ? ProviderReply.Json(200, $$"""{"access_token":"token-{{++given}}","expires_in":3600}""") : ProviderReply.Json(200, Good));
        var clock = new ManualClock(TimeProvider.System.GetUtcNow());
        var adapter = Adapter(fcm.Address, out var client, time: clock);
        using var _ = client;
        async Task<string?> Used()
        {
            Assert.Equal(AttemptResult.Accepted, (await adapter.SendAsync(PushKeys.To("device"), TestContext.Current.CancellationToken)).Result);
            return fcm.Requests.Last(request => request.Target != "/token").Header("Authorization");
        }

        Assert.Equal("Bearer token-1", await Used());
        clock.Advance(TimeSpan.FromMinutes(54));
        Assert.Equal("Bearer token-1", await Used());
        Assert.Equal(1, given);
        clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal("Bearer token-1", await Used()); // it serves on, while another is had
        string? used;
        while ((used = await Used()) == "Bearer token-1")
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        Assert.Equal(("Bearer token-2", 2), (used, given));
        clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal("Bearer token-3", await Used());
    }

    [Fact]
    public async Task Token_TakenBack_IsRenewedWithinTheAttempt_AYoungOneIsNot()
    {
        var given = 0;
        await using var fcm = new ProviderDouble(request => request.Target == "/token" ? ProviderReply.Json(200, $$"""{"access_token":"token-{{++given}}","expires_in":3600}""")
            : request.Header("Authorization") == "Bearer token-1" && given == 1 ? ProviderReply.Json(401, """{"error":{"status":"UNAUTHENTICATED"}}""")
            : ProviderReply.Json(200, Good));
        var clock = new ManualClock(TimeProvider.System.GetUtcNow());
        var adapter = Adapter(fcm.Address, out var client, time: clock);
        using var _ = client;

        Assert.Equal(AttemptFault.Account, (await adapter.SendAsync(PushKeys.To("device"), TestContext.Current.CancellationToken)).Fault);
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(AttemptResult.Accepted, (await adapter.SendAsync(PushKeys.To("device"), TestContext.Current.CancellationToken)).Result);
        Assert.Equal(2, given);
    }

    [Fact]
    public async Task Token_NotGiven_IsNotAskedForAgainAtOnce()
    {
        var (asked, isDown) = (0, true);
        await using var fcm = new ProviderDouble(request => !request.Target.EndsWith("/token", StringComparison.Ordinal) ? ProviderReply.Json(200, Good)
            : ++asked > 0 && isDown ? ProviderReply.Json(503, "{}") : ProviderReply.Json(200, """{"access_token":"token-1","expires_in":3599}"""));
        var clock = new ManualClock(TimeProvider.System.GetUtcNow());
        var adapter = Adapter(fcm.Address, out var client, time: clock);
        using var _ = client;

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(AttemptResult.NotSent, (await adapter.SendAsync(PushKeys.To("device"), TestContext.Current.CancellationToken)).Result);
        }

        Assert.Equal(1, asked);
        isDown = false;
        clock.Advance(AccessTokens.Pause);
        Assert.Equal(AttemptResult.Accepted, (await adapter.SendAsync(PushKeys.To("device"), TestContext.Current.CancellationToken)).Result);
        Assert.Equal(2, asked);
    }

    [Fact]
    public void Tokens_InAText_AreNotShown()
    {
        Assert.DoesNotContain("s3cret", new AccessToken { Value = "s3cret", Authorization = "Bearer s3cret", Until = DateTimeOffset.UnixEpoch }.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", new OmniChannel.Social.BlueskySession { Did = "did:plc:1", Access = "s3cret", Refresh = "s3cret" }.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", new AmazonCredentials { AccessKeyId = "AKIA", SecretAccessKey = "s3cret", SessionToken = "s3cret" }.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_grant","error_description":"Invalid JWT: sender@my-project"}""", AttemptFault.Account)]
    [InlineData(401, "no", AttemptFault.Provider)]
    [InlineData(200, "{}", AttemptFault.Provider)]
    [InlineData(503, "<html>", AttemptFault.Provider)]
    public async Task Token_NotGiven_IsNotSent(int status, string body, AttemptFault fault)
    {
        await using var fcm = new ProviderDouble(_ => ProviderReply.Json(status, body));

        var outcome = await SendAsync(fcm.Address, PushKeys.To("device"));

        Assert.Equal((AttemptResult.NotSent, fault), (outcome.Result, outcome.Fault));
        Assert.DoesNotContain("sender@", outcome.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_TooLong_IsTheMessagesFault()
    {
        var outcome = await SendAsync(new Uri("http://127.0.0.1:9/"), PushKeys.To("device", new string('ä', 2_000)));

        Assert.Equal((AttemptResult.Rejected, AttemptFault.Message), (outcome.Result, outcome.Fault));
    }

    [Fact]
    public async Task Specification_TakesOurs_AndRefusesWhatIsWrong()
    {
        await using var tokens = new ProviderDouble(request => Tokens(request)!);
        var adapter = Adapter(Oracle.Prism("fcm"), out var client, tokens: tokens.Address);
        using var _ = client;

        var outcome = await adapter.SendAsync(PushKeys.To("device-1"), TestContext.Current.CancellationToken);

        Assert.True(outcome.Result == AttemptResult.Accepted, outcome.ToString());
        foreach (var (body, status) in new[] { ("""{"message":{"token":"a","data":{"n":1}}}""", 422), ("""{"message":{"token":"a","android":{"priority":"soon"}}}""", 422), ("""{"message":{"token":"a","data":{"n":"1"}}}""", 200) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Oracle.Prism("fcm"), "v1/projects/my-project/messages:send")) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.Authorization = new("Bearer", "token");
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(status, (int)answer.StatusCode);
        }
    }

    [Fact]
    public async Task Options_SayAllTheirProblems()
    {
        var setup = await Instance.SetupOf("""{"OmniChannel":{"Accounts":{"Fcm":{"default":{"ServiceAccount":"{}","Channel":"no good","Timeout":"00:00:00"}}}}}""", builder => builder.AddFcm());

        var problem = string.Join('\n', setup.Problems());
        Assert.Contains("ServiceAccount is no key file", problem, StringComparison.Ordinal);
        Assert.Contains("Channel", problem, StringComparison.Ordinal);
        Assert.Contains("Timeout", problem, StringComparison.Ordinal);
    }

    private static ProviderReply? Tokens(ProviderRequest request) => request.Target == "/token" ? ProviderReply.Json(200, """{"access_token":"token-1","expires_in":3599}""") : null;

    private static string? Text(JsonNode? node) => node?.GetValue<string>();

    private static FcmChannelAdapter Adapter(Uri address, out HttpClient client, Uri? tokens = null, TimeProvider? time = null)
    {
        var options = new FcmOptions { ServiceAccount = PushKeys.ServiceAccount(tokens ?? address), BaseAddress = address, AllowPrivateNetworks = true };
        Assert.Empty(FcmOptionsCheck.Problems(options));
        client = new HttpClient(EgressGate.CreateHandler(allowPrivateNetworks: true));
        return new("main", options, client, time ?? TimeProvider.System);
    }

    private static async Task<AttemptOutcome> SendAsync(Uri address, OutgoingMessage message, TimeProvider? time = null)
    {
        var adapter = Adapter(address, out var client, time: time);
        using var _ = client;
        return await adapter.SendAsync(message, TestContext.Current.CancellationToken);
    }
}
