using System.Globalization;
using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Stores;

/// <summary>What a host does for one customer, from the profile to the click, as one that repeats what it is not sure of: every step has a key. It may be killed at a named place.</summary>
internal static class Errand
{
    public static readonly DateTimeOffset Noon = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);
    public static readonly CustomerId Anna = new("anna");

    private static readonly Campaign Receipt = new()
    {
        Id = new CampaignId("receipt"),
        Name = "Your order",
        Guarantee = SendGuarantee.AtLeastOnce,
        Variants = [new Variant { Channel = Channel.Email, Subject = "Your order", Text = "Thank you for {{message.order}}." }],
    };

    /// <summary>Runs it in this process.</summary>
    /// <param name="death">"minutes;failpoint;times": how long after noon it is, and where to die at which visit; "0;;0" for nowhere.</param>
    /// <param name="place">Where the store is; the provider's folder lies beside it.</param>
    public static async Task<int> RunAsync(string death, string place)
    {
        var parts = death.Split(';');
        var clock = new ManualClock(Noon.AddMinutes(double.Parse(parts[0], CultureInfo.InvariantCulture)));
        await using var store = TestStore.At(place);
        await using var runtime = await StartAsync(store, clock, place, Death.At($"{parts[1]};{parts[2]}"));

        await runtime.SaveAsync(new CustomerProfile
        {
            Id = Anna,
            TimeZone = "Europe/Berlin",
            ContactPoints = [ContactPoint.Email("anna@example.com")],
            Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Noon.AddDays(-1), "form")],
        });
        await runtime.RecordAsync(new Touchpoint { Source = "/shop", Id = "visit-1", Type = TouchpointType.CartLeft, Customer = Anna, At = Noon, Channel = Channel.SearchAds });
        var message = new Message { Campaign = Receipt.Id, Purpose = Purpose.Marketing, Data = new Dictionary<string, string> { ["order"] = "1001" }, ExpiresAt = Noon.AddDays(1) };
        var delivery = await runtime.SendAsync(message, Anna, new SendOptions { IdempotencyKey = "order-1001" }) switch
        {
            SendResult.Queued queued => queued.Delivery,
            var other => throw new InvalidOperationException($"Expected it to be queued, found {other}."),
        };
        await runtime.DispatchDueAsync();
        await runtime.RecordAsync(new OmniChannel.Receipt { Source = "/hook", Id = "click-1", Delivery = delivery, Kind = ReceiptKind.Clicked, At = Noon });
        Console.WriteLine("done");
        return 0;
    }

    public static async Task<OmniChannelRuntime> StartAsync(IOmniStore store, TimeProvider clock, string place, Action<string>? failpoint = null, IEventFeed? feed = null)
    {
        var setup = new OmniChannelSetup { Store = store, Time = clock, OnFailpoint = failpoint, Options = { TimeZone = "Europe/Berlin" } };
        setup.Campaigns.Add(Receipt);
        setup.Adapters.Add(ProviderBeside(place));
        if (feed is not null)
        {
            setup.Feeds.Add(feed);
        }

        var runtime = OmniChannelRuntime.Create(setup);
        await runtime.StartAsync();
        return runtime;
    }

    public static FolderProvider ProviderBeside(string place) => new(Path.Combine(Path.GetDirectoryName(place)!, "provider"));
}
