using Microsoft.Extensions.Configuration;
using OmniChannel.Accounts;
using OmniChannel.Email;

namespace OmniChannel;

/// <summary>Adds e-mail by Postmark to an instance.</summary>
public static class OmniChannelPostmark
{
    private static readonly HttpAccount<PostmarkOptions> Account = new()
    {
        Provider = "Postmark",
        Channel = Channel.Email,
        Bind = static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true),
        Check = PostmarkOptionsCheck.Problems,
        Create = static (account, options, client, setup) => new PostmarkChannelAdapter(account, options, client, setup.Time),
    };

    /// <summary>Adds an account at Postmark. Its options come from <c>Accounts:Postmark:{account}</c> of the instance's section.</summary>
    /// <param name="builder">The instance.</param>
    /// <param name="account">The account's name; of several on one channel the first healthy one sends.</param>
    /// <param name="configure">Changes the options after they were bound; null for nothing.</param>
    public static OmniChannelBuilder AddPostmark(this OmniChannelBuilder builder, string account = "default", Action<PostmarkOptions>? configure = null) => Account.AddTo(builder, account, configure);
}
