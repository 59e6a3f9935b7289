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

    /// <summary>The faults of the conformance suite, which speaks HTTP/1.1, in the forms that HTTP/2 has for them.</summary>
    [Theory(Timeout = 60_000)]
    [InlineData("50", AttemptResult.NotSent, "500")] // with a page of HTML
    [InlineData("52", AttemptResult.NotSent, "502")] // with a page of HTML
    [InlineData("53", AttemptResult.NotSent, "503")] // with nothing
    [InlineData("54", AttemptResult.Unknown, null)]
    [InlineData("c5", AttemptResult.NotSent, "429")] // cut off
    [InlineData("f0", AttemptResult.NotSent, null)] // REFUSED_STREAM: not looked at (RFC 9113, section 8.7)
    [InlineData("92", AttemptResult.Unknown, null)] // RST_STREAM with INTERNAL_ERROR
    [InlineData("91", AttemptResult.Unknown, null)] // GOAWAY that names the stream as one it has looked at
    [InlineData("d0", AttemptResult.Unknown, null)] // the connection broke
    [InlineData("cc", AttemptResult.Accepted, null)] // the connection broke behind a yes
    public async Task Send_AFaultOfHttp2_IsWhatItIsOverHttp1(string fault, AttemptResult result, string? code)
    {
        using var client = Client();
        var adapter = Adapter(Server.Apns, client);

        var outcome = await adapter.SendAsync(PushKeys.To(Device(fault)), TestContext.Current.CancellationToken);

        Assert.True((result, code) == (outcome.Result, outcome.Code), outcome.ToString());
        Assert.Equal(result == AttemptResult.Accepted ? AttemptFault.None : AttemptFault.Provider, outcome.Fault);
        Assert.Equal(AttemptResult.Accepted, (await adapter.SendAsync(PushKeys.To(Device("aa")), TestContext.Current.CancellationToken)).Result); // the next one finds a connection that works
    }

    /// <summary>GOAWAY names the last stream that was looked at: what comes behind it was not sent, and goes through on a connection of its own, once.</summary>
    [Fact(Timeout = 60_000)]
    public async Task Send_BehindAGoAway_GoesThroughOnce()
    {
        using var client = Client();
        var adapter = Adapter(Server.Apns, client);
        await adapter.SendAsync(PushKeys.To(Device("aa")), TestContext.Current.CancellationToken);
        await CameAsync();

        var outcome = await adapter.SendAsync(PushKeys.To(Device("90")), TestContext.Current.CancellationToken);

        Assert.True(outcome.Result == AttemptResult.Accepted, outcome.ToString());
        var came = await CameAsync();
        Assert.Equal((1, 1), (came["came"]!.AsArray().Count, came["sessions"]!.GetValue<int>()));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("51", AttemptResult.Unknown)]
    [InlineData("5b", AttemptResult.Accepted)] // a yes whose body never ends: status and apns-id say it all
    public async Task Send_ToAServerThatIsSilent_EndsByItsOwnTimeout(string fault, AttemptResult result)
    {
        using var client = Client();
        var clock = new OmniChannel.Testing.ManualClock(TimeProvider.System.GetUtcNow());
        var adapter = Adapter(Server.Apns, client, clock);
        await CameAsync();

        var sending = adapter.SendAsync(PushKeys.To(Device(fault)), TestContext.Current.CancellationToken).AsTask();
        while (!(await AskAsync("heard")).AsArray().Any(device => device!.GetValue<string>() == Device(fault)))
        {
            // It is on its way.
        }

        clock.Advance(TimeSpan.FromMinutes(1));
        var outcome = await sending;

        Assert.True(outcome.Result == result || outcome.Result == AttemptResult.Unknown, outcome.ToString());
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
        Assert.Equal((1, 1), (came["tokens"]!.GetValue<int>(), came["sessions"]!.GetValue<int>()));
    }

    private static string Number(int i) => i.ToString("x64", CultureInfo.InvariantCulture);

    private static string Device(string fault) => fault.PadRight(64, '0');

    private static Task<JsonNode> CameAsync() => AskAsync("");

    private static async Task<JsonNode> AskAsync(string what)
    {
        using var client = new HttpClient();
        return JsonNode.Parse(await client.GetStringAsync(new Uri($"http://{Server.Require(Server.ApnsCame)}/{what}"), TestContext.Current.CancellationToken))!;
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
