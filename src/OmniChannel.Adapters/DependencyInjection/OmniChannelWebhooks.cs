using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OmniChannel.Webhooks;

namespace OmniChannel;

/// <summary>Adds signed webhooks to an instance.</summary>
public static partial class OmniChannelWebhooks
{
    /// <summary>Adds an endpoint that gets a channel's messages as signed webhooks. Its options come from <c>Accounts:Webhook:{account}</c> of the instance's section.</summary>
    /// <param name="builder">The instance.</param>
    /// <param name="account">The account's name; of several endpoints, each has its own.</param>
    /// <param name="configure">Changes the options after they were bound; null for nothing.</param>
    public static OmniChannelBuilder AddWebhook(this OmniChannelBuilder builder, string account = "default", Action<WebhookOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        return builder.AddAccount(new ChannelAccount<WebhookOptions>
        {
            Provider = "Webhook",
            Account = account,
            Bind = static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true),
            Configure = configure,
            Check = WebhookOptionsCheck.Problems,
            Create = (services, options, setup) =>
            {
                if (options.AllowPrivateNetworks)
                {
                    PrivateNetworksAllowed(setup.Logging.CreateLogger(typeof(OmniChannelWebhooks)), account);
                }

                WebhookChannel.Define(options.Channel, setup);
                return [WebhookChannelAdapter.WithOwnClient(account, options, setup.Time)];
            },
        });
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The webhook account {Account} may call private networks and this machine (AllowPrivateNetworks)")]
    private static partial void PrivateNetworksAllowed(ILogger logger, string account);
}
