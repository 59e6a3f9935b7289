using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OmniChannel.Delivery;

namespace OmniChannel.Accounts;

/// <summary>A provider that is called over HTTP: what its <c>Add…</c> method says, so that named client, gate, logs and checks are the same for all.</summary>
internal sealed record HttpAccount<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>
    where TOptions : HttpAccountOptions
{
    /// <summary>The provider, as the configuration names it.</summary>
    public required string Provider { get; init; }

    /// <summary>The channel it sends on; null where its options say that.</summary>
    public Channel? Channel { get; init; }

    /// <summary>Binds the options; written out where the type is known, because binding is generated.</summary>
    public required Action<IConfigurationSection, TOptions> Bind { get; init; }

    /// <summary>Every problem of the options.</summary>
    public required Func<TOptions, IEnumerable<string>> Check { get; init; }

    /// <summary>Makes the adapter of an account, of options without a problem.</summary>
    public required Func<string, TOptions, HttpClient, OmniChannelSetup, IChannelAdapter> Create { get; init; }

    /// <summary>Sets up how connections are made, beyond the gate; null for nothing.</summary>
    public Action<SocketsHttpHandler>? Prepare { get; init; }

    /// <summary>Registers an account: its client, under its name with the host's <see cref="IHttpClientFactory"/>, and its options.</summary>
    public OmniChannelBuilder AddTo(OmniChannelBuilder builder, string account, Action<TOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        var name = $"OmniChannel/{builder.Tenant}/{Provider}/{account}";
        Client(builder.Services, name, allowPrivateNetworks: false);
        Client(builder.Services, Private(name), allowPrivateNetworks: true);
        return builder.AddAccount(new ChannelAccount<TOptions>
        {
            Channel = Channel,
            Provider = Provider,
            Account = account,
            Bind = Bind,
            Configure = configure,
            Check = Check,
            Create = (services, options, setup) =>
            {
                if (options.AllowPrivateNetworks)
                {
                    AccountLogs.PrivateNetworksAllowed(setup.Logging.CreateLogger<HttpAccountOptions>(), Provider, account);
                }

                var client = services.GetRequiredService<IHttpClientFactory>().CreateClient(options.AllowPrivateNetworks ? Private(name) : name);
                client.Timeout = Timeout.InfiniteTimeSpan;
                return [Create(account, options, client, setup)];
            },
        });
    }

    private static string Private(string name) => name + "/private";

    /// <summary>No logging handlers: they would write whole URLs, and some providers want their secret there. The handler renews its connections itself, so the client is kept.</summary>
    private void Client(IServiceCollection services, string name, bool allowPrivateNetworks) => services.AddHttpClient(name)
        .RemoveAllLoggers()
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        .ConfigurePrimaryHttpMessageHandler(() =>
        {
            var handler = EgressGate.CreateHandler(allowPrivateNetworks);
            Prepare?.Invoke(handler);
            return handler;
        });
}
