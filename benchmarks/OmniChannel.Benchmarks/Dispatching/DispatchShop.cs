using System.Globalization;
using OmniChannel.Storage;

namespace OmniChannel.Benchmarks;

/// <summary>A runtime over any store, with one account on loopback and one campaign whose messages are always right to send.</summary>
internal sealed class DispatchShop : IAsyncDisposable
{
    /// <summary>How many calls are under way at once, for us and for the bare loop.</summary>
    public const int Concurrency = 50;

    /// <summary>The customer of whom all others are copies; its name, in every row of its, is as long as theirs.</summary>
    public const string First = "c000000000";

    /// <summary>A zone in which it is about noon, so that no night holds a message back whenever this runs.</summary>
    private static readonly string Zone = (12 - TimeProvider.System.GetUtcNow().Hour) switch
    {
        > 0 and var ahead => string.Create(CultureInfo.InvariantCulture, $"Etc/GMT-{ahead}"),
        var behind => string.Create(CultureInfo.InvariantCulture, $"Etc/GMT+{-behind}"),
    };

    private readonly IOmniStore _store;

    private DispatchShop(IOmniStore store, OmniChannelRuntime runtime, LoopbackChannel channel) => (_store, Runtime, Channel) = (store, runtime, channel);

    public OmniChannelRuntime Runtime { get; }

    public LoopbackChannel Channel { get; }

    public static async Task<DispatchShop> OpenAsync(IOmniStore store, Uri provider, DispatchMode mode = DispatchMode.Background)
    {
        var channel = new LoopbackChannel(provider, LoopbackChannel.Client());
        var setup = new OmniChannelSetup { Store = store, Options = { Dispatch = mode, TimeZone = Zone, Concurrency = Concurrency, MaxPending = 100_000 } };
        setup.Adapters.Add(channel);
        setup.Campaigns.Add(new Campaign { Id = new CampaignId("note"), Name = "Note", Variants = [new Variant { Channel = OmniChannel.Channel.Push, Text = "Hello {{customer.name}}, your parcel {{message.parcel}} arrives tomorrow." }] });
        var runtime = OmniChannelRuntime.Create(setup);
        await runtime.StartAsync();
        return new DispatchShop(store, runtime, channel);
    }

    public ValueTask<RecordResult> SaveAsync(string customer) => Runtime.SaveAsync(new CustomerProfile
    {
        Id = new CustomerId(customer),
        Name = "Anna",
        TimeZone = Zone,
        ContactPoints = [ContactPoint.Push($"token-{customer}")],
        Consents = [ConsentRecord.Contract(Purpose.Transactional, OmniChannel.Channel.Push, TimeProvider.System.GetUtcNow().AddDays(-30), "order")],
    });

    public ValueTask<SendResult> SendAsync(string customer) =>
        Runtime.SendAsync(new Message { Campaign = new CampaignId("note"), Purpose = Purpose.Transactional, Data = new Dictionary<string, string> { ["parcel"] = "4711" }, ExpiresAt = TimeProvider.System.GetUtcNow().AddDays(7) }, new CustomerId(customer));

    /// <summary>Saves the first customer and queues its message, of which the backlog is made.</summary>
    public async Task QueueFirstAsync()
    {
        await SaveAsync(First);
        if (await SendAsync(First) is not SendResult.Queued queued)
        {
            throw new InvalidOperationException("The first customer is not written to.");
        }
    }

    /// <summary>Dispatches until so many calls were begun, and returns how many that were a second.</summary>
    public async Task<double> RateAsync(int calls)
    {
        using var stop = new CancellationTokenSource();
        var (first, started, seconds) = (Channel.Given, 0L, 0.0);
        Channel.OnGiven = number =>
        {
            // The first fifth warms up.
            if (number - first == calls / 5)
            {
                started = TimeProvider.System.GetTimestamp();
            }
            else if (number - first == calls)
            {
                seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
                stop.Cancel();
            }
        };
        await Runtime.RunDispatcherAsync(stop.Token);
        return calls * 4 / 5 / seconds;
    }

    public async ValueTask DisposeAsync()
    {
        await Runtime.DisposeAsync();
        await _store.DisposeAsync();
    }
}
