using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Stores;

/// <summary>Three messages are collected into one, which is sent when its hour is over: by a host that repeats what it is not sure of. It may be killed at a named place.</summary>
internal static class DigestErrand
{
    private static readonly Campaign News = new()
    {
        Id = new CampaignId("news"),
        Name = "What happened",
        Guarantee = SendGuarantee.AtLeastOnce,
        Variants = [new Variant { Channel = Channel.Email, Subject = "News", Text = "Only {{message.what}}." }],
        Digest = new Digest { Window = TimeSpan.FromHours(1), Variants = [new Variant { Channel = Channel.Email, Subject = "News", Text = "{{#each items}}{{item.what}};{{/each}}" }] },
    };

    /// <param name="death">As <see cref="Death.At"/> reads it.</param>
    /// <param name="place">Where the store is; the provider's folder lies beside it.</param>
    public static async Task<int> RunAsync(string death, string place)
    {
        await DoAsync(place, TimeSpan.Zero, Death.At(death));
        Console.WriteLine("done");
        return 0;
    }

    /// <param name="place">Where the store is.</param>
    /// <param name="later">How long after noon the host begins.</param>
    /// <param name="failpoint">What dies.</param>
    public static async Task DoAsync(string place, TimeSpan later, Action<string>? failpoint = null)
    {
        var clock = new ManualClock(Errand.Noon + later);
        await using var store = TestStore.At(place);
        await using var runtime = await StartAsync(store, clock, place, failpoint);
        await runtime.SaveAsync(new CustomerProfile
        {
            Id = Errand.Anna,
            TimeZone = "Europe/Berlin",
            ContactPoints = [ContactPoint.Email("anna@example.com")],
            Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Email, Errand.Noon.AddDays(-1), "form")],
        });
        foreach (var what in (string[])["a", "b", "c"])
        {
            var message = new Message { Campaign = News.Id, Purpose = Purpose.Marketing, Data = new Dictionary<string, string> { ["what"] = what }, ExpiresAt = Errand.Noon.AddDays(1) };
            var result = await runtime.SendAsync(message, Errand.Anna, new SendOptions { IdempotencyKey = what });
            _ = result as SendResult.Deferred ?? throw new InvalidOperationException($"Expected '{what}' to be collected, found {result}.");
        }

        clock.Advance(TimeSpan.FromHours(1));
        await runtime.DispatchDueAsync();
    }

    public static async Task<OmniChannelRuntime> StartAsync(IOmniStore store, TimeProvider clock, string place, Action<string>? failpoint = null)
    {
        var setup = new OmniChannelSetup { Store = store, Time = clock, OnFailpoint = failpoint, Options = { TimeZone = "Europe/Berlin" }, Policy = Policy.Named("all").WithoutSafeCaps().OtherwiseBest() };
        setup.Campaigns.Add(News);
        setup.Adapters.Add(Errand.ProviderBeside(place));
        var runtime = OmniChannelRuntime.Create(setup);
        await runtime.StartAsync();
        return runtime;
    }
}
