using OmniChannel.Storage;

namespace OmniChannel.Tests.Sqlite;

/// <summary>Several stores over one file, as several processes would have it.</summary>
public sealed class OneFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 600_000)]
    public async Task Writers_OfTwoStores_LoseNoWrite()
    {
        await using var one = await OpenAsync();
        await using var two = await OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(
            async () =>
            {
                for (var turn = 0; turn < 15; turn++)
                {
                    await RaiseAsync(writer % 2 == 0 ? one : two);
                }
            },
            Token)));

        Assert.Equal(90, (await one.ReadStateAsync(Child.Tenant, Child.Ann, "count", Token))?.Version);
        Assert.Equal(90, (await two.ReadStateAsync(Child.Tenant, Child.Ann, "count", Token))?.Version);
    }

    [Fact(Timeout = 600_000)]
    public async Task Claims_OfTwoStores_AreDisjoint()
    {
        await using var one = await OpenAsync();
        await using var two = await OpenAsync();
        await using (var unit = await one.BeginAsync(Child.Tenant, [Child.Ann], null, Token))
        {
            for (var i = 0; i < 50; i++)
            {
                await unit.ScheduleAsync(Child.Ann, "dispatch", $"{i}", Child.Noon, Token);
            }

            await unit.CommitAsync(Token);
        }

        var claims = await Task.WhenAll(new[] { one, two, one, two }.Select(store => Task.Run(async () => await store.ClaimDueAsync(Child.Tenant, Child.Noon, TimeSpan.FromMinutes(1), 20, Token), Token)));

        var keys = claims.SelectMany(batch => batch).Select(claim => claim.Key).ToList();
        Assert.Equal(50, keys.Count);
        Assert.Equal(50, keys.Distinct().Count());
    }

    [Fact(Timeout = 600_000)]
    public async Task Begin_WhileAnotherUnitIsKeptOpen_IsAConflictThatNamesIt()
    {
        await using var store = await OpenAsync(TimeSpan.FromMilliseconds(20));
        await using var kept = await store.BeginAsync(Child.Tenant, [Child.Ann], null, Token);

        var conflict = await Assert.ThrowsAsync<StoreConflictException>(async () => await store.BeginAsync(Child.Tenant, [Child.Ann], null, Token));

        Assert.Contains("not disposed of", conflict.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 600_000)]
    public async Task Begin_CancelledWhileAnotherStoreHoldsTheFile_GivesUp()
    {
        await using var one = await OpenAsync();
        await using var two = await OpenAsync();
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using (var held = await one.BeginAsync(Child.Tenant, [Child.Ann], null, Token))
        {
            var waiting = two.BeginAsync(Child.Tenant, [Child.Ann], null, impatient.Token).AsTask();
            Assert.False(waiting.IsCompleted);
            await impatient.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }

        await RaiseAsync(two);
    }

    [Theory(Timeout = 600_000)]
    [InlineData(SqliteSynchronous.Full)]
    [InlineData(SqliteSynchronous.Normal)]
    public async Task Reopen_AfterDispose_KeepsEverythingInOneFile(SqliteSynchronous synchronous)
    {
        await using (var store = await OpenAsync(synchronous: synchronous))
        {
            await RaiseAsync(store);
        }

        Assert.Equal([_folder.File], Directory.GetFiles(_folder.Path));
        await using var again = await OpenAsync(synchronous: synchronous);
        Assert.Equal(1, (await again.ReadStateAsync(Child.Tenant, Child.Ann, "count", Token))?.Version);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<IOmniStore> OpenAsync(TimeSpan? busyTimeout = null, SqliteSynchronous synchronous = SqliteSynchronous.Normal)
    {
        var store = SqliteOmniStore.Create(new SqliteStoreOptions { Path = _folder.File, Synchronous = synchronous, BusyTimeout = busyTimeout ?? TimeSpan.FromSeconds(30) });
        await store.InitializeAsync(Token);
        return store;
    }

    private static async Task RaiseAsync(IOmniStore store)
    {
        await using var unit = await store.BeginAsync(Child.Tenant, [Child.Ann], null, Token);
        var row = await unit.GetAsync(Child.Ann, "count", Token);
        await unit.PutAsync(Child.Ann, "count", row?.Version ?? 0, new byte[1], Token);
        await unit.CommitAsync(Token);
    }
}
