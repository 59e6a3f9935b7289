using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OmniChannel.Delivery;
using OmniChannel.Storage;
using OmniChannel.Testing;
using OmniChannel.Tests.Orchestration;

namespace OmniChannel.Tests.DependencyInjection;

public sealed class OmniChannelHealthChecksTests
{
    private readonly ManualClock _clock = new(Shop.Noon);
    private readonly ScriptedAdapter _mail = new(Channel.Email);
    private readonly ServiceCollection _services = new();

    public OmniChannelHealthChecksTests()
    {
        _services.AddLogging().AddSingleton<TimeProvider>(_clock);
        _services.AddOmniChannel(Parts.Configuration()).AddShop(_mail);
        _services.AddHealthChecks().AddOmniChannel().AddOmniChannel(lateAfter: TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Check_WhenAllIsWell_IsHealthy()
    {
        await using var provider = await StartAsync();

        var report = await ReportAsync(provider);

        Assert.Equal(HealthStatus.Healthy, report.Status);
        Assert.Equal("ok", report.Data["store"]);
        Assert.Equal(TimeSpan.Zero, report.Data["lateBy"]);
    }

    [Fact]
    public async Task Check_WhenNobodyDispatches_IsDegradedAfterAWhile()
    {
        await using var provider = await StartAsync();
        await SendAsync(provider);

        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HealthStatus.Healthy, (await ReportAsync(provider)).Status);
        _clock.Advance(TimeSpan.FromMinutes(1));
        var late = await ReportAsync(provider);

        Assert.Equal(HealthStatus.Degraded, late.Status);
        Assert.Equal(TimeSpan.FromMinutes(6), late.Data["lateBy"]);
    }

    [Fact]
    public async Task Check_WhenAnAccountIsPausedByItsOwnFault_IsUnhealthyAndNamesNobody()
    {
        _mail.Answers(AttemptOutcome.NotSent(AttemptFault.Account, "401", "The key has expired."));
        await using var provider = await StartAsync();
        await SendAsync(provider);
        await provider.GetRequiredService<OmniChannelRuntime>().DispatchDueAsync(HostedShop.Stop);

        var report = await ReportAsync(provider);

        Assert.Equal(HealthStatus.Unhealthy, report.Status);
        Assert.StartsWith("email/default until 2026-06-15 10:15:00Z", Assert.Single(Assert.IsType<string[]>(report.Data["pausedAccounts"])), StringComparison.Ordinal);
        Assert.DoesNotContain("anna", report.Description + string.Concat(report.Data.Values), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Check_WhenTheStoreCannotBeRead_IsUnhealthy()
    {
        var store = new MemoryStore();
        _services.AddSingleton<IOmniStore>(store);
        await using var provider = await StartAsync();
        await store.DisposeAsync();

        var report = await ReportAsync(provider);

        Assert.Equal(HealthStatus.Unhealthy, report.Status);
        Assert.NotEqual("ok", report.Data["store"]);
    }

    [Fact]
    public async Task Check_OfANamedInstance_HasItsName()
    {
        _services.AddOmniChannel("brand-b", Parts.Configuration().GetSection("B"));
        _services.AddHealthChecks().AddOmniChannel("brand-b", tags: ["ready"]);
        await using var provider = _services.BuildServiceProvider();
        await provider.GetRequiredKeyedService<OmniChannelRuntime>("brand-b").StartAsync(HostedShop.Stop);

        var report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Tags.Contains("ready"), HostedShop.Stop);

        Assert.Equal("omnichannel/brand-b", Assert.Single(report.Entries).Key);
        Assert.Equal(HealthStatus.Healthy, report.Status);
    }

    private async Task<ServiceProvider> StartAsync()
    {
        var provider = _services.BuildServiceProvider();
        await provider.GetRequiredService<OmniChannelRuntime>().StartAsync(HostedShop.Stop);
        return provider;
    }

    private static async Task SendAsync(ServiceProvider provider)
    {
        var omni = provider.GetRequiredService<IChannelOrchestrator>();
        await omni.SaveAsync(Shop.Profile, HostedShop.Stop);
        Assert.IsType<SendResult.Queued>(await omni.SendAsync(Shop.Message, Shop.Anna, cancellationToken: HostedShop.Stop));
    }

    private static async Task<HealthReportEntry> ReportAsync(ServiceProvider provider) =>
        Assert.Single((await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(HostedShop.Stop)).Entries).Value;
}
