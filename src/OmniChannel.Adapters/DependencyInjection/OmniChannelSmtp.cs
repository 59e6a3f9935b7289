using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using OmniChannel.Email;

namespace OmniChannel;

/// <summary>Adds e-mail over SMTP to an instance.</summary>
public static class OmniChannelSmtp
{
    /// <summary>Adds an account at a mail server. Its options come from <c>Accounts:Smtp:{account}</c> of the instance's section.</summary>
    /// <param name="builder">The instance.</param>
    /// <param name="account">The account's name; of several, each has its own, and the first healthy one sends.</param>
    /// <param name="configure">Changes the options after they were bound; null for nothing.</param>
    public static OmniChannelBuilder AddSmtp(this OmniChannelBuilder builder, string account = "default", Action<SmtpOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        return builder.AddAccount(new ChannelAccount<SmtpOptions>
        {
            Channel = Channel.Email,
            Provider = "Smtp",
            Account = account,
            Bind = static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true),
            Configure = configure,
            Check = SmtpOptionsCheck.Problems,
            Create = (_, options, setup) => [new SmtpChannelAdapter(account, options, setup.Time, setup.Logging.CreateLogger<SmtpChannelAdapter>())],
        });
    }
}
