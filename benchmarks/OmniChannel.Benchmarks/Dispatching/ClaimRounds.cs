using System.Globalization;
using OmniChannel.Storage;

namespace OmniChannel.Benchmarks;

/// <summary>Claim 50 and acknowledge 50 on PostgreSQL, by one to four workers, against the bare statements, both keeping each customer's order.</summary>
internal static class ClaimRounds
{
    public static async Task RunAsync(string server, int rows, int rounds)
    {
        Console.WriteLine("| claim 50, acknowledge 50, PostgreSQL | workers | by hand, rows a second | ours, rows a second | ratio (goal 0.8) |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: |");
        foreach (var workers in (int[])[1, 2, 4])
        {
            var rates = await DispatchRounds.TurnsAsync(rounds, async (way, round) =>
            {
                await using var place = new DispatchPlace(server, $"claim{way}{workers}{round}");
                await place.FillAsync(2 * rows);
                await using var store = place.Store();
                await store.InitializeAsync(default);
                var loops = new List<PostgreSqlBareClaims>();
                for (var worker = 0; way == "bare" && worker < workers; worker++)
                {
                    loops.Add(await PostgreSqlBareClaims.OpenAsync(place.Text.Split('|', 2)[1], isShort: true));
                }

                var started = TimeProvider.System.GetTimestamp();
                await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(() => way == "bare" ? WorkAsync(loops[worker]) : WorkAsync(store))));
                var rate = 2 * rows / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
                foreach (var loop in loops)
                {
                    await loop.DisposeAsync();
                }

                return rate;
            });
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| | {workers} | {DispatchRounds.Median(rates["bare"]):N0} | {DispatchRounds.Median(rates["omni"]):N0} | {DispatchRounds.Ratio(rates):0.00} |"));
        }

        Console.WriteLine();
    }

    private static async Task WorkAsync(PostgreSqlBareClaims loop)
    {
        while (await loop.ClaimAsync() is { Count: > 0 } rows)
        {
            await loop.AcknowledgeAsync(rows);
        }
    }

    private static async Task WorkAsync(IOmniStore store)
    {
        while (await store.ClaimDueAsync(TenantId.Default, SchedulePriority.Urgent, null, TimeSpan.FromMinutes(2), PostgreSqlBareClaims.Batch, default) is { Count: > 0 } claims)
        {
            PartitionKey[] partitions = [.. claims.Select(claim => claim.Partition)];
            await using var unit = await store.BeginSeenAsync(TenantId.Default, partitions, new UnitSeen(), default) ?? (await store.BeginFreeAsync(TenantId.Default, partitions, new UnitNeeds(), default)).Unit!;
            foreach (var claim in claims)
            {
                await unit.CompleteAsync(claim, default);
            }

            await unit.CommitAsync(default);
        }
    }
}
