using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.PostgreSql;

/// <summary>The whole contract of a store, on a PostgreSQL server.</summary>
public sealed class PostgreSqlStoreConformanceTests : IAsyncDisposable
{
    private readonly TemporarySchema _schema = new();

    public static TheoryData<string> Names => [.. StoreConformance.Names];

    [Theory(Timeout = 600_000)]
    [MemberData(nameof(Names))]
    public Task Contract(string name)
        => StoreConformance.RunAsync(name, _ => ValueTask.FromResult<IOmniStore>(PostgreSqlOmniStore.Create(_schema.Options)), TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _schema.DisposeAsync();
}
