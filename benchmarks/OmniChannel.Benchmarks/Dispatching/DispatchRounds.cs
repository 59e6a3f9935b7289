using System.Globalization;

namespace OmniChannel.Benchmarks;

/// <summary>Everything of dispatching in rounds that take turns with hand-written loops over the same tables, in Markdown.</summary>
internal static class DispatchRounds
{
    private static readonly string[] Ways = ["bare", "omni"];
    private static readonly string[] Dispatching = ["bare", "kept", "omni"];

    public static string? Server => Environment.GetEnvironmentVariable("OMNICHANNEL_POSTGRESQL") is { Length: > 0 } server ? server : null;

    /// <param name="rows">How many messages a round sends.</param>
    /// <param name="rounds">How many rounds count; one more goes before.</param>
    /// <param name="most">By how many processes at most.</param>
    public static async Task<int> RunAsync(int rows, int rounds, int most = 2)
    {
        await QueueRounds.RunAsync(rounds);
        using var provider = await LoopbackProvider.StartAsync();
        await DispatchedAsync(provider.Uri, rows, rounds, 1, most);
        if (Server is { } shared)
        {
            await ClaimRounds.RunAsync(shared, rows, rounds);
        }

        await LatencyRounds.RunAsync(provider.Uri, rounds * 20);
        await Burst.RunAsync(provider.Uri, rows >= 2_000 ? 20_000 : rows);
        return 0;
    }

    /// <summary>From the backlog to the provider by several processes, each of them warm, and nothing else.</summary>
    public static async Task<int> DispatchedAsync(int rows, int rounds, int processes)
    {
        using var provider = await LoopbackProvider.StartAsync();
        await DispatchedAsync(provider.Uri, rows, rounds, processes, processes);
        return 0;
    }

    private static async Task DispatchedAsync(Uri provider, int rows, int rounds, int fewest, int most)
    {
        var alone = await HttpAloneAsync(provider, rows);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"HttpClient alone, {DispatchShop.Concurrency} calls at once: {alone:N0} a second."));
        Console.WriteLine();
        Console.WriteLine("| dispatched to a provider on loopback | processes | bare loop, a second | loop that keeps what has to be kept | ours | ours, of the bare loop (goal 0.7) | of the loop that keeps | of HttpClient alone |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var server in new[] { null, Server }.Distinct())
        {
            for (var processes = fewest; processes <= most; processes++)
            {
                using var bare = await DispatchCrew.StartAsync(Dispatching[0], server, provider, processes);
                using var kept = await DispatchCrew.StartAsync(Dispatching[1], server, provider, processes);
                using var ours = await DispatchCrew.StartAsync(Dispatching[2], server, provider, processes);
                var crews = new Dictionary<string, DispatchCrew> { [Dispatching[0]] = bare, [Dispatching[1]] = kept, [Dispatching[2]] = ours };
                var rates = await TurnsAsync(Dispatching, rounds, (way, round) => RateAsync(server, $"{way}{processes}{round}", crews[way], rows));
                Line(server is null ? "SQLite, synchronous Full" : "PostgreSQL", processes, rates, alone);
            }
        }

        Console.WriteLine();
    }

    /// <summary>From a send to the provider when nothing else is to be done.</summary>
    public static async Task<int> IdleAsync(int messages)
    {
        using var provider = await LoopbackProvider.StartAsync();
        await LatencyRounds.RunAsync(provider.Uri, messages);
        return 0;
    }

    /// <summary>Many requests at once, and nothing else.</summary>
    public static async Task<int> BurstAsync(int requests)
    {
        using var provider = await LoopbackProvider.StartAsync();
        await Burst.RunAsync(provider.Uri, requests);
        return 0;
    }

    /// <summary>Throughput with few and with many rows behind.</summary>
    public static async Task<int> BacklogAsync(int few, int many, int rounds)
    {
        using var provider = await LoopbackProvider.StartAsync();
        Console.WriteLine("| backlog | rows | dispatched a second, median | of that with few (goal 0.8) |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        foreach (var server in new[] { null, Server }.Distinct())
        {
            await using var big = new DispatchPlace(server, "many");
            await big.FillAsync(many);
            await using var behind = await DispatchShop.OpenAsync(big.Store(), provider.Uri);
            var rates = await TurnsAsync(rounds, async (way, round) =>
            {
                if (way == "omni")
                {
                    return await behind.RateAsync(few);
                }

                await using var small = new DispatchPlace(server, $"few{round}");
                await small.FillAsync(few + DispatchShop.Concurrency);
                await using var shop = await DispatchShop.OpenAsync(small.Store(), provider.Uri);
                return await shop.RateAsync(few);
            });
            var name = server is null ? "SQLite" : "PostgreSQL";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {few:N0} | {Median(rates["bare"]):N0} | 1.00 |"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {many:N0} | {Median(rates["omni"]):N0} | {Ratio(rates):0.00} |"));
        }

        return 0;
    }

    /// <summary>The hand-written way and ours, in turns, once the compiler is at rest.</summary>
    public static Task<Dictionary<string, List<double>>> TurnsAsync(int rounds, Func<string, int, Task<double>> rate) => TurnsAsync(Ways, rounds, rate);

    private static async Task<Dictionary<string, List<double>>> TurnsAsync(string[] ways, int rounds, Func<string, int, Task<double>> rate)
    {
        await CompilerAtRest.AfterAsync(
            async round =>
            {
                foreach (var way in ways)
                {
                    await rate(way, rounds + round);
                }
            },
            rounds > 1 ? 20 : 1);
        var rates = ways.ToDictionary(way => way, _ => new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var way in round % 2 == 0 ? ways : ways.Reverse())
            {
                rates[way].Add(await rate(way, round));
            }
        }

        return rates;
    }

    /// <summary>Ours against by hand, round by round.</summary>
    public static double Ratio(Dictionary<string, List<double>> rates, string beside = "bare") => Median(rates["omni"].Zip(rates[beside], (ours, other) => ours / other));

    public static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

    private static void Line(string what, int processes, Dictionary<string, List<double>> rates, double alone) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"| {what} | {processes} | {Median(rates["bare"]):N0} | {Median(rates["kept"]):N0} | {Median(rates["omni"]):N0} | {Ratio(rates):0.00} | {Ratio(rates, "kept"):0.00} | {Median(rates["omni"]) / alone:0.00} |"));

    private static async Task<double> RateAsync(string? server, string name, DispatchCrew crew, int rows)
    {
        await using var place = new DispatchPlace(server, name);
        await place.FillAsync(rows);
        return await crew.RateAsync(place, rows);
    }

    private static async Task<double> HttpAloneAsync(Uri provider, int calls)
    {
        using var client = LoopbackChannel.Client();
        var started = 0L;
        foreach (var _ in (int[])[0, 1])
        {
            started = TimeProvider.System.GetTimestamp();
            await Parallel.ForAsync(0, calls, new ParallelOptions { MaxDegreeOfParallelism = DispatchShop.Concurrency }, async (number, cancellationToken) =>
            {
                using var request = LoopbackChannel.Request(provider, $"key-{number}", "token", "Hello Anna, your parcel 4711 arrives tomorrow.");
                using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                await response.Content.ReadAsByteArrayAsync(cancellationToken);
            });
        }

        return calls / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }
}
