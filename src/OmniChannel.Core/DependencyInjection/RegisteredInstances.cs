using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace OmniChannel;

/// <summary>The instances of one service collection, in the order in which they were added. Written while services are registered, read afterwards.</summary>
internal sealed class RegisteredInstances
{
    private readonly List<OmniChannelBuilder> _builders = [];
    private readonly HashSet<string> _healthChecks = [];

    public IReadOnlyList<OmniChannelBuilder> All => _builders;

    /// <summary>The one list of a service collection, registered at the first call.</summary>
    public static RegisteredInstances Of(IServiceCollection services)
    {
        foreach (var service in services)
        {
            if (service.ServiceType == typeof(RegisteredInstances) && !service.IsKeyedService)
            {
                return (RegisteredInstances)service.ImplementationInstance!;
            }
        }

        var instances = new RegisteredInstances();
        services.AddSingleton(instances);
        services.AddHostedService<StartCheckService>();
        return instances;
    }

    public OmniChannelBuilder FindOrAdd(IServiceCollection services, string? name, IConfigurationSection section)
    {
        if (_builders.Find(known => known.Name == name) is { } builder)
        {
            return builder.Section.Path == section.Path
                ? builder
                : throw new InvalidOperationException($"{builder} was added from the configuration section '{builder.Section.Path}', and now from '{section.Path}'; give the other one a name of its own: AddOmniChannel(\"name\", section).");
        }

        builder = new OmniChannelBuilder(services, name, section);
        _builders.Add(builder);
        InstanceServices.Register(builder);
        return builder;
    }

    /// <summary>False when a health check of that name was added before.</summary>
    public bool AddHealthCheck(string name) => _healthChecks.Add(name);
}
