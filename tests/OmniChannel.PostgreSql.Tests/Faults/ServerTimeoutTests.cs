using Npgsql;
using OmniChannel.Storage;

namespace OmniChannel.Tests.PostgreSql.Faults;

/// <summary>Timeouts that an administrator set for the connection's user end units as the contract says, and never with an exception of the database.</summary>
public sealed class ServerTimeoutTests : IAsyncDisposable
{
    private readonly TemporarySchema _schema = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 600_000)]
    public async Task Unit_ThatRestsForLongerThanTheServerAllows_IsUnavailableAndTheNextIsNot()
    {
        await using var store = await OpenAsync("idle_in_transaction_session_timeout=100");
        await WriteAsync(store, 1);
        await using (var unit = await store.BeginAsync(Child.Tenant, [Child.Ann], null, Token))
        {
            await unit.GetAsync(Child.Ann, "a", Token);
            await UntilNobodyIsConnectedAsync();
            await Assert.ThrowsAsync<StoreUnavailableException>(async () => await unit.GetAsync(Child.Ann, "b", Token));
        }

        await WriteAsync(store, 2);
    }

    [Fact(Timeout = 600_000)]
    public async Task Store_WhoseConnectionTheServerEndedAtRest_GoesOnByAnother()
    {
        await using var store = await OpenAsync("idle_session_timeout=100");
        await store.ReadStateAsync(Child.Tenant, Child.Ann, "a", Token);
        await UntilNobodyIsConnectedAsync();

        Assert.Null(await store.ReadStateAsync(Child.Tenant, Child.Ann, "a", Token));
        await WriteAsync(store, 1);
    }

    [Fact(Timeout = 600_000)]
    public async Task Unit_WhoseStatementTheServerBreaksOff_IsAConflict()
    {
        await using var store = await OpenAsync("statement_timeout=200");
        await using var holder = await store.BeginAsync(Child.Tenant, [Child.Ann], null, Token);
        await holder.GetAsync(Child.Ann, "a", Token);

        await Assert.ThrowsAsync<StoreConflictException>(async () =>
        {
            await using var waits = await store.BeginAsync(Child.Tenant, [Child.Ann], null, Token);
            await waits.GetAsync(Child.Ann, "a", Token);
        });
    }

    public ValueTask DisposeAsync() => _schema.DisposeAsync();

    private static async Task WriteAsync(IOmniStore store, long version)
    {
        await using var unit = await store.BeginAsync(Child.Tenant, [Child.Ann], null, Token);
        await Child.WriteAsync(unit, version);
        await unit.CommitAsync(Token);
    }

    private async Task<IOmniStore> OpenAsync(string setting)
    {
        await using (var first = PostgreSqlOmniStore.Create(_schema.Options))
        {
            await first.InitializeAsync(Token);
        }

        var store = PostgreSqlOmniStore.Create(_schema.Options with { ConnectionString = new NpgsqlConnectionStringBuilder(_schema.ConnectionString) { Options = $"-c {setting}", ApplicationName = _schema.Name }.ConnectionString });
        await store.InitializeAsync(Token);
        return store;
    }

    private async Task UntilNobodyIsConnectedAsync()
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        while ((await _schema.RunAsync($"SELECT pid FROM pg_stat_activity WHERE application_name = '{_schema.Name}'", Token)).Count > 0)
        {
            await look.WaitForNextTickAsync(Token);
        }
    }
}
