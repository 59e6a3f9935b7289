using System.Globalization;
using System.Text.Json.Nodes;
using OmniChannel.Delivery;
using OmniChannel.Push;

namespace OmniChannel.Tests.Push.Apns;

/// <summary>HTTP/2 over TLS to the double of APNs, whose answers npm @parse/node-apn 8.1.0 takes for Apple's.</summary>
public sealed class ApnsDoubleTests
{
    private static readonly (string Device, int Status, string? Reason, AttemptResult Result, AttemptFault Fault)[] Devices =
    [
        ("aa00" + new string('0', 60), 200, null, AttemptResult.Accepted, AttemptFault.None),
        ("dead" + new string('0', 60), 410, "Unregistered", AttemptResult.Rejected, AttemptFault.Recipient),
        ("b500" + new string('0', 60), 429, "TooManyRequests", AttemptResult.NotSent, AttemptFault.Provider),
        ("bad0" + new string('0', 60), 400, "BadDeviceToken", AttemptResult.Rejected, AttemptFault.Recipient),
    ];

    [Fact]
    public async Task Double_IsTakenForApns_ByNodeApnAndByUs()
    {
        var (_, port) = Server.RequireEndpoint(Server.Apns);
        var theirs = (await Oracle.AskPushAsync([new JsonObject { ["what"] = "apn", ["folder"] = Server.Require(Server.ApnsFolder), ["port"] = port, ["devices"] = new JsonArray([.. Devices.Select(one => (JsonNode)one.Device)]) }]))[0]!.AsArray();
        using var client = Client();
        var adapter = Adapter(Server.Apns, client);

        for (var i = 0; i < Devices.Length; i++)
        {
            var (device, status, reason, result, fault) = Devices[i];
            Assert.Equal((status, reason), (theirs[i]!["status"]!.GetValue<int>(), theirs[i]!["reason"]?.GetValue<string>()));
            var ours = await adapter.SendAsync(PushKeys.To(device), TestContext.Current.CancellationToken);
            Assert.True((result, fault, reason) == (ours.Result, ours.Fault, ours.Code), $"{device[..4]}: {ours}");
        }
    }

    [Fact]
    public async Task Send_ToAServerThatCallsTheTokenExpired_GoesThroughWithTheNext()
    {
        using var client = Client();
        var clock = new OmniChannel.Testing.ManualClock(TimeProvider.System.GetUtcNow().AddMinutes(-25));
        var adapter = Adapter(Server.Apns, client, clock);
        await CameAsync();
        await adapter.SendAsync(PushKeys.To("e000" + new string('0', 60)), TestContext.Current.CancellationToken); // twice refused: it is too young to be renewed
        clock.Advance(TimeSpan.FromMinutes(25));

        Assert.Equal(AttemptResult.Accepted, (await adapter.SendAsync(PushKeys.To("e000" + new string('0', 60)), TestContext.Current.CancellationToken)).Result);
    }

    [Fact]
    public async Task Send_AStreamThatIsRefused_IsNotSent()
    {
        using var client = Client();

        var outcome = await Adapter(Server.Apns, client).SendAsync(PushKeys.To("f000" + new string('0', 60)), TestContext.Current.CancellationToken);

        Assert.Equal((AttemptResult.NotSent, AttemptFault.Provider), (outcome.Result, outcome.Fault));
    }

    [Theory(Timeout = 120_000)]
    [InlineData(Server.ApnsOneStream)]
    [InlineData(Server.Apns)]
    public async Task Send_500AtOnce_ThroughOneConnection_LosesAndDoublesNone(string server)
    {
        using var client = Client();
        var adapter = Adapter(server, client);
        await CameAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => Task.Run(() => adapter.SendAsync(PushKeys.To(Number(i), key: $"key-{i}"), TestContext.Current.CancellationToken).AsTask())));

        Assert.All(outcomes, outcome => Assert.True(outcome.Result == AttemptResult.Accepted, outcome.ToString()));
        var came = await CameAsync();
        Assert.Equal(Enumerable.Range(0, 500).Select(Number), came["came"]!.AsArray().Select(one => one!["device"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.Equal(500, came["came"]!.AsArray().Select(one => one!["id"]!.GetValue<string>()).Distinct().Count());
        Assert.Equal(1, came["tokens"]!.GetValue<int>());
    }

    private static string Number(int i) => i.ToString("x64", CultureInfo.InvariantCulture);

    private static async Task<JsonNode> CameAsync()
    {
        using var client = new HttpClient();
        return JsonNode.Parse(await client.GetStringAsync(new Uri($"http://{Server.Require(Server.ApnsCame)}/"), TestContext.Current.CancellationToken))!;
    }

    /// <summary>A client as a host has it, that knows the double's certificate.</summary>
    private static HttpClient Client()
    {
        var handler = EgressGate.CreateHandler(allowPrivateNetworks: true);
        ApnsConnection.Prepare(handler);
        var expected = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificateFromFile(Path.Combine(Server.Require(Server.ApnsFolder), "cert.pem"));
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == expected.GetCertHashString();
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private static ApnsChannelAdapter Adapter(string server, HttpClient client, TimeProvider? time = null)
    {
        var options = ApnsChannelAdapterConformanceTests.Options(new Uri($"https://{Server.Require(server)}/"), File.ReadAllText(Path.Combine(Server.Require(Server.ApnsFolder), "apns.p8")));
        return new("main", options, client, time ?? TimeProvider.System);
    }
}
