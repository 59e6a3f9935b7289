using Microsoft.Extensions.Configuration;
using OmniChannel.Accounts;
using OmniChannel.Social;

namespace OmniChannel;

/// <summary>Adds posts of an account on Instagram to an instance.</summary>
public static class OmniChannelInstagram
{
    private static readonly HttpAccount<InstagramOptions> Account = new()
    {
        Provider = "Instagram",
        Channel = Channel.Instagram,
        Bind = static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true),
        Check = InstagramOptionsCheck.Problems,
        Create = static (account, options, client, setup) =>
        {
            AccountChannel.Define(setup, OwnPosts.Instagram);
            return new InstagramChannelAdapter(account, options, client, setup.Time);
        },
    };

    /// <summary>Adds an account on Instagram, and the channel "instagram" as one that can be sent on: to its own identifier, which is the address of a customer of its own. Its options come from <c>Accounts:Instagram:{account}</c> of the
    /// instance's section.</summary>
    /// <param name="builder">The instance.</param>
    /// <param name="account">The account's name; of several on one channel the first healthy one sends.</param>
    /// <param name="configure">Changes the options after they were bound; null for nothing.</param>
    public static OmniChannelBuilder AddInstagram(this OmniChannelBuilder builder, string account = "default", Action<InstagramOptions>? configure = null) => Account.AddTo(builder, account, configure);
}
