using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OmniChannel.RabbitMq;

namespace OmniChannel;

/// <summary>Joins an instance to other services by a broker.</summary>
public static class OmniChannelRabbitMq
{
    /// <summary>Publishes touchpoints and outcomes, and records what comes through <see cref="RabbitMqOptions.Queue"/> where one is named. Options come from the section <c>RabbitMq</c> of the instance's section. Added again, it changes the options only.</summary>
    /// <param name="builder">The instance.</param>
    /// <param name="configure">Changes the options after they were bound; null for nothing.</param>
    public static OmniChannelBuilder AddRabbitMq(this OmniChannelBuilder builder, Action<RabbitMqOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var key = builder.Name;
        builder.AddFeed(new ConfiguredFeed<RabbitMqOptions>
        {
            Section = "RabbitMq",
            Bind = static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true),
            Configure = configure,
            Check = static options => options.Problems(),
            Create = (services, _) => new RabbitMqFeed(services.GetRequiredKeyedService<RabbitMqBroker>(key)),
        });
        if (!builder.Services.Any(known => known.ServiceType == typeof(RabbitMqBroker) && Equals(known.ServiceKey, key)))
        {
            builder.Services.AddKeyedSingleton(key, (services, _) => new RabbitMqBroker(services.GetRequiredService<IOptionsMonitor<RabbitMqOptions>>().Get(key ?? "")));
            builder.Services.AddSingleton<IHostedService>(services => Reader(services, key));
        }

        return builder;
    }

    /// <summary>The host makes it before anything is checked: the broker, and with it the options, it asks for when it is started.</summary>
    private static RabbitMqReader Reader(IServiceProvider services, string? key)
    {
        var time = services.GetRequiredService<TimeProvider>();
        var inbox = new RabbitMqInbox(() => services.GetRequiredKeyedService<OmniChannelRuntime>(key), time, services.GetService<ILogger<RabbitMqInbox>>() ?? NullLogger<RabbitMqInbox>.Instance);
        var logger = services.GetService<ILogger<RabbitMqReader>>() ?? NullLogger<RabbitMqReader>.Instance;
        return new RabbitMqReader(() => services.GetRequiredKeyedService<RabbitMqBroker>(key), inbox, time, logger);
    }
}
