using Npgsql;
using OmniChannel.Storage;

namespace OmniChannel.Tests.PostgreSql;

/// <summary>Several stores with pools of their own over the same tables, as several processes would have it.</summary>
public sealed class SharedServerTests : IAsyncLifetime
{
    private const string Exchange = "UPDATE omni_partition SET name = 'nobody' WHERE name = 'ann'; UPDATE omni_partition SET name = 'ann' WHERE name = 'ben'; UPDATE omni_partition SET name = 'ben' WHERE name = 'nobody'";

    private readonly TemporarySchema _schema = new();
    private readonly List<IOmniStore> _stores = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        for (var i = 0; i < 2; i++)
        {
            _stores.Add(PostgreSqlOmniStore.Create(_schema.Options));
            await _stores[i].InitializeAsync(Token);
        }
    }

    [Fact(Timeout = 600_000)]
    public async Task Writers_OfTwoPools_LoseNoWrite()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(
            async () =>
            {
                for (var turn = 0; turn < 15; turn++)
                {
                    await RaiseAsync(_stores[writer % 2]);
                }
            },
            Token)));

        Assert.Equal(120, (await _stores[0].ReadStateAsync(Child.Tenant, Child.Ann, "count", Token))?.Version);
        Assert.Equal(120, (await _stores[1].ReadStateAsync(Child.Tenant, Child.Ann, "count", Token))?.Version);
    }

    [Fact(Timeout = 600_000)]
    public async Task Writers_OfDifferentPartitions_DoNotWaitForEachOther()
    {
        var ben = PartitionKey.Of(new CustomerId("ben"));
        await using var held = await _stores[0].BeginAsync(Child.Tenant, [Child.Ann], null, Token);

        await using var unit = await _stores[1].BeginAsync(Child.Tenant, [ben], null, Token);
        await unit.PutAsync(ben, "count", 0, new byte[1], Token);
        await unit.CommitAsync(Token);

        await held.PutAsync(Child.Ann, "count", 0, new byte[1], Token);
        await held.CommitAsync(Token);
    }

    [Fact(Timeout = 600_000)]
    public async Task BeginSeen_PartitionsThatWereMet_AsksNothingBeforeItCommits()
    {
        await RaiseAsync(_stores[0]);
        var seen = new UnitSeen { States = [new SeenVersion(new StateAddress(Child.Ann, "count"), 1)] };
        Assert.Null(await _stores[1].BeginSeenAsync(Child.Tenant, [Child.Ann], seen, Token)); // not met by this one
        Assert.NotEmpty(await _stores[1].ReadStatesAsync(Child.Tenant, [new StateAddress(Child.Ann, "count")], Token));

        await using var unit = await _stores[1].BeginSeenAsync(Child.Tenant, [Child.Ann], seen, Token);
        await RaiseAsync(_stores[0]); // it locks nothing yet
        Assert.Equal(2, await unit!.PutAsync(Child.Ann, "count", 1, new byte[1], Token));
        await Assert.ThrowsAsync<StoreConflictException>(() => unit.CommitAsync(Token).AsTask());
        Assert.Equal(2, (await _stores[0].ReadStateAsync(Child.Tenant, Child.Ann, "count", Token))?.Version);
    }

    [Fact(Timeout = 600_000)]
    public async Task BeginSeen_PartitionHasNotTheNumberThatWasMet_WritesNothing()
    {
        var ben = PartitionKey.Of(new CustomerId("ben"));
        foreach (var partition in new[] { Child.Ann, ben })
        {
            await using var writing = await _stores[0].BeginAsync(Child.Tenant, [partition], null, Token);
            await writing.PutAsync(partition, "who", 0, System.Text.Encoding.UTF8.GetBytes(partition.Key), Token);
            await writing.CommitAsync(Token);
        }

        // As after a switch to a server that had not heard of Ann's number when the first one broke.
        Assert.NotEmpty(await _stores[1].ReadStatesAsync(Child.Tenant, [new StateAddress(Child.Ann, "who"), new StateAddress(ben, "who")], Token));
        await _schema.RunAsync(Exchange, Token);

        await using var unit = await _stores[1].BeginSeenAsync(Child.Tenant, [Child.Ann], new UnitSeen { States = [new SeenVersion(new StateAddress(Child.Ann, "who"), 1)] }, Token);
        await unit!.PutAsync(Child.Ann, "who", 1, new byte[1], Token);
        await Assert.ThrowsAsync<StoreConflictException>(() => unit.CommitAsync(Token).AsTask());
    }

    [Fact(Timeout = 600_000)]
    public async Task ClaimDue_AnotherQueueComes_HasItsTurnAtOnce()
    {
        await ScheduleAsync("a", Enumerable.Range(0, 6).Select(n => $"a{n}"));
        Assert.Equal(["a0", "a1"], await ClaimAsync(2));
        Assert.Equal(["a2"], await ClaimAsync(1));
        await ScheduleAsync("b", ["b0", "b1"]);
        Assert.Equal(["a3", "b0"], (await ClaimAsync(2)).Order());
        await ScheduleAsync("", ["c0"]);
        Assert.Equal(["a4", "b1", "c0"], (await ClaimAsync(3)).Order());
        Assert.Equal(["a5"], await ClaimAsync(3));
        Assert.Empty(await ClaimAsync(3));
        await ScheduleAsync("b", ["b2"]);
        Assert.Equal(["b2"], await ClaimAsync(3));

        async Task ScheduleAsync(string queue, IEnumerable<string> keys)
        {
            await using var unit = await _stores[0].BeginAsync(Child.Tenant, [Child.Ann], null, Token);
            foreach (var (key, place) in keys.Select((key, place) => (key, place)))
            {
                await unit.ScheduleAsync(Child.Ann, "k", key, DateTimeOffset.UnixEpoch.AddSeconds(place), new ScheduleTurn { Queue = queue }, Token);
            }

            await unit.CommitAsync(Token);
        }

        async Task<IEnumerable<string>> ClaimAsync(int limit) =>
            (await _stores[0].ClaimDueAsync(Child.Tenant, SchedulePriority.Usual, null, TimeSpan.FromMinutes(1), limit, Token)).Select(claim => claim.Key);
    }

    [Fact(Timeout = 600_000)]
    public async Task Begin_PartitionHasNotTheNumberThatWasMet_ReadsThePartitionItself()
    {
        var ben = PartitionKey.Of(new CustomerId("ben"));
        var needs = new UnitNeeds { States = [new StateAddress(Child.Ann, "who")], Events = [new EventAddress(Child.Ann, "s", "ann")] };
        foreach (var partition in new[] { Child.Ann, ben })
        {
            await using var writing = await _stores[0].BeginAsync(Child.Tenant, [partition], null, Token);
            await writing.PutAsync(partition, "who", 0, System.Text.Encoding.UTF8.GetBytes(partition.Key), Token);
            await writing.AppendAsync(partition, new NewEvent { Source = "s", Id = partition.Key, Type = "t", At = Child.Noon, RecordedAt = Child.Noon, Body = default }, Token);
            await writing.CommitAsync(Token);
        }

        for (var turn = 0; turn < 4; turn++)
        {
            var (who, isFree) = (turn < 2 ? "ann" : "ben", turn % 2 == 1);
            if (turn == 2)
            {
                // As in a database that was restored from a copy: what stands under a number is somebody else's.
                await _schema.RunAsync(Exchange, Token);
            }

            await using var unit = isFree ? (await _stores[0].BeginFreeAsync(Child.Tenant, [Child.Ann], needs, Token)).Unit! : await _stores[0].BeginAsync(Child.Tenant, [Child.Ann], needs, null, Token);
            Assert.Equal(who, System.Text.Encoding.UTF8.GetString((await unit.GetAsync(Child.Ann, "who", Token))!.Body.Span));
            Assert.Equal(turn < 2 ? 0 : 2, await unit.AppendAsync(Child.Ann, new NewEvent { Source = "s", Id = "ann", Type = "t", At = Child.Noon, RecordedAt = Child.Noon, Body = default }, Token));
        }
    }

    [Fact(Timeout = 600_000)]
    public async Task AddLookup_NameThatAnotherAddedSinceItWasLookedFor_IsAConflict()
    {
        var ben = PartitionKey.Of(new CustomerId("ben"));
        var needs = new UnitNeeds { Lookups = [new LookupAddress(LookupKind.IdempotencyKey, "k")] };
        await using var late = await _stores[0].BeginAsync(Child.Tenant, [Child.Ann], needs, null, Token);
        await using (var first = await _stores[1].BeginAsync(Child.Tenant, [ben], needs, null, Token))
        {
            await first.AddLookupAsync(Name(ben), Child.Noon, Token);
            await first.CommitAsync(Token);
        }

        await late.AddLookupAsync(Name(Child.Ann), Child.Noon, Token);
        await Assert.ThrowsAsync<StoreConflictException>(async () => await late.CommitAsync(Token));
        Assert.Equal(ben, (await _stores[0].FindAsync(Child.Tenant, LookupKind.IdempotencyKey, "k", Child.Noon, Token))?.Partition);

        static LookupRow Name(PartitionKey partition) => new() { Kind = LookupKind.IdempotencyKey, Key = "k", Partition = partition, Body = default };
    }

    [Fact(Timeout = 600_000)]
    public async Task Claims_OfManyWorkers_NeverTwiceAndInBatches()
    {
        const int Rows = 400;
        await using (var unit = await _stores[0].BeginAsync(Child.Tenant, [Child.Ann], null, Token))
        {
            for (var i = 0; i < Rows; i++)
            {
                await unit.ScheduleAsync(Child.Ann, "dispatch", $"{i}", Child.Noon, Token);
            }

            await unit.CommitAsync(Token);
        }

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(
            async () =>
            {
                List<ScheduleClaim> mine = [];
                while (await _stores[worker % 2].ClaimDueAsync(Child.Tenant, Child.Noon, TimeSpan.FromMinutes(1), 20, Token) is { Count: > 0 } batch)
                {
                    mine.AddRange(batch);
                }

                return mine;
            },
            Token)));

        Assert.Equal(Rows, claims.Sum(mine => mine.Count));
        Assert.Equal(Rows, claims.SelectMany(mine => mine).Select(claim => claim.Key).Distinct().Count());
    }

    [Fact(Timeout = 600_000)]
    public async Task Claim_WhileAUnitHoldsARow_PassesItOverWithoutWaiting()
    {
        foreach (var key in new[] { "1", "2" })
        {
            await using var unit = await _stores[0].BeginAsync(Child.Tenant, [Child.Ann], null, Token);
            await unit.ScheduleAsync(Child.Ann, "dispatch", key, Child.Noon, Token);
            await unit.CommitAsync(Token);
        }

        await using (var open = await _stores[0].BeginAsync(Child.Tenant, [Child.Ann], null, Token))
        {
            await open.UnscheduleAsync(Child.Ann, "dispatch", "1", Token);

            Assert.Equal(["2"], (await _stores[1].ClaimDueAsync(Child.Tenant, Child.Noon, TimeSpan.FromMinutes(1), 9, Token)).Select(claim => claim.Key));
        }

        Assert.Equal(["1"], (await _stores[1].ClaimDueAsync(Child.Tenant, Child.Noon, TimeSpan.FromMinutes(1), 9, Token)).Select(claim => claim.Key));
    }

    [Fact(Timeout = 600_000)]
    public async Task Names_AddedCrosswise_AreOneConflictAndNoHang()
    {
        var ben = PartitionKey.Of(new CustomerId("ben"));
        await using var one = await _stores[0].BeginAsync(Child.Tenant, [Child.Ann], null, Token);
        await using var two = await _stores[1].BeginAsync(Child.Tenant, [ben], null, Token);
        await one.AddLookupAsync(Lookup("a", Child.Ann), Child.Noon, Token);
        await two.AddLookupAsync(Lookup("b", ben), Child.Noon, Token);

        var crossing = new[] { FinishAsync(one, Lookup("b", Child.Ann)), FinishAsync(two, Lookup("a", ben)) };

        Assert.Equal(["committed", "conflict"], (await Task.WhenAll(crossing)).Order(StringComparer.Ordinal));
        Assert.Equal(2, (await Task.WhenAll(new[] { "a", "b" }.Select(key => _stores[0].FindAsync(Child.Tenant, LookupKind.Delivery, key, Child.Noon, Token).AsTask()))).Count(row => row is not null));
    }

    [Fact(Timeout = 600_000)]
    public async Task Begin_WhileAnotherUnitIsKeptOpen_IsAConflictThatNamesIt()
    {
        await using var impatient = TestStore.At(Path.Combine("/", _schema.Name), impatient: true);
        await impatient.InitializeAsync(Token);
        await using var kept = await _stores[0].BeginAsync(Child.Tenant, [Child.Ann], null, Token);

        var conflict = await Assert.ThrowsAsync<StoreConflictException>(async () => await impatient.BeginAsync(Child.Tenant, [Child.Ann], null, Token));

        Assert.Contains("not disposed of", conflict.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 600_000)]
    public async Task TwoStores_InOneDatabase_KnowNothingOfEachOther()
    {
        await using var other = new TemporarySchema();
        await using var store = PostgreSqlOmniStore.Create(other.Options);
        await store.InitializeAsync(Token);
        await using var held = await _stores[0].BeginAsync(Child.Tenant, [Child.Ann], null, Token);

        await RaiseAsync(store);

        Assert.Null(await _stores[0].ReadStateAsync(Child.Tenant, Child.Ann, "count", Token));
    }

    [Fact(Timeout = 600_000)]
    public async Task PoolOfTheHost_IsUsedAndLeftOpen()
    {
        await using var pool = NpgsqlDataSource.Create(_schema.ConnectionString);
        await using (var store = PostgreSqlOmniStore.Create(_schema.Options with { ConnectionString = null }, pool))
        {
            await store.InitializeAsync(Token);
            await RaiseAsync(store);
        }

        await using var connection = await pool.OpenConnectionAsync(Token);
        Assert.Equal(1, (await _stores[0].ReadStateAsync(Child.Tenant, Child.Ann, "count", Token))?.Version);
    }

    [Fact(Timeout = 600_000)]
    public async Task Names_AsLongAsTheyMayBe_AreStoredFoundAndUnique()
    {
        // Three bytes a letter, none like the next: more than a row of an index holds.
        var source = string.Concat(Enumerable.Range(0, StoreLimits.MaxName).Select(i => (char)(0x4E00 + (i * 37 % 20_000))));
        var id = string.Concat(Enumerable.Range(0, StoreLimits.MaxName).Select(i => (char)(0x5E00 + (i * 41 % 15_000))));
        var entry = new NewEvent { Source = source, Id = id, Type = "t", At = Child.Noon, RecordedAt = Child.Noon, Body = new byte[] { 1, 2, 3 } };
        await using var unit = await _stores[0].BeginAsync(Child.Tenant, [Child.Ann], null, Token);

        Assert.Equal(1, await unit.AppendAsync(Child.Ann, entry, Token));
        Assert.Equal(0, await unit.AppendAsync(Child.Ann, entry, Token));
        Assert.Equal(2, await unit.AppendAsync(Child.Ann, entry with { Id = id[1..] }, Token));
        await unit.AddLookupAsync(Lookup(source, Child.Ann), Child.Noon, Token);
        await unit.CommitAsync(Token);

        var rows = await _stores[1].ReadEventsAsync(Child.Tenant, Child.Ann, source, 0, 9, Token);
        Assert.Equal([id, id[1..]], rows.Select(row => row.Entry.Id));
        Assert.Equal([1, 2, 3], rows[0].Entry.Body.ToArray());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }

        await _schema.DisposeAsync();
    }

    private static LookupRow Lookup(string key, PartitionKey partition) => new() { Kind = LookupKind.Delivery, Key = key, Partition = partition, Body = new byte[1] };

    private static async Task<string> FinishAsync(IUnitOfWork unit, LookupRow row)
    {
        await using (unit)
        {
            try
            {
                await unit.AddLookupAsync(row, Child.Noon, Token);
                await unit.CommitAsync(Token);
                return "committed";
            }
            catch (StoreConflictException)
            {
                return "conflict";
            }
        }
    }

    private static async Task RaiseAsync(IOmniStore store)
    {
        await using var unit = await store.BeginAsync(Child.Tenant, [Child.Ann], null, Token);
        var row = await unit.GetAsync(Child.Ann, "count", Token);
        await unit.PutAsync(Child.Ann, "count", row?.Version ?? 0, new byte[1], Token);
        await unit.CommitAsync(Token);
    }
}
