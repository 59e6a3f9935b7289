using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Storage;

/// <summary>The whole contract of a store, on <see cref="MemoryStore"/>.</summary>
public sealed class MemoryStoreConformanceTests
{
    public static TheoryData<string> Names => [.. StoreConformance.Names];

    [Theory(Timeout = 600_000)]
    [MemberData(nameof(Names))]
    public Task Contract(string name)
        => StoreConformance.RunAsync(name, _ => ValueTask.FromResult<IOmniStore>(new MemoryStore()), TestContext.Current.CancellationToken);
}
