using Microsoft.Extensions.Configuration;
using OmniChannel.Accounts;
using OmniChannel.Social;

namespace OmniChannel;

/// <summary>Adds posts and direct messages on X to an instance.</summary>
public static class OmniChannelX
{
    private static readonly HttpAccount<XOptions> Posts = new()
    {
        Provider = "X",
        Channel = Channel.X,
        Bind = static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true),
        Check = XOptionsCheck.Problems,
        Create = static (account, options, client, setup) =>
        {
            AccountChannel.Define(setup, OwnPosts.X);
            return new XPostChannelAdapter(account, options, client, setup.Time);
        },
    };

    private static readonly HttpAccount<XOptions> Direct = Posts with
    {
        Provider = "XDirect",
        Channel = XDirect.Definition.Channel,
        Create = static (account, options, client, setup) =>
        {
            AccountChannel.Define(setup, XDirect.Definition);
            return new XDirectChannelAdapter(account, options, client, setup.Time);
        },
    };

    /// <summary>Adds an account on X, and the channel "x" as one that can be posted on: to the account's own number, which is the address of a customer of its own. Its options come from <c>Accounts:X:{account}</c> of the
    /// instance's section.</summary>
    /// <param name="builder">The instance.</param>
    /// <param name="account">The account's name; of several on one channel the first healthy one sends.</param>
    /// <param name="configure">Changes the options after they were bound; null for nothing.</param>
    public static OmniChannelBuilder AddX(this OmniChannelBuilder builder, string account = "default", Action<XOptions>? configure = null) => Posts.AddTo(builder, account, configure);

    /// <summary>Adds an account on X that writes to people, on the channel "x-direct". Its options come from <c>Accounts:XDirect:{account}</c> of the instance's section.</summary>
    /// <param name="builder">The instance.</param>
    /// <param name="account">The account's name; of several on one channel the first healthy one sends.</param>
    /// <param name="configure">Changes the options after they were bound; null for nothing.</param>
    public static OmniChannelBuilder AddXDirect(this OmniChannelBuilder builder, string account = "default", Action<XOptions>? configure = null) => Direct.AddTo(builder, account, configure);
}
