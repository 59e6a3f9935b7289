using Microsoft.EntityFrameworkCore;
using OmniChannel.Storage;

namespace OmniChannel.Tests.Stores;

/// <summary>A place for a SQLite store of one test, removed with it; the tests in tests/Stores run on it.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The file, in a folder of its own.</summary>
    public string Place => _folder.File;

    /// <param name="place">Where a test or its parent process has it.</param>
    /// <param name="impatient">Whether it soon gives up waiting for another unit.</param>
    public static IOmniStore At(string place, bool impatient = false)
        => SqliteOmniStore.Create(new SqliteStoreOptions { Path = place, BusyTimeout = impatient ? TimeSpan.FromMilliseconds(50) : TimeSpan.FromSeconds(10) });

    /// <summary>Asks for the names of all its tables.</summary>
    public const string Tables = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";

    /// <summary>The same database for EF Core.</summary>
    public static void UseDatabase(DbContextOptionsBuilder options, string place) => options.UseSqlite($"Data Source={place};Pooling=False");

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
