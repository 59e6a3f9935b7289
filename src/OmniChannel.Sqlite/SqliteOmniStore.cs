using OmniChannel.Sqlite;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Makes the embedded, durable store: one SQLite file with a write-ahead log.</summary>
public static class SqliteOmniStore
{
    /// <summary>The schema version that this version of the package reads and writes.</summary>
    public static int SchemaVersion => SqliteSchema.Current.Version;

    /// <summary>Makes a store over a file. Nothing is opened before <see cref="IOmniStore.InitializeAsync"/>.</summary>
    /// <param name="options">Which file, and how it is kept; read once.</param>
    /// <param name="timeProvider">The store's own clock, for leases and for the wait for a locked file. Leave it out even where a test drives everything else by a manual clock: another process does not follow that one.</param>
    /// <exception cref="ArgumentException">No path, or one that names no file (":memory:": use <see cref="MemoryStore"/>).</exception>
    public static IOmniStore Create(SqliteStoreOptions options, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new SqliteStore(SqliteFile.Of(options), SqliteSchema.Current, timeProvider ?? TimeProvider.System);
    }

    /// <summary>The SQL by which a person creates or upgrades the schema, in one transaction, for <c>Schema = Verify</c>: <c>sqlite3 omnichannel.db &lt; script.sql</c>.</summary>
    /// <param name="fromVersion">The version the file has; 0 for none yet.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not between 0 and <see cref="SchemaVersion"/>.</exception>
    public static string SchemaScript(int fromVersion = 0) => SqliteSchema.Current.Script(fromVersion);
}
