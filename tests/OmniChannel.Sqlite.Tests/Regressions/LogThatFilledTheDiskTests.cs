using OmniChannel.Storage;
using OmniChannel.Tests.Stores;

namespace OmniChannel.Tests.Regressions;

/// <summary>
/// The write-ahead log is copied into the file at commits only: once it had grown until the disk was full no commit succeeded any more, although what it held would have fitted into the file. And units that shared a
/// commit with the one that met the full disk were told of a conflict, which a host tries again at once, eight times.
/// </summary>
public sealed class LogThatFilledTheDiskTests
{
    private const int Megabytes = 8;
    private const int Body = 64 * 1024;
    private static readonly PartitionKey Customer = PartitionKey.Of(new CustomerId("c0"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Commit_WhenItsOwnLogFilledTheDisk_IsRefusedAndTheNextSucceeds()
    {
        using var disk = SmallDisk.Mount(Megabytes);
        var (version, refused) = (0L, 0);
        await using (var first = TestStore.At(disk.File))
        {
            await first.InitializeAsync(Token);
            while (version < 4)
            {
                version = await WriteAsync(first, version); // in the file itself once the store is closed, with the pages that a change needs
            }
        }

        await using var store = TestStore.At(disk.File);
        await store.InitializeAsync(Token);
        for (var written = 0; written < 4 * Megabytes * 1024 * 1024 / Body; written++)
        {
            try
            {
                version = await WriteAsync(store, version);
            }
            catch (StoreUnavailableException full)
            {
                Assert.Contains("is full", full.Message, StringComparison.Ordinal);
                refused++;
                version = await WriteAsync(store, version);
            }
        }

        Assert.InRange(refused, 1, 2);
    }

    [Fact(Timeout = 60_000)]
    public async Task Commit_SharedWithOneThatMeetsAFullDisk_IsToldSo()
    {
        using var disk = SmallDisk.Mount(Megabytes);
        await using var store = TestStore.At(disk.File);
        await store.InitializeAsync(Token);
        await WriteAsync(store, 0);
        var holder = await store.BeginAsync(TenantId.Default, [Customer], null, Token);
        Task[] waiting = [.. Enumerable.Range(1, 20).Select(number => WriteAsync(store, 0, PartitionKey.Of(new CustomerId($"c{number}"))))];
        disk.Fill();

        await holder.DisposeAsync();

        foreach (var one in waiting)
        {
            Assert.Contains("is full", (await Assert.ThrowsAsync<StoreUnavailableException>(() => one)).Message, StringComparison.Ordinal);
        }
    }

    private static Task<long> WriteAsync(IOmniStore store, long version) => WriteAsync(store, version, Customer);

    private static async Task<long> WriteAsync(IOmniStore store, long version, PartitionKey partition)
    {
        var body = new byte[Body];
        Array.Fill(body, (byte)version); // what changes nothing is not written
        await using var unit = await store.BeginAsync(TenantId.Default, [partition], null, Token);
        var next = await unit.PutAsync(partition, "a", version, body, Token);
        await unit.CommitAsync(Token);
        return next;
    }
}
