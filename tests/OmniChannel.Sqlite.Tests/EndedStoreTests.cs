using OmniChannel.Storage;
using OmniChannel.Tests.Stores;

namespace OmniChannel.Tests.Sqlite;

/// <summary>A store that ends while others look into it: they are told, and no connection is closed under a look.</summary>
public sealed class EndedStoreTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Dispose_WhileOthersLook_EndsTheirLooks()
    {
        for (var round = 0; round < 20; round++)
        {
            using var folder = new TemporaryFolder();
            var store = TestStore.At(folder.File);
            await store.InitializeAsync(Token);
            await using (var unit = await store.BeginAsync(Child.Tenant, [Child.Ann], null, Token))
            {
                await unit.PutAsync(Child.Ann, "a", 0, new byte[2_000], Token);
                await unit.CommitAsync(Token);
            }

            using var looked = new SemaphoreSlim(0);
            var looks = Enumerable.Range(0, 3).Select(_ => Task.Run(
                async () =>
                {
                    for (var look = 0; ; look++)
                    {
                        Assert.Equal(2_000, (await store.ReadStateAsync(Child.Tenant, Child.Ann, "a", Token))!.Body.Length);
                        if (look == 50)
                        {
                            looked.Release();
                        }
                    }
                },
                Token)).ToList();
            foreach (var _ in looks)
            {
                await looked.WaitAsync(Token);
            }

            await store.DisposeAsync();

            foreach (var look in looks)
            {
                await Assert.ThrowsAsync<ObjectDisposedException>(() => look);
            }
        }
    }
}
