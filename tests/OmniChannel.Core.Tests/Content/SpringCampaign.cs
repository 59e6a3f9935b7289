namespace OmniChannel.Tests.Content;

/// <summary>A campaign in which nothing is wrong: five channels, two languages, three facts. Tests break one thing of it.</summary>
internal static class SpringCampaign
{
    public static readonly Culture German = new("de");
    public static readonly Culture English = new("en");

    public static BrandVoice Voice { get; } = new()
    {
        Tone =
        [
            new ToneWords { Culture = English, Wanted = ["fresh*", "light*"], Forbidden = ["cheap*"] },
            new ToneWords { Culture = German, Wanted = ["frisch*", "leicht*"], Forbidden = ["billig*"] },
        ],
        Formality = Formality.Informal,
        MaxExclamationMarks = 1,
        AllCaps = false,
        EmojiOn = [Channel.Instagram, Channel.Push],
        LegalLines = [new LegalLine { Purpose = Purpose.Marketing, Channels = [Channel.Email], Text = "Fjell GmbH, Berlin" }],
    };

    public static Campaign Whole { get; } = new()
    {
        Id = new CampaignId("spring"),
        Name = "Spring",
        Message = "The new tent is light.",
        Goal = "Sell 200 tents",
        Usp = "The lightest tent of its size",
        Purpose = Purpose.Marketing,
        Culture = English,
        Cultures = [English, German],
        Channels = [Channel.Email, Channel.Sms, Channel.Push, Channel.Instagram, Channel.WebPush],
        Facts =
        [
            CampaignFact.OfMoney("price", Money.Of(1299.00m, "EUR")),
            CampaignFact.OfDate("until", new DateOnly(2026, 11, 27)),
            CampaignFact.OfCode("code", "SPRING20") with { IsOptional = true },
        ],
        Variants =
        [
            Email,
            new Variant
            {
                Channel = Channel.Sms,
                Text = "Light tent Fjell now {{campaign.price}} until {{campaign.until}}: code {{campaign.code}}",
                In = In("Leichtes Zelt Fjell nur {{campaign.price}} bis {{campaign.until}}, Code {{campaign.code}}"),
            },
            new Variant
            {
                Channel = Channel.Instagram,
                Text = "Mornings smell fresh again ⛺ Our tent weighs less than your camera. {{campaign.price}}, until {{campaign.until}}. Link in our profile.",
                In = In("Morgens riecht es wieder frisch ⛺ Unser Zelt wiegt weniger als deine Kamera. {{campaign.price}}, bis {{campaign.until}}. Link im Profil."),
            },
            .. new ShortText
            {
                Text = "Fresh in: a tent of 900 g, €1,299.00, this week until November 27, 2026",
                TextIn = new Dictionary<Culture, string> { [German] = "Frisch da: ein Zelt mit 900 g, 1.299,00 €, bis 27. November 2026" },
            }.On(Channel.Push, Channel.WebPush),
        ],
    };

    private static Variant Email => new()
    {
        Channel = Channel.Email,
        Subject = "A light start, {{customer.name}}",
        Text = """
            Hello {{customer.name}},

            pack less, see more. Until {{campaign.until}} our tent Fjell costs {{campaign.price}}.
            Your code: {{campaign.code}}

            Fjell GmbH, Berlin
            """,
        Html = "<p>Hello {{customer.name}},</p><p>pack less, see more. Until <b>{{campaign.until}}</b> our tent Fjell costs <b>{{campaign.price}}</b>.</p><p>Fjell GmbH, Berlin</p>",
        In = new Dictionary<Culture, VariantText>
        {
            [German] = new()
            {
                Subject = "Ein leichter Anfang, {{customer.name}}",
                Text = """
                    Hallo {{customer.name}},

                    nimm weniger mit und sieh mehr. Bis zum {{campaign.until}} kostet unser Zelt Fjell {{campaign.price}}.

                    Fjell GmbH, Berlin
                    """,
                Html = "<p>Hallo {{customer.name}},</p><p>nimm weniger mit und sieh mehr. Bis zum {{campaign.until}} kostet unser Zelt {{campaign.price}}.</p><p>Fjell GmbH, Berlin</p>",
            },
        },
    };

    /// <summary>The campaign with the variant of one channel changed.</summary>
    public static Campaign With(Channel channel, Func<Variant, Variant> change) =>
        Whole with { Variants = [.. Whole.Variants.Select(variant => variant.Channel == channel ? change(variant) : variant)] };

    public static IReadOnlyDictionary<Culture, VariantText> In(string german) => new Dictionary<Culture, VariantText> { [German] = new() { Text = german } };

    public static IReadOnlyList<CampaignFinding> Check(Campaign campaign) => CampaignCheck.Check(campaign, Voice);
}
