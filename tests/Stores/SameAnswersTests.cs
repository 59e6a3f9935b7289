using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Stores;

/// <summary>Whatever is asked of them, in whatever order, the memory store and this one answer the same: each is the other's oracle.</summary>
public sealed class SameAnswersTests : IAsyncDisposable
{
    private static readonly PartitionKey[] Partitions = [PartitionKey.Of(new CustomerId("ann")), PartitionKey.Of(new CustomerId("ben")), new(PartitionKind.Address, "ann")];
    private static readonly DateTimeOffset Noon = new(2026, 3, 29, 12, 0, 0, TimeSpan.Zero);
    private readonly TestStore _at = new();
    private int _run;

    [Fact(Timeout = 600_000)]
    public async Task AnyCommands_OnBothStores_AnswerTheSame()
    {
        var answers = 0;
        var commands = Gen.ArrayOf(Gen.Choose(0, 1_000_000)).Resize(120).ToArbitrary();
        await using var memory = new MemoryStore();
        await using var store = TestStore.At(_at.Place);
        await store.InitializeAsync(TestContext.Current.CancellationToken);
        await Task.Run(
            () => Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(commands, async numbers =>
            {
                // Tenants of its own for each run: one store serves all, and nobody sees another's rows.
                TenantId[] tenants = [new($"acme-{++_run}"), new($"globex-{_run}")];
                var expected = await RunAsync(memory, tenants, numbers);
                answers += expected.Count;
                Assert.Equal(expected, await RunAsync(store, tenants, numbers));
            })),
            TestContext.Current.CancellationToken);

