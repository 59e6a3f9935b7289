using Microsoft.Extensions.Configuration;
using OmniChannel.Accounts;
using OmniChannel.Push;

namespace OmniChannel;

/// <summary>Adds notifications of browsers by Web Push to an instance.</summary>
public static class OmniChannelWebPush
{
    private static readonly HttpAccount<WebPushOptions> Account = new()
    {
        Provider = "WebPush",
        Channel = Channel.WebPush,
        Bind = static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true),
        Check = WebPushOptionsCheck.Problems,
        Create = static (account, options, client, setup) => new WebPushChannelAdapter(account, options, client, setup.Time),
    };

    /// <summary>Adds a pair of keys for notifications of browsers, on <see cref="Channel.WebPush"/>. Its options come from <c>Accounts:WebPush:{account}</c> of the instance's section.</summary>
    /// <param name="builder">The instance.</param>
    /// <param name="account">The account's name; of several on one channel the first healthy one sends.</param>
    /// <param name="configure">Changes the options after they were bound; null for nothing.</param>
    public static OmniChannelBuilder AddWebPush(this OmniChannelBuilder builder, string account = "default", Action<WebPushOptions>? configure = null) => Account.AddTo(builder, account, configure);
}
