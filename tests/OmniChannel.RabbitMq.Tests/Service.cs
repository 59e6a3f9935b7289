using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OmniChannel.Testing;

namespace OmniChannel.Tests.RabbitMq;

/// <summary>A service with a store of its own, joined to others by a broker.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly IHost _host;

    private Service(IHost host) => _host = host;

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 6, 15, 10, 0, 0, TimeSpan.Zero));

    public OmniChannelRuntime Runtime => _host.Services.GetRequiredService<OmniChannelRuntime>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="broker">Where the broker is.</param>
    /// <param name="queue">What it reads; null for nothing.</param>
    public static async Task<Service> StartAsync(Uri broker, string? queue = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        Service? service = null;
        builder.Services.AddOmniChannel(builder.Configuration, options =>
        {
            options.Dispatch = DispatchMode.None;
            options.TimeZone = "Europe/Berlin";
        }).AddRabbitMq(options =>
        {
            options.Uri = broker;
            options.Queue = queue;
        }).ConfigureSetup((_, setup) => setup.Time = service!.Clock);
        service = new Service(builder.Build());
        await service._host.StartAsync(Token);
        return service;
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

    /// <summary>Until so many have come; what waits is tried again and again.</summary>
    public async Task UntilVisitsAsync(int expected, Service from)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        while (await VisitsAsync() < expected)
        {
            await look.WaitForNextTickAsync(Token);
            from.Clock.Advance(TimeSpan.FromMinutes(2));
            await from.Runtime.DispatchDueAsync(Token);
        }

        Assert.Equal(expected, await VisitsAsync());
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
