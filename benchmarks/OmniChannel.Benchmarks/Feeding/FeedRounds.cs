using System.Globalization;

namespace OmniChannel.Benchmarks;

/// <summary>Touchpoints from one service to another over the broker that <c>OMNICHANNEL_RABBITMQ</c> names, each service with a SQLite file of its own: how many a second, and how long one takes.</summary>
internal static class FeedRounds
{
    private const int Customers = 1_000;

    public static async Task<int> RunAsync(int events, int alone)
    {
        if (Environment.GetEnvironmentVariable("OMNICHANNEL_RABBITMQ") is not { Length: > 0 } broker)
        {
            Console.WriteLine("OMNICHANNEL_RABBITMQ names no broker; build/servers/rabbitmq.sh start DIR starts one.");
            return 0;
        }

        var folder = Directory.CreateTempSubdirectory("omnichannel-feed-").FullName;
        try
        {
            var name = $"bench-{Environment.ProcessId}";
            await using var reader = await FeedService.StartAsync(new Uri(broker), name, Path.Combine(folder, "reader.db"), reads: true);
            await using var writer = await FeedService.StartAsync(new Uri(broker), name, Path.Combine(folder, "writer.db"), reads: false);
            await CarryAsync(writer, reader, "warm", 1, 100);

            var took = new List<double>();
            for (var number = 0; number < alone; number++)
            {
                took.Add(1_000 * await CarryAsync(writer, reader, "alone", number, 1));
            }

            var seconds = await CarryAsync(writer, reader, "many", 0, events);
            took.Sort();
            Console.WriteLine("| from one service to another, over RabbitMQ | touchpoints | measured |");
            Console.WriteLine("| --- | ---: | ---: |");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| recorded, published, confirmed, read, recorded; SQLite Full on both sides | {events:N0} of {Customers:N0} customers | {events / seconds:N0} a second |"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| one alone, from `RecordAsync` here to the commit there | {alone:N0}, one after the other | p50 {took[took.Count / 2]:N0} ms, p99 {took[took.Count * 99 / 100]:N0} ms |"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <returns>How long it took until the reader had them all, in seconds.</returns>
    private static async Task<double> CarryAsync(FeedService writer, FeedService reader, string kind, int round, int events)
    {
        var (goal, started) = (reader.Count() + events, TimeProvider.System.GetTimestamp());
        foreach (var some in Enumerable.Range(0, events).Chunk(200))
        {
            await writer.Runtime.Touchpoints.RecordAsync([.. some.Select(number => new Touchpoint
            {
                Source = "/shop",
                Id = string.Create(CultureInfo.InvariantCulture, $"{kind}-{round}-{number}"),
                Type = TouchpointType.SiteVisited,
                Customer = new CustomerId(string.Create(CultureInfo.InvariantCulture, $"c{number % Customers}")),
                At = TimeProvider.System.GetUtcNow(),
                Channel = OmniChannel.Channel.Website,
            })]);
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3), TimeProvider.System);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(events == 1 ? 1 : 20), TimeProvider.System);
        while (reader.Count() < goal)
        {
            await look.WaitForNextTickAsync(patience.Token);
        }

        return TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }
}
