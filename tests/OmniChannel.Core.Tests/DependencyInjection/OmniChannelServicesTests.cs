using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace OmniChannel.Tests.DependencyInjection;

public sealed class OmniChannelServicesTests
{
    [Fact]
    public async Task AddOmniChannel_CalledTwice_AddsNothingTwice()
    {
        var services = new ServiceCollection();
        var configuration = Parts.Configuration();

        var first = AddAll(services, configuration);
        var count = services.Count;
        var second = AddAll(services, configuration);

        Assert.Same(first, second);
        Assert.Equal(count, services.Count);
        await using var provider = services.BuildServiceProvider();
        var setup = provider.GetRequiredService<OmniChannelSetup>();
        Assert.Single(setup.Adapters);
        Assert.Single(setup.Campaigns);
        Assert.Single(setup.Personas);
        Assert.Single(setup.Channels);
        Assert.Equal(2, provider.GetServices<IHostedService>().Count());

        static OmniChannelBuilder AddAll(IServiceCollection services, IConfiguration configuration) =>
            services.AddOmniChannel(configuration)
                .UseMemoryStore()
                .AddCampaign(Parts.Reminder())
                .AddPersona(Parts.Saver())
                .AddChannel(Kiosk)
                .AddAdapter<KeptMail>();
    }

