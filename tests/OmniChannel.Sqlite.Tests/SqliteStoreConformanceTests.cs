using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Sqlite;

/// <summary>The whole contract of a store, on a SQLite file.</summary>
public sealed class SqliteStoreConformanceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. StoreConformance.Names];

    [Theory(Timeout = 600_000)]
    [MemberData(nameof(Names))]
    public Task Contract(string name)
        => StoreConformance.RunAsync(
            name,
            _ => ValueTask.FromResult<IOmniStore>(SqliteOmniStore.Create(new SqliteStoreOptions { Path = _folder.File, Synchronous = SqliteSynchronous.Normal })),
            TestContext.Current.CancellationToken);

    public void Dispose() => _folder.Dispose();
}
