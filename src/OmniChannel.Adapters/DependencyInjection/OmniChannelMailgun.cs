using Microsoft.Extensions.Configuration;
using OmniChannel.Accounts;
using OmniChannel.Email;

namespace OmniChannel;

/// <summary>Adds e-mail by Mailgun to an instance.</summary>
public static class OmniChannelMailgun
{
    private static readonly HttpAccount<MailgunOptions> Account = new()
    {
        Provider = "Mailgun",
        Channel = Channel.Email,
        Bind = static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true),
        Check = MailgunOptionsCheck.Problems,
        Create = static (account, options, client, setup) => new MailgunChannelAdapter(account, options, client, setup.Time),
    };

    /// <summary>Adds an account at Mailgun. Its options come from <c>Accounts:Mailgun:{account}</c> of the instance's section.</summary>
    /// <param name="builder">The instance.</param>
    /// <param name="account">The account's name; of several on one channel the first healthy one sends.</param>
    /// <param name="configure">Changes the options after they were bound; null for nothing.</param>
    public static OmniChannelBuilder AddMailgun(this OmniChannelBuilder builder, string account = "default", Action<MailgunOptions>? configure = null) => Account.AddTo(builder, account, configure);
}
