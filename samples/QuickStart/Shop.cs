using OmniChannel;

namespace QuickStart;

/// <summary>An outdoor shop: its personas, its campaigns, its customers.</summary>
internal static class Shop
{
    public static Persona Commuter { get; } = new()
    {
        Id = new PersonaId("commuter"),
        Name = "The commuter",
        Description = "Shops on the train, phone in hand, decides fast.",
        Channels = new Dictionary<Channel, int> { [Channel.Push] = 60, [Channel.WhatsApp] = 20, [Channel.Email] = -10 },
    };

    public static Persona Researcher { get; } = new()
    {
        Id = new PersonaId("researcher"),
        Name = "The researcher",
        Description = "Compares for days at a desk, reads everything.",
        Channels = new Dictionary<Channel, int> { [Channel.Email] = 60, [Channel.Push] = -20, [Channel.LiveChat] = 10 },
    };

    public static Persona Regular { get; } = new()
    {
        Id = new PersonaId("regular"),
        Name = "The regular",
        Description = "Has bought for years and likes to be asked.",
        Channels = new Dictionary<Channel, int> { [Channel.LiveChat] = 50, [Channel.WhatsApp] = 30, [Channel.Email] = 20 },
    };

    public static Campaign CartReminder { get; } = new()
    {
        Id = new CampaignId("cart-reminder"),
        Name = "You left something behind",
        Variants =
        [
            new Variant
            {
                Channel = Channel.Email,
                Subject = "{{customer.name}}, your {{message.item}} is still here",
                Text = "Hello {{customer.name}},\n\nyour {{message.item}} ({{message.total}}) is waiting in your cart, and we keep it until Friday.\n\n{{message.link}}\n\nWanderlust Outdoor",
                Html = "<p>Hello {{customer.name}},</p><p>your <b>{{message.item}}</b> ({{message.total}}) is waiting in your cart, and we keep it until Friday.</p><p><a href=\"{{message.link}}\">Back to the cart</a></p><p>Wanderlust Outdoor</p>",
            },
            new Variant
            {
                Channel = Channel.Push,
                Subject = "Still yours until Friday",
                Text = "Your {{message.item}} ({{message.total}}) waits in the cart.",
                Link = "https://shop.example/cart",
            },
            new Variant
            {
                Channel = Channel.WhatsApp,
                Text = "Hi {{customer.name}}, your {{message.item}} ({{message.total}}) is kept until Friday: {{message.link}}",
            },
            new Variant
            {
                Channel = Channel.LiveChat,
                Text = "Hello {{customer.name}}! I see the {{message.item}} in your cart. Can I help you to decide?",
            },
        ],
    };

    public static Campaign OrderReceipt { get; } = new()
    {
        Id = new CampaignId("order-receipt"),
        Name = "Thank you for your order",
        Variants =
        [
            new Variant
            {
                Channel = Channel.Email,
                Subject = "Your order: {{message.item}}",
                Text = "Thank you, {{customer.name}}!\n\n{{message.item}}: {{message.total}}. It leaves our house tomorrow.",
            },
            new Variant { Channel = Channel.Push, Subject = "Thank you!", Text = "{{message.item}} is on its way." },
        ],
    };

    public static Message Reminder(string item, decimal total, DateTimeOffset until) => new()
    {
        Campaign = CartReminder.Id,
        Purpose = Purpose.Marketing,
        ExpiresAt = until,
        Value = Money.Of(total, "EUR"),
        Data = new Dictionary<string, string>
        {
            ["item"] = item,
            ["total"] = $"{total:0.00} EUR",
            ["link"] = "https://shop.example/cart",
        },
    };

    public static Message Receipt(string item, decimal total) => new()
    {
        Campaign = OrderReceipt.Id,
        Purpose = Purpose.Transactional,
        Data = new Dictionary<string, string> { ["item"] = item, ["total"] = $"{total:0.00} EUR" },
    };
}
