using System.Text;
using OmniChannel.Delivery;
using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Stores;

/// <summary>A provider calls two nodes at once, again and again, by its own names of our messages: each receipt and each text counts once, on every store.</summary>
public sealed class InboundRaceTests : IAsyncDisposable
{
    private const int Customers = 24;
    private static readonly DateTimeOffset Noon = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly Campaign Ready = new() { Id = new CampaignId("ready"), Name = "Ready", Variants = [new Variant { Channel = Channel.Sms, Text = "Your order is ready." }] };
    private readonly TestStore at = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 600_000)]
    public async Task Receive_OnTwoNodesAtOnce_CountsOnce()
    {
        await using var store = TestStore.At(at.Place);
        await using var one = await StartAsync(store);
        await using var other = await StartAsync(store);
        var deliveries = new List<DeliveryId>();
        for (var i = 0; i < Customers; i++)
        {
            await one.SaveAsync(new CustomerProfile { Id = CustomerOf(i), ContactPoints = [new ContactPoint { Channel = Channel.Sms, Address = NumberOf(i) }], Consents = [ConsentRecord.Grant(Purpose.Transactional, Channel.Sms, Noon.AddDays(-1), "form")] }, Token);
            deliveries.Add(Assert.IsType<SendResult.Queued>(await one.SendAsync(new Message { Campaign = Ready.Id, Purpose = Purpose.Transactional }, CustomerOf(i), cancellationToken: Token)).Delivery);
        }

        await one.DispatchDueAsync(Token);
        string[] calls = [.. Enumerable.Range(0, Customers).SelectMany(i => new[] { $"delivered {i} gateway-{deliveries[i]}", $"wrote {i} {NumberOf(i)}", $"delivered {i} gateway-{deliveries[i]}" })];
        var results = await Task.WhenAll(calls.SelectMany(call => new[] { (one, call), (other, call) }).Select(each => Task.Run(async () => await each.Item1.Inbound.ReceiveAsync(Channel.Sms, "gateway", Call(each.call), Token), Token)));

        Assert.All(results, result => Assert.Equal((200, 1, 0), (result.Status, result.Recorded, result.Unknown)));
        for (var i = 0; i < Customers; i++)
        {
            var types = new List<string>();
            await foreach (var entry in other.ReadTimelineAsync(CustomerOf(i), Token))
            {
                types.Add(entry.Type);
            }

            Assert.Equal(DeliveryStatus.Delivered, (await other.FindDeliveryAsync(deliveries[i], Token))!.Status);
            Assert.Single(types, type => type == "receipt.delivered");
            Assert.Single(types, type => type.EndsWith("message.received", StringComparison.Ordinal));
            Assert.IsType<SendResult.Skipped>(await other.SendAsync(new Message { Campaign = Ready.Id, Purpose = Purpose.Transactional }, CustomerOf(i), cancellationToken: Token));
        }
    }

    public ValueTask DisposeAsync() => at.DisposeAsync();

    private static CustomerId CustomerOf(int i) => new($"customer-{i}");

    private static string NumberOf(int i) => $"+49151000000{i:00}";

    private static WebhookRequest Call(string text) => new() { Url = new Uri("https://shop.example/in"), Headers = new Dictionary<string, string>(), Body = Encoding.UTF8.GetBytes(text) };

    private static async Task<OmniChannelRuntime> StartAsync(IOmniStore store)
    {
        var runtime = OmniChannelRuntime.Create(new OmniChannelSetup { Store = store, Time = new ManualClock(Noon), Campaigns = { Ready }, Adapters = { new Gateway() } });
        await runtime.StartAsync(Token);
        return runtime;
    }

    /// <summary>Names messages after deliveries, and is called with "delivered NUMBER NAME" and "wrote NUMBER FROM".</summary>
    private sealed class Gateway : IChannelAdapter, IInboundAdapter
    {
        public Channel Channel => Channel.Sms;

        public string Account => "gateway";

        public AddressCheck CheckAddress(string address) => AddressCheck.Valid(address);

        public ValueTask<AttemptOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken) => ValueTask.FromResult(AttemptOutcome.Accepted($"gateway-{message.Delivery}"));

        public ValueTask<InboundReading> ReadInboundAsync(WebhookRequest request, CancellationToken cancellationToken)
        {
            var said = Encoding.UTF8.GetString(request.Body.Span).Split(' ');
            return ValueTask.FromResult(InboundReading.Of(said[0] == "delivered"
                ? new InboundReceipt { Id = $"d{said[1]}", At = Noon, Kind = ReceiptKind.Delivered, ProviderMessageId = said[2] }
                : new InboundText { Id = $"w{said[1]}", At = Noon, From = said[2], Text = "STOP" }));
        }
    }
}
