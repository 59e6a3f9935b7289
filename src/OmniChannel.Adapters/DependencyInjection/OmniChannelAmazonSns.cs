using Microsoft.Extensions.Configuration;
using OmniChannel.Accounts;
using OmniChannel.Sms;

namespace OmniChannel;

/// <summary>Adds text messages by Amazon SNS to an instance.</summary>
public static class OmniChannelAmazonSns
{
    private static readonly HttpAccount<AmazonSnsOptions> Account = new()
    {
        Provider = "AmazonSns",
        Channel = Channel.Sms,
        Bind = static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true),
        Check = AmazonSnsOptionsCheck.Problems,
        Create = static (account, options, client, setup) => new AmazonSnsChannelAdapter(account, options, client, setup.Time),
    };

    /// <summary>Adds an account at Amazon SNS. Its options come from <c>Accounts:AmazonSns:{account}</c> of the instance's section.</summary>
    /// <param name="builder">The instance.</param>
    /// <param name="account">The account's name; of several on one channel the first healthy one sends.</param>
    /// <param name="configure">Changes the options after they were bound; null for nothing.</param>
    public static OmniChannelBuilder AddAmazonSns(this OmniChannelBuilder builder, string account = "default", Action<AmazonSnsOptions>? configure = null) => Account.AddTo(builder, account, configure);
}
