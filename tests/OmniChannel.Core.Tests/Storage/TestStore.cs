using OmniChannel.Storage;

namespace OmniChannel.Tests.Stores;

/// <summary>The store in memory, for the tests in tests/Stores/Every, which run on every store.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    public string Place => "memory";

    public static IOmniStore At(string place) => new MemoryStore();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
