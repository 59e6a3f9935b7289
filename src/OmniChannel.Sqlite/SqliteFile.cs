using Microsoft.Data.Sqlite;
using OmniChannel.Storage;

namespace OmniChannel.Sqlite;

/// <summary>The file and how it is opened.</summary>
internal sealed record SqliteFile
{
    public required string Path { get; init; }

    public required SqliteSynchronous Synchronous { get; init; }

    public required StoreSchema Schema { get; init; }

    public required TimeSpan BusyTimeout { get; init; }

    public static SqliteFile Of(SqliteStoreOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Path, "options.Path");
        if (options.Path.Contains(":memory:", StringComparison.Ordinal) || options.Path.StartsWith("file:", StringComparison.OrdinalIgnoreCase) || options.Path.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{options.Path}' is not the path of a file. Give a path such as \"data/omnichannel.db\"; for a store in memory use new MemoryStore().", "options.Path");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(options.BusyTimeout, TimeSpan.Zero, "options.BusyTimeout");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.BusyTimeout, TimeSpan.FromDays(1), "options.BusyTimeout");
        return new SqliteFile
        {
            Path = System.IO.Path.GetFullPath(options.Path),
            Synchronous = Enum.IsDefined(options.Synchronous) ? options.Synchronous : throw new ArgumentOutOfRangeException(nameof(options), options.Synchronous, "Not a value of SqliteSynchronous."),
            Schema = Enum.IsDefined(options.Schema) ? options.Schema : throw new ArgumentOutOfRangeException(nameof(options), options.Schema, "Not a value of StoreSchema."),
            BusyTimeout = options.BusyTimeout,
        };
    }

    /// <summary>Opens a connection of our own; the file is created only where the schema may be.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be opened.</exception>
    public SqliteConnection Open()
    {
        var folder = System.IO.Path.GetDirectoryName(Path);
        if (!Directory.Exists(folder))
        {
            throw new StoreUnavailableException($"The folder of '{Path}' does not exist. Create it, writable for this process.");
        }

        if (Schema == StoreSchema.Verify && !File.Exists(Path))
        {
            throw new StoreUnavailableException($"'{Path}' does not exist, and Schema = Verify creates nothing. Create it with the script of SqliteOmniStore.SchemaScript(), or set Schema = Migrate.");
        }

        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path,
            Mode = Schema == StoreSchema.Migrate ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw SqliteFailure.Of(exception.SqliteExtendedErrorCode, exception.Message, Path);
        }

        return connection;
    }
}
