using Microsoft.Extensions.Configuration;
using OmniChannel.Accounts;
using OmniChannel.Messaging;

namespace OmniChannel;

/// <summary>Adds messages by WhatsApp to an instance.</summary>
public static class OmniChannelWhatsApp
{
    private static readonly HttpAccount<WhatsAppOptions> Free = new()
    {
        Provider = "WhatsApp",
        Channel = Channel.WhatsApp,
        Bind = static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true),
        Check = WhatsAppOptionsCheck.Problems,
        Create = static (account, options, client, setup) => new WhatsAppChannelAdapter(Channel.WhatsApp, account, options, client, setup.Time),
    };

    private static readonly HttpAccount<WhatsAppOptions> ByTemplate = Free with
    {
        Provider = "WhatsAppTemplates",
        Channel = WhatsAppTemplates.Definition.Channel,
        Create = static (account, options, client, setup) =>
        {
            AccountChannel.Define(setup, WhatsAppTemplates.Definition);
            return new WhatsAppChannelAdapter(WhatsAppTemplates.Definition.Channel, account, options, client, setup.Time);
        },
    };

    /// <summary>Adds a number at the WhatsApp Cloud API, for free messages within 24 hours of the person's last one. Its options come from <c>Accounts:WhatsApp:{account}</c> of the instance's section.</summary>
    /// <param name="builder">The instance.</param>
    /// <param name="account">The account's name; of several on one channel the first healthy one sends.</param>
    /// <param name="configure">Changes the options after they were bound; null for nothing.</param>
    public static OmniChannelBuilder AddWhatsApp(this OmniChannelBuilder builder, string account = "default", Action<WhatsAppOptions>? configure = null) => Free.AddTo(builder, account, configure);

    /// <summary>Adds a number for approved templates, on the channel "whatsapp-template", which is open at any time: the variant's subject is the template's name and language ("cart_reminder/de"), each line of its text
    /// a parameter of the body. Its options come from <c>Accounts:WhatsAppTemplates:{account}</c>.</summary>
    /// <param name="builder">The instance.</param>
    /// <param name="account">The account's name; of several on one channel the first healthy one sends.</param>
    /// <param name="configure">Changes the options after they were bound; null for nothing.</param>
    public static OmniChannelBuilder AddWhatsAppTemplates(this OmniChannelBuilder builder, string account = "default", Action<WhatsAppOptions>? configure = null) => ByTemplate.AddTo(builder, account, configure);
}
