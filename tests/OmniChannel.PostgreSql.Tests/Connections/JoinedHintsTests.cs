using Npgsql;
using OmniChannel.Storage;

namespace OmniChannel.Tests.PostgreSql.Connections;

/// <summary>Hosts that commit often hint with their first hundred commits and with a hundred a second after that; nobody waits for the others' hints.</summary>
public sealed class JoinedHintsTests : IAsyncLifetime
{
    private const int Commits = 400;
    private readonly TemporarySchema _schema = new();
    private readonly IOmniStore _store;

    public JoinedHintsTests() => _store = PostgreSqlOmniStore.Create(_schema.Options);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _store.InitializeAsync(Token);

    [Fact(Timeout = 600_000)]
    public async Task Commit_ByAHostThatCommitsOften_HintsWithTheFirstHundredAndThenAHundredASecond()
    {
        await using var listener = new NpgsqlConnection(_schema.ConnectionString + ";Pooling=false");
        await listener.OpenAsync(Token);
        var heard = 0;
        listener.Notification += (_, _) => heard++;
        var store = Guid.Parse((await _schema.RunAsync("SELECT identity FROM omni_store", Token))[0]);
        await RunAsync(listener, $"LISTEN omni_{store:N}");
        await using var host = new NpgsqlConnection(_schema.ConnectionString + ";Pooling=false");
        await host.OpenAsync(Token);

        var began = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < Commits; i++)
        {
            await using var transaction = await host.BeginTransactionAsync(Token);
            await using var unit = await _store.BeginAsync(Child.Tenant, [Child.Ann], transaction, Token);
            await unit.ScheduleAsync(Child.Ann, "outbox", "later", DateTimeOffset.MaxValue.AddDays(-1), new ScheduleTurn(), Token);
            await unit.CommitAsync(Token);
            await transaction.CommitAsync(Token);
        }

        var took = TimeProvider.System.GetElapsedTime(began);
        await RunAsync(listener, "SELECT 1"); // what was committed before is heard with its answer

        Assert.InRange(heard, 100, int.Min(Commits, 101 + (int)(100 * took.TotalSeconds)));
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _schema.DisposeAsync();
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Token);
    }
}
