using System.Globalization;

namespace OmniChannel.Tests.Stores.Crowd;

/// <summary>One of the processes that decide for the same customers as fast as they can, a quarter of an hour after the other.</summary>
internal static class CapWorker
{
    private const int Hot = 50;

    /// <param name="work">A number of its own, from which it draws customers.</param>
    /// <param name="place">Where the store is.</param>
    public static async Task<int> RunAsync(string work, string place)
    {
        var clock = new ToldClock(CapShop.Noon);
        await using var store = TestStore.At(place);
        await using var runtime = await CapShop.StartAsync(store, clock);
        using var stopping = new CancellationTokenSource();
        var dispatching = runtime.RunDispatcherAsync(stopping.Token);
        Console.WriteLine("ready");
        var chance = uint.Parse(work, CultureInfo.InvariantCulture) * 7_919;
        while (await Console.In.ReadLineAsync() is { } told)
        {
            clock.Tell(new DateTimeOffset(long.Parse(told, CultureInfo.InvariantCulture), TimeSpan.Zero));
            var said = await Task.WhenAll(Enumerable.Range(0, CapShop.AskedAStep).Select(_ =>
            {
                chance = (chance * 1_664_525) + 1_013_904_223;
                return AskAsync(runtime, chance, clock.GetUtcNow());
            }));
            Console.WriteLine(said.Count(result => result is SendResult.Queued or SendResult.Deferred).ToString(CultureInfo.InvariantCulture));
        }

        await stopping.CancelAsync();
        await dispatching;
        return 0;
    }

    private static Task<SendResult> AskAsync(OmniChannelRuntime runtime, uint chance, DateTimeOffset now) => Task.Run(async () =>
    {
        var message = new Message
        {
            Campaign = new CampaignId("news"),
            Purpose = Purpose.Marketing,
            Data = new Dictionary<string, string> { ["what"] = string.Create(CultureInfo.InvariantCulture, $"thing {chance}") },
            ExpiresAt = now.AddDays(1),
        };
        return await runtime.SendAsync(message, CapShop.Customer((int)(chance >> 8) % (chance >> 30 == 0 ? CapShop.Customers : Hot)));
    });
}
