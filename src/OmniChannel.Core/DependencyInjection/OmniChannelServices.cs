using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace OmniChannel;

/// <summary>Adds OmniChannel to a host's services.</summary>
public static class OmniChannelServices
{
    /// <summary>The section of a whole configuration that the default instance reads.</summary>
    public const string SectionName = "OmniChannel";

    /// <summary>Adds the default instance: <see cref="TenantId.Default"/>, resolved as <see cref="IChannelOrchestrator"/>. Calling it again adds nothing twice and returns the same builder.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The host's configuration, whose section <see cref="SectionName"/> is read; a section is taken as it is.</param>
    /// <param name="configure">Has the last word on the options; null for none.</param>
    /// <exception cref="InvalidOperationException">The default instance was added from another section.</exception>
    public static OmniChannelBuilder AddOmniChannel(this IServiceCollection services, IConfiguration configuration, Action<OmniChannelOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        return Add(services, null, configuration as IConfigurationSection ?? configuration.GetSection(SectionName), configure);
    }

    /// <summary>Adds another instance, for another brand: the tenant of that name, resolved as <see cref="IChannelOrchestrator"/> under that key.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="name">The key and the tenant: <c>[FromKeyedServices("brand-b")] IChannelOrchestrator</c>.</param>
    /// <param name="section">The section of the configuration that this instance reads.</param>
    /// <param name="configure">Has the last word on the options; null for none.</param>
    /// <exception cref="ArgumentException">The name is none of a tenant, or is that of the default instance.</exception>
    /// <exception cref="InvalidOperationException">An instance of that name was added from another section.</exception>
    public static OmniChannelBuilder AddOmniChannel(this IServiceCollection services, string name, IConfigurationSection section, Action<OmniChannelOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        if (new TenantId(name) == TenantId.Default)
        {
            throw new ArgumentException($"'{name}' is the tenant of the instance without a name; add that one by AddOmniChannel(configuration), or choose another name.", nameof(name));
        }

        return Add(services, name, section, configure);
    }

    private static OmniChannelBuilder Add(IServiceCollection services, string? name, IConfigurationSection section, Action<OmniChannelOptions>? configure)
    {
        var builder = RegisteredInstances.Of(services).FindOrAdd(services, name, section);
        return configure is null ? builder : builder.Configure(configure);
    }
}
