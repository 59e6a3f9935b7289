using Microsoft.Extensions.Configuration;
using OmniChannel.Accounts;
using OmniChannel.Social;

namespace OmniChannel;

/// <summary>Adds posts on Mastodon to an instance.</summary>
public static class OmniChannelMastodon
{
    private static readonly HttpAccount<MastodonOptions> Account = new()
    {
        Provider = "Mastodon",
        Channel = new Channel("mastodon"),
        Bind = static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true),
        Check = MastodonOptionsCheck.Problems,
        Create = static (account, options, client, setup) =>
        {
            AccountChannel.Define(setup, OwnPosts.Mastodon(options.MaxCharacters));
            return new MastodonChannelAdapter(account, options, client, setup.Time);
        },
    };

    /// <summary>Adds an account on Mastodon, and the channel "mastodon" as one that can be sent on: to the account's own name, which is the address of a customer of its own. Its options come from <c>Accounts:Mastodon:{account}</c> of the
    /// instance's section.</summary>
    /// <param name="builder">The instance.</param>
    /// <param name="account">The account's name; of several on one channel the first healthy one sends.</param>
    /// <param name="configure">Changes the options after they were bound; null for nothing.</param>
    public static OmniChannelBuilder AddMastodon(this OmniChannelBuilder builder, string account = "default", Action<MastodonOptions>? configure = null) => Account.AddTo(builder, account, configure);
}
