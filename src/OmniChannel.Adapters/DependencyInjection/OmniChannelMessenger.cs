using Microsoft.Extensions.Configuration;
using OmniChannel.Accounts;
using OmniChannel.Messaging;

namespace OmniChannel;

/// <summary>Adds direct messages by Messenger and Instagram to an instance.</summary>
public static class OmniChannelMessenger
{
    private static readonly HttpAccount<MessengerOptions> Messenger = new()
    {
        Provider = "Messenger",
        Channel = Channel.Messenger,
        Bind = static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true),
        Check = MessengerOptionsCheck.Problems,
        Create = static (account, options, client, setup) => new MessengerChannelAdapter(Channel.Messenger, account, options, client, setup.Time),
    };

    private static readonly HttpAccount<MessengerOptions> Instagram = Messenger with
    {
        Provider = "InstagramDirect",
        Channel = InstagramDirect.Definition.Channel,
        Check = MessengerOptionsCheck.InstagramProblems,
        Create = static (account, options, client, setup) =>
        {
            AccountChannel.Define(setup, InstagramDirect.Definition);
            return new MessengerChannelAdapter(InstagramDirect.Definition.Channel, account, options, client, setup.Time);
        },
    };

    /// <summary>Adds a Page that writes by Messenger. Its options come from <c>Accounts:Messenger:{account}</c> of the instance's section.</summary>
    /// <param name="builder">The instance.</param>
    /// <param name="account">The account's name; of several on one channel the first healthy one sends.</param>
    /// <param name="configure">Changes the options after they were bound; null for nothing.</param>
    public static OmniChannelBuilder AddMessenger(this OmniChannelBuilder builder, string account = "default", Action<MessengerOptions>? configure = null) => Messenger.AddTo(builder, account, configure);

    /// <summary>Adds an Instagram account that answers people, on the channel "instagram-direct". Its options come from <c>Accounts:InstagramDirect:{account}</c> of the instance's section.</summary>
    /// <param name="builder">The instance.</param>
    /// <param name="account">The account's name; of several on one channel the first healthy one sends.</param>
    /// <param name="configure">Changes the options after they were bound; null for nothing.</param>
    public static OmniChannelBuilder AddInstagramDirect(this OmniChannelBuilder builder, string account = "default", Action<MessengerOptions>? configure = null) => Instagram.AddTo(builder, account, configure);
}
