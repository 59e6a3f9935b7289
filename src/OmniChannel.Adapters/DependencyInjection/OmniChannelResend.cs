using Microsoft.Extensions.Configuration;
using OmniChannel.Accounts;
using OmniChannel.Email;

namespace OmniChannel;

/// <summary>Adds e-mail by Resend to an instance.</summary>
public static class OmniChannelResend
{
    private static readonly HttpAccount<ResendOptions> Account = new()
    {
        Provider = "Resend",
        Channel = Channel.Email,
        Bind = static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true),
        Check = ResendOptionsCheck.Problems,
        Create = static (account, options, client, setup) => new ResendChannelAdapter(account, options, client, setup.Time),
    };

    /// <summary>Adds an account at Resend. Its options come from <c>Accounts:Resend:{account}</c> of the instance's section.</summary>
    /// <param name="builder">The instance.</param>
    /// <param name="account">The account's name; of several on one channel the first healthy one sends.</param>
    /// <param name="configure">Changes the options after they were bound; null for nothing.</param>
    public static OmniChannelBuilder AddResend(this OmniChannelBuilder builder, string account = "default", Action<ResendOptions>? configure = null) => Account.AddTo(builder, account, configure);
}
