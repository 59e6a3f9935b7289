using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Where the PostgreSQL store keeps its tables, and how it waits.</summary>
public sealed record PostgreSqlStoreOptions
{
    /// <summary>How to reach the server, in the words of Npgsql: "Host=db;Database=shop;Username=omni;Password=…". Null where the host supplies a pool (<c>NpgsqlDataSource</c>).</summary>
    /// <remarks>
    /// What it does not say is set for this store: <c>Max Auto Prepare=100</c>, <c>Auto Prepare Min Usages=2</c>, <c>No Reset On Close=true</c> (the store leaves nothing in a
    /// session), <c>Timeout</c> and <c>Command Timeout</c> as <see cref="BusyTimeout"/> and <c>Application Name=OmniChannel</c>. <c>Enlist</c> is always off: the store joins a transaction only when it is given one.
    /// </remarks>
    public string? ConnectionString { get; set; }

    /// <summary>The PostgreSQL schema (namespace) that holds the tables, which are called omni_…. Small letters, digits and underscores, at most 63.</summary>
    /// <value>The default is "public". One that does not exist is created under <see cref="StoreSchema.Migrate"/>.</value>
    public string SchemaName { get; set; } = "public";

    /// <summary>Whether the tables are created and upgraded, or only verified.</summary>
    /// <value>The default is <see cref="StoreSchema.Migrate"/>.</value>
    public StoreSchema Schema { get; set; } = StoreSchema.Migrate;

    /// <summary>How long to wait for another unit of work that holds a partition, and for any answer of the server: then a <see cref="StoreConflictException"/> or, without an answer, a <see cref="StoreUnavailableException"/>.</summary>
    /// <value>The default is 10 seconds; 1 second to a day, rounded up to whole seconds.</value>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
