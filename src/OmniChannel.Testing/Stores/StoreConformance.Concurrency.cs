using System.Globalization;
using OmniChannel.Storage;

namespace OmniChannel.Testing;

public static partial class StoreConformance
{
    private static IEnumerable<ConformanceCase<IOmniStore>> Concurrency() =>
    [
        Case("Units_SamePartition_RunOneAfterTheOther", "Two units that name the same partition run one after the other: the second sees what the first has committed.", async (store, token) =>
        {
            Task<string> second;
            var first = await store.BeginAsync(Acme, [Ann], null, token).ConfigureAwait(false);
            await using (first.ConfigureAwait(false))
            {
                second = RetryAsync(store, Acme, [Ann], async unit => (await unit.GetAsync(Ann, "a", token).ConfigureAwait(false)) is { } row ? Shown(row.Body) : "nothing", token);
                await first.PutAsync(Ann, "a", 0, Bytes("first"), token).ConfigureAwait(false);
                await first.CommitAsync(token).ConfigureAwait(false);
            }

            Expect.Equal("first", await second.ConfigureAwait(false), "What the second unit reads");
        }),
        Case("Units_ManyWritersOneCounter_LoseNoWrite", "Compare-and-swap: N writers that each raise a counter raise it N times.", async (store, token) =>
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(
                async () =>
                {
                    for (var turn = 0; turn < 20; turn++)
                    {
                        var id = $"{writer}-{turn}";
                        await RetryAsync(
                            store,
                            Acme,
                            [Ann],
                            async unit =>
                            {
                                await unit.AppendAsync(Ann, Event(id), token).ConfigureAwait(false);
                                return await AddAsync(unit, Ann, 1, token).ConfigureAwait(false);
                            },
                            token).ConfigureAwait(false);
                    }
                },
                token))).ConfigureAwait(false);
            var row = (await store.ReadStateAsync(Acme, Ann, "count", token).ConfigureAwait(false))!;
            Expect.Equal(160L, row.Version, "The version");
            Expect.Equal(160, Number(row), "The counter");
            var events = await store.ReadEventsAsync(Acme, Ann, null, 0, 1_000, token).ConfigureAwait(false);
            Expect.Same(Enumerable.Range(1, 160).Select(n => $"{n}"), events.Select(entry => $"{entry.Sequence}"), "The sequence numbers");
        }),
        Case("Reads_DuringTransfers_SeeOneState", "ReadStatesAsync is one consistent look; a unit sees a consistent state of its partitions.", async (store, token) =>
        {
            const int Transfers = 150;
            const int Reads = 10;
            var (moved, read) = (0, 0);
            await CommitAsync(store, Acme, [Ann], unit => AddAsync(unit, Ann, 1_000, token), token).ConfigureAwait(false);
            await CommitAsync(store, Acme, [Ben], unit => AddAsync(unit, Ben, 0, token), token).ConfigureAwait(false);
            var transfers = Task.Run(
                async () =>
                {
                    // Goes on until enough was read meanwhile: a fast store could otherwise be done before the first look.
                    for (; moved < Transfers || Volatile.Read(ref read) < Reads; moved++)
                    {
                        await RetryAsync(
                            store,
                            Acme,
                            [Ann, Ben],
                            async unit =>
                            {
                                await AddAsync(unit, Ann, -1, token).ConfigureAwait(false);
                                return await AddAsync(unit, Ben, 1, token).ConfigureAwait(false);
                            },
                            token).ConfigureAwait(false);
                    }
                },
                token);
            try
            {
                do
                {
                    var rows = await store.ReadStatesAsync(Acme, [new(Ann, "count"), new(Ben, "count")], token).ConfigureAwait(false);
                    Expect.Equal(1_000, Number(rows[0]!) + Number(rows[1]!), "The sum of two rows between which units move amounts");
                    Interlocked.Increment(ref read);
                }
                while (!transfers.IsCompleted);
            }
            finally
            {
                Volatile.Write(ref read, Reads);
                await transfers.ConfigureAwait(false);
            }

            Expect.Equal(moved, Number((await store.ReadStateAsync(Acme, Ben, "count", token).ConfigureAwait(false))!), "The amount moved");
        }),
        Case("Units_PartitionsInOppositeOrder_DoNotDeadlock", "Partitions are locked in their own order, whatever their order in the call.", async (store, token) =>
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(
                async () =>
                {
                    PartitionKey[] order = writer % 2 == 0 ? [Ann, Ben] : [Ben, Ann];
                    for (var turn = 0; turn < 25; turn++)
                    {
                        await RetryAsync(store, Acme, order, unit => AddAsync(unit, order[turn % 2], 1, token), token).ConfigureAwait(false);
                    }
                },
                token))).ConfigureAwait(false);
            var rows = await store.ReadStatesAsync(Acme, [new(Ann, "count"), new(Ben, "count")], token).ConfigureAwait(false);
            Expect.Equal(100, Number(rows[0]!) + Number(rows[1]!), "The sum");
        }),
        Case("ClaimDue_ManyWorkers_EachRowOnce", "While a lease lasts nobody else claims the row, however many ask at once.", async (store, token) =>
        {
            await CommitAsync(
                store,
                Ann,
                async unit =>
                {
                    for (var i = 0; i < 100; i++)
                    {
                        await unit.ScheduleAsync(Ann, "dispatch", $"d-{i}", Noon, token).ConfigureAwait(false);
                    }
                },
                token).ConfigureAwait(false);
            var claims = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(
                async () =>
                {
                    var mine = new List<string>();
                    while (true)
                    {
                        var claimed = await store.ClaimDueAsync(Acme, Noon, Minute, 7, token).ConfigureAwait(false);
                        if (claimed.Count == 0)
                        {
                            return mine;
                        }

                        mine.AddRange(Keys(claimed));
                    }
                },
                token))).ConfigureAwait(false);
            var keys = claims.SelectMany(mine => mine).ToList();
            Expect.Equal(100, keys.Distinct(StringComparer.Ordinal).Count(), "The number of rows claimed");
            Expect.Equal(100, keys.Count, "The number of claims");
        }),
        Case("AddLookup_ManyAtOnce_OneStands", "Names belong to the tenant: of many units that add the same name at once, in different partitions, one wins and all agree on it.", async (store, token) =>
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(
                () =>
                {
                    var mine = PartitionKey.Of(new CustomerId($"c-{writer}"));
                    return RetryAsync(
                        store,
                        Acme,
                        [mine],
                        async unit =>
                        {
                            var row = await unit.AddLookupAsync(Lookup("key-1") with { Partition = mine, Body = Bytes($"{writer}") }, Noon, token).ConfigureAwait(false);
                            await unit.PutAsync(mine, "answer", 0, row.Body, token).ConfigureAwait(false);
                            return Shown(row.Body);
                        },
                        token);
                },
                token))).ConfigureAwait(false);
            var winner = Shown((await store.FindAsync(Acme, LookupKind.IdempotencyKey, "key-1", Noon, token).ConfigureAwait(false))!.Body);
            Expect.Same(Enumerable.Repeat(winner, 8), answers, "The answers");
        }),
    ];

    private static async Task<long> AddAsync(IUnitOfWork unit, PartitionKey partition, int amount, CancellationToken cancellationToken)
    {
        var row = await unit.GetAsync(partition, "count", cancellationToken).ConfigureAwait(false);
        var sum = (row is null ? 0 : Number(row)) + amount;
        return await unit.PutAsync(partition, "count", row?.Version ?? 0, Bytes(sum.ToString(CultureInfo.InvariantCulture)), cancellationToken).ConfigureAwait(false);
    }

    private static int Number(StateRow row) => int.Parse(row.Body.Span, CultureInfo.InvariantCulture);
}
