using Microsoft.Extensions.Configuration;
using OmniChannel.Accounts;
using OmniChannel.Email;

namespace OmniChannel;

/// <summary>Adds e-mail by SendGrid to an instance.</summary>
public static class OmniChannelSendGrid
{
    private static readonly HttpAccount<SendGridOptions> Account = new()
    {
        Provider = "SendGrid",
        Channel = Channel.Email,
        Bind = static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true),
        Check = SendGridOptionsCheck.Problems,
        Create = static (account, options, client, setup) => new SendGridChannelAdapter(account, options, client, setup.Time),
    };

    /// <summary>Adds an account at Twilio SendGrid. Its options come from <c>Accounts:SendGrid:{account}</c> of the instance's section.</summary>
    /// <param name="builder">The instance.</param>
    /// <param name="account">The account's name; of several on one channel the first healthy one sends.</param>
    /// <param name="configure">Changes the options after they were bound; null for nothing.</param>
    public static OmniChannelBuilder AddSendGrid(this OmniChannelBuilder builder, string account = "default", Action<SendGridOptions>? configure = null) => Account.AddTo(builder, account, configure);
}
