using Microsoft.Extensions.Configuration;
using OmniChannel.Accounts;
using OmniChannel.Social;

namespace OmniChannel;

/// <summary>Adds posts on LinkedIn to an instance.</summary>
public static class OmniChannelLinkedIn
{
    private static readonly HttpAccount<LinkedInOptions> Account = new()
    {
        Provider = "LinkedIn",
        Channel = Channel.LinkedIn,
        Bind = static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true),
        Check = LinkedInOptionsCheck.Problems,
        Create = static (account, options, client, setup) =>
        {
            AccountChannel.Define(setup, OwnPosts.LinkedIn);
            return new LinkedInChannelAdapter(account, options, client, setup.Time);
        },
    };

    /// <summary>Adds an account on LinkedIn, and the channel "linkedin" as one that can be sent on: to the account's own name, which is the address of a customer of its own. Its options come from <c>Accounts:LinkedIn:{account}</c> of the
    /// instance's section.</summary>
    /// <param name="builder">The instance.</param>
    /// <param name="account">The account's name; of several on one channel the first healthy one sends.</param>
    /// <param name="configure">Changes the options after they were bound; null for nothing.</param>
    public static OmniChannelBuilder AddLinkedIn(this OmniChannelBuilder builder, string account = "default", Action<LinkedInOptions>? configure = null) => Account.AddTo(builder, account, configure);
}
