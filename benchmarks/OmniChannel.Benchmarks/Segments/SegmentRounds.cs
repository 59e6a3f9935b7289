using System.Globalization;
using System.Numerics;

namespace OmniChannel.Benchmarks;

/// <summary>One segment of five conditions over many customers: by columns, by a loop that somebody wrote by hand for it, and one by one. Then the columns loaded from SQLite.</summary>
internal static class SegmentRounds
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 4, 0, 0, TimeSpan.Zero);
    private static readonly SegmentId Worth = new("worthAVisit");

    private static SegmentSet Segments { get; } = SegmentSet.Of(new Segment
    {
        Id = Worth,
        Name = "Buyers of 25 to 59 in the German-speaking countries who were here this month",
        When = Facts.Customer.Country.In("DE", "AT", "CH") & Facts.Customer.Age >= 25 & Facts.Customer.Spent >= Money.Of(50, "EUR") & Facts.Customer.HoursSinceTouch < 720 & Facts.Customer.HasBought,
    });

    public static async Task<int> RunAsync(int customers, int stored, int rounds)
    {
        var made = new MadeCustomers(customers);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var table = made.Table(Segments.Reads, Now);
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        var (byHand, selected) = (made.ByHand(), Segments.Select(Worth, table));
        var oneByOne = made.OneByOne(Segments, Math.Min(customers, 20_000));
        if (byHand.Sum(BitOperations.PopCount) != selected.Count || Enumerable.Range(0, oneByOne.Length).Any(row => oneByOne[row] != selected.Contains(row)))
        {
            throw new InvalidOperationException($"By hand {byHand.Sum(BitOperations.PopCount)}, by columns {selected.Count}: they do not agree.");
        }

        Rounds.Print(string.Create(CultureInfo.InvariantCulture, $"{customers:N0} customers"), rounds, customers,
        [
            ("by hand, plain arrays", () => made.ByHand()[0] == 0 ? 0 : 1),
            ("by columns", () => Segments.Select(Worth, table).Count),
        ]);
        var (watch, allocated) = (TimeProvider.System.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        _ = Segments.Select(Worth, table);
        var (once, bytes) = (TimeProvider.System.GetElapsedTime(watch), GC.GetAllocatedBytesForCurrentThread() - allocated);
        watch = TimeProvider.System.GetTimestamp();
        _ = made.OneByOne(Segments, oneByOne.Length);
        var alone = TimeProvider.System.GetElapsedTime(watch);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{selected.Count:N0} of {customers:N0} selected; once more in {once.TotalMilliseconds:0.00} ms, {bytes:N0} B allocated; one by one {alone.TotalNanoseconds / Math.Max(1, oneByOne.Length):0} ns a customer.\nThe table holds {(double)table.Bytes / customers:0.0} B of facts a customer, {(double)held / customers:0.0} B with their names."));
        await LoadAsync(stored);
        return 0;
    }

    private static async Task LoadAsync(int customers)
    {
        var folder = Directory.CreateTempSubdirectory("omnichannel-segments-").FullName;
        try
        {
            await using var store = SqliteOmniStore.Create(new SqliteStoreOptions { Path = Path.Combine(folder, "shop.db"), Synchronous = SqliteSynchronous.Normal });
            var setup = new OmniChannelSetup { Store = store };
            setup.Segments.Add(Segments.All[0] with { IsLive = false });
            await using var runtime = OmniChannelRuntime.Create(setup);
            await runtime.StartAsync();
            foreach (var some in Enumerable.Range(0, customers).Chunk(5_000))
            {
                await runtime.Touchpoints.RecordAsync([.. some.Select(i => new Touchpoint { Source = "/made", Id = $"{i}", Customer = new CustomerId($"customer-{i}"), Type = i % 3 == 0 ? TouchpointType.Purchased : TouchpointType.SiteVisited, Channel = Channel.Website, At = TimeProvider.System.GetUtcNow().AddHours(-(i % 2_000)) })]);
            }

            var watch = TimeProvider.System.GetTimestamp();
            var table = await runtime.Segments.LoadAsync();
            var seconds = TimeProvider.System.GetElapsedTime(watch).TotalSeconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{table.Count:N0} customers loaded from SQLite into columns in {seconds:0.0} s, {table.Count / seconds:N0} a second."));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
