using Microsoft.Extensions.Configuration;
using OmniChannel.Accounts;
using OmniChannel.Social;

namespace OmniChannel;

/// <summary>Adds posts on Bluesky to an instance.</summary>
public static class OmniChannelBluesky
{
    private static readonly HttpAccount<BlueskyOptions> Account = new()
    {
        Provider = "Bluesky",
        Channel = OwnPosts.Bluesky.Channel,
        Bind = static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true),
        Check = BlueskyOptionsCheck.Problems,
        Create = static (account, options, client, setup) =>
        {
            AccountChannel.Define(setup, OwnPosts.Bluesky);
            return new BlueskyChannelAdapter(account, options, client, setup.Time);
        },
    };

    /// <summary>Adds an account on Bluesky, and the channel "bluesky" as one that can be sent on: to the account's own name, which is the address of a customer of its own. Its options come from <c>Accounts:Bluesky:{account}</c> of the
    /// instance's section.</summary>
    /// <param name="builder">The instance.</param>
    /// <param name="account">The account's name; of several on one channel the first healthy one sends.</param>
    /// <param name="configure">Changes the options after they were bound; null for nothing.</param>
    public static OmniChannelBuilder AddBluesky(this OmniChannelBuilder builder, string account = "default", Action<BlueskyOptions>? configure = null) => Account.AddTo(builder, account, configure);
}
