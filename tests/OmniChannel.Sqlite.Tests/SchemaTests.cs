using Microsoft.Data.Sqlite;
using OmniChannel.Sqlite;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Sqlite;

public sealed class SchemaTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Initialize_OlderVersion_UpgradesAndKeepsTheRows()
    {
        var token = TestContext.Current.CancellationToken;
        await using (var old = Store(SqliteSchema.Current))
        {
            await old.InitializeAsync(token);
            await CommitAsync(old, token);
        }

        var next = Next();
        await using var store = Store(next);
        await store.InitializeAsync(token);

        Assert.Equal([$"{next.Version}"], Read("SELECT max(version) FROM omni_schema"));
        Assert.Equal(["note"], Read("SELECT name FROM pragma_table_info('omni_outbox') WHERE name = 'note'"));
        Assert.Single(await store.ReadEventsAsync(Child.Tenant, Child.Ann, null, 0, 9, token));
    }

    [Fact]
    public async Task Initialize_VerifyAnOlderVersion_NamesBothAndTheScript()
    {
        await using (var old = Store(SqliteSchema.Current))
        {
            await old.InitializeAsync(TestContext.Current.CancellationToken);
        }

        await using var store = Store(Next(), StoreSchema.Verify);
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.InitializeAsync(TestContext.Current.CancellationToken));

        Assert.Contains($"has schema version {SqliteSchema.Current.Version}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"needs {Next().Version}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"SchemaScript({SqliteSchema.Current.Version})", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Initialize_StepThatFails_LeavesTheOldSchema()
    {
        await using (var old = Store(SqliteSchema.Current))
        {
            await old.InitializeAsync(TestContext.Current.CancellationToken);
        }

        var broken = new SqliteSchema([.. SqliteSchema.Current.Steps, "ALTER TABLE omni_outbox ADD COLUMN note TEXT; ALTER TABLE no_such_table ADD COLUMN x TEXT;"]);
        await using (var store = Store(broken))
        {
            await Assert.ThrowsAsync<SqliteException>(async () => await store.InitializeAsync(TestContext.Current.CancellationToken));
        }

        Assert.Empty(Read("SELECT name FROM pragma_table_info('omni_outbox') WHERE name = 'note'"));
        Assert.Equal([$"{SqliteSchema.Current.Version}"], Read("SELECT max(version) FROM omni_schema"));
    }

    [Fact(Timeout = 600_000)]
    public async Task Initialize_ManyStoresAtOnce_CreateOneSchema()
    {
        var token = TestContext.Current.CancellationToken;
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(
            async () =>
            {
                await using var store = Store(SqliteSchema.Current);
                await store.InitializeAsync(token);
            },
            token)));

        Assert.Equal(["1", "2", "3"], Read("SELECT version FROM omni_schema"));
    }

    [Fact]
    public async Task SchemaScript_RunByAPerson_SatisfiesVerifyAndEqualsMigrate()
    {
        using (var byHand = new SqliteConnection($"Data Source={_folder.File};Pooling=False"))
        {
            byHand.Open();
            using var script = byHand.CreateCommand();
            script.CommandText = SqliteOmniStore.SchemaScript();
            script.ExecuteNonQuery();
        }

        var tables = Read("SELECT sql FROM sqlite_schema ORDER BY name");
        await using (var store = Store(SqliteSchema.Current, StoreSchema.Verify))
        {
            await store.InitializeAsync(TestContext.Current.CancellationToken);
            await CommitAsync(store, TestContext.Current.CancellationToken);
        }

        File.Delete(_folder.File);
        await using (var store = Store(SqliteSchema.Current))
        {
            await store.InitializeAsync(TestContext.Current.CancellationToken);
        }

        Assert.NotEmpty(tables);
        Assert.Equal(tables, Read("SELECT sql FROM sqlite_schema ORDER BY name"));
        Assert.Throws<ArgumentOutOfRangeException>(() => SqliteOmniStore.SchemaScript(SqliteOmniStore.SchemaVersion + 1));
    }

    [Fact]
    public async Task Schema_EveryUniqueKey_BeginsWithTenantAndPartition()
    {
        await using var store = Store(SqliteSchema.Current);
        await store.InitializeAsync(TestContext.Current.CancellationToken);

        var keys = Read("""
            SELECT t.name || ': ' || (SELECT group_concat(name, ', ') FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno))
            FROM sqlite_schema t JOIN pragma_index_list(t.name) i
            WHERE t.type = 'table' AND i."unique" = 1 ORDER BY 1
            """);

        // The tables that name tenants, partitions and look-ups themselves, listed one by one; the schema's own version aside.
        string[] named = ["omni_lookup: tenant, kind, key", "omni_partition: tenant, kind, name", "omni_tenant: name"];
        Assert.Equal(named, keys.Where(key => !key.Contains(": tenant, partition, ", StringComparison.Ordinal)));
        Assert.Equal(5, keys.Count(key => key.Contains(": tenant, partition, ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Initialize_FileOfTheHost_LivesBesideItsTables()
    {
        Run("CREATE TABLE orders (id INTEGER PRIMARY KEY); PRAGMA user_version = 42; PRAGMA application_id = 7");

        await using var store = Store(SqliteSchema.Current);
        await store.InitializeAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["42"], Read("PRAGMA user_version"));
        Assert.Equal(["7"], Read("PRAGMA application_id"));
        Assert.Equal(["wal"], Read("PRAGMA journal_mode"));
    }

    public void Dispose() => _folder.Dispose();

    private static SqliteSchema Next() => new([.. SqliteSchema.Current.Steps, "ALTER TABLE omni_outbox ADD COLUMN note TEXT;"]);

    private SqliteStore Store(SqliteSchema schema, StoreSchema mode = StoreSchema.Migrate)
        => new(SqliteFile.Of(new SqliteStoreOptions { Path = _folder.File, Schema = mode }), schema, TimeProvider.System);

    private static async Task CommitAsync(SqliteStore store, CancellationToken cancellationToken)
    {
        await using var unit = await store.BeginAsync(Child.Tenant, [Child.Ann], null, cancellationToken);
        await Child.WriteAsync(unit, 1);
        await unit.CommitAsync(cancellationToken);
    }

    private void Run(string sql) => Read(sql);

    private List<string> Read(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(reader.IsDBNull(0) ? "" : Convert.ToString(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture)!);
        }

        return rows;
    }
}
