using Microsoft.Extensions.Configuration;
using OmniChannel.Accounts;
using OmniChannel.Social;

namespace OmniChannel;

/// <summary>Adds posts of a Facebook Page to an instance.</summary>
public static class OmniChannelFacebookPage
{
    private static readonly HttpAccount<FacebookPageOptions> Account = new()
    {
        Provider = "FacebookPage",
        Channel = Channel.FacebookPage,
        Bind = static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true),
        Check = FacebookPageOptionsCheck.Problems,
        Create = static (account, options, client, setup) =>
        {
            AccountChannel.Define(setup, OwnPosts.FacebookPage);
            return new FacebookPageChannelAdapter(account, options, client, setup.Time);
        },
    };

    /// <summary>Adds a Facebook Page, and the channel "facebook-page" as one that can be sent on: to its own identifier, which is the address of a customer of its own. Its options come from <c>Accounts:FacebookPage:{account}</c> of the
    /// instance's section.</summary>
    /// <param name="builder">The instance.</param>
    /// <param name="account">The account's name; of several on one channel the first healthy one sends.</param>
    /// <param name="configure">Changes the options after they were bound; null for nothing.</param>
    public static OmniChannelBuilder AddFacebookPage(this OmniChannelBuilder builder, string account = "default", Action<FacebookPageOptions>? configure = null) => Account.AddTo(builder, account, configure);
}
