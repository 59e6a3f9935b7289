using System.Globalization;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Stores;

/// <summary>Two campaigns to the same people: the rows of the second wait, by the thousand, for those of the first. No claim looks at all of them, and none is passed over.</summary>
public sealed class OverlappingQueuesTests : IAsyncLifetime
{
    private const int People = 2_000;
    private const int Limit = 50;
    private static readonly DateTimeOffset Noon = new(2026, 3, 29, 12, 0, 0, TimeSpan.Zero);
    private readonly TestStore _at = new();
    private readonly IOmniStore _store;

    public OverlappingQueuesTests() => _store = TestStore.At(_at.Place);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _store.InitializeAsync(Stop);
        await QueueAsync("first", Noon.AddMinutes(-2), 0, People);
        await QueueAsync("second", Noon.AddMinutes(-1), 0, People + 10); // all due at one instant; ten people had nothing of the first
    }

    [Fact(Timeout = 600_000)]
    public async Task Claim_WhileMostOfAQueueWaits_FindsTheRestInTurnAndKeepsEachOrder()
    {
        var seen = new Dictionary<string, List<string>>();
        var (claims, alone) = (0, -1);
        while (await ClaimSeenAsync() is { Count: > 0 } these)
        {
            claims++;
            foreach (var claim in these)
            {
                seen.TryAdd(claim.Partition.Key, []);
                seen[claim.Partition.Key].Add(claim.Key);
                alone = alone < 0 && Number(claim) >= People ? claims : alone;
            }

            await CompleteAsync(these);
        }

        Assert.Equal((People * 2) + 10, seen.Values.Sum(rows => rows.Count));
        Assert.All(seen.Values.Where(rows => rows.Count == 2), rows => Assert.Equal(["first", "second"], rows));
        Assert.InRange(alone, 1, 10); // they stand behind two thousand that wait, and do not wait for these
        Assert.Null(await _store.NextDueAsync(Child.Tenant, Stop));
    }

    [Fact(Timeout = 600_000)]
    public async Task Claim_WhereEverythingInFrontWaits_StillFindsTheOneThatDoesNot()
    {
        var held = new List<ScheduleClaim>();
        while (held.Count < People + 10)
        {
            held.AddRange(await _store.ClaimDueAsync(Child.Tenant, null, Noon, TimeSpan.FromMinutes(1), Limit, Stop)); // all of the first, and the ten
        }

        Assert.Empty(await ClaimSeenAsync());
        var last = held.First(claim => Number(claim) == People - 1);
        await CompleteAsync([last]);

        Assert.Equal((last.Partition, "second"), Assert.Single((await ClaimSeenAsync()).Select(claim => (claim.Partition, claim.Key))));
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _at.DisposeAsync();
    }

    private static int Number(ScheduleClaim claim) => int.Parse(claim.Partition.Key.AsSpan(1), CultureInfo.InvariantCulture);

    private static PartitionKey Person(int number) => PartitionKey.Of(new CustomerId(string.Create(CultureInfo.InvariantCulture, $"c{number:00000}")));

    private async Task<IReadOnlyList<ScheduleClaim>> ClaimSeenAsync() =>
        [.. (await _store.ClaimSeenAsync(Child.Tenant, null, Noon, TimeSpan.FromMinutes(1), Limit, new ClaimLook("outbox", "state"), Stop)).Select(seen => seen.Claim)];

    private async Task QueueAsync(string queue, DateTimeOffset due, int from, int until)
    {
        foreach (var some in Enumerable.Range(from, until - from).Chunk(200))
        {
            await using var unit = await _store.BeginAsync(Child.Tenant, [.. some.Select(Person)], null, Stop);
            foreach (var number in some)
            {
                await unit.ScheduleAsync(Person(number), "outbox", queue, due, new ScheduleTurn { Queue = queue, InOrder = true }, Stop);
            }

            await unit.CommitAsync(Stop);
        }
    }

    private async Task CompleteAsync(IReadOnlyList<ScheduleClaim> claims)
    {
        await using var unit = await _store.BeginAsync(Child.Tenant, [.. claims.Select(claim => claim.Partition).Distinct()], null, Stop);
        foreach (var claim in claims)
        {
            Assert.True(await unit.TryCompleteAsync(claim, Stop));
        }

        await unit.CommitAsync(Stop);
    }
}
