using Microsoft.Data.Sqlite;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Sqlite;

/// <summary>The host's own transaction: if the host rolls back, nothing happened; if it commits, everything did.</summary>
public sealed class JoinedTransactionTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly IOmniStore _store;
    private readonly SqliteConnection _host;

    public JoinedTransactionTests()
    {
        _store = SqliteOmniStore.Create(new SqliteStoreOptions { Path = _folder.File, BusyTimeout = TimeSpan.FromMilliseconds(50) });
        _host = new SqliteConnection($"Data Source={_folder.File}");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _store.InitializeAsync(Token);
        await _host.OpenAsync(Token);
        Execute("CREATE TABLE orders (id INTEGER PRIMARY KEY)", null);
    }

    [Fact(Timeout = 600_000)]
    public async Task Commit_ByTheHost_StoresBoth()
    {
        await using (var transaction = _host.BeginTransaction())
        {
            Execute("INSERT INTO orders VALUES (1)", transaction);
            await JoinAsync(transaction, 1);
            Assert.Null(await ReadAsync());
            await transaction.CommitAsync(Token);
        }

        Assert.Equal(1, (await ReadAsync())?.Version);
        Assert.Equal(1, Orders());
        await CommitAloneAsync(2);
    }

    [Fact(Timeout = 600_000)]
    public async Task Rollback_ByTheHost_StoresNothing()
    {
        await using (var transaction = _host.BeginTransaction())
        {
            Execute("INSERT INTO orders VALUES (1)", transaction);
            await JoinAsync(transaction, 1);
            await transaction.RollbackAsync(Token);
        }

        Assert.Null(await ReadAsync());
        Assert.Equal(0, Orders());

        // The numbers that tenant and partition had for a moment are forgotten too.
        await CommitAloneAsync(1);
        Assert.Single(await _store.ReadEventsAsync(Child.Tenant, Child.Ann, null, 0, 9, Token));
    }

    [Fact(Timeout = 600_000)]
    public async Task Dispose_WithoutCommit_UndoesTheUnitOnly()
    {
        await using (var transaction = _host.BeginTransaction())
        {
            Execute("INSERT INTO orders VALUES (1)", transaction);
            await using (var unit = await _store.BeginAsync(Child.Tenant, [Child.Ann], transaction, Token))
            {
                await Child.WriteAsync(unit, 1);
            }

            Execute("INSERT INTO orders VALUES (2)", transaction);
            await transaction.CommitAsync(Token);
        }

        Assert.Null(await ReadAsync());
        Assert.Equal(2, Orders());
    }

    [Fact(Timeout = 600_000)]
    public async Task Join_Twice_TheSecondSeesTheFirst()
    {
        await using var transaction = _host.BeginTransaction();
        await JoinAsync(transaction, 1);
        await JoinAsync(transaction, 2);
        await transaction.CommitAsync(Token);

        Assert.Equal(2, (await ReadAsync())?.Version);
        Assert.Equal([1, 2], (await _store.ReadEventsAsync(Child.Tenant, Child.Ann, null, 0, 9, Token)).Select(row => row.Sequence));
    }

    [Fact(Timeout = 600_000)]
    public async Task OwnUnit_WhileTheHostHoldsTheFile_IsAConflictAndThenWorks()
    {
        await using (var transaction = _host.BeginTransaction())
        {
            await JoinAsync(transaction, 1);
            await Assert.ThrowsAsync<StoreConflictException>(async () => await _store.BeginAsync(Child.Tenant, [Child.Ann], null, Token));
        }

        await CommitAloneAsync(1);
    }

    [Fact(Timeout = 600_000)]
    public async Task Join_DeferredTransactionOvertaken_IsAConflict()
    {
        await CommitAloneAsync(1);
        await using var transaction = _host.BeginTransaction(deferred: true);
        Assert.Equal(0, Count("SELECT count(*) FROM orders", transaction));
        await CommitAloneAsync(2);

        await using var unit = await _store.BeginAsync(Child.Tenant, [Child.Ann], transaction, Token);
        var conflict = await Assert.ThrowsAsync<StoreConflictException>(async () => await unit.PutAsync(Child.Ann, "other", 0, new byte[1], Token));

        Assert.Contains("517", conflict.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await unit.CommitAsync(Token));
    }

    [Fact(Timeout = 600_000)]
    public async Task Join_TransactionThatIsOver_IsRefused()
    {
        var transaction = _host.BeginTransaction();
        await transaction.RollbackAsync(Token);

        await Assert.ThrowsAsync<ArgumentException>(async () => await _store.BeginAsync(Child.Tenant, [Child.Ann], transaction, Token));
    }

    [Fact(Timeout = 600_000)]
    public async Task Join_TransactionOnAnotherFile_IsRefused()
    {
        await using var other = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, "other.db")};Pooling=False");
        await other.OpenAsync(Token);
        await using var transaction = other.BeginTransaction();

        var refusal = await Assert.ThrowsAsync<ArgumentException>(async () => await _store.BeginAsync(Child.Tenant, [Child.Ann], transaction, Token));

        Assert.Contains("other.db", refusal.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 600_000)]
    public async Task Unit_AfterTheHostEndedItsTransaction_WritesNothing()
    {
        await using var transaction = _host.BeginTransaction();
        await using var unit = await _store.BeginAsync(Child.Tenant, [Child.Ann], transaction, Token);
        await transaction.RollbackAsync(Token);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await unit.PutAsync(Child.Ann, "profile", 0, new byte[1], Token));

        Assert.Null(await ReadAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        SqliteConnection.ClearPool(_host);
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    private async Task JoinAsync(SqliteTransaction transaction, long version)
    {
        await using var unit = await _store.BeginAsync(Child.Tenant, [Child.Ann], transaction, Token);
        await Child.WriteAsync(unit, version);
        await unit.CommitAsync(Token);
    }

    private async Task CommitAloneAsync(long version)
    {
        await using var unit = await _store.BeginAsync(Child.Tenant, [Child.Ann], null, Token);
        await Child.WriteAsync(unit, version);
        await unit.CommitAsync(Token);
    }

    private ValueTask<StateRow?> ReadAsync() => _store.ReadStateAsync(Child.Tenant, Child.Ann, "profile", Token);

    private long Orders() => Count("SELECT count(*) FROM orders", null);

    private long Count(string sql, SqliteTransaction? transaction)
    {
        using var command = _host.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        return (long)command.ExecuteScalar()!;
    }

    private void Execute(string sql, SqliteTransaction? transaction)
    {
        using var command = _host.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        command.ExecuteNonQuery();
    }
}
