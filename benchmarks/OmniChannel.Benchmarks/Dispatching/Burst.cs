using System.Globalization;

namespace OmniChannel.Benchmarks;

/// <summary>Many requests at the same moment: each is queued or told that it is too much, and none is lost.</summary>
internal static class Burst
{
    public static async Task RunAsync(Uri provider, int requests)
    {
        Console.WriteLine("| requests at once | queued | overloaded | lost | all answered within | p50 to the decision | p99 |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var server in new[] { null, DispatchRounds.Server }.Distinct())
        {
            await using var place = new DispatchPlace(server, "burst");
            await using var shop = await DispatchShop.OpenAsync(place.Store(), provider, DispatchMode.None);
            var customers = Enumerable.Range(0, 1_000).Select(number => string.Create(CultureInfo.InvariantCulture, $"c{number:000000000}")).ToArray();
            foreach (var customer in customers)
            {
                await shop.SaveAsync(customer);
            }

            var started = TimeProvider.System.GetTimestamp();
            var answers = await Task.WhenAll(Enumerable.Range(0, requests).Select(number => Task.Run(async () =>
            {
                var result = await shop.SendAsync(customers[number % customers.Length]);
                return (Result: result, Seconds: TimeProvider.System.GetElapsedTime(started).TotalSeconds);
            })));
            var seconds = answers.Select(answer => answer.Seconds).Order().ToArray();
            var queued = answers.Count(answer => answer.Result is SendResult.Queued or SendResult.Deferred);
            var overloaded = answers.Count(answer => answer.Result is SendResult.Refused { Kind: RefusedKind.Overloaded });
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {requests:N0}, {(server is null ? "SQLite, synchronous Full" : "PostgreSQL")} | {queued:N0} | {overloaded:N0} | {requests - queued - overloaded:N0} | {seconds[^1]:0.0} s | {seconds[requests / 2]:0.00} s | {seconds[requests * 99 / 100]:0.00} s |"));
        }

        Console.WriteLine();
    }
}
