using Npgsql;
using OmniChannel.Storage;

namespace OmniChannel.Tests.PostgreSql;

/// <summary>A server that cannot be used is a clear answer that names it and what to do, and tells no secret.</summary>
public sealed class BadInputTests : IAsyncDisposable
{
    private readonly TemporarySchema _schema = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 600_000)]
    public async Task Initialize_ServerAway_SaysSoAndNamesIt()
    {
        var message = await RefusedAsync(_schema.Options with { ConnectionString = "Host=127.0.0.1;Port=1;Username=omni;Password=hidden;Database=shop" });

        Assert.Contains("127.0.0.1:1, database 'shop', cannot be reached", message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 600_000)]
    public async Task Initialize_DatabaseMissing_SaysCreateIt()
        => Assert.Contains("no such database", await RefusedAsync(Changed(connection => connection.Database = "absent")), StringComparison.Ordinal);

    [Fact(Timeout = 600_000)]
    public async Task Initialize_UnknownUser_SaysCheckIt()
        => Assert.Contains("refused the user", await RefusedAsync(Changed(connection => connection.Username = "nobody_at_all")), StringComparison.Ordinal);

    [Fact(Timeout = 600_000)]
    public async Task Initialize_UserWithoutRights_SaysGrantThem()
    {
        await _schema.RunAsync($"CREATE SCHEMA {_schema.Name}; CREATE ROLE {_schema.Name}_reader LOGIN", Token);
        try
        {
            Assert.Contains("lacks a right", await RefusedAsync(Changed(connection => connection.Username = $"{_schema.Name}_reader")), StringComparison.Ordinal);
        }
        finally
        {
            await _schema.RunAsync($"DROP ROLE {_schema.Name}_reader", Token);
        }
    }

    [Fact(Timeout = 600_000)]
    public async Task Initialize_ReadOnlyServer_SaysConnectToThePrimary()
        => Assert.Contains("read-only", await RefusedAsync(Changed(connection => connection.Options = "-c transaction_read_only=on -c default_transaction_read_only=on")), StringComparison.Ordinal);

    [Fact(Timeout = 600_000)]
    public async Task Initialize_DatabaseOfAnotherEncoding_IsRefused()
    {
        await _schema.RunAsync($"CREATE DATABASE {_schema.Name} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0", Token);
        try
        {
            Assert.Contains("ENCODING 'UTF8'", await RefusedAsync(Changed(connection => (connection.Database, connection.Pooling) = (_schema.Name, false))), StringComparison.Ordinal);
        }
        finally
        {
            await _schema.RunAsync($"DROP DATABASE {_schema.Name} WITH (FORCE)", Token);
        }
    }

    [Fact(Timeout = 600_000)]
    public async Task Initialize_NewerSchema_SaysBothVersionsAndWhatToDo()
    {
        await using (var store = PostgreSqlOmniStore.Create(_schema.Options))
        {
            await store.InitializeAsync(Token);
        }

        await _schema.RunAsync("INSERT INTO omni_schema (version) VALUES (99)", Token);

        var message = await RefusedAsync(_schema.Options);
        Assert.Contains("version 99", message, StringComparison.Ordinal);
        Assert.Contains($"knows {PostgreSqlOmniStore.SchemaVersion}", message, StringComparison.Ordinal);
        Assert.Contains("Update the package", message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 600_000)]
    public async Task Initialize_VerifyWithoutTables_CreatesNothingAndNamesTheScript()
    {
        var message = await RefusedAsync(_schema.Options with { Schema = StoreSchema.Verify });

        Assert.Contains($"SchemaScript(0, \"{_schema.Name}\")", message, StringComparison.Ordinal);
        Assert.Empty(await _schema.RunAsync($"SELECT 1 FROM pg_namespace WHERE nspname = '{_schema.Name}'", Token));
    }

    [Theory]
    [InlineData(null, "public", 10)]
    [InlineData("Database=shop", "public", 10)]
    [InlineData("Host=db;Prt=1", "public", 10)]
    [InlineData("Host=db;Multiplexing=true", "public", 10)]
    [InlineData("Host=db", "Public", 10)]
    [InlineData("Host=db", "a\"; DROP TABLE x; --", 10)]
    [InlineData("Host=db", "", 10)]
    [InlineData("Host=db", "public", 0)]
    public void Create_WrongOptions_AreRefused(string? connection, string schema, int seconds)
        => Assert.ThrowsAny<ArgumentException>(() => PostgreSqlOmniStore.Create(new PostgreSqlStoreOptions { ConnectionString = connection, SchemaName = schema, BusyTimeout = TimeSpan.FromSeconds(seconds) }));

    [Fact]
    public async Task Begin_BeforeInitialize_SaysWhatToCall()
    {
        await using var store = PostgreSqlOmniStore.Create(_schema.Options);

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(async () => await store.BeginAsync(Child.Tenant, [Child.Ann], null, Token));

        Assert.Contains("InitializeAsync", exception.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 600_000)]
    public async Task Begin_AfterDispose_IsRefused()
    {
        var store = PostgreSqlOmniStore.Create(_schema.Options);
        await store.InitializeAsync(Token);
        await store.DisposeAsync();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.BeginAsync(Child.Tenant, [Child.Ann], null, Token));
    }

    [Fact(Timeout = 600_000)]
    public async Task Read_WhenATableWasDropped_SaysWhatIsMissing()
    {
        await using var store = PostgreSqlOmniStore.Create(_schema.Options);
        await store.InitializeAsync(Token);
        await using (var unit = await store.BeginAsync(Child.Tenant, [Child.Ann], null, Token))
        {
            await Child.WriteAsync(unit, 1);
            await unit.CommitAsync(Token);
        }

        await _schema.RunAsync("DROP TABLE omni_outbox", Token);

        var missing = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.ReadOutboxAsync(Child.Tenant, Child.Ann, new DeliveryId("1"), Token));
        Assert.Contains("omni_outbox", missing.Message, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _schema.DisposeAsync();

    private PostgreSqlStoreOptions Changed(Action<NpgsqlConnectionStringBuilder> change)
    {
        var connection = new NpgsqlConnectionStringBuilder(_schema.ConnectionString);
        change(connection);
        return _schema.Options with { ConnectionString = connection.ConnectionString };
    }

    private static async Task<string> RefusedAsync(PostgreSqlStoreOptions options)
    {
        await using var store = PostgreSqlOmniStore.Create(options);
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.InitializeAsync(Token));
        return refusal.Message;
    }
}
