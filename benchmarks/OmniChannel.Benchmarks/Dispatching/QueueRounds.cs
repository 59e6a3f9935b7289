using System.Globalization;

namespace OmniChannel.Benchmarks;

/// <summary>Decide, reserve and enqueue, durable: SendAsync against the bare statements of the same rows, in turns, each send to a customer of its own; on PostgreSQL by one client and by eight.</summary>
internal static class QueueRounds
{
    /// <summary>In a round: enough for the log to be copied into the file once at least.</summary>
    private const int Most = 1_000;

    public static async Task RunAsync(int rounds)
    {
        Console.WriteLine("| decided, reserved and queued | by hand, a second | ours, a second | ratio (goal 0.7) |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        var sends = rounds > 1 ? Most : Most / 10;
        foreach (var synchronous in new[] { SqliteSynchronous.Normal, SqliteSynchronous.Full })
        {
            await using var files = await QueueFiles.OpenAsync(synchronous, sends * (rounds > 1 ? rounds + 24 : 4));
            var rates = await DispatchRounds.TurnsAsync(rounds, async (way, _) =>
            {
                var started = TimeProvider.System.GetTimestamp();
                await Task.Run(() => way == "bare" ? files.WriteAsync(sends) : files.SendAsync(sends));
                return sends / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
            });
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| SQLite, synchronous {synchronous}, one client | {DispatchRounds.Median(rates["bare"]):N0} | {DispatchRounds.Median(rates["omni"]):N0} | {DispatchRounds.Ratio(rates):0.00} |"));
        }

        Console.WriteLine();
        if (DispatchRounds.Server is not null)
        {
            await PostgreSqlRounds.RunAsync(rounds);
            Console.WriteLine();
        }
    }
}
