using OmniChannel.Delivery;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Samples;

/// <summary>The gateway of docs/channels/kannel.md keeps the whole contract against a double.</summary>
public sealed class KannelSamplesTests
{
    private static readonly ManualClock Clock = new(new DateTimeOffset(2026, 6, 15, 10, 0, 0, TimeSpan.Zero));

    public static TheoryData<string> Names => [.. AdapterConformance.Names];

    public static TheoryData<string> HttpNames => [.. HttpAdapterConformance.Names];

    [Theory(Timeout = 600_000)]
    [MemberData(nameof(Names))]
    public Task Contract(string name) => AdapterConformance.RunAsync(name, _ => ValueTask.FromResult(HttpAdapterConformance.Accepting(Describe)), TestContext.Current.CancellationToken);

    [Theory(Timeout = 600_000)]
    [MemberData(nameof(HttpNames))]
    public Task HttpContract(string name) => HttpAdapterConformance.RunAsync(name, Describe, TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("key=k&delivery=d%201&status=1", null, ReceiptKind.Delivered)]
    [InlineData("key=k&delivery=d%201&status=2", null, ReceiptKind.SoftBounced)]
    [InlineData("key=k&delivery=d%201&status=16", null, ReceiptKind.SoftBounced)]
    [InlineData("key=k&delivery=d%201&status=8", null, null)]
    [InlineData("key=no&delivery=d%201&status=1", InboundRefusal.BadSignature, null)]
    [InlineData("delivery=d%201&status=1", InboundRefusal.BadSignature, null)]
    [InlineData("key=k&status=1", InboundRefusal.Malformed, null)]
    [InlineData("key=k&key=no", InboundRefusal.Malformed, null)]
    public async Task ReadInbound_AReport_IsItsReceipt(string query, InboundRefusal? refusal, ReceiptKind? kind)
    {
        var reading = await ReadAsync(query);

        Assert.Equal((refusal, kind), (reading.Refusal, reading.Facts.OfType<InboundReceipt>().SingleOrDefault()?.Kind));
        Assert.All(reading.Facts.OfType<InboundReceipt>(), receipt => Assert.Equal("d 1", receipt.Delivery!.Value.Value));
    }

    [Fact]
    public async Task ReadInbound_WhatSomebodyWrote_IsAText()
    {
        var text = Assert.IsType<InboundText>(Assert.Single((await ReadAsync("key=k&id=9a21&from=%2B4915112345678&to=13013&text=Is+it+there%3F+%C3%A9")).Facts));

        Assert.Equal(("9a21", "+4915112345678", "13013", "Is it there? é"), (text.Id, text.From, text.To, text.Text));
    }

    internal static KannelSamples.KannelGateway Gateway(Uri address, HttpClient client, Uri callback, string key, TimeProvider time, string password = "foobar") =>
        new(client, address, "tester", password, "13013", callback, key, time);

    private static async Task<InboundReading> ReadAsync(string query)
    {
        using var client = new HttpClient();
        return await Gateway(new Uri("http://127.0.0.1/"), client, new Uri("https://shop.example/in"), "k", Clock)
            .ReadInboundAsync(new WebhookRequest { Method = "GET", Url = new Uri($"https://shop.example/in?{query}"), Headers = new Dictionary<string, string>() }, TestContext.Current.CancellationToken);
    }

    private static HttpAdapterUnderTest Describe(Uri address) => new()
    {
        Adapter = Gateway(address, new HttpClient(EgressGate.CreateHandler(allowPrivateNetworks: true)) { Timeout = Timeout.InfiniteTimeSpan }, new Uri("https://shop.example/in"), "k-123456", Clock, "p-123456"),
        Clock = Clock,
        Good = Says(202, "0: Accepted for delivery"),
        Capabilities = ChannelDefinitions.Sms.Capabilities,
        Limits = [], // Kannel splits what is long
        RetryAfter = [], // Kannel says none
        Cases =
        [
            new() { Name = "queued", Reply = Says(202, "3: Queued for later delivery"), Result = AttemptResult.Accepted, Fault = AttemptFault.None },
            new() { Name = "another program", Reply = Says(202, "fine"), Result = AttemptResult.Unknown, Fault = AttemptFault.Provider },
            new() { Name = "wrong password", Reply = Says(403, "Authorization failed for sendsms"), Result = AttemptResult.NotSent, Fault = AttemptFault.Account },
            new() { Name = "no receiver", Reply = Says(400, "Missing receiver number, rejected"), Result = AttemptResult.Rejected, Fault = AttemptFault.Message },
            new() { Name = "full", Reply = Says(503, "Temporal failure, try again later."), Result = AttemptResult.NotSent, Fault = AttemptFault.Provider },
        ],
        ValidAddresses = ["+15005550006", "+49 151 2345-6789"],
        InvalidAddresses = ["0151 23456789", "+1", "phone"],
        Secrets = ["p-123456", "k-123456"],
    };

    private static ProviderReply Says(int status, string text) => ProviderReply.Json(status, text);
}
