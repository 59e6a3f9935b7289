using Npgsql;
using OmniChannel.PostgreSql;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Makes the shared, durable store: PostgreSQL, for as many processes as you like.</summary>
public static class PostgreSqlOmniStore
{
    /// <summary>The schema version that this version of the package reads and writes.</summary>
    public static int SchemaVersion => PostgreSqlSchema.Current.Version;

    /// <summary>Makes a store with a pool of its own, which ends with it. Nothing is opened before <see cref="IOmniStore.InitializeAsync"/>.</summary>
    /// <param name="options">Where the tables are, and how to wait; read once.</param>
    /// <exception cref="ArgumentException">No connection string, or an option out of bounds.</exception>
    public static IOmniStore Create(PostgreSqlStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var target = PostgreSqlTarget.Of(options);
        var pool = new NpgsqlSlimDataSourceBuilder(PostgreSqlTarget.ConnectionOf(options).ConnectionString).EnableTransportSecurity().EnableIntegratedSecurity().EnableArrays().Build();
        return new PostgreSqlStore(new PostgreSqlPool(pool, owned: true, target), PostgreSqlSchema.Current, target);
    }

    /// <summary>Makes a store on the host's pool, which stays the host's: the store does not dispose of it.</summary>
    /// <param name="options">Where the tables are, and how to wait; read once. The connection string is not looked at.</param>
    /// <param name="pool">The host's pool. Give its connection string <c>Max Auto Prepare=100</c>, or every statement is planned anew each time; multiplexing is refused. One that was built slim needs <c>EnableArrays()</c>.</param>
    /// <exception cref="ArgumentException">An option is out of bounds, or the pool multiplexes or has less than three connections.</exception>
    public static IOmniStore Create(PostgreSqlStoreOptions options, NpgsqlDataSource pool)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(pool);
        PostgreSqlTarget.RefuseUnfit(new NpgsqlConnectionStringBuilder(pool.ConnectionString));
        var target = PostgreSqlTarget.Of(options);
        return new PostgreSqlStore(new PostgreSqlPool(pool, owned: false, target), PostgreSqlSchema.Current, target);
    }

    /// <summary>The SQL by which a person creates or upgrades the tables, in one transaction, for <c>Schema = Verify</c>: <c>psql -v ON_ERROR_STOP=1 -f script.sql shop</c>.</summary>
    /// <param name="fromVersion">The version the database has; 0 for none yet.</param>
    /// <param name="schemaName">The PostgreSQL schema that holds the tables, as <see cref="PostgreSqlStoreOptions.SchemaName"/>.</param>
    /// <exception cref="ArgumentException">The version is not between 0 and <see cref="SchemaVersion"/>, or the name is none.</exception>
    public static string SchemaScript(int fromVersion = 0, string schemaName = "public") =>
        PostgreSqlSchema.Current.Script(fromVersion, PostgreSqlTarget.Of(new PostgreSqlStoreOptions { SchemaName = schemaName }).SchemaName);
}
