using System.Globalization;
using OmniChannel.Storage;

namespace OmniChannel.Benchmarks;

/// <summary>What a claim of 32 costs while two campaigns are behind: to different people, and to the same, where every row of the second waits for one of the first.</summary>
internal static class OverlapRounds
{
    private const int Before = 100;
    private const int Claims = 200;
    private const int Limit = 32;

    public static async Task<int> RunAsync(string? server, int people)
    {
        Console.WriteLine("| two campaigns behind, a claim of 32 | people | to others, ms | to the same, ms | ratio |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: |");
        foreach (var on in new[] { null, server }.Distinct())
        {
            var (others, same) = (await CostAsync(on, people, people), await CostAsync(on, people, 0));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {(on is null ? "SQLite" : "PostgreSQL")} | {people:N0} | {others:0.0} | {same:0.0} | {same / others:0.0} |"));
        }

        return 0;
    }

    /// <param name="server">Null for SQLite.</param>
    /// <param name="people">To how many each campaign goes.</param>
    /// <param name="offset">How many people of the first the second leaves out.</param>
    private static async Task<double> CostAsync(string? server, int people, int offset)
    {
        await using var place = new DispatchPlace(server, $"overlap{offset}");
        await using var store = place.Store();
        await store.InitializeAsync(default);
        var now = TimeProvider.System.GetUtcNow();
        await QueueAsync(store, "first", now.AddHours(-2), 0, people);
        await QueueAsync(store, "second", now.AddHours(-1), offset, people);
        for (var i = 0; i < Before; i++)
        {
            await ClaimAsync(store); // compiled, planned
        }

        var started = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < Claims; i++)
        {
            await ClaimAsync(store);
        }

        return TimeProvider.System.GetElapsedTime(started).TotalMilliseconds / Claims;
    }

    private static ValueTask<IReadOnlyList<ScheduleClaim>> ClaimAsync(IOmniStore store) => store.ClaimDueAsync(TenantId.Default, SchedulePriority.Usual, null, TimeSpan.FromMinutes(10), Limit, default);

    private static async Task QueueAsync(IOmniStore store, string queue, DateTimeOffset due, int from, int count)
    {
        foreach (var some in Enumerable.Range(from, count).Select(number => PartitionKey.Of(new CustomerId(string.Create(CultureInfo.InvariantCulture, $"c{number:0000000}")))).Chunk(250))
        {
            await using var unit = await store.BeginAsync(TenantId.Default, some, null, default);
            foreach (var person in some)
            {
                await unit.ScheduleAsync(person, "outbox", queue, due, new ScheduleTurn { Queue = queue, InOrder = true }, default);
            }

            await unit.CommitAsync(default);
        }
    }
}
