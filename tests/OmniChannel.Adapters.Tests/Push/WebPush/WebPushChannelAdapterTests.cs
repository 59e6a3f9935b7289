using System.Text;
using System.Text.Json.Nodes;
using OmniChannel.Delivery;
using OmniChannel.Push;
using OmniChannel.Testing;
using OmniChannel.Tests.DependencyInjection;

namespace OmniChannel.Tests.Push.WebPush;

public sealed class WebPushChannelAdapterTests
{
    [Fact]
    public async Task Send_AMessage_HasTheHeadersOfTheRfcs_AndATokenThatJoseVerifies()
    {
        await using var service = new ProviderDouble(_ => new ProviderReply { Status = 201 });
        var clock = new ManualClock(TimeProvider.System.GetUtcNow());
        var message = PushKeys.To(WebPushChannelAdapterConformanceTests.Subscription(new Uri(service.Address, "push/a?b=c"))) with { ExpiresAt = clock.GetUtcNow().AddHours(2) };

        await SendAsync(message, clock);
        await SendAsync(message with { Urgency = Urgency.Normal, ExpiresAt = clock.GetUtcNow().AddDays(90) }, clock);
        await SendAsync(message with { Urgency = Urgency.Low, IdempotencyKey = "key-2" }, clock);

        var requests = service.Requests.ToArray();
        var request = requests[0];
        Assert.Equal(("POST", "/push/a?b=c", "aes128gcm", "application/octet-stream", "7200", "high"), (request.Method, request.Target, request.Header("Content-Encoding"), request.Header("Content-Type"), request.Header("TTL"), request.Header("Urgency")));
        Assert.Equal(("2419200", "normal", "low"), (requests[1].Header("TTL"), requests[1].Header("Urgency"), requests[2].Header("Urgency")));
        Assert.Equal(request.Header("Topic"), requests[1].Header("Topic"));
        Assert.NotEqual(request.Header("Topic"), requests[2].Header("Topic"));
        Assert.Matches("^[A-Za-z0-9_-]{32}$", request.Header("Topic"));
        var said = request.Header("Authorization")!.Split(["vapid t=", ", k="], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(PushKeys.VapidPublic, said[1]);
        var answer = (await Oracle.AskPushAsync([new JsonObject { ["what"] = "verify", ["jwt"] = said[0], ["publicKey"] = PushKeys.EcPublic, ["algorithm"] = "ES256", ["audience"] = service.Address.GetLeftPart(UriPartial.Authority) }]))[0]!;
        Assert.Equal(("mailto:ops@shop.example", clock.GetUtcNow().AddHours(12).ToUnixTimeSeconds()), (answer["payload"]!["sub"]!.GetValue<string>(), answer["payload"]!["exp"]!.GetValue<long>()));
    }

    [Fact]
    public async Task PushService_DecryptsOurs_AndEndsSubscriptions()
    {
        using var browser = new HttpClient { BaseAddress = new Uri($"http://{Server.Require(Server.WebPush)}/") };
        var subscription = await PostAsync(browser, "subscribe", new JsonObject { ["userVisibleOnly"] = "true", ["applicationServerKey"] = PushKeys.VapidPublic });
        var message = PushKeys.To(subscription["data"]!.ToJsonString(), "ünï¢ødé 日本");

        var outcome = await SendAsync(message);

        Assert.True(outcome.Result == AttemptResult.Accepted, outcome.ToString());
        var hash = subscription["data"]!["clientHash"]!.GetValue<string>();
        var came = Assert.Single((await PostAsync(browser, "get-notifications", new JsonObject { ["clientHash"] = hash }))["data"]!["messages"]!.AsArray());
        var payload = JsonNode.Parse(came!.GetValue<string>())!;
        Assert.Equal(("Your basket waits 👢", "ünï¢ødé 日本", "delivery-1", "https://shop.example/cart?c=1"), (payload["title"]!.GetValue<string>(), payload["body"]!.GetValue<string>(), payload["delivery"]!.GetValue<string>(), payload["link"]!.GetValue<string>()));

        using var expired = await browser.PostAsync(new Uri($"expire-subscription/{hash}", UriKind.Relative), null, TestContext.Current.CancellationToken);
        var after = await SendAsync(message);
        Assert.Equal((AttemptResult.Rejected, AttemptFault.Recipient, "410"), (after.Result, after.Fault, after.Code));
    }

    [Fact]
    public async Task PushService_RefusesTheKeyOfAnother()
    {
        using var browser = new HttpClient { BaseAddress = new Uri($"http://{Server.Require(Server.WebPush)}/") };
        var other = (await Oracle.AskPushAsync([new JsonObject { ["what"] = "vapid" }]))[0]!;
        var subscription = await PostAsync(browser, "subscribe", new JsonObject { ["userVisibleOnly"] = "true", ["applicationServerKey"] = other["publicKey"]!.GetValue<string>() });
        var address = subscription["data"]!.ToJsonString();

        Assert.Equal(AttemptFault.Message, (await SendAsync(PushKeys.To(address))).Fault);
        Assert.Equal(AttemptResult.Accepted, (await SendAsync(PushKeys.To(address), change: options => (options.PublicKey, options.PrivateKey) = (other["publicKey"]!.GetValue<string>(), other["privateKey"]!.GetValue<string>()))).Result);
    }

    /// <summary>The push service judges more than we send right: without its TTL, with a body of one changed bit, with another token, a notification is refused.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("TTL")]
    [InlineData("body")]
    [InlineData("Content-Encoding")]
    [InlineData("Authorization")]
    public async Task PushService_RefusesWhatIsWrong(string spoilt)
    {
        using var browser = new HttpClient { BaseAddress = new Uri($"http://{Server.Require(Server.WebPush)}/") };
        var subscription = await PostAsync(browser, "subscribe", new JsonObject { ["userVisibleOnly"] = "true", ["applicationServerKey"] = PushKeys.VapidPublic });
        using var client = new HttpClient(new Spoiler(spoilt, EgressGate.CreateHandler(allowPrivateNetworks: true)));

        var outcome = await new WebPushChannelAdapter("main", WebPushChannelAdapterConformanceTests.Options(), client, TimeProvider.System)
            .SendAsync(PushKeys.To(subscription["data"]!.ToJsonString()) with { Channel = Channel.WebPush }, TestContext.Current.CancellationToken);

        Assert.True((spoilt.Length == 0) == (outcome.Result == AttemptResult.Accepted), $"{outcome.Result} {outcome.Code} {outcome.Detail}");
        Assert.True(spoilt.Length == 0 || outcome.Code is "400" or "401" or "403", outcome.Code);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task Send_ToAMadeUpServiceThatRefusesUs_PausesNobody(int status)
    {
        await using var service = new ProviderDouble(_ => new ProviderReply { Status = status });

        var outcome = await SendAsync(PushKeys.To(WebPushChannelAdapterConformanceTests.Subscription(new Uri(service.Address, "1"))), change: options => options.TrustedServices.Remove("127.0.0.1"));

        Assert.Equal((AttemptResult.Rejected, AttemptFault.Message), (outcome.Result, outcome.Fault));
    }

    [Theory]
    [InlineData("https://127.0.0.1/1")]
    [InlineData("https://[::1]/1")]
    [InlineData("https://[::ffff:10.0.0.1]/1")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://localhost/1")]
    public async Task Send_ToAPrivateAddress_IsTheAddresssFault_AndConnectsNowhere(string endpoint)
    {
        using var client = new HttpClient(EgressGate.CreateHandler());
        var options = WebPushChannelAdapterConformanceTests.Options();
        options.AllowPrivateNetworks = false;

        var outcome = await new WebPushChannelAdapter("main", options, client, TimeProvider.System).SendAsync(PushKeys.To(WebPushChannelAdapterConformanceTests.Subscription(new Uri(endpoint))), TestContext.Current.CancellationToken);

        Assert.Equal((AttemptResult.Rejected, AttemptFault.Recipient), (outcome.Result, outcome.Fault));
    }

    [Fact]
    public void CheckAddress_WithoutLeave_WantsHttps_AndKeepsOnlyWhatItNeeds()
    {
        using var client = new HttpClient();
        var options = WebPushChannelAdapterConformanceTests.Options();
        options.AllowPrivateNetworks = false;
        var adapter = new WebPushChannelAdapter("main", options, client, TimeProvider.System);

        Assert.False(adapter.CheckAddress(WebPushChannelAdapterConformanceTests.Subscription(new Uri("http://push.example/1"))).IsValid);
        Assert.Equal(WebPushChannelAdapterConformanceTests.Subscription(new Uri("https://push.example/1")), adapter.CheckAddress(WebPushChannelAdapterConformanceTests.Subscription(new Uri("https://push.example/1"), "\"expirationTime\":null, \"more\":{},")).Normalized);
    }

    [Fact]
    public void CheckAddress_OfMutatedSubscriptions_IsAValue()
    {
        var (valid, invalid) = (0, 0);
        foreach (var mutated in Mutations.Of(WebPushChannelAdapterConformanceTests.Subscription(new Uri("https://push.example/1")), 2_000, seed: 43))
        {
            var check = PushSubscription.Check(Encoding.UTF8.GetString(mutated), allowHttp: false);
            Assert.True(check.IsValid || !string.IsNullOrEmpty(check.Problem));
            _ = check.IsValid ? valid++ : invalid++;
        }

        Assert.True(valid > 0 && invalid > 0, $"{valid} valid, {invalid} invalid: the spoilt subscriptions are not of both kinds.");
    }

    [Theory]
    [InlineData("https://push.example/1", "https://push.example")]
    [InlineData("https://push.example:8443/1", "https://push.example:8443")]
    [InlineData("https://bücher.example/1", "https://xn--bcher-kva.example")]
    [InlineData("https://[::1]:8443/1", "https://[::1]:8443")]
    public void Token_IsForTheOriginAsItIsOnTheWire(string endpoint, string expected)
    {
        var key = EcKey.FromNumbers(PushKeys.VapidPrivate, PushKeys.VapidPublic)!.Value;
        var header = new VapidTokens("mailto:ops@shop.example", PushKeys.VapidPublic, key, TimeProvider.System).For(new Uri(endpoint));

        var claims = JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(header.Split(["vapid t=", ", k="], StringSplitOptions.RemoveEmptyEntries)[0].Split('.')[1]))!;
        Assert.Equal(expected, claims["aud"]!.GetValue<string>());
    }

    [Fact]
    public async Task Send_TooLong_IsTheMessagesFault()
    {
        var outcome = await SendAsync(PushKeys.To(WebPushChannelAdapterConformanceTests.Subscription(new Uri("https://push.example/1")), new string('x', 3_990)));

        Assert.Equal((AttemptResult.Rejected, AttemptFault.Message), (outcome.Result, outcome.Fault));
    }

    [Fact]
    public async Task Options_SayAllTheirProblems()
    {
        var setup = await Instance.SetupOf("""{"OmniChannel":{"Accounts":{"WebPush":{"default":{"Subject":"ops","PublicKey":"a","PrivateKey":"b","BaseAddress":"https://push.example","TrustedServices":["no good"]}}}}}""", builder => builder.AddWebPush());

        var problems = string.Join('\n', setup.Problems());
        Assert.All(["Subject", "PublicKey", "BaseAddress", "TrustedServices"], name => Assert.Contains(name, problems, StringComparison.Ordinal));
    }

    private static async Task<JsonNode> PostAsync(HttpClient client, string path, JsonObject body)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    private static async Task<AttemptOutcome> SendAsync(OutgoingMessage message, TimeProvider? time = null, Action<WebPushOptions>? change = null)
    {
        using var client = new HttpClient(EgressGate.CreateHandler(allowPrivateNetworks: true));
        var options = WebPushChannelAdapterConformanceTests.Options();
        change?.Invoke(options);
        Assert.Empty(WebPushOptionsCheck.Problems(options));
        return await new WebPushChannelAdapter("main", options, client, time ?? TimeProvider.System).SendAsync(message with { Channel = Channel.WebPush }, TestContext.Current.CancellationToken);
    }

    /// <summary>Spoils one thing of a request on its way.</summary>
    private sealed class Spoiler(string what, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            body[^1] ^= (byte)(what == "body" ? 1 : 0);
            var headers = request.Content.Headers.NonValidated.Where(header => header.Key != what && header.Key != "Content-Length").ToList();
            request.Content = new ByteArrayContent(body);
            headers.ForEach(header => request.Content.Headers.TryAddWithoutValidation(header.Key, header.Value));
            request.Headers.Remove(what.Length == 0 || what == "body" || what == "Content-Encoding" ? "none" : what);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
