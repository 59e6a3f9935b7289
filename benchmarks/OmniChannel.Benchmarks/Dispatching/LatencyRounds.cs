using System.Globalization;

namespace OmniChannel.Benchmarks;

/// <summary>From SendAsync's return to the provider's call, while nothing else is to be done: within the process, and from another node through NOTIFY.</summary>
internal static class LatencyRounds
{
    public static async Task RunAsync(Uri provider, int messages)
    {
        Console.WriteLine("| idle: from the call of SendAsync to the provider | p50 | p99 |");
        Console.WriteLine("| --- | ---: | ---: |");
        await MeasureAsync("SQLite, within the process", null, provider, messages, false);
        if (DispatchRounds.Server is { } server)
        {
            await MeasureAsync("PostgreSQL, within the process", server, provider, messages, false);
            await MeasureAsync("PostgreSQL, from another node by NOTIFY", server, provider, messages, true);
        }

        Console.WriteLine();
    }

    private static async Task MeasureAsync(string what, string? server, Uri provider, int messages, bool fromAnother)
    {
        await using var place = new DispatchPlace(server, fromAnother ? "other" : "same");
        await using var shop = await DispatchShop.OpenAsync(place.Store(), provider);
        await using var other = fromAnother ? await DispatchShop.OpenAsync(place.Store(), provider, DispatchMode.None) : null;
        using var stop = new CancellationTokenSource();
        var given = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        shop.Channel.OnGiven = _ => given.TrySetResult(TimeProvider.System.GetTimestamp());
        var running = shop.Runtime.RunDispatcherAsync(stop.Token);
        var taken = new List<double>();
        for (var number = -10; number < messages; number++)
        {
            var customer = string.Create(CultureInfo.InvariantCulture, $"c{number + 10:000000000}");
            await shop.SaveAsync(customer);
            given = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);

            // Long enough for the dispatcher to have nothing to do.
            await Task.Delay(TimeSpan.FromMilliseconds(30), TimeProvider.System);
            var started = TimeProvider.System.GetTimestamp();
            await (other ?? shop).SendAsync(customer);
            var ended = await given.Task;
            if (number >= 0)
            {
                taken.Add(TimeProvider.System.GetElapsedTime(started, ended).TotalMilliseconds);
            }
        }

        await stop.CancelAsync();
        await running;
        taken.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {taken[taken.Count / 2]:0.0} ms | {taken[taken.Count * 99 / 100]:0.0} ms |"));
    }
}
