using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace OmniChannel.Benchmarks;

/// <summary>A service with a SQLite file of its own, joined to another by a broker.</summary>
internal sealed class FeedService : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly SqliteConnection _counting;

    private FeedService(ServiceProvider services, SqliteConnection counting) => (_services, _counting) = (services, counting);

    public OmniChannelRuntime Runtime => _services.GetRequiredService<OmniChannelRuntime>();

    /// <param name="broker">Where the broker is.</param>
    /// <param name="name">Its exchange; of the reader also the queue.</param>
    /// <param name="file">The SQLite file, synchronous Full.</param>
    /// <param name="reads">Whether it reads what the other publishes.</param>
    public static async Task<FeedService> StartAsync(Uri broker, string name, string file, bool reads)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddOmniChannel(new ConfigurationManager(), options => options.TimeZone = "Europe/Berlin").AddSqlite(file).AddRabbitMq(options => (options.Uri, options.Exchange, options.Queue) = (broker, name, reads ? name : null));
        var provider = services.BuildServiceProvider();
        foreach (var service in provider.GetServices<IHostedService>())
        {
            await (service is IHostedLifecycleService early ? early.StartingAsync(CancellationToken.None) : Task.CompletedTask);
        }

        foreach (var service in provider.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }

        return new FeedService(provider, BareLoop.Open(file, "PRAGMA query_only = ON"));
    }

    /// <summary>How many touchpoints of the shop it has.</summary>
    public long Count()
    {
        using var count = _counting.CreateCommand();
        count.CommandText = "SELECT count(*) FROM omni_event";
        return (long)count.ExecuteScalar()!;
    }

    public async ValueTask DisposeAsync()
    {
        _counting.Dispose();
        foreach (var service in _services.GetServices<IHostedService>().Reverse())
        {
            await service.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
    }
}
