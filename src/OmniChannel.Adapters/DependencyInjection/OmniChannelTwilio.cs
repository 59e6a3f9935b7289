using Microsoft.Extensions.Configuration;
using OmniChannel.Accounts;
using OmniChannel.Sms;

namespace OmniChannel;

/// <summary>Adds text messages by Twilio to an instance.</summary>
public static class OmniChannelTwilio
{
    private static readonly HttpAccount<TwilioOptions> Account = new()
    {
        Provider = "Twilio",
        Channel = Channel.Sms,
        Bind = static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true),
        Check = TwilioOptionsCheck.Problems,
        Create = static (account, options, client, setup) => new TwilioChannelAdapter(account, options, client, setup.Time),
    };

    /// <summary>Adds an account at Twilio for text messages. Its options come from <c>Accounts:Twilio:{account}</c> of the instance's section.</summary>
    /// <param name="builder">The instance.</param>
    /// <param name="account">The account's name; of several on one channel the first healthy one sends.</param>
    /// <param name="configure">Changes the options after they were bound; null for nothing.</param>
    public static OmniChannelBuilder AddTwilio(this OmniChannelBuilder builder, string account = "default", Action<TwilioOptions>? configure = null) => Account.AddTo(builder, account, configure);
}
