using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>What the container holds for one instance: its runtime, the orchestrator, the runtime's parts, and a dispatcher that the host runs.</summary>
internal static class InstanceServices
{
    public static void Register(OmniChannelBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<OmniChannelOptions>(builder.OptionsName()).Bind(builder.Section);

        // A key of null is no key.
        services.TryAddKeyedSingleton(builder.Name, (_, _) => new OwnedParts());
        services.TryAddKeyedSingleton(builder.Name, (provider, _) => Compose(builder, provider));
        services.TryAddKeyedSingleton(builder.Name, (provider, _) => OmniChannelRuntime.Create(builder.Setup(provider)));
        services.TryAddKeyedSingleton<IChannelOrchestrator>(builder.Name, (provider, _) => builder.Runtime(provider));
        InjectedParts.Register(builder);
        services.AddSingleton<IHostedService>(provider => new DispatcherService(builder.Runtime(provider), builder.Setup(provider).Options.Dispatch));
    }

    public static OmniChannelRuntime Runtime(this OmniChannelBuilder builder, IServiceProvider services) => services.GetRequiredKeyedService<OmniChannelRuntime>(builder.Name);

    public static OwnedParts Owned(this OmniChannelBuilder builder, IServiceProvider services) => services.GetRequiredKeyedService<OwnedParts>(builder.Name);

    public static OmniChannelSetup Setup(this OmniChannelBuilder builder, IServiceProvider services) => services.GetRequiredKeyedService<OmniChannelSetup>(builder.Name);

    private static OmniChannelSetup Compose(OmniChannelBuilder builder, IServiceProvider services)
    {
        var owned = builder.Owned(services);
        var (options, problems) = BoundOptions.Of<OmniChannelOptions>(services, builder.OptionsName());
        var setup = new OmniChannelSetup
        {
            Tenant = builder.Tenant,
            Options = options ?? new(),
            Time = services.GetRequiredService<TimeProvider>(),
            Logging = services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance,
            Store = services.GetKeyedService<IOmniStore>(builder.Name),
            Relevance = services.GetKeyedService<IMessageRelevance>(builder.Name),
            Drafter = services.GetKeyedService<IVariantDrafter>(builder.Name),
            Agents = services.GetKeyedService<IAgentAvailability>(builder.Name),
            Responders = services.GetKeyedService<IResponderRouting>(builder.Name),
        };
        var patience = HostPatience.Of(services);
        var sections = builder.Parts.Sections;
        setup.IdleSettings = UnknownSettings.Idle(builder.Section, sections);
        setup.StartChecks.Add(() => new[] { UnknownSettings.StoreInVain(builder.Section, sections, setup), HostPatience.Problem(patience, setup.Options) }
            .OfType<string>().Concat(problems).Concat(UnknownSettings.In(builder.Section, sections)).Concat(owned.Problems));
        builder.Parts.PutInto(setup, services, owned);
        return setup;
    }
}
