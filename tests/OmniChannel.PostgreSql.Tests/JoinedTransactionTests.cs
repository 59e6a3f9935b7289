using System.Data;
using Npgsql;
using OmniChannel.Storage;

namespace OmniChannel.Tests.PostgreSql;

/// <summary>The host's own transaction: if the host rolls back, nothing happened; if it commits, everything did.</summary>
public sealed class JoinedTransactionTests : IAsyncLifetime
{
    private readonly TemporarySchema _schema = new();
    private readonly IOmniStore _store;
    private readonly NpgsqlConnection _host;

    public JoinedTransactionTests()
    {
        _store = PostgreSqlOmniStore.Create(_schema.Options);
        _host = new NpgsqlConnection(_schema.ConnectionString + ";Pooling=false");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _store.InitializeAsync(Token);
        await _host.OpenAsync(Token);
        await ExecuteAsync($"CREATE TABLE {_schema.Name}.orders (id integer PRIMARY KEY)");
    }

    [Fact(Timeout = 600_000)]
    public async Task Commit_ByTheHost_StoresBoth()
    {
        await using (var transaction = await _host.BeginTransactionAsync(Token))
        {
            await OrderAsync(1);
            await JoinAsync(transaction, 1);
            Assert.Null(await ReadAsync());
            await transaction.CommitAsync(Token);
        }

        Assert.Equal(1, (await ReadAsync())?.Version);
        Assert.Equal(1, await OrdersAsync());
        await CommitAloneAsync(2);
    }

    [Fact(Timeout = 600_000)]
    public async Task Rollback_ByTheHost_StoresNothing()
    {
        await using (var transaction = await _host.BeginTransactionAsync(Token))
        {
            await OrderAsync(1);
            await JoinAsync(transaction, 1);
            await transaction.RollbackAsync(Token);
        }

        Assert.Null(await ReadAsync());
        Assert.Equal(0, await OrdersAsync());

        // The numbers that tenant and partition had for a moment are forgotten too.
        await CommitAloneAsync(1);
        Assert.Single(await _store.ReadEventsAsync(Child.Tenant, Child.Ann, null, 0, 9, Token));
    }

    [Fact(Timeout = 600_000)]
    public async Task Dispose_WithoutCommit_UndoesTheUnitAndKeepsTheHostsWork()
    {
        await using (var transaction = await _host.BeginTransactionAsync(Token))
        {
            await OrderAsync(1);
            await using (var unit = await _store.BeginAsync(Child.Tenant, [Child.Ann], transaction, Token))
            {
                await Child.WriteAsync(unit, 1);
            }

            await OrderAsync(2);
            await JoinAsync(transaction, 1);
            await transaction.CommitAsync(Token);
        }

        Assert.Equal(2, await OrdersAsync());
        Assert.Equal(1, (await ReadAsync())?.Version);
        Assert.Single(await _store.ReadEventsAsync(Child.Tenant, Child.Ann, null, 0, 9, Token));
    }

    [Fact(Timeout = 600_000)]
    public async Task Conflict_InAJoinedUnit_LeavesTheHostsTransactionUsable()
    {
        await using (var transaction = await _host.BeginTransactionAsync(Token))
        {
            await OrderAsync(1);
            await using (var unit = await _store.BeginAsync(Child.Tenant, [Child.Ann], transaction, Token))
            {
                await Assert.ThrowsAsync<StoreConflictException>(async () => await unit.PutAsync(Child.Ann, "profile", 7, new byte[1], Token));
            }

            await JoinAsync(transaction, 1);
            await JoinAsync(transaction, 2);
            await transaction.CommitAsync(Token);
        }

        Assert.Equal(1, await OrdersAsync());
        Assert.Equal(2, (await ReadAsync())?.Version);
    }

    [Fact(Timeout = 600_000)]
    public async Task Join_PartitionThatAnotherUnitHolds_WaitsThenGivesUpAndLeavesTheTransactionUsable()
    {
        await using var impatient = TestStore.At(Path.Combine("/", _schema.Name), impatient: true);
        await impatient.InitializeAsync(Token);
        await using var transaction = await _host.BeginTransactionAsync(Token);
        await OrderAsync(1);
        await using (var held = await _store.BeginAsync(Child.Tenant, [Child.Ann], null, Token))
        {
            await Assert.ThrowsAsync<StoreConflictException>(async () => await impatient.BeginAsync(Child.Tenant, [Child.Ann], transaction, Token));
        }

        await JoinAsync(transaction, 1);
        await transaction.CommitAsync(Token);
        Assert.Equal(1, await OrdersAsync());
    }

    [Fact(Timeout = 600_000)]
    public async Task RepeatableRead_OvertakenByAnotherUnit_IsAConflict()
    {
        await CommitAloneAsync(1);
        await using var transaction = await _host.BeginTransactionAsync(IsolationLevel.RepeatableRead, Token);
        Assert.Equal(0, await OrdersAsync());
        await CommitAloneAsync(2);

        await using var unit = await _store.BeginAsync(Child.Tenant, [Child.Ann], transaction, Token);
        var seen = await unit.GetAsync(Child.Ann, "profile", Token);
        var conflict = await Assert.ThrowsAsync<StoreConflictException>(async () =>
        {
            await unit.PutAsync(Child.Ann, "profile", seen!.Version, new byte[1], Token);
            await unit.CommitAsync(Token);
        });

        Assert.Contains("40001", conflict.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await unit.CommitAsync(Token));
    }

    [Fact(Timeout = 600_000)]
    public async Task Join_TransactionThatIsOver_IsRefused()
    {
        var transaction = await _host.BeginTransactionAsync(Token);
        await transaction.RollbackAsync(Token);

        await Assert.ThrowsAsync<ArgumentException>(async () => await _store.BeginAsync(Child.Tenant, [Child.Ann], transaction, Token));
    }

    [Fact(Timeout = 600_000)]
    public async Task Join_TransactionOnAnotherDatabase_IsRefusedAndStaysUsable()
    {
        await using var other = new NpgsqlConnection(_schema.ConnectionString.Replace("Database=omni", "Database=postgres", StringComparison.Ordinal) + ";Pooling=false");
        await other.OpenAsync(Token);
        await using var transaction = await other.BeginTransactionAsync(Token);

        var refusal = await Assert.ThrowsAsync<ArgumentException>(async () => await _store.BeginAsync(Child.Tenant, [Child.Ann], transaction, Token));

        Assert.Contains("another database", refusal.Message, StringComparison.Ordinal);
        await using var command = new NpgsqlCommand("SELECT 1", other);
        Assert.Equal(1, await command.ExecuteScalarAsync(Token));
    }

    [Fact(Timeout = 600_000)]
    public async Task Unit_AfterTheHostEndedItsTransaction_WritesNothing()
    {
        await using var transaction = await _host.BeginTransactionAsync(Token);
        await using var unit = await _store.BeginAsync(Child.Tenant, [Child.Ann], transaction, Token);
        await transaction.RollbackAsync(Token);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await unit.PutAsync(Child.Ann, "profile", 0, new byte[1], Token));

        Assert.Null(await ReadAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _store.DisposeAsync();
        await _schema.DisposeAsync();
    }

    private async Task JoinAsync(NpgsqlTransaction transaction, long version)
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

    private Task OrderAsync(int id) => ExecuteAsync($"INSERT INTO {_schema.Name}.orders VALUES ({id})");

    private async Task<long> OrdersAsync()
    {
        await using var command = new NpgsqlCommand($"SELECT count(*) FROM {_schema.Name}.orders", _host);
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _host);
        await command.ExecuteNonQueryAsync(Token);
    }
}
