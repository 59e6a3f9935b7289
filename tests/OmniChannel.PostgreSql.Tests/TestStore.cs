using Microsoft.EntityFrameworkCore;
using OmniChannel.Storage;
using OmniChannel.Tests.PostgreSql;

namespace OmniChannel.Tests.Stores;

/// <summary>A place for a PostgreSQL store of one test, removed with it; the tests in tests/Stores run on it.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporarySchema _schema = new();

    /// <summary>A folder of its own and, as the last part, the name of the schema: a path, so that other things can lie beside it.</summary>
    public string Place => Path.Combine(_folder.Path, _schema.Name);

    /// <param name="place">Where a test or its parent process has it.</param>
    /// <param name="impatient">Whether it soon gives up waiting for another unit.</param>
    public static IOmniStore At(string place, bool impatient = false) => PostgreSqlOmniStore.Create(new PostgreSqlStoreOptions
    {
        // Crowds of processes share one server with every other test: no process may take a hundred connections.
        ConnectionString = $"{Environment.GetEnvironmentVariable(Server.PostgreSql)};Maximum Pool Size=50",
        SchemaName = Path.GetFileName(place),
        BusyTimeout = TimeSpan.FromSeconds(impatient ? 1 : 10),
    });

    /// <summary>Asks for the names of all its tables, and of its counters.</summary>
    public const string Tables = "SELECT relname::text FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'S') ORDER BY relname";

    /// <summary>The same database for EF Core; its own tables lie in the same schema.</summary>
    public static void UseDatabase(DbContextOptionsBuilder options, string place)
        => options.UseNpgsql($"{Environment.GetEnvironmentVariable(Server.PostgreSql)};Search Path={Path.GetFileName(place)};Pooling=false");

    public async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        await _schema.DisposeAsync();
    }
}
