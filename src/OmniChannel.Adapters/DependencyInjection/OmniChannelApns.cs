using Microsoft.Extensions.Configuration;
using OmniChannel.Accounts;
using OmniChannel.Push;

namespace OmniChannel;

/// <summary>Adds notifications of apps by the Apple Push Notification service to an instance.</summary>
public static class OmniChannelApns
{
    private static readonly HttpAccount<ApnsOptions> Account = new()
    {
        Provider = "Apns",
        Bind = static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true),
        Check = ApnsOptionsCheck.Problems,
        Prepare = ApnsConnection.Prepare,
        Create = static (account, options, client, setup) => new ApnsChannelAdapter(account, options, client, setup.Time),
    };

    /// <summary>Adds an app that is notified by APNs. Its options come from <c>Accounts:Apns:{account}</c> of the instance's section.</summary>
    /// <param name="builder">The instance.</param>
    /// <param name="account">The account's name; of several on one channel the first healthy one sends.</param>
    /// <param name="configure">Changes the options after they were bound; null for nothing.</param>
    public static OmniChannelBuilder AddApns(this OmniChannelBuilder builder, string account = "default", Action<ApnsOptions>? configure = null) => Account.AddTo(builder, account, configure);
}