        Assert.True(answers > 1_000, $"Only {answers} answers were compared.");
    }

    public ValueTask DisposeAsync() => _at.DisposeAsync();

    /// <summary>Reads the numbers as commands and writes down every answer.</summary>
    private static async Task<List<string>> RunAsync(IOmniStore store, TenantId[] tenants, int[] numbers)
    {
        var answers = new List<string>();
        var claims = new List<ScheduleClaim>();

        // Each store counts fencing numbers in its own way; what counts is that a later claim has a higher one.
        var highest = new Dictionary<(TenantId, PartitionKey, string), long>();
        var at = 0;
        int Next(int below) => at < numbers.Length ? numbers[at++] % below : 0;
        DateTimeOffset Time() => Noon.AddSeconds(Next(8));

        while (at < numbers.Length)
        {
            var tenant = tenants[Next(2)];
            switch (Next(4))
            {
                case 0:
                    var claimed = await store.ClaimDueAsync(tenant, Time(), TimeSpan.FromSeconds(1 + Next(5)), 1_000, CancellationToken.None);

                    // Rows that could be claimed from the same instant on come in an order of the store's own.
                    var ordered = claimed.OrderBy(claim => claim.Partition).ThenBy(claim => claim.Key, StringComparer.Ordinal).ToList();
                    answers.Add($"claimed {string.Join(", ", ordered.Select(claim => $"{claim with { Fence = 0 }} {(claim.Fence > highest.GetValueOrDefault((tenant, claim.Partition, claim.Key)) ? "above" : "not above")}"))}");
                    ordered.ForEach(claim => highest[(tenant, claim.Partition, claim.Key)] = claim.Fence);
                    claims.AddRange(ordered);
                    answers.Add($"next {await store.NextDueAsync(tenant, CancellationToken.None):O}");
                    break;
                case 1:
                    await ReadAsync(store, tenant, answers);
                    break;
                default:
                    await UnitAsync(store, tenant, Next, Time, claims, answers);
                    break;
            }
        }

        foreach (var tenant in tenants)
        {
            await ReadAsync(store, tenant, answers);
        }

        return answers;
    }

    private static async Task UnitAsync(IOmniStore store, TenantId tenant, Func<int, int> next, Func<DateTimeOffset> time, List<ScheduleClaim> claims, List<string> answers)
    {
        var needs = next(2) == 0 ? Needs(claims, next) : null;
        await using var unit = next(3) switch
        {
            0 => await store.BeginAsync(tenant, Partitions, needs, null, CancellationToken.None),
            1 when await SeenAsync(store, tenant, next) is var seen && await store.BeginSeenAsync(tenant, Partitions, seen, CancellationToken.None) is { } unasked => unasked,
            _ => (await store.BeginFreeAsync(tenant, Partitions, needs, CancellationToken.None)).Unit!,
        };
        try
        {
            if (next(2) == 0)
            {
                await unit.FetchAsync(Needs(claims, next), CancellationToken.None);
            }

            for (var left = next(6); left >= 0; left--)
            {
                answers.Add(await CommandAsync(unit, Partitions[next(3)], next, time, claims));
            }

            if (next(4) > 0)
            {
                await unit.CommitAsync(CancellationToken.None);
                answers.Add("committed");
            }
        }
        catch (StoreConflictException)
        {
            answers.Add("conflict");
        }
    }

    /// <summary>Some of what is there.</summary>
    private static async Task<UnitSeen> SeenAsync(IOmniStore store, TenantId tenant, Func<int, int> next)
    {
        string[] names = [.. Enumerable.Range(0, 3).Where(_ => next(3) > 0).Select(n => $"n{n}")];
        StateAddress[] states = [.. Partitions.SelectMany(_ => names, (partition, name) => new StateAddress(partition, name))];
        OutboxAddress[] outbox = [.. Partitions.SelectMany(_ => names, (partition, name) => new OutboxAddress(partition, new DeliveryId(name)))];
        var rows = await store.LookAsync(tenant, outbox, states, CancellationToken.None);
        return new UnitSeen
        {
            States = [.. rows.States.Zip(states).Where(one => one.First is not null).Select(one => new SeenVersion(one.Second, one.First!.Version))],
            Outbox = [.. rows.Outbox.OfType<OutboxRow>()],
        };
    }

    /// <summary>Some of what may be asked for.</summary>
    private static UnitNeeds Needs(List<ScheduleClaim> claims, Func<int, int> next)
    {
        string[] names = [.. Enumerable.Range(0, 3).Where(_ => next(3) > 0).Select(n => $"n{n}")];
        return new UnitNeeds
        {
            States = [.. Partitions.SelectMany(_ => names, (partition, name) => new StateAddress(partition, name))],
            Outbox = [.. Partitions.SelectMany(_ => names, (partition, name) => new OutboxAddress(partition, new DeliveryId(name)))],
            Claims = [.. claims.Where(claim => Partitions.Contains(claim.Partition)).GroupBy(claim => (claim.Partition, claim.Key)).Select(same => same.Last())],
            Events = [.. Partitions.SelectMany(_ => names, (partition, name) => new EventAddress(partition, "s1", name))],
            Lookups = [.. names.Select(name => new LookupAddress(LookupKind.Delivery, name))],
        };
    }

    private static async Task<string> CommandAsync(IUnitOfWork unit, PartitionKey partition, Func<int, int> next, Func<DateTimeOffset> time, List<ScheduleClaim> claims)
    {
        var name = $"n{next(3)}";
        switch (next(14))
        {
            case 0 or 1:
                // Mostly the version that is there; now and then another.
                var current = (await unit.GetAsync(partition, name, CancellationToken.None))?.Version ?? 0;
                ReadOnlyMemory<byte>? body = next(4) == 0 ? null : Encoding.UTF8.GetBytes(next(100).ToString(CultureInfo.InvariantCulture));
                return $"put {await unit.PutAsync(partition, name, next(12) == 0 ? current + 1 : current, body, CancellationToken.None)}";
            case 2:
                return $"append {await unit.AppendAsync(partition, new NewEvent { Source = $"s{next(2)}", Id = name, Type = "t", At = time(), RecordedAt = Noon, Body = new byte[next(5)] }, CancellationToken.None)}";
            case 3:
                var row = await unit.GetOutboxAsync(partition, new DeliveryId(name), CancellationToken.None);
                var written = new OutboxRow { Delivery = new DeliveryId(name), Partition = partition, State = (OutboxState)next(8), Fence = (row?.Fence ?? 0) + next(2) + 1, Attempts = next(4), CreatedAt = time(), Body = new byte[next(4)] };
                if (row is null)
                {
                    await unit.InsertOutboxAsync(written, CancellationToken.None);
                    return "inserted";
                }

                return $"updated {row} {await unit.TryUpdateOutboxAsync(written, row.Fence - (next(5) == 0 ? 1 : 0), CancellationToken.None)}".Replace(row.Body.ToString(), $"{row.Body.Length} bytes", StringComparison.Ordinal);
            case 4:
                await unit.ScheduleAsync(partition, "dispatch", name, time(), CancellationToken.None);
                return "scheduled";
            case 5:
                await unit.UnscheduleAsync(partition, "dispatch", name, CancellationToken.None);
                return "unscheduled";
            case 6 when claims.Count > 0 && next(3) == 0:
                return $"renewed {await unit.TryRenewAsync(claims[next(claims.Count)], time(), TimeSpan.FromSeconds(next(3)), CancellationToken.None)}";
            case 6 when claims.Count > 0:
                return $"completed {await unit.TryCompleteAsync(claims[next(claims.Count)], CancellationToken.None)}";
            case 7:
                var lookup = await unit.AddLookupAsync(
                    new LookupRow { Kind = LookupKind.Delivery, Key = name, Partition = partition, Body = new byte[next(9)], ExpiresAt = next(2) == 0 ? null : time() },
                    time(),
                    CancellationToken.None);
                return $"stands {lookup.Body.Length} {lookup.ExpiresAt:O}";
            case 8:
                return $"removed {await unit.RemoveLookupAsync(LookupKind.Delivery, name, CancellationToken.None)}";
            case 9 when next(4) == 0:
                await unit.EraseAsync(partition, CancellationToken.None);
                return "erased";
            case 10:
                await unit.RemoveEventsAsync(partition, [next(6), next(6)], CancellationToken.None);
                await unit.RemoveOutboxAsync(partition, new DeliveryId(name), CancellationToken.None);
                return $"events {string.Join(' ', (await unit.ReadEventsAsync(partition, next(2) == 0 ? null : "s1", next(4), 9, CancellationToken.None)).Select(row => row.Sequence))}";
            case 11:
                return $"rows {string.Join(' ', (await unit.ListAsync(partition, next(2) == 0 ? "" : "n1", null, 9, CancellationToken.None)).Select(entry => $"{entry.Key}={entry.Row.Version}"))}";
            case 12:
                return $"event {(await unit.FindEventAsync(partition, $"s{next(2)}", name, CancellationToken.None))?.Sequence}";
            default:
                return $"found {(await unit.FindAsync(LookupKind.Delivery, name, time(), CancellationToken.None))?.Body.Length}";
        }
    }

    private static async Task ReadAsync(IOmniStore store, TenantId tenant, List<string> answers)
    {
        foreach (var partition in Partitions)
        {
            var rows = await store.ReadStatesAsync(tenant, [new(partition, "n0"), new(partition, "n1"), new(partition, "n2")], CancellationToken.None);
            answers.Add(string.Join(' ', rows.Select(row => row is null ? "-" : $"{row.Version}={Encoding.UTF8.GetString(row.Body.Span)}")));
            var events = await store.ReadEventsAsync(tenant, partition, null, 1, 5, CancellationToken.None);
            answers.Add(string.Join(' ', (await store.ListOutboxAsync(tenant, partition, null, 9, CancellationToken.None)).Select(row => $"{row.Delivery}:{row.State}:{row.Fence}")));
            answers.Add(string.Join(' ', events.Select(row => $"{row.Sequence}:{row.Entry.Source}/{row.Entry.Id}@{row.Entry.At:O}+{row.Entry.Body.Length}")));
        }
    }
}
