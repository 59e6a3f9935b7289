using OmniChannel.Storage;
using OmniChannel.Tests.Stores;

namespace OmniChannel.Tests.Sqlite;

/// <summary>Units that wait for their turn share one commit, each in a savepoint: one that is undone takes nothing of the others with it.</summary>
public sealed class SharedCommitTests : IAsyncDisposable
{
    private const int Many = 100;
    private readonly TestStore _at = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Commit_ManyWait_ShareTheFlush()
    {
        await using var store = await OpenAsync();
        await WriteAsync(store, 0, keep: true);
        var holder = await store.BeginAsync(Child.Tenant, [Customer(0)], null, Token);
        Task[] writing = [.. Enumerable.Range(1, Many).Select(number => WriteAsync(store, number, keep: true))];
        var before = Frames();

        await holder.DisposeAsync();
        await Task.WhenAll(writing);

        // Each commit of its own writes some pages anew; a shared one writes each page once.
        var shared = Frames() - before;
        Assert.Equal(Many + 1, await CountAsync(store));
        var start = Frames();
        for (var number = 1; number <= Many; number++)
        {
            await WriteAsync(store, -number, keep: true);
        }

        Assert.True(shared * 3 < Frames() - start, $"{shared} bytes of log together, {Frames() - start} one by one.");
    }

    [Fact(Timeout = 60_000)]
    public async Task Commit_SomeAreUndone_TheOthersStand()
    {
        await using var store = await OpenAsync();
        var holder = await store.BeginAsync(Child.Tenant, [Customer(0)], null, Token);
        Task[] writing = [.. Enumerable.Range(1, Many).Select(number => WriteAsync(store, number, keep: number % 3 != 0))];

        await holder.DisposeAsync();
        await Task.WhenAll(writing);

        for (var number = 1; number <= Many; number++)
        {
            Assert.Equal(number % 3 != 0, await store.ReadStateAsync(Child.Tenant, Customer(number), "a", Token) is not null);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Commit_Shared_IsDurableBeforeItReturns()
    {
        await using var store = await OpenAsync();
        await using var reader = await OpenAsync();
        var holder = await store.BeginAsync(Child.Tenant, [Customer(0)], null, Token);
        Task[] writing = [.. Enumerable.Range(1, Many).Select(async number =>
        {
            await WriteAsync(store, number, keep: true);
            Assert.NotNull(await reader.ReadStateAsync(Child.Tenant, Customer(number), "a", Token));
        })];

        await holder.DisposeAsync();
        await Task.WhenAll(writing);
    }

    [Fact(Timeout = 60_000)]
    public async Task Begin_GivesUpInTheQueue_HoldsUpNobody()
    {
        await using var store = await OpenAsync();
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var holder = await store.BeginAsync(Child.Tenant, [Customer(0)], null, Token);
        var first = WriteAsync(store, 1, keep: true);
        var gone = store.BeginAsync(Child.Tenant, [Customer(2)], null, impatient.Token).AsTask();
        var last = WriteAsync(store, 3, keep: true);

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        await holder.CommitAsync(Token);
        await holder.DisposeAsync();
        await Task.WhenAll(first, last);
        Assert.Equal(2, await CountAsync(store));
    }

    public ValueTask DisposeAsync() => _at.DisposeAsync();

    private static PartitionKey Customer(int number) => PartitionKey.Of(new CustomerId($"c{number}"));

    private static async Task WriteAsync(IOmniStore store, int number, bool keep)
    {
        await using var unit = await store.BeginAsync(Child.Tenant, [Customer(number)], null, Token);
        await unit.PutAsync(Customer(number), "a", 0, new byte[40], Token);
        if (keep)
        {
            await unit.CommitAsync(Token);
        }
    }

    private static async Task<int> CountAsync(IOmniStore store)
    {
        var count = 0;
        foreach (var partition in await store.ListPartitionsAsync(Child.Tenant, PartitionKind.Customer, null, 1_000, Token))
        {
            count += await store.ReadStateAsync(Child.Tenant, partition, "a", Token) is null ? 0 : 1;
        }

        return count;
    }

    private long Frames() => new FileInfo(_at.Place + "-wal").Length;

    private async Task<IOmniStore> OpenAsync()
    {
        var store = TestStore.At(_at.Place);
        await store.InitializeAsync(Token);
        return store;
    }
}
