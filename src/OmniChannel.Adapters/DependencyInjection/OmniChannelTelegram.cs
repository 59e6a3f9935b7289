using Microsoft.Extensions.Configuration;
using OmniChannel.Accounts;
using OmniChannel.Messaging;

namespace OmniChannel;

/// <summary>Adds messages by a Telegram bot to an instance.</summary>
public static class OmniChannelTelegram
{
    private static readonly HttpAccount<TelegramOptions> Account = new()
    {
        Provider = "Telegram",
        Channel = Channel.Telegram,
        Bind = static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true),
        Check = TelegramOptionsCheck.Problems,
        Create = static (account, options, client, setup) => new TelegramChannelAdapter(account, options, client, setup.Time),
    };

    /// <summary>Adds a bot at Telegram. Its options come from <c>Accounts:Telegram:{account}</c> of the instance's section.</summary>
    /// <param name="builder">The instance.</param>
    /// <param name="account">The account's name; of several on one channel the first healthy one sends.</param>
    /// <param name="configure">Changes the options after they were bound; null for nothing.</param>
    public static OmniChannelBuilder AddTelegram(this OmniChannelBuilder builder, string account = "default", Action<TelegramOptions>? configure = null) => Account.AddTo(builder, account, configure);
}
