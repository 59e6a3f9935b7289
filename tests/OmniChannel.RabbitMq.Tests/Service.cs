using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OmniChannel.Storage;
using OmniChannel.Testing;
using OmniChannel.Tests.Orchestration;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace OmniChannel.Tests.RabbitMq;

/// <summary>A service with a store of its own, joined to others by a broker.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly IHost _host;

    private Service(IHost host, IOmniStore store, LogLines logged) => (_host, Store, Logged) = (host, store, logged);

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 6, 15, 10, 0, 0, TimeSpan.Zero));

    public IOmniStore Store { get; }

    public LogLines Logged { get; }

    public OmniChannelRuntime Runtime => _host.Services.GetRequiredService<OmniChannelRuntime>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="broker">Where the broker is.</param>
    /// <param name="exchange">What it publishes to and reads from: each test has its own.</param>
    /// <param name="reads">Whether it reads, by a queue of the same name.</param>
    /// <param name="file">The file of its store; null for one in memory.</param>
    /// <param name="change">Changes the instance further; null for nothing.</param>
    /// <param name="trouble">What the way to its store does to units; null for nothing.</param>
    public static async Task<Service> StartAsync(Uri broker, string exchange, bool reads = false, string? file = null, Action<OmniChannelBuilder>? change = null, Action<IReadOnlyCollection<PartitionKey>>? trouble = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        Service? service = null;
        var logged = new LogLines();
        builder.Services.AddSingleton<ILoggerFactory>(logged);
        IOmniStore store = file is null ? new MemoryStore() : SqliteOmniStore.Create(new SqliteStoreOptions { Path = file });
        var instance = builder.Services.AddOmniChannel(builder.Configuration, options =>
        {
            options.Dispatch = DispatchMode.None;
            options.TimeZone = "Europe/Berlin";
        }).AddRabbitMq(options =>
        {
            options.Uri = broker;
            options.Exchange = exchange;
            options.Queue = reads ? exchange : null;
            options.DeliveryLimit = 3;
        }).UseStore(_ => trouble is null ? store : TroubledStore.Of(store, trouble)).ConfigureSetup((_, setup) => setup.Time = service!.Clock);
        change?.Invoke(instance);
        service = new Service(builder.Build(), store, logged);
        await service._host.StartAsync(Token);
        if (reads)
        {
            await UntilItReadsAsync(broker, exchange);
        }

        return service;
    }

    /// <summary>The reader connects in the background; only then is its queue there.</summary>
    private static async Task UntilItReadsAsync(Uri broker, string queue)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(Token);
        while (!await ReadsAsync(connection, queue))
        {
            await look.WaitForNextTickAsync(Token);
        }
    }

    private static async Task<bool> ReadsAsync(IConnection connection, string queue)
    {
        await using var channel = await connection.CreateChannelAsync(null, Token);
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue, Token)).ConsumerCount > 0;
        }
        catch (OperationInterruptedException)
        {
            return false;
        }
    }

    public async Task VisitAsync(int from, int count)
    {
        for (var number = from; number < from + count; number++)
        {
            var visit = new Touchpoint { Source = "/shop", Id = $"v{number}", Type = TouchpointType.SiteVisited, Customer = new CustomerId($"c{number % 7}"), At = Clock.GetUtcNow(), Channel = Channel.Website };
            Assert.Equal(RecordResult.Recorded, await Runtime.RecordAsync(visit, cancellationToken: Token));
        }
    }

    public async Task<int> VisitsAsync()
    {
        var visits = 0;
        for (var customer = 0; customer < 7; customer++)
        {
            await foreach (var entry in Runtime.ReadTimelineAsync(new CustomerId($"c{customer}"), Token))
            {
                visits += entry.Type == "touchpoint/site.visited" ? 1 : 0;
            }
        }

        return visits;
    }

    /// <summary>Until so many have come, and no more; what waits is tried again and again.</summary>
    public async Task UntilVisitsAsync(int expected, Service from)
    {
        await UntilVisitsAsync(from, visits => visits >= expected);
        Assert.Equal(expected, await VisitsAsync());
    }

    public async Task UntilVisitsAsync(Service from, Func<int, bool> areEnough)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        while (!areEnough(await VisitsAsync()))
        {
            await look.WaitForNextTickAsync(Token);
            from.Clock.Advance(TimeSpan.FromMinutes(2));
            await from.Runtime.DispatchDueAsync(Token);
        }
    }

    /// <summary>Until it logs a line with this text.</summary>
    public async Task UntilItSaysAsync(string text)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        while (Logged.Taken(line => line.Contains(text, StringComparison.Ordinal)).Length == 0)
        {
            await look.WaitForNextTickAsync(Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        if (_host is IAsyncDisposable host)
        {
            await host.DisposeAsync();
        }
    }
}
