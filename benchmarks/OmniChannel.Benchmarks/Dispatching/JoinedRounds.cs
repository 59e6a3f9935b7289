using System.Globalization;
using Npgsql;
using OmniChannel.Storage;

namespace OmniChannel.Benchmarks;

/// <summary>How many transactions of eight hosts a second PostgreSQL commits, where a unit that queues something is a part of each and hints with its commit, and where one is that queues nothing.</summary>
internal static class JoinedRounds
{
    private const int Hosts = 8;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(string? server, int rounds)
    {
        if (server is null)
        {
            Console.WriteLine("OMNICHANNEL_POSTGRESQL names no server.");
            return 0;
        }

        Console.WriteLine("| eight hosts, a unit in each of their transactions | that queues nothing, a second | that queues, a second | ratio |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        await using var place = new DispatchPlace(server, "joined");
        await using var store = place.Store();
        await store.InitializeAsync(default);
        _ = await RateAsync(server, store, queues: true); // compiled, planned
        for (var round = 1; round <= rounds; round++)
        {
            var (without, with) = (await RateAsync(server, store, queues: false), await RateAsync(server, store, queues: true));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| round {round} | {without:N0} | {with:N0} | {with / without:0.00} |"));
        }

        return 0;
    }

    private static async Task<double> RateAsync(string server, IOmniStore store, bool queues)
    {
        var started = TimeProvider.System.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, Hosts).Select(host => Task.Run(async () =>
        {
            await using var connection = new NpgsqlConnection(server + ";Pooling=false;Max Auto Prepare=100");
            await connection.OpenAsync();
            var (customer, number) = (PartitionKey.Of(new CustomerId(string.Create(CultureInfo.InvariantCulture, $"c{host}"))), 0);
            while (TimeProvider.System.GetElapsedTime(started) < Round)
            {
                await using var transaction = await connection.BeginTransactionAsync();
                await using (var unit = await store.BeginAsync(TenantId.Default, [customer], transaction, default))
                {
                    if (queues)
                    {
                        await unit.ScheduleAsync(customer, "outbox", "later", DateTimeOffset.MaxValue.AddDays(-1), new ScheduleTurn(), default);
                    }
                    else
                    {
                        await unit.PutAsync(customer, "later", await unit.GetVersionAsync(customer, "later", default), new byte[32], default);
                    }

                    await unit.CommitAsync(default);
                }

                await transaction.CommitAsync();
                number++;
            }

            return number;
        })));
        return counts.Sum() / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }
}
