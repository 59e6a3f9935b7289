using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Stores;

/// <summary>A message goes by push and, not seen within half an hour, by e-mail, unless the customer bought meanwhile: by a host that repeats what it is not sure of. It may be killed at a named place.</summary>
internal static class StepsErrand
{
    private static readonly TimeSpan After = TimeSpan.FromMinutes(30);

    private static readonly Campaign Reminder = new()
    {
        Id = new CampaignId("reminder"),
        Name = "Your cart",
        Guarantee = SendGuarantee.AtLeastOnce,
        Variants =
        [
            new Variant { Channel = Channel.Push, Subject = "Your cart", Text = "Is waiting." },
            new Variant { Channel = Channel.Email, Subject = "Your cart", Text = "Is still waiting." },
        ],
    };

    /// <param name="death">"bought" or "unseen", then as <see cref="Death.At"/> reads it: "unseen;failpoint;times".</param>
    /// <param name="place">Where the store is; the providers' folders lie beside it.</param>
    public static async Task<int> RunAsync(string death, string place)
    {
        var parts = death.Split(';', 2);
        await DoAsync(place, parts[0] == "bought", TimeSpan.Zero, Death.At(parts[1]));
        Console.WriteLine("done");
        return 0;
    }

    /// <param name="place">Where the store is.</param>
    /// <param name="buys">Whether the customer buys five minutes after the push.</param>
    /// <param name="later">How long after noon the host begins.</param>
    /// <param name="failpoint">What dies.</param>
    public static async Task DoAsync(string place, bool buys, TimeSpan later, Action<string>? failpoint = null)
    {
        var clock = new ManualClock(Errand.Noon + later);
        await using var store = TestStore.At(place);
        await using var runtime = await StartAsync(store, clock, place, failpoint);
        await runtime.SaveAsync(new CustomerProfile
        {
            Id = Errand.Anna,
            TimeZone = "Europe/Berlin",
            ContactPoints = [ContactPoint.Email("anna@example.com"), new ContactPoint { Channel = Channel.Push, Address = "device-1" }],
            Consents = [.. ((Channel[])[Channel.Push, Channel.Email]).Select(channel => ConsentRecord.Grant(Purpose.Marketing, channel, Errand.Noon.AddDays(-1), "form"))],
        });
        var message = new Message { Campaign = Reminder.Id, Purpose = Purpose.Marketing, ExpiresAt = Errand.Noon.AddDays(1) };
        var result = await runtime.SendAsync(message, Errand.Anna, new SendOptions { IdempotencyKey = "cart-1" });
        _ = result as SendResult.Queued ?? throw new InvalidOperationException($"Expected it to be queued, found {result}.");
        await runtime.DispatchDueAsync();
        clock.Advance(TimeSpan.FromMinutes(5));
        if (buys)
        {
            await runtime.RecordAsync(new Touchpoint { Source = "/shop", Id = "order-1", Type = TouchpointType.Purchased, Customer = Errand.Anna, At = Errand.Noon.AddMinutes(5), Channel = Channel.Website });
        }

        clock.Advance(After);
        await runtime.DispatchDueAsync();
        await runtime.DispatchDueAsync();
    }

    public static async Task<OmniChannelRuntime> StartAsync(IOmniStore store, TimeProvider clock, string place, Action<string>? failpoint = null)
    {
        var setup = new OmniChannelSetup
        {
            Store = store, Time = clock, OnFailpoint = failpoint, Options = { TimeZone = "Europe/Berlin" },
            Policy = Policy.Named("step by step").FirstOf([Channel.Push, Channel.Email], Facts.Purpose == Purpose.Marketing, "the phone is at hand", After).WithoutSafeCaps().OtherwiseBest(),
        };
        setup.Campaigns.Add(Reminder);
        setup.Adapters.Add(Errand.ProviderBeside(place));
        setup.Adapters.Add(PushBeside(place));
        var runtime = OmniChannelRuntime.Create(setup);
        await runtime.StartAsync();
        return runtime;
    }

    public static FolderProvider PushBeside(string place) => new(Path.Combine(Path.GetDirectoryName(place)!, "push"), Channel.Push);
}
