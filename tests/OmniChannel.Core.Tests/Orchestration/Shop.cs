using OmniChannel.Delivery;
using OmniChannel.Storage;
using OmniChannel.Testing;
using OmniChannel.Tests.Stores;

namespace OmniChannel.Tests.Orchestration;

/// <summary>A small shop with one instance: e-mail and text messages, one campaign, one customer who allowed marketing. It is noon in Berlin.</summary>
internal sealed class Shop : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);
    public static readonly CustomerId Anna = new("anna");
    public const string AnnasMailbox = "anna.secret@example.com";
    public static readonly CampaignId Reminder = new("reminder");

    private readonly TestStore _at;

    private Shop(OmniChannelRuntime runtime, ManualClock clock, ScriptedAdapter mail, IOmniStore store, TestStore at)
    {
        _at = at;
        Runtime = runtime;
        Clock = clock;
        Mail = mail;
        Store = store;
    }

    public OmniChannelRuntime Runtime { get; }

    public ManualClock Clock { get; }

    public ScriptedAdapter Mail { get; }

    public IOmniStore Store { get; }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static Message Message => new() { Campaign = Reminder, Purpose = Purpose.Marketing, Data = new Dictionary<string, string> { ["cart.total"] = "59,00 €" } };

    public static Campaign Campaign { get; } = new()
    {
        Id = Reminder,
        Name = "Your cart is waiting",
        Guarantee = SendGuarantee.AtLeastOnce,
        Variants =
        [
            new Variant { Channel = Channel.Email, Subject = "Still there, {{customer.name}}", Text = "Your cart of {{message.cart.total}} is waiting." },
            new Variant { Channel = Channel.Sms, Text = "Your cart of {{message.cart.total}} is waiting." },
        ],
    };

    public static CustomerProfile Profile => new()
    {
        Id = Anna,
        Name = "Anna Secretname",
        TimeZone = "Europe/Berlin",
        Country = "DE",
        Language = "de-DE",
        ContactPoints = [ContactPoint.Email(AnnasMailbox)],
        Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Noon.AddDays(-30), "checkout form")],
    };

    public static OmniChannelSetup Setup(ManualClock clock, params IChannelAdapter[] adapters)
    {
        var setup = new OmniChannelSetup { Time = clock, Options = { TimeZone = "Europe/Berlin" } };
        setup.Campaigns.Add(Campaign);
        foreach (var adapter in adapters)
        {
            setup.Adapters.Add(adapter);
        }

        return setup;
    }

    /// <summary>Opens the shop with Anna's profile saved, on the store of the test project: in memory, in a file or on a server.</summary>
    public static async Task<Shop> OpenAsync(Action<OmniChannelSetup>? change = null)
    {
        var clock = new ManualClock(Noon);
        var mail = new ScriptedAdapter(Channel.Email);
        var at = new TestStore();
        var setup = Setup(clock, mail, new ScriptedAdapter(Channel.Sms));
        setup.Store = TestStore.At(at.Place);
        change?.Invoke(setup);
        var runtime = OmniChannelRuntime.Create(setup);
        await runtime.StartAsync(Stop);
        await runtime.SaveAsync(Profile, Stop);
        return new Shop(runtime, clock, mail, setup.Store, at);
    }

    public ValueTask<SendResult> SendAsync(Message? message = null, SendOptions? options = null) => Runtime.SendAsync(message ?? Message, Anna, options, Stop);

    /// <summary>Sends, and expects it to be queued.</summary>
    public async Task<DeliveryId> QueueAsync(Message? message = null) => Assert.IsType<SendResult.Queued>(await SendAsync(message)).Delivery;

    public ValueTask<int> DispatchAsync() => Runtime.DispatchDueAsync(Stop);

    public async Task<DeliveryReport> ReportAsync(DeliveryId delivery) => (await Runtime.FindDeliveryAsync(delivery, Stop))!;

    public async Task<IReadOnlyList<TimelineEntry>> TimelineAsync()
    {
        var entries = new List<TimelineEntry>();
        await foreach (var entry in Runtime.ReadTimelineAsync(Anna, Stop))
        {
            entries.Add(entry);
        }

        return entries;
    }

    public async Task<string> TypesAsync() => string.Join(" ", (await TimelineAsync()).Select(entry => entry.Type));

    public async ValueTask DisposeAsync()
    {
        await Runtime.DisposeAsync();
        await Store.DisposeAsync();
        await _at.DisposeAsync();
    }
}
