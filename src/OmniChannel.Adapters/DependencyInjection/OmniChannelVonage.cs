using Microsoft.Extensions.Configuration;
using OmniChannel.Accounts;
using OmniChannel.Sms;

namespace OmniChannel;

/// <summary>Adds text messages by Vonage to an instance.</summary>
public static class OmniChannelVonage
{
    private static readonly HttpAccount<VonageOptions> Account = new()
    {
        Provider = "Vonage",
        Channel = Channel.Sms,
        Bind = static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true),
        Check = VonageOptionsCheck.Problems,
        Create = static (account, options, client, setup) => new VonageChannelAdapter(account, options, client, setup.Time),
    };

    /// <summary>Adds an account at Vonage for text messages. Its options come from <c>Accounts:Vonage:{account}</c> of the instance's section.</summary>
    /// <param name="builder">The instance.</param>
    /// <param name="account">The account's name; of several on one channel the first healthy one sends.</param>
    /// <param name="configure">Changes the options after they were bound; null for nothing.</param>
    public static OmniChannelBuilder AddVonage(this OmniChannelBuilder builder, string account = "default", Action<VonageOptions>? configure = null) => Account.AddTo(builder, account, configure);
}