    [Fact]
    public void AddOmniChannel_FromAnotherSection_SaysToNameIt()
    {
        var services = new ServiceCollection();
        var configuration = Parts.Configuration();
        services.AddOmniChannel(configuration);

        var refused = Assert.Throws<InvalidOperationException>(() => services.AddOmniChannel(configuration.GetSection("Other")));

        Assert.Contains("'OmniChannel'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("'Other'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddOmniChannel_NamedAsTheDefaultTenant_IsRefused() =>
        Assert.Throws<ArgumentException>("name", () => new ServiceCollection().AddOmniChannel("default", Parts.Configuration().GetSection("B")));

    [Fact]
    public async Task AddOmniChannel_Named_IsAnotherTenantUnderItsKey()
    {
        var services = new ServiceCollection();
        var configuration = Parts.Configuration(("OmniChannel:MaxAttempts", "3"), ("Brands:B:MaxAttempts", "5"), ("Brands:B:TimeZone", "Europe/Berlin"));
        services.AddOmniChannel(configuration).AddCampaign(Parts.Reminder());
        services.AddOmniChannel("brand-b", configuration.GetSection("Brands:B")).AddPersona(Parts.Saver());
        services.AddSingleton<Host>();

        await using var provider = services.BuildServiceProvider();
        var (plain, keyed) = (provider.GetRequiredService<OmniChannelSetup>(), provider.GetRequiredKeyedService<OmniChannelSetup>("brand-b"));

        Assert.Equal(TenantId.Default, plain.Tenant);
        Assert.Equal(new TenantId("brand-b"), keyed.Tenant);
        Assert.Equal((3, 5), (plain.Options.MaxAttempts, keyed.Options.MaxAttempts));
        Assert.Equal((null, "Europe/Berlin"), (plain.Options.TimeZone, keyed.Options.TimeZone));
        Assert.Equal((1, 0), (plain.Campaigns.Count, plain.Personas.Count));
        Assert.Equal((0, 1), (keyed.Campaigns.Count, keyed.Personas.Count));
        var host = provider.GetRequiredService<Host>();
        Assert.Same(provider.GetRequiredService<OmniChannelRuntime>(), host.Plain);
        Assert.Same(provider.GetRequiredKeyedService<OmniChannelRuntime>("brand-b"), host.Keyed);
        Assert.NotSame(host.Plain, host.Keyed);
    }

    [Fact]
    public async Task AddOmniChannel_FromJson_BindsEveryOption()
    {
        using var json = new MemoryStream("""
            {
              "OmniChannel": {
                "PublicBaseUri": "https://shop.example/u",
                "TimeZone": "Europe/Vienna",
                "Dispatch": "None",
                "Concurrency": 4,
                "Lease": "00:01:00",
                "PollInterval": "00:00:00.250",
                "MaxAttempts": 3,
                "AccountPause": "00:05:00",
                "ResponseDeadline": "00:02:00",
                "SessionLifetime": "45.00:00:00",
                "Delivery": {
                  "AttemptDeadline": "00:00:30",
                  "ChannelDeadline": "00:20:00",
                  "QuickRetries": 1,
                  "ChannelDeadlines": { "push": "00:05:00" },
                  "Accounts": { "email/default": { "MaxConcurrent": 4, "RatePerSecond": 2.5, "Burst": 10 } }
                }
              }
            }
            """u8.ToArray());
        var services = new ServiceCollection();
        services.AddOmniChannel(new ConfigurationBuilder().AddJsonStream(json).Build());

        await using var provider = services.BuildServiceProvider();
        var setup = provider.GetRequiredService<OmniChannelSetup>();

        Assert.Equivalent(
            new OmniChannelOptions
            {
                PublicBaseUri = new Uri("https://shop.example/u"),
                TimeZone = "Europe/Vienna",
                Dispatch = DispatchMode.None,
                Concurrency = 4,
                Lease = TimeSpan.FromMinutes(1),
                PollInterval = TimeSpan.FromMilliseconds(250),
                MaxAttempts = 3,
                AccountPause = TimeSpan.FromMinutes(5),
                ResponseDeadline = TimeSpan.FromMinutes(2),
                SessionLifetime = TimeSpan.FromDays(45),
                Delivery =
                {
                    AttemptDeadline = TimeSpan.FromSeconds(30),
                    ChannelDeadline = TimeSpan.FromMinutes(20),
                    QuickRetries = 1,
                    ChannelDeadlines = { ["push"] = TimeSpan.FromMinutes(5) },
                    Accounts = { ["email/default"] = new AccountLimits { MaxConcurrent = 4, RatePerSecond = 2.5, Burst = 10 } },
                },
            },
            setup.Options,
            strict: true);
        Assert.Empty(Problems(setup));
    }

    [Fact]
    public async Task AddOmniChannel_WithSettingsThatNobodyReads_NamesThem()
    {
        var services = new ServiceCollection();
        services.AddOmniChannel(Parts.Configuration(("OmniChannel:Dispach", "None"), ("OmniChannel:Dispatch", "Sometimes")));

        await using var provider = services.BuildServiceProvider();
        var problems = Problems(provider.GetRequiredService<OmniChannelSetup>());

        Assert.Equal(2, problems.Count);
        Assert.Contains(problems, problem => problem.Contains("OmniChannel:Dispach", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("OmniChannel:Dispatch", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AddOmniChannel_EveryPartOfTheRuntime_IsResolvedByItsType()
    {
        var services = new ServiceCollection();
        services.AddOmniChannel(Parts.Configuration());
        services.AddOmniChannel("brand-b", Parts.Configuration().GetSection("B"));
        await using var provider = services.BuildServiceProvider();
        var parts = typeof(OmniChannelRuntime).GetProperties().Where(property => property.PropertyType.Assembly == typeof(OmniChannelRuntime).Assembly).ToList();

        Assert.True(parts.Count > 20);
        foreach (var part in parts)
        {
            Assert.Same(part.GetValue(provider.GetRequiredService<OmniChannelRuntime>()), provider.GetService(part.PropertyType));
            Assert.Same(part.GetValue(provider.GetRequiredKeyedService<OmniChannelRuntime>("brand-b")), provider.GetKeyedService(part.PropertyType, "brand-b"));
        }
    }

    [Fact]
    public async Task AddOmniChannel_WithConfigure_HasTheLastWord()
    {
        var services = new ServiceCollection();
        services.AddOmniChannel(Parts.Configuration(("OmniChannel:MaxAttempts", "3")), options => options.MaxAttempts++);
        services.PostConfigure<OmniChannelOptions>(options => options.Concurrency = 2);

        await using var provider = services.BuildServiceProvider();

        var options = provider.GetRequiredService<OmniChannelSetup>().Options;
        Assert.Equal((4, 2), (options.MaxAttempts, options.Concurrency));
        Assert.Same(provider.GetRequiredService<IOptionsMonitor<OmniChannelOptions>>().CurrentValue, options);
    }

    internal static IReadOnlyList<string> Problems(OmniChannelSetup setup) => [.. setup.StartChecks.SelectMany(check => check())];

    private static readonly ChannelDefinition Kiosk = new()
    {
        Channel = new Channel("kiosk"),
        DisplayName = "kiosk",
        Capabilities = new ChannelCapabilities { Direction = ChannelDirection.Outbound, Reach = ChannelReach.Person, IsOnline = true },
    };

    private sealed class Host(IChannelOrchestrator plain, [FromKeyedServices("brand-b")] IChannelOrchestrator keyed)
    {
        public IChannelOrchestrator Plain { get; } = plain;

        public IChannelOrchestrator Keyed { get; } = keyed;
    }
}
