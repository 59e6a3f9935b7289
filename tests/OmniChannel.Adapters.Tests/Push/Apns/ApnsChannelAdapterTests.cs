using System.Net;
using System.Text.Json.Nodes;
using OmniChannel.Delivery;
using OmniChannel.Push;
using OmniChannel.Testing;
using OmniChannel.Tests.DependencyInjection;

namespace OmniChannel.Tests.Push.Apns;

public sealed class ApnsChannelAdapterTests
{
    private const string Device = "740f4707bebcf74f9b7c25d48e3358945f6aa01da5ddb387462c7eaf61bb78ad";

    [Fact]
    public async Task Send_AMessage_IsWhatAppleDocuments()
    {
        await using var apns = Accepting();
        var clock = new ManualClock(TimeProvider.System.GetUtcNow());

        await SendAsync(apns, PushKeys.To(Device) with { Delivery = new("d-1"), ExpiresAt = clock.GetUtcNow().AddHours(2) }, clock);
        await SendAsync(apns, PushKeys.To(Device) with { Urgency = Urgency.Low }, clock);

        var request = apns.Requests.First();
        Assert.Equal(("POST", $"/3/device/{Device}"), (request.Method, request.Target));
        Assert.Equal(
            ("com.example.app", "alert", "10", (clock.GetUtcNow().AddHours(2).ToUnixTimeSeconds()).ToString(System.Globalization.CultureInfo.InvariantCulture)),
            (request.Header("apns-topic"), request.Header("apns-push-type"), request.Header("apns-priority"), request.Header("apns-expiration")));
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", request.Header("apns-id"));
        Assert.Equal((request.Header("apns-id"), request.Header("apns-collapse-id")), (apns.Requests.Last().Header("apns-id"), apns.Requests.Last().Header("apns-collapse-id")));
        Assert.Equal("5", apns.Requests.Last().Header("apns-priority"));
        var payload = JsonNode.Parse(request.Body)!;
        Assert.Equal("""{"alert":{"title":"Your basket waits 👢","body":"Two things are still in it."},"sound":"default","mutable-content":1}""", payload["aps"]!.ToJsonString().Replace("\\uD83D\\uDC62", "👢", StringComparison.Ordinal));
        Assert.Equal("""{"delivery":"d-1","campaign":"autumn","link":"https://shop.example/cart?c=1","image":"https://shop.example/boots.png","buttons":["To the cart","Not now"]}""", new JsonObject(payload.AsObject().Where(member => member.Key != "aps").Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))).ToJsonString());
    }

    [Fact]
    public async Task ProviderToken_IsKeptFiftyMinutes_AndVerifiedByJose()
    {
        await using var apns = Accepting();
        var clock = new ManualClock(TimeProvider.System.GetUtcNow().AddHours(-2));
        var adapter = Adapter(apns.Address, out var client, clock);
        using var _ = client;
        foreach (var minutes in new[] { 0, 19, 30, 2, 49, 2 })
        {
            clock.Advance(TimeSpan.FromMinutes(minutes));
            await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => adapter.SendAsync(PushKeys.To(Device), TestContext.Current.CancellationToken).AsTask()));
        }

        string[] tokens = [.. apns.Requests.Select(request => request.Header("Authorization")!["bearer ".Length..]).Distinct()];
        Assert.Equal(3, tokens.Length);
        var answers = await Oracle.AskPushAsync([.. tokens.Select(token => new JsonObject { ["what"] = "verify", ["jwt"] = token, ["publicKey"] = PushKeys.EcPublic, ["algorithm"] = "ES256", ["issuer"] = "DEF123GHIJ" })]);
        Assert.All(answers, answer => Assert.Equal(("ABC123DEFG", 2), (answer!["header"]!["kid"]!.GetValue<string>(), answer["payload"]!.AsObject().Count)));
    }

    [Fact]
    public async Task Send_WithATokenThatRanOut_RenewsItOnceForAllAndTriesOnce()
    {
        var refused = "";
        await using var apns = new ProviderDouble(request => request.Header("Authorization") == refused ? ProviderReply.Json(403, """{"reason":"ExpiredProviderToken"}""") : Good());
        var clock = new ManualClock(TimeProvider.System.GetUtcNow().AddHours(-1));
        var adapter = Adapter(apns.Address, out var client, clock);
        using var _ = client;
        await adapter.SendAsync(PushKeys.To(Device), TestContext.Current.CancellationToken);
        refused = apns.Requests.Single().Header("Authorization")!;
        clock.Advance(TimeSpan.FromMinutes(21));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => adapter.SendAsync(PushKeys.To(Device, key: $"key-{i}"), TestContext.Current.CancellationToken).AsTask()));

        Assert.All(outcomes, outcome => Assert.Equal(AttemptResult.Accepted, outcome.Result));
        Assert.Equal(2, apns.Requests.Select(request => request.Header("Authorization")).Distinct().Count());
    }

    [Fact]
    public async Task Send_ABadTokenAfterAGoodOne_IsTheTokensFault()
    {
        await using var apns = new ProviderDouble(request => request.Target.EndsWith("bad", StringComparison.Ordinal) ? ProviderReply.Json(400, """{"reason":"BadDeviceToken"}""") : Good());
        var adapter = Adapter(apns.Address, out var client);
        using var _ = client;

        Assert.Equal(AttemptFault.Message, (await adapter.SendAsync(PushKeys.To("bad"), TestContext.Current.CancellationToken)).Fault);
        Assert.Equal(AttemptResult.Accepted, (await adapter.SendAsync(PushKeys.To(Device), TestContext.Current.CancellationToken)).Result);
        Assert.Equal(AttemptFault.Recipient, (await adapter.SendAsync(PushKeys.To("bad"), TestContext.Current.CancellationToken)).Fault);
    }

    [Theory]
    [InlineData("""{"reason":"Unregistered","timestamp":1700000000123}""", 1_700_000_000_123L)]
    [InlineData("""{"reason":"Unregistered","timestamp":"soon"}""", null)]
    [InlineData("""{"reason":"ExpiredToken"}""", null)]
    public async Task Send_ToADeadToken_SaysSinceWhen(string body, long? since)
    {
        await using var apns = new ProviderDouble(_ => ProviderReply.Json(410, body));

        var outcome = await SendAsync(apns, PushKeys.To(Device), TimeProvider.System);

        Assert.Equal((AttemptResult.Rejected, AttemptFault.Recipient, since is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : (DateTimeOffset?)null), (outcome.Result, outcome.Fault, outcome.Since));
    }

    [Fact]
    public async Task Send_TooLong_IsTheMessagesFault_AndWhatFitsGoes()
    {
        await using var apns = Accepting();

        Assert.Equal(AttemptFault.Message, (await SendAsync(apns, PushKeys.To(Device, new string('ä', 2_000)), TimeProvider.System)).Fault);
        Assert.Equal(AttemptResult.Accepted, (await SendAsync(apns, PushKeys.To(Device, new string('ä', 1_800)), TimeProvider.System)).Result);
    }

    [Fact]
    public async Task Options_SayAllTheirProblems()
    {
        var setup = await Instance.SetupOf("""{"OmniChannel":{"Accounts":{"Apns":{"default":{"TeamId":"1","PrivateKey":"no","UseSandbox":true,"BaseAddress":"https://example.com"}}}}}""", builder => builder.AddApns());

        var problems = string.Join('\n', setup.Problems());
        Assert.All(["Topic", "TeamId", "KeyId", "PrivateKey", "UseSandbox"], name => Assert.Contains(name, problems, StringComparison.Ordinal));
    }

    private static ProviderReply Good() => new() { Headers = new Dictionary<string, string> { ["apns-id"] = "0b5f0e5a-7c00-4000-8000-000000000001" } };

    private static ProviderDouble Accepting() => new(_ => Good());

    private static ApnsChannelAdapter Adapter(Uri address, out HttpClient client, TimeProvider? time = null)
    {
        var options = ApnsChannelAdapterConformanceTests.Options(address);
        Assert.Empty(ApnsOptionsCheck.Problems(options));
        client = new HttpClient(EgressGate.CreateHandler(allowPrivateNetworks: true));
        return new("main", options, client, time ?? TimeProvider.System, HttpVersion.Version11);
    }

    private static async Task<AttemptOutcome> SendAsync(ProviderDouble apns, OutgoingMessage message, TimeProvider time)
    {
        var adapter = Adapter(apns.Address, out var client, time);
        using var _ = client;
        return await adapter.SendAsync(message, TestContext.Current.CancellationToken);
    }
}
