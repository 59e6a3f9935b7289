using System.Globalization;

namespace OmniChannel.Tests.Stores.Crowd;

/// <summary>One of the processes that decide for the same customers as fast as they can, and dispatch, while the clock races through a night; it waits for nobody, but the night does not end before all together have asked often enough.</summary>
internal static class CapWorker
{
    private const int Hot = 50;

    /// <param name="work">A number of its own, from 0 on, from which it draws customers; and the file that the race is counted in.</param>
    /// <param name="place">Where the store is.</param>
    public static async Task<int> RunAsync(string work, string place)
    {
        var (number, race) = (uint.Parse(work.Split(':', 2)[0], CultureInfo.InvariantCulture), work.Split(':', 2)[1]);
        using var clock = CapShop.Race(race);
        await using var store = TestStore.At(place);
        await using var runtime = await CapShop.StartAsync(store, clock);
        using var stopping = new CancellationTokenSource();
        var dispatching = runtime.RunDispatcherAsync(stopping.Token);
        Console.WriteLine("ready");
        clock.Start(new DateTimeOffset(long.Parse((await Console.In.ReadLineAsync())!, CultureInfo.InvariantCulture), TimeSpan.Zero));
        var lanes = await Task.WhenAll(Enumerable.Range((int)number * CapShop.Lanes, CapShop.Lanes).Select(lane => Task.Run(() => AskOnAsync(runtime, clock, lane))));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{lanes.Sum(lane => lane.Asked)} {lanes.Sum(lane => lane.Queued)}"));
        await Console.In.ReadLineAsync();
        await stopping.CancelAsync();
        await dispatching;
        return 0;
    }

    /// <summary>One message after the other until the clock has come to its end.</summary>
    private static async Task<(int Asked, int Queued)> AskOnAsync(OmniChannelRuntime runtime, RacingClock clock, int lane)
    {
        var (asked, queued, chance) = (0, 0, (uint)lane * 7_919);
        for (; !clock.IsOver; clock.Note(lane, ++asked))
        {
            chance = (chance * 1_664_525) + 1_013_904_223;
            var message = new Message
            {
                Campaign = (chance >> 29 & 1) == 0 ? CapShop.News : CapShop.Offers,
                Purpose = Purpose.Marketing,
                Data = new Dictionary<string, string> { ["what"] = string.Create(CultureInfo.InvariantCulture, $"thing {chance}") },
                ExpiresAt = clock.GetUtcNow().AddDays(1),
            };
            var said = await runtime.SendAsync(message, CapShop.Customer((int)(chance >> 8) % (chance >> 30 == 0 ? CapShop.Customers : Hot)));
            queued += said is SendResult.Queued or SendResult.Deferred ? 1 : 0;
        }

        return (asked, queued);
    }
}
