using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace OmniChannel.Tests.Samples;

/// <summary>What docs/storage.md shows does what it says.</summary>
public sealed class StorageSamplesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("omnichannel-storage-");

    [Fact]
    public async Task StoreByHand_Initialised_IsReady()
    {
        await using var store = await StorageSamples.ByHandAsync(_folder.FullName);

        Assert.Null(await store.NextDueAsync(TenantId.Default, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void StoreInAHost_Registers()
        => Assert.NotNull(StorageSamples.Configured(Host.CreateApplicationBuilder().Services.AddOmniChannel(new Microsoft.Extensions.Configuration.ConfigurationManager())));

    [Fact]
    public void PostgreSqlInAHost_Registers()
    {
        Assert.NotNull(StorageSamples.OnPostgreSql(Host.CreateApplicationBuilder().Services.AddOmniChannel(new Microsoft.Extensions.Configuration.ConfigurationManager())));
        Assert.NotNull(StorageSamples.OnThePoolOfTheHost(Host.CreateApplicationBuilder().Services.AddOmniChannel(new Microsoft.Extensions.Configuration.ConfigurationManager())));
    }

    [Theory(Timeout = 600_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task JoinTransaction_CommitOrRollback_TakesOrderAndMessageTogether(bool paid)
    {
        var token = TestContext.Current.CancellationToken;
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddOmniChannel(builder.Configuration)
            .AddSqlite($"{_folder.FullName}/shop.db")
            .AddDevelopmentChannel($"{_folder.FullName}/sent", Channel.Email, Channel.Push)
            .AddCampaign(ReadmeSamples.Campaigns.CartReminder);
        using var host = builder.Build();
        await host.StartAsync(token);
        var omni = host.Services.GetRequiredService<IChannelOrchestrator>();
        await omni.SaveAsync(ReadmeSamples.Customers.Anna, token);
        await using var shop = new SqliteConnection($"Data Source={_folder.FullName}/shop.db;Pooling=False");
        await shop.OpenAsync(token);
        Run(shop, "CREATE TABLE orders (customer TEXT NOT NULL)");

        var result = await StorageSamples.OrderAsync(omni, shop, ReadmeSamples.Campaigns.Remind("tent Fjell 2"), ReadmeSamples.Customers.Anna.Id, paid);

        var delivery = result switch
        {
            SendResult.Queued queued => queued.Delivery,
            SendResult.Deferred deferred => deferred.Delivery,
            _ => throw new InvalidOperationException($"{result}"),
        };
        Assert.Equal(paid, await omni.FindDeliveryAsync(delivery, token) is not null);
        Assert.Equal(paid ? 1L : 0L, Run(shop, "SELECT count(*) FROM orders"));
        await host.StopAsync(token);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static object? Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
