using Microsoft.Extensions.Configuration;
using OmniChannel.Accounts;
using OmniChannel.Push;

namespace OmniChannel;

/// <summary>Adds notifications of apps by Firebase Cloud Messaging to an instance.</summary>
public static class OmniChannelFcm
{
    private static readonly HttpAccount<FcmOptions> Account = new()
    {
        Provider = "Fcm",
        Bind = static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true),
        Check = FcmOptionsCheck.Problems,
        Create = static (account, options, client, setup) => new FcmChannelAdapter(account, options, client, setup.Time),
    };

    /// <summary>Adds a project at Firebase Cloud Messaging for notifications of apps. Its options come from <c>Accounts:Fcm:{account}</c> of the instance's section.</summary>
    /// <param name="builder">The instance.</param>
    /// <param name="account">The account's name; of several on one channel the first healthy one sends.</param>
    /// <param name="configure">Changes the options after they were bound; null for nothing.</param>
    public static OmniChannelBuilder AddFcm(this OmniChannelBuilder builder, string account = "default", Action<FcmOptions>? configure = null) => Account.AddTo(builder, account, configure);
}
