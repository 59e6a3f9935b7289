using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Samples;

/// <summary>The code of docs/storage.md, compiled here and run by <see cref="StorageSamplesTests"/>.</summary>
internal static class StorageSamples
{
    internal static async Task<IOmniStore> ByHandAsync(string folder)
    {
        #region StoreByHand
        var store = SqliteOmniStore.Create(new SqliteStoreOptions
        {
            Path = $"{folder}/shop.db",
            Synchronous = SqliteSynchronous.Full,    // the default: a commit survives the loss of power
            Schema = StoreSchema.Migrate,            // the default: created and upgraded by the library
        });
        await store.InitializeAsync(CancellationToken.None);
        #endregion
        return store;
    }

    internal static OmniChannelBuilder Configured(OmniChannelBuilder instance)
    {
        #region StoreInAHost
        instance.AddSqlite("data/shop.db", options => options.Synchronous = SqliteSynchronous.Normal);
        #endregion
        return instance;
    }

    internal static OmniChannelBuilder OnPostgreSql(OmniChannelBuilder instance)
    {
        #region PostgreSqlInAHost
        instance.AddPostgreSql("Host=db;Database=shop;Username=omni", options => options.SchemaName = "omnichannel");
        #endregion
        return instance;
    }

    internal static OmniChannelBuilder OnThePoolOfTheHost(OmniChannelBuilder instance)
    {
        #region PostgreSqlPoolOfTheHost
        instance.AddPostgreSql(services => services.GetRequiredService<NpgsqlDataSource>());
        #endregion
        return instance;
    }

    internal static async Task<SendResult> OrderAsync(IChannelOrchestrator omni, SqliteConnection shop, Message receipt, CustomerId customer, bool paid)
    {
        #region JoinTransaction
        await using var transaction = shop.BeginTransaction();
        await using var order = shop.CreateCommand();
        (order.Transaction, order.CommandText) = (transaction, "INSERT INTO orders (customer) VALUES ('anna')");
        await order.ExecuteNonQueryAsync();

        var result = await omni.SendAsync(receipt, customer, new SendOptions { Transaction = transaction });

        if (paid)
        {
            await transaction.CommitAsync();      // the order and the message in the outbox
        }
        else
        {
            await transaction.RollbackAsync();    // neither
        }
        #endregion
        return result;
    }
}

#region StoreConformance
public sealed class YourStoreTests
{
    public static TheoryData<string> Names => [.. StoreConformance.Names];

    [Theory(Timeout = 600_000)]
    [MemberData(nameof(Names))]
    public Task Contract(string name)
        => StoreConformance.RunAsync(name, CreateAsync, TestContext.Current.CancellationToken);

    private static ValueTask<IOmniStore> CreateAsync(CancellationToken cancellationToken)
        => ValueTask.FromResult<IOmniStore>(new MemoryStore());    // yours, empty, not initialised
}
#endregion
