using Microsoft.Data.Sqlite;
using OmniChannel.Storage;
using OmniChannel.Tests.Stores;

namespace OmniChannel.Tests.Sqlite.Regressions;

/// <summary>Erasing waited with the writer's turn in hand for whoever read the file, a backup say: for as long as ten seconds nobody else wrote, and who waited as long failed.</summary>
public sealed class ErasingBesideAReaderTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Erase_WhileSomebodyReadsTheFile_HoldsUpNoWriterAndIsGoneAfterwards()
    {
        using var folder = new TemporaryFolder();
        await using var store = SqliteOmniStore.Create(new SqliteStoreOptions { Path = folder.File, BusyTimeout = TimeSpan.FromSeconds(30) });
        await store.InitializeAsync(Stop);
        await WriteAsync(store, 1, "secret-of-anna"u8.ToArray());
        using var reader = new SqliteConnection($"Data Source={folder.File};Pooling=False");
        reader.Open();
        var transaction = reader.BeginTransaction(deferred: true);
        using (var look = reader.CreateCommand())
        {
            look.CommandText = "SELECT count(*) FROM omni_state";
            look.ExecuteScalar();
        }

        var erasing = EraseAsync(store, 1);
        for (var number = 2; number < 50; number++)
        {
            await WriteAsync(store, number, new byte[40]);
        }

        Assert.False(erasing.IsCompleted); // the reader may still look at what was erased
        transaction.Dispose();
        await erasing;

        Assert.DoesNotContain(Directory.GetFiles(folder.Path), HoldsSecret);
    }

    private static bool HoldsSecret(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes.AsSpan().IndexOf("secret-of-anna"u8) >= 0;
    }

    private static async Task EraseAsync(IOmniStore store, int number)
    {
        await using var unit = await store.BeginAsync(Child.Tenant, [Customer(number)], null, Stop);
        await unit.EraseAsync(Customer(number), Stop);
        await unit.CommitAsync(Stop);
    }

    private static async Task WriteAsync(IOmniStore store, int number, byte[] body)
    {
        await using var unit = await store.BeginAsync(Child.Tenant, [Customer(number)], null, Stop);
        await unit.PutAsync(Customer(number), "a", 0, body, Stop);
        await unit.CommitAsync(Stop);
    }

    private static PartitionKey Customer(int number) => PartitionKey.Of(new CustomerId($"c{number}"));
}
