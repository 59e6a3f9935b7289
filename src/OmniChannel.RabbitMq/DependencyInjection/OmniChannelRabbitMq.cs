using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
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
        if (builder.Services.Any(known => known.ServiceType == typeof(RabbitMqRegistration) && Equals(known.ServiceKey, key)))
        {
            return Configure(builder, configure);
        }

        var name = key ?? "";
        builder.Services.AddKeyedSingleton(key, new RabbitMqRegistration());
        var section = builder.Section.GetSection("RabbitMq");
        builder.Services.AddOptions<RabbitMqOptions>(name).Configure(options => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true));
        builder.Services.AddKeyedSingleton(key, (services, _) => new RabbitMqBroker(services.GetRequiredService<Microsoft.Extensions.Options.IOptionsMonitor<RabbitMqOptions>>().Get(name)));
        builder.Services.AddSingleton<IHostedService>(services => Reader(services, key));
        builder.ConfigureSetup((services, setup) =>
        {
            var problems = services.GetRequiredService<Microsoft.Extensions.Options.IOptionsMonitor<RabbitMqOptions>>().Get(name).Problems().ToList();
            setup.StartChecks.Add(() => problems.Select(problem => $"{section.Path}: {problem}"));
            if (problems.Count == 0)
            {
                setup.Feeds.Add(new RabbitMqFeed(services.GetRequiredKeyedService<RabbitMqBroker>(key)));
            }
        });
        return Configure(builder, configure);
    }

    private static OmniChannelBuilder Configure(OmniChannelBuilder builder, Action<RabbitMqOptions>? configure)
    {
        if (configure is not null)
        {
            builder.Services.Configure(builder.Name ?? "", configure);
        }

        return builder;
    }

    private static RabbitMqReader Reader(IServiceProvider services, string? key)
    {
        var time = services.GetRequiredService<TimeProvider>();
        var inbox = new RabbitMqInbox(() => services.GetRequiredKeyedService<OmniChannelRuntime>(key), time, services.GetService<ILogger<RabbitMqInbox>>() ?? NullLogger<RabbitMqInbox>.Instance);
        var logger = services.GetService<ILogger<RabbitMqReader>>() ?? NullLogger<RabbitMqReader>.Instance;
        return new RabbitMqReader(() => services.GetRequiredKeyedService<RabbitMqBroker>(key), services.GetRequiredService<Microsoft.Extensions.Options.IOptionsMonitor<RabbitMqOptions>>().Get(key ?? ""), inbox, time, logger);
    }

    private sealed class RabbitMqRegistration;
}
