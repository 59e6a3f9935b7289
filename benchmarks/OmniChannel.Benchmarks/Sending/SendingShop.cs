using OmniChannel.Delivery;
using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Benchmarks;

/// <summary>A runtime on a SQLite file, with three channels, and customers who are owed a note.</summary>
internal sealed class SendingShop : IAsyncDisposable
{
    /// <summary>Noon in Berlin: nothing is quiet.</summary>
    private static readonly DateTimeOffset Noon = new(2026, 6, 16, 10, 0, 0, TimeSpan.Zero);

    private static readonly Channel[] Channels = [Channel.Email, Channel.Sms, Channel.Push];

    private readonly IOmniStore _store;

    private SendingShop(IOmniStore store, OmniChannelRuntime runtime)
    {
        _store = store;
        Runtime = runtime;
    }

    public OmniChannelRuntime Runtime { get; }

    /// <summary>What a send reads of the store besides the customer: the evidence, whether an account is paused, and what is known against its addresses.</summary>
    public static IReadOnlyList<(long Kind, string Name, string Key)> Around { get; } =
    [
        .. new[] { EvidenceBook.Address }.Concat(AccountPauses.AddressesOf(Channels.Select(c => new RecordingChannel(c)))).Concat(PointsOf(0).Select(point => new StateAddress(SuppressionBook.PartitionOf(point.Channel, point.Address), SuppressionBook.Key))).Select(a => ((long)a.Partition.Kind, a.Partition.Key, a.Key)),
    ];

    public static Task<SendingShop> OpenAsync(string path, SqliteSynchronous synchronous) => OpenAsync(SqliteOmniStore.Create(new SqliteStoreOptions { Path = path, Synchronous = synchronous }));

    /// <summary>On any store, which ends with the shop.</summary>
    public static async Task<SendingShop> OpenAsync(IOmniStore store)
    {
        var setup = new OmniChannelSetup { Store = store, Time = new ManualClock(Noon), Options = { Dispatch = DispatchMode.None, TimeZone = "Europe/Berlin", PublicBaseUri = new Uri("https://shop.example/u") } };
        foreach (var channel in Channels)
        {
            setup.Adapters.Add(new RecordingChannel(channel));
        }

        setup.Campaigns.Add(new Campaign
        {
            Id = new CampaignId("note"),
            Name = "Note",
            Variants = [.. Channels.Select(c => new Variant { Channel = c, Text = "Hello {{customer.name}}, your parcel {{message.parcel}} arrives tomorrow.", Subject = c == Channel.Sms ? null : "Your parcel" })],
        });
        var runtime = OmniChannelRuntime.Create(setup);
        await runtime.StartAsync();
        return new SendingShop(store, runtime);
    }

    public ValueTask<RecordResult> SaveAsync(int customer) => Runtime.SaveAsync(new CustomerProfile
    {
        Id = new CustomerId($"c-{customer:0000}"),
        Name = "Anna",
        TimeZone = "Europe/Berlin",
        Country = "DE",
        ContactPoints = PointsOf(customer),
        Consents = [.. Channels.Select(c => ConsentRecord.Contract(Purpose.Service, c, Noon.AddDays(-30), "order")), ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Noon.AddDays(-30), "form")],
    });

    public async ValueTask SendAsync(int customer)
    {
        var message = new Message { Campaign = new CampaignId("note"), Purpose = Purpose.Service, Data = new Dictionary<string, string> { ["parcel"] = "4711" } };
        var result = await Runtime.SendAsync(message, new CustomerId($"c-{customer:0000}"));
        if (result is not SendResult.Queued)
        {
            throw new InvalidOperationException($"Customer {customer} is not written to: {result}");
        }
    }

    private static ContactPoint[] PointsOf(int customer) => [ContactPoint.Email($"c{customer}@example.com"), ContactPoint.Sms($"+4915112{customer:000000}"), ContactPoint.Push($"token-{customer}")];

    public async ValueTask DisposeAsync()
    {
        await Runtime.DisposeAsync();
        await _store.DisposeAsync();
    }
}
