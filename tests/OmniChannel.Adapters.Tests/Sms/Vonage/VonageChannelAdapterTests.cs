using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using OmniChannel.Delivery;
using OmniChannel.Sms;
using OmniChannel.Testing;
using OmniChannel.Wire;

namespace OmniChannel.Tests.Sms.Vonage;

public sealed class VonageChannelAdapterTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);
    private const string Good = """{"message-count":"1","messages":[{"to":"1","message-id":"M1","status":"0"}]}""";

    [Fact]
    public async Task Send_AMessage_IsTheFormThatVonageDocuments()
    {
        var clock = new ManualClock(SampleMessage.Full.CreatedAt);
        await using var provider = new ProviderDouble(_ => ProviderReply.Json(200, Good));

        await SendAsync(provider.Address, SampleMessage.Full with { Delivery = new DeliveryId("d 1"), ExpiresAt = SampleMessage.Full.CreatedAt.AddHours(2) }, options => options.Callback = new Uri("https://shop.example/in"), clock);

        var request = Assert.Single(provider.Requests);
        Assert.Equal(("POST", "/sms/json", "application/x-www-form-urlencoded"), (request.Method, request.Target, request.Header("Content-Type")));
        Assert.Equal(
            [
                new("api_key", "abcd1234"), new("api_secret", "abcdef0123456789"), new("from", "OmniShop"), new("to", "15550001"),
                new("text", "Your boots are still here 👢\nhttps://shop.example/cart?c=1"), new("type", "unicode"), new("client-ref", "d 1"), new("ttl", "7200000"), new("callback", "https://shop.example/in"),
            ],
            WireForm.Read(request.Body)!.Fields);
    }

    [Theory]
    [InlineData("Your boots", 5, "text", "20000")]
    [InlineData("Ваши ботинки", 7 * 24 * 3600, "unicode", null)]
    public async Task Send_ByAlphabetAndLifetime_SaysBoth(string text, int seconds, string type, string? ttl)
    {
        var clock = new ManualClock(Now);
        await using var provider = new ProviderDouble(_ => ProviderReply.Json(200, Good));

        await SendAsync(provider.Address, SampleMessage.Full with { Content = new() { Text = text }, ExpiresAt = Now.AddSeconds(seconds) }, time: clock);

        var form = WireForm.Read(Assert.Single(provider.Requests).Body)!;
        Assert.Equal((type, ttl), (form["type"], form["ttl"]));
    }

    [Fact]
    public async Task Specification_TakesOurMessages()
    {
        var outcome = await SendAsync(Oracle.Prism("vonage"), SampleMessage.Full with { ExpiresAt = TimeProvider.System.GetUtcNow().AddHours(1) }, options => options.Callback = new Uri("https://shop.example/in"));

        Assert.True(outcome.Result == AttemptResult.Accepted, $"{outcome.Result} {outcome.Code} {outcome.Detail}");
    }

    [Theory]
    [InlineData("api_key=abcd1234&api_secret=abcdef0123456789&from=Shop&text=hi")] // no to
    [InlineData("api_key=abcd1234&api_secret=abc&from=Shop&to=15005550006&text=hi")] // short secret
    [InlineData("api_key=abcd1234&api_secret=abcdef0123456789&from=Shop&to=15005550006&text=hi&ttl=1")]
    [InlineData("api_key=abcd1234&api_secret=abcdef0123456789&from=Shop&to=15005550006&text=hi&type=latin")]
    public async Task Specification_RefusesWhatIsWrong(string form)
    {
        using var client = new HttpClient();
        Assert.InRange(await PostAsync(client, form), 400, 422);
    }

    [Fact]
    public async Task ReadInbound_ByToken_BelievesTheBodyAlone()
    {
        const string Body = """{"msisdn":"491511234567","to":"15551234567","messageId":"M1","text":"Is it there? 👢","type":"text","keyword":"IS","message-timestamp":"2026-06-15T09:59:00.000Z","api-key":"abcd1234"}""";

        var text = Assert.IsType<InboundText>(Assert.Single((await ReadAsync(Signed(Body))).Facts));
        Assert.Equal(("M1", "+491511234567", "+15551234567", "Is it there? 👢", Now.AddMinutes(-1)), (text.Id, text.From, text.To, text.Text, text.At));
        Assert.Equal(InboundRefusal.BadSignature, (await ReadAsync(Signed(Body) with { Body = Encoding.UTF8.GetBytes(Body.Replace("there", "gone", StringComparison.Ordinal)) })).Refusal);
        Assert.Equal(InboundRefusal.TooOld, (await ReadAsync(Signed(Body, age: 301))).Refusal);
        Assert.Equal(InboundRefusal.BadSignature, (await ReadAsync(Signed(Body, secret: "other"))).Refusal);
        Assert.Equal(InboundRefusal.NotOurs, (await ReadAsync(Signed(Body.Replace("abcd1234", "dcba4321", StringComparison.Ordinal)))).Refusal);
        Assert.Equal(InboundRefusal.Malformed, (await ReadAsync(Signed("[]"))).Refusal);
        Assert.Equal(InboundRefusal.BadSignature, (await ReadAsync(Signed(Body), options => options.SignatureSecrets.Clear())).Refusal);
    }

    [Fact]
    public async Task ReadInbound_ATokenWithoutBody_SaysNothingOfTheQuery()
    {
        var call = Signed("") with { Method = "GET", Url = new Uri("https://shop.example/in?msisdn=491511234567&messageId=M1&status=delivered") };

        Assert.Equal(InboundRefusal.BadSignature, (await ReadAsync(call)).Refusal);
    }

    [Theory]
    [InlineData(0, true, null)]
    [InlineData(301, true, InboundRefusal.TooOld)]
    [InlineData(0, false, InboundRefusal.BadSignature)]
    public async Task ReadInbound_BySignature_CoversEveryField(int age, bool whole, InboundRefusal? expected)
    {
        var query = SignedQuery($"msisdn=491511234567&to=OmniShop&messageId=M1&status=delivered&err-code=0&client-ref=a%26b%3D1&api-key=abcd1234&nonce=n&timestamp={Now.ToUnixTimeSeconds() - age}");
        var call = new WebhookRequest { Method = "GET", Url = new Uri($"https://shop.example/in?{(whole ? query : query.Replace("delivered", "failed", StringComparison.Ordinal))}"), Headers = new Dictionary<string, string>() };

        var reading = await ReadAsync(call);

        Assert.Equal(expected, reading.Refusal);
        Assert.Equal(expected is null ? "a&b=1" : null, reading.Facts.OfType<InboundReceipt>().SingleOrDefault()?.Delivery?.Value);
    }

    [Fact]
    public async Task VonagesOwnLibraries_SignWhatWeBelieve()
    {
        var time = Now.ToUnixTimeSeconds();
        var answers = await Oracle.AskVerifiersAsync(
        [
            new JsonObject { ["library"] = "vonage-sig", ["secret"] = "new", ["params"] = new JsonObject { ["msisdn"] = "491511234567", ["messageId"] = "M1", ["text"] = "a&b=c é", ["to"] = "15551234567", ["timestamp"] = $"{time}" } },
            new JsonObject { ["library"] = "vonage-jwt", ["secret"] = "new", ["token"] = Signed("""{"a":1}""", secret: "new").Header("Authorization")!["Bearer ".Length..] },
            new JsonObject { ["library"] = "vonage-jwt", ["secret"] = "new", ["token"] = Signed("""{"a":1}""", secret: "other").Header("Authorization")!["Bearer ".Length..] },
        ]);

        var form = $"msisdn=491511234567&messageId=M1&text=a%26b%3Dc%20%C3%A9&to=15551234567&timestamp={time}&sig={answers[0]}";
        var call = new WebhookRequest { Url = new Uri("https://shop.example/in"), Headers = new Dictionary<string, string> { ["Content-Type"] = "application/x-www-form-urlencoded" }, Body = Encoding.UTF8.GetBytes(form) };
        Assert.IsType<InboundText>(Assert.Single((await ReadAsync(call)).Facts));
        Assert.Equal((true, false), (answers[1]!.GetValue<bool>(), answers[2]!.GetValue<bool>()));
    }

    private static WebhookRequest Signed(string body, string secret = "old", int age = 0)
    {
        var claims = $$"""{"iat":{{Now.ToUnixTimeSeconds() - age}},"payload_hash":"{{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))}}"}""";
        var signed = $"{Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8)}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        return new()
        {
            Url = new Uri("https://shop.example/in"),
            Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json", ["Authorization"] = $"Bearer {signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(signed)))}" },
            Body = Encoding.UTF8.GetBytes(body),
        };
    }

    private static string SignedQuery(string query)
    {
        var fields = VonageFields.Read(new WebhookRequest { Url = new Uri($"https://shop.example/in?{query}"), Headers = new Dictionary<string, string>() })!;
        return $"{query}&sig={VonageFields.Hmac(["new"]).Sign(Encoding.UTF8.GetBytes(fields.SignedText())).ToUpperInvariant()}";
    }

    private static async Task<int> PostAsync(HttpClient client, string form)
    {
        using var content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
        using var answer = await client.PostAsync(new Uri(Oracle.Prism("vonage"), "sms/json"), content, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }

    private static VonageChannelAdapter Adapter(Uri address, HttpClient client, Action<VonageOptions>? change, TimeProvider time)
    {
        var options = new VonageOptions { ApiKey = "abcd1234", ApiSecret = "abcdef0123456789", From = "OmniShop", SignatureSecrets = { "new", "old" }, BaseAddress = address, AllowPrivateNetworks = true };
        change?.Invoke(options);
        Assert.Empty(VonageOptionsCheck.Problems(options));
        return new VonageChannelAdapter("main", options, client, time);
    }

    private static async Task<InboundReading> ReadAsync(WebhookRequest request, Action<VonageOptions>? change = null)
    {
        using var client = new HttpClient();
        return await Adapter(new Uri("https://rest.nexmo.com/"), client, change, new ManualClock(Now)).ReadInboundAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<AttemptOutcome> SendAsync(Uri address, OutgoingMessage message, Action<VonageOptions>? change = null, TimeProvider? time = null)
    {
        using var client = new HttpClient(EgressGate.CreateHandler(allowPrivateNetworks: true));
        return await Adapter(address, client, change, time ?? TimeProvider.System).SendAsync(message, TestContext.Current.CancellationToken);
    }
}
