using Microsoft.Extensions.Configuration;
using OmniChannel.Accounts;
using OmniChannel.Messaging;

namespace OmniChannel;

/// <summary>Adds messages into Slack to an instance.</summary>
public static class OmniChannelSlack
{
    private static readonly HttpAccount<SlackOptions> Account = new()
    {
        Provider = "Slack",
        Channel = SlackChannel.Definition.Channel,
        Bind = static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true),
        Check = SlackOptionsCheck.Problems,
        Create = static (account, options, client, setup) =>
        {
            AccountChannel.Define(setup, SlackChannel.Definition);
            return new SlackChannelAdapter(account, options, client, setup.Time);
        },
    };

    /// <summary>Adds an account at Slack, and the channel "slack" where the host did not define it. Its options come from <c>Accounts:Slack:{account}</c> of the instance's section.</summary>
    /// <param name="builder">The instance.</param>
    /// <param name="account">The account's name; of several on one channel the first healthy one sends.</param>
    /// <param name="configure">Changes the options after they were bound; null for nothing.</param>
    public static OmniChannelBuilder AddSlack(this OmniChannelBuilder builder, string account = "default", Action<SlackOptions>? configure = null) => Account.AddTo(builder, account, configure);
}
