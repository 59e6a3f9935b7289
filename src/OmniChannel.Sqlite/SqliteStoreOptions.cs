using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>How the SQLite store keeps its file.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>The file, such as "data/omnichannel.db". Its folder must exist and be writable: SQLite keeps two files of its own beside it. It may be the host's own database file.</summary>
    public required string Path { get; set; }

    /// <summary>When a commit counts as done.</summary>
    /// <value>The default is <see cref="SqliteSynchronous.Full"/>.</value>
    public SqliteSynchronous Synchronous { get; set; } = SqliteSynchronous.Full;

    /// <summary>Whether the schema is created and upgraded, or only verified.</summary>
    /// <value>The default is <see cref="StoreSchema.Migrate"/>.</value>
    public StoreSchema Schema { get; set; } = StoreSchema.Migrate;

    /// <summary>How long to wait for another process, or another unit of work, that holds the file; then a <see cref="StoreConflictException"/>.</summary>
    /// <value>The default is 10 seconds; zero to a day.</value>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
