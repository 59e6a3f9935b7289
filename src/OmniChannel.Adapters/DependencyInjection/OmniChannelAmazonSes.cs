using Microsoft.Extensions.Configuration;
using OmniChannel.Accounts;
using OmniChannel.Email;

namespace OmniChannel;

/// <summary>Adds e-mail by Amazon SES to an instance.</summary>
public static class OmniChannelAmazonSes
{
    private static readonly HttpAccount<AmazonSesOptions> Account = new()
    {
        Provider = "AmazonSes",
        Channel = Channel.Email,
        Bind = static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true),
        Check = AmazonSesOptionsCheck.Problems,
        Create = static (account, options, client, setup) => new AmazonSesChannelAdapter(account, options, client, setup.Time),
    };

    /// <summary>Adds an account at Amazon SES. Its options come from <c>Accounts:AmazonSes:{account}</c> of the instance's section.</summary>
    /// <param name="builder">The instance.</param>
    /// <param name="account">The account's name; of several on one channel the first healthy one sends.</param>
    /// <param name="configure">Changes the options after they were bound; null for nothing.</param>
    public static OmniChannelBuilder AddAmazonSes(this OmniChannelBuilder builder, string account = "default", Action<AmazonSesOptions>? configure = null) => Account.AddTo(builder, account, configure);
}
