using System.Globalization;
using OmniChannel.Storage;

namespace OmniChannel.Benchmarks;

/// <summary>Many requests at the same moment: each is queued or told that it is too much. What became of them is counted in the store: lost is what was answered as queued and has no row there, unanswered a row of which nobody was told.</summary>
internal static class Burst
{
    public static async Task RunAsync(Uri provider, int requests)
    {
        Console.WriteLine("| requests at once | queued | overloaded | rows in the store | lost | unanswered | all answered within | p50 to the decision | p99 |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
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
            var queued = answers.Select(answer => answer.Result switch
            {
                SendResult.Queued now => now.Delivery,
                SendResult.Deferred later => later.Delivery,
                _ => (DeliveryId?)null,
            }).OfType<DeliveryId>().ToHashSet();
            var overloaded = answers.Count(answer => answer.Result is SendResult.Refused { Kind: RefusedKind.Overloaded });
            var stored = await StoredAsync(place, customers);
            var (lost, unanswered) = (queued.Except(stored).Count() + requests - queued.Count - overloaded, stored.Except(queued).Count());
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {requests:N0}, {(server is null ? "SQLite, synchronous Full" : "PostgreSQL")} | {queued.Count:N0} | {overloaded:N0} | {stored.Count:N0} | {lost:N0} | {unanswered:N0} | {seconds[^1]:0.0} s | {seconds[requests / 2]:0.00} s | {seconds[requests * 99 / 100]:0.00} s |"));
        }

        Console.WriteLine();
    }

    /// <summary>What lies in the outbox, read by a store of its own.</summary>
    private static async Task<HashSet<DeliveryId>> StoredAsync(DispatchPlace place, IEnumerable<string> customers)
    {
        await using var store = place.Store();
        await store.InitializeAsync(CancellationToken.None);
        var stored = new HashSet<DeliveryId>();
        foreach (var customer in customers)
        {
            IReadOnlyList<OutboxRow> page;
            DeliveryId? after = null;
            do
            {
                page = await store.ListOutboxAsync(TenantId.Default, PartitionKey.Of(new CustomerId(customer)), after, 1_000, CancellationToken.None);
                stored.UnionWith(page.Select(row => row.Delivery));
                after = page.Count == 0 ? null : page[^1].Delivery;
            }
            while (page.Count == 1_000);
        }

        return stored;
    }
}
