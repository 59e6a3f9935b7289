using BenchmarkDotNet.Attributes;
using OmniChannel.Testing;

namespace OmniChannel.Benchmarks;

/// <summary>What a host calls: <see cref="LoadedCustomer.Decide"/>, of customers loaded from a store, in a shop of eight channels with two accounts each; every customer with a hundred past messages over all channels, touchpoints and receipts.</summary>
public class PublicDecideBenchmarks
{
    private const int Customers = 64;
    private static readonly CampaignId Spring = new("spring");
    private static readonly string[] Texts =
    [
        "Spring is here, and with it everything for the garden.", "New in the shop: seeds.", "Your plants are waiting", "Open the window, we have news for you today", "Hi! Shall we help you plant?",
        "A question: tomatoes or beans?", "What grows on your balcony?", "Welcome back. Have a look at the tools first.",
    ];

    private readonly LoadedCustomer[] _customers = new LoadedCustomer[Customers];
    private readonly Message _message = new() { Campaign = Spring, Purpose = Purpose.Marketing };
    private OmniChannelRuntime _runtime = null!;
    private int _turn;

    /// <summary>Fills a store in memory through the public entrances.</summary>
    [GlobalSetup]
    public void Prepare() => PrepareAsync().GetAwaiter().GetResult(); // in this process BenchmarkDotNet does not wait for a task here

    /// <summary>Ends the instance.</summary>
    [GlobalCleanup]
    public void End() => _runtime.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task PrepareAsync()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 6, 16, 10, 0, 0, TimeSpan.Zero));
        var channels = new[] { Channel.Email, Channel.Sms, Channel.Push, Channel.WebPush, Channel.WhatsApp, Channel.Messenger, Channel.Telegram, Channel.Website };
        var setup = new OmniChannelSetup { Time = clock, Options = { Dispatch = DispatchMode.None, TimeZone = "Europe/Berlin", PublicBaseUri = new Uri("https://shop.example/u") } };
        foreach (var channel in channels)
        {
            setup.Adapters.Add(new RecordingChannel(channel, "first"));
            setup.Adapters.Add(new RecordingChannel(channel, "second"));
        }

        setup.Campaigns.Add(new Campaign { Id = Spring, Name = "Spring", Variants = [.. channels.Select(channel => new Variant { Channel = channel, Text = Texts[Array.IndexOf(channels, channel)], Subject = channel == Channel.Email ? "Spring" : null })] });
        _runtime = OmniChannelRuntime.Create(setup);
        await _runtime.StartAsync();
        var chance = new Random(7);
        for (var number = 0; number < Customers; number++)
        {
            var customer = new CustomerId($"c-{number:00}");
            await _runtime.SaveAsync(new CustomerProfile
            {
                Id = customer,
                TimeZone = "Europe/Berlin",
                Country = "DE",
                ContactPoints = [.. channels.Where(channel => channel != Channel.Website).Select(channel => channel == Channel.Email ? ContactPoint.Email($"c{number}@example.com") : new ContactPoint { Channel = channel, Address = channel == Channel.Sms || channel == Channel.WhatsApp ? $"+4915112{number:000000}" : $"{100_000 + number}" })],
                Consents = [.. channels.SelectMany(channel => new[] { ConsentRecord.Grant(Purpose.Marketing, channel, clock.GetUtcNow().AddDays(-90), "form"), ConsentRecord.Contract(Purpose.Transactional, channel, clock.GetUtcNow().AddDays(-90), "order") })],
            });
        }

        for (var day = 0; day < 50; day++)
        {
            for (var number = 0; number < Customers; number++)
            {
                var customer = new CustomerId($"c-{number:00}");
                await _runtime.SendAsync(_message with { Purpose = Purpose.Transactional }, customer);
                await _runtime.SendAsync(_message with { Purpose = day % 3 == 0 ? Purpose.Marketing : Purpose.Transactional }, customer);
                await _runtime.RecordAsync(new Touchpoint { Source = "/shop", Id = $"{day}", Type = TouchpointType.SiteVisited, Customer = customer, At = clock.GetUtcNow(), Channel = channels[chance.Next(channels.Length)] });
            }

            await _runtime.DispatchDueAsync();
            clock.Advance(TimeSpan.FromHours(26));
        }

        for (var number = 0; number < Customers; number++)
        {
            _customers[number] = await _runtime.LoadAsync(Spring, new CustomerId($"c-{number:00}"));
        }
    }

    /// <summary>The public call.</summary>
    [Benchmark(Description = "public: LoadedCustomer.Decide, 8 channels x 2 accounts, 100 past messages")]
    public object Decide() => _customers[_turn++ & (Customers - 1)].Decide(_message);

    /// <summary>From the store on.</summary>
    [Benchmark(Description = "public: LoadAsync from memory, the same")]
    public async Task<object> Load() => await _runtime.LoadAsync(Spring, new CustomerId($"c-{_turn++ & (Customers - 1):00}"));
}
