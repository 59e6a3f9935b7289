using OmniChannel.Storage;

namespace OmniChannel.Benchmarks;

/// <summary>A runtime that dispatches nothing, and its store.</summary>
internal sealed record OpenShop(IOmniStore Store, OmniChannelRuntime Runtime) : IAsyncDisposable
{
    public static async Task<OpenShop> OnAsync(IOmniStore store)
    {
        var runtime = OmniChannelRuntime.Create(new OmniChannelSetup { Store = store, Options = { Dispatch = DispatchMode.None } });
        await runtime.StartAsync();
        return new OpenShop(store, runtime);
    }

    public async ValueTask DisposeAsync()
    {
        await Runtime.DisposeAsync();
        await Store.DisposeAsync();
    }
}
