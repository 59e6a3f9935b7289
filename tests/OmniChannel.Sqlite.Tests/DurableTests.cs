using Microsoft.Data.Sqlite;
using OmniChannel.Sqlite;
using OmniChannel.Storage;
using OmniChannel.Tests.Sqlite.Connections;
using OmniChannel.Tests.Stores;

namespace OmniChannel.Tests.Sqlite;

/// <summary>With Synchronous = Full nothing is answered that could be lost with the power, and the next unit writes while the disk confirms the last one.</summary>
public sealed class DurableTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HeldDisk _disk = new(isHeld: false);
    private IOmniStore? _opened;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Commit_DiskIsSlow_IsAnsweredAfterTheFlush()
    {
        var (store, writing) = await WriteToASlowDiskAsync();

        Assert.Equal(1, Rows()); // another process sees it: it is only not on the disk yet
        Assert.False(writing.IsCompleted);
        _disk.LetGo();
        await writing;
    }

    [Fact(Timeout = 60_000)]
    public async Task Commit_DuringTheFlushOfAnother_IsWrittenMeanwhileAndSharesTheNext()
    {
        var (store, first) = await WriteToASlowDiskAsync();

        Task[] others = [.. Enumerable.Range(2, 10).Select(number => WriteAsync(store, number))];
        Assert.Equal(11, Rows());
        Assert.DoesNotContain(others, other => other.IsCompleted);
        _disk.LetGo();
        await Task.WhenAll([first, .. others]);

        Assert.Equal(2, _disk.Flushes);
    }

    [Fact(Timeout = 60_000)]
    public async Task Unit_ThatSawWhatIsNotOnTheDiskYet_AndCommitsNothing_WaitsForIt()
    {
        var (store, writing) = await WriteToASlowDiskAsync();

        var unit = LookInAUnitAsync(store);
        Assert.NotNull(await store.ReadStateAsync(Child.Tenant, Customer(1), "a", Stop)); // a look waits for nothing
        Assert.False(unit.IsCompleted);
        _disk.LetGo();
        await Task.WhenAll(writing, unit);

        Assert.Equal(1, _disk.Flushes);
    }

    [Fact(Timeout = 60_000)]
    public async Task Claim_WaitsForNoFlush_AndWhatFollowsIsFlushed()
    {
        var store = await OpenAsync();
        await ScheduleAsync(store);
        var before = _disk.Flushes;
        _disk.Hold();

        var claim = Assert.Single(await store.ClaimDueAsync(Child.Tenant, null, null, TimeSpan.FromMinutes(1), 10, Stop));
        Assert.Equal(before, _disk.Flushes);
        _disk.LetGo();
        await using var unit = await store.BeginAsync(Child.Tenant, [claim.Partition], null, Stop);
        Assert.True(await unit.TryCompleteAsync(claim, Stop));
        await unit.CommitAsync(Stop);

        Assert.Equal(before + 1, _disk.Flushes);
    }

    [Fact(Timeout = 60_000)]
    public async Task Commit_DiskRefuses_SaysSoAndWritesAgainOnceTheLogIsCopied()
    {
        var store = await OpenAsync();
        _disk.Failure = new IOException("no");
        await Assert.ThrowsAsync<StoreOutcomeUnknownException>(() => WriteAsync(store, 1)); // and it is there: see below
        _disk.Failure = null;
        using (var reader = new SqliteConnection($"Data Source={_folder.File};Pooling=False"))
        {
            // Somebody who reads keeps the log from being emptied: until then nothing is written behind what may be lost.
            reader.Open();
            using var transaction = reader.BeginTransaction(deferred: true);
            using var look = reader.CreateCommand();
            look.CommandText = "SELECT count(*) FROM omni_state";
            look.ExecuteScalar();
            await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(store, 2));
        }

        await WriteAsync(store, 3);

        Assert.NotNull(await store.ReadStateAsync(Child.Tenant, Customer(1), "a", Stop));
        Assert.Null(await store.ReadStateAsync(Child.Tenant, Customer(2), "a", Stop));
        Assert.NotNull(await store.ReadStateAsync(Child.Tenant, Customer(3), "a", Stop));
    }

    [Fact(Timeout = 60_000)]
    public async Task Commit_SynchronousNormal_IsLeftToTheOperatingSystem()
    {
        var store = await OpenAsync(SqliteSynchronous.Normal);
        await WriteAsync(store, 1);

        Assert.NotNull(await store.ReadStateAsync(Child.Tenant, Customer(1), "a", Stop));
        Assert.Equal(0, _disk.Flushes);
    }

    public async ValueTask DisposeAsync()
    {
        _disk.LetGo();
        if (_opened is not null)
        {
            await _opened.DisposeAsync();
        }

        _disk.Dispose();
        _folder.Dispose();
    }

    private static PartitionKey Customer(int number) => PartitionKey.Of(new CustomerId($"c{number}"));

    private static async Task WriteAsync(IOmniStore store, int number)
    {
        await using var unit = await store.BeginAsync(Child.Tenant, [Customer(number)], null, Stop);
        await unit.PutAsync(Customer(number), "a", 0, new byte[40], Stop);
        await unit.CommitAsync(Stop);
    }

    private static async Task LookInAUnitAsync(IOmniStore store)
    {
        await using var unit = await store.BeginAsync(Child.Tenant, [Customer(1)], null, Stop);
        await unit.GetAsync(Customer(1), "a", Stop);
    }

    private static async Task ScheduleAsync(IOmniStore store)
    {
        await using var unit = await store.BeginAsync(Child.Tenant, [Customer(1)], null, Stop);
        await unit.ScheduleAsync(Customer(1), "test", "k", DateTimeOffset.UnixEpoch, new ScheduleTurn(), Stop);
        await unit.CommitAsync(Stop);
    }

    /// <summary>A store whose first commit is written, and waits for its flush.</summary>
    private async Task<(IOmniStore Store, Task Writing)> WriteToASlowDiskAsync()
    {
        var store = await OpenAsync();
        _disk.Hold();
        var writing = Task.Run(() => WriteAsync(store, 1), Stop);
        await _disk.EnteredAsync(Stop);
        return (store, writing);
    }

    private async Task<IOmniStore> OpenAsync(SqliteSynchronous synchronous = SqliteSynchronous.Full)
    {
        var file = SqliteFile.Of(new SqliteStoreOptions { Path = _folder.File, Synchronous = synchronous });
        _opened = new SqliteStore(file, SqliteSchema.Current, TimeProvider.System)
        {
            Flush = log =>
            {
                log.Flush();
                _disk.Flush();
            },
        };
        await _opened.InitializeAsync(Stop);
        return _opened;
    }

    private long Rows()
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM omni_state";
        return (long)command.ExecuteScalar()!;
    }
}
