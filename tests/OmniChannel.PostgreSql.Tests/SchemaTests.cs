using System.Diagnostics;
using Npgsql;
using OmniChannel.PostgreSql;
using OmniChannel.Storage;

namespace OmniChannel.Tests.PostgreSql;

public sealed class SchemaTests : IAsyncDisposable
{
    private const string Described = """
        SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(collation_name, '') FROM information_schema.columns WHERE table_schema = current_schema()
        UNION ALL SELECT replace(indexdef, current_schema() || '.', '') FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1
        """;

    private readonly TemporarySchema _schema = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 600_000)]
    public async Task Initialize_OlderVersion_UpgradesAndKeepsTheRows()
    {
        await using (var old = Store(PostgreSqlSchema.Current))
        {
            await old.InitializeAsync(Token);
            await using var unit = await old.BeginAsync(Child.Tenant, [Child.Ann], null, Token);
            await Child.WriteAsync(unit, 1);
            await unit.CommitAsync(Token);
        }

        await using var store = Store(Next());
        await store.InitializeAsync(Token);

        Assert.Equal([$"{Next().Version}"], await _schema.RunAsync("SELECT max(version) FROM omni_schema", Token));
        Assert.Equal(["note"], await NotesAsync());
        Assert.Single(await store.ReadEventsAsync(Child.Tenant, Child.Ann, null, 0, 9, Token));
    }

    [Fact(Timeout = 600_000)]
    public async Task Initialize_VerifyAnOlderVersion_NamesBothAndTheScript()
    {
        await using (var old = Store(PostgreSqlSchema.Current))
        {
            await old.InitializeAsync(Token);
        }

        await using var store = Store(Next(), StoreSchema.Verify);
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.InitializeAsync(Token));

        Assert.Contains($"has version {PostgreSqlSchema.Current.Version}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"needs {Next().Version}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"SchemaScript({PostgreSqlSchema.Current.Version}", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>A big table is not rewritten within the time that a unit of work waits for another.</summary>
    [Fact(Timeout = 600_000)]
    public async Task Initialize_StepThatTakesLong_IsWaitedForByAllWhoStart()
    {
        var slow = new PostgreSqlSchema([.. PostgreSqlSchema.Current.Steps, "ALTER TABLE @.omni_outbox ADD COLUMN note text;\nSELECT pg_sleep(3);"]);
        var stores = Enumerable.Range(0, 2).Select(_ => Store(slow, patience: TimeSpan.FromSeconds(1))).ToList();

        await Task.WhenAll(stores.Select(store => Task.Run(async () => await store.InitializeAsync(Token), Token)));

        Assert.Equal(["note"], await NotesAsync());
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }

    [Fact(Timeout = 600_000)]
    public async Task Initialize_TableHeldBySomebody_IsAConflictAndLeavesTheOldSchema()
    {
        await using (var old = Store(PostgreSqlSchema.Current))
        {
            await old.InitializeAsync(Token);
        }

        await using var holder = new NpgsqlConnection(_schema.ConnectionString);
        await holder.OpenAsync(Token);
        await using (var held = await holder.BeginTransactionAsync(Token))
        {
            await using var look = new NpgsqlCommand($"LOCK TABLE {_schema.Name}.omni_outbox IN ACCESS SHARE MODE", holder);
            await look.ExecuteNonQueryAsync(Token);
            await using var store = Store(Next(), patience: TimeSpan.FromSeconds(1));
            await Assert.ThrowsAsync<StoreConflictException>(async () => await store.InitializeAsync(Token));
        }

        Assert.Empty(await NotesAsync());
    }

    [Fact(Timeout = 600_000)]
    public async Task Initialize_StepThatFails_LeavesTheOldSchema()
    {
        await using (var old = Store(PostgreSqlSchema.Current))
        {
            await old.InitializeAsync(Token);
        }

        var broken = new PostgreSqlSchema([.. PostgreSqlSchema.Current.Steps, "ALTER TABLE @.omni_outbox ADD COLUMN note text;\nALTER TABLE @.no_such_table ADD COLUMN x text;"]);
        await using (var store = Store(broken))
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.InitializeAsync(Token));
        }

        Assert.Empty(await NotesAsync());
        await using var again = Store(PostgreSqlSchema.Current, StoreSchema.Verify);
        await again.InitializeAsync(Token);
    }

    [Fact(Timeout = 600_000)]
    public async Task Initialize_SixStartsAtOnce_OneCreatesAndAllRun()
    {
        var stores = Enumerable.Range(0, 6).Select(_ => Store(PostgreSqlSchema.Current)).ToList();

        await Task.WhenAll(stores.Select(store => Task.Run(async () => await store.InitializeAsync(Token), Token)));

        Assert.Equal(["1"], await _schema.RunAsync("SELECT count(*) FROM omni_store", Token));
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }

    [Fact(Timeout = 600_000)]
    public async Task Script_RunByPsql_MakesWhatMigrateMakes()
    {
        await using var byHand = new TemporarySchema();
        await RunByPsqlAsync(PostgreSqlOmniStore.SchemaScript(schemaName: byHand.Name));
        await using (var store = Store(PostgreSqlSchema.Current))
        {
            await store.InitializeAsync(Token);
        }

        var made = await _schema.RunAsync(Described, Token);

        Assert.True(made.Count > 40, $"Only {made.Count} lines describe the tables.");
        Assert.Equal(made, await byHand.RunAsync(Described, Token));
        await using var verified = PostgreSqlOmniStore.Create(byHand.Options with { Schema = StoreSchema.Verify });
        await verified.InitializeAsync(Token);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    public void Script_OfAVersionThatIsNot_IsRefused(int version)
        => Assert.Throws<ArgumentOutOfRangeException>(() => PostgreSqlOmniStore.SchemaScript(version));

    [Fact(Timeout = 600_000)]
    public async Task UniqueKeys_BeginWithTenantAndPartition()
    {
        await using var store = Store(PostgreSqlSchema.Current);
        await store.InitializeAsync(Token);

        var keys = await _schema.RunAsync(
            """
            SELECT c.relname || ': ' || (SELECT string_agg(a.attname, ', ' ORDER BY k.place) FROM unnest(i.indkey) WITH ORDINALITY k (number, place) JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number)
            FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
            WHERE i.indisunique AND c.relnamespace = current_schema()::regnamespace AND c.relname <> 'omni_schema' ORDER BY 1
            """,
            Token);

        // The tables that name tenants, partitions and look-ups themselves, listed one by one; the schema's own version aside.
        string[] named = ["omni_lookup: tenant, kind, key", "omni_partition: id", "omni_partition: tenant, kind, name", "omni_tenant: id", "omni_tenant: name"];
        Assert.Equal(named, keys.Where(key => !key.Contains(": tenant, partition, ", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(5, keys.Count(key => key.Contains(": tenant, partition, ", StringComparison.Ordinal)));
    }

    public ValueTask DisposeAsync() => _schema.DisposeAsync();

    private static PostgreSqlSchema Next() => new([.. PostgreSqlSchema.Current.Steps, "ALTER TABLE @.omni_outbox ADD COLUMN note text;"]);

    private Task<List<string>> NotesAsync() => _schema.RunAsync("SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = 'omni_outbox' AND column_name = 'note'", Token);

    private PostgreSqlStore Store(PostgreSqlSchema schema, StoreSchema mode = StoreSchema.Migrate, TimeSpan? patience = null)
    {
        var options = _schema.Options with { Schema = mode };
        var target = PostgreSqlTarget.Of(options with { BusyTimeout = patience ?? options.BusyTimeout });
        return new(new PostgreSqlPool(NpgsqlDataSource.Create(_schema.ConnectionString), owned: true, target), schema, target);
    }

    private async Task RunByPsqlAsync(string script)
    {
        var to = new NpgsqlConnectionStringBuilder(_schema.ConnectionString);
        var start = new ProcessStartInfo(Path.Combine(Server.Require(Server.PostgreSqlPrograms), "psql"), ["-v", "ON_ERROR_STOP=1", "-q", "-h", to.Host!, "-p", $"{to.Port}", "-U", to.Username!, to.Database!])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var psql = Process.Start(start)!;
        await psql.StandardInput.WriteAsync(script.AsMemory(), Token);
        psql.StandardInput.Close();
        var said = await psql.StandardError.ReadToEndAsync(Token);
        await psql.WaitForExitAsync(Token);
        Assert.True(psql.ExitCode == 0, said);
    }
}
