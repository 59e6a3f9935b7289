namespace OmniChannel;

/// <content>The channels whose definitions ship.</content>
public readonly partial record struct Channel
{
    /// <summary>E-mail.</summary>
    public static Channel Email { get; } = new("email");

    /// <summary>Text message to a phone number.</summary>
    public static Channel Sms { get; } = new("sms");

    /// <summary>Notification of the brand's mobile app.</summary>
    public static Channel Push { get; } = new("push");

    /// <summary>Notification of a browser.</summary>
    public static Channel WebPush { get; } = new("web-push");

    /// <summary>WhatsApp.</summary>
    public static Channel WhatsApp { get; } = new("whatsapp");

    /// <summary>Facebook Messenger.</summary>
    public static Channel Messenger { get; } = new("messenger");

    /// <summary>Telegram.</summary>
    public static Channel Telegram { get; } = new("telegram");

    /// <summary>Chat with an agent on the website, while the customer is there.</summary>
    public static Channel LiveChat { get; } = new("live-chat");

    /// <summary>A slot or pop-up of the brand's own website, while the customer is there.</summary>
    public static Channel Website { get; } = new("website");

    /// <summary>Posts of the brand's Facebook Page.</summary>
    public static Channel FacebookPage { get; } = new("facebook-page");

    /// <summary>Posts on Instagram.</summary>
    public static Channel Instagram { get; } = new("instagram");

    /// <summary>Videos on TikTok.</summary>
    public static Channel TikTok { get; } = new("tiktok");

    /// <summary>Videos on YouTube.</summary>
    public static Channel YouTube { get; } = new("youtube");

    /// <summary>Snapchat, lenses included.</summary>
    public static Channel Snapchat { get; } = new("snapchat");

    /// <summary>Posts on LinkedIn.</summary>
    public static Channel LinkedIn { get; } = new("linkedin");

    /// <summary>Posts on X.</summary>
    public static Channel X { get; } = new("x");

    /// <summary>A shop one can walk into.</summary>
    public static Channel Store { get; } = new("store");

    /// <summary>The telephone, answered by people.</summary>
    public static Channel CallCentre { get; } = new("call-centre");

    /// <summary>A fair, a launch, a pop-up store.</summary>
    public static Channel Event { get; } = new("event");

    /// <summary>Television.</summary>
    public static Channel Tv { get; } = new("tv");

    /// <summary>Posters, leaflets, catalogues, printed codes.</summary>
    public static Channel Print { get; } = new("print");

    /// <summary>A customer who recommends the brand to another.</summary>
    public static Channel Referral { get; } = new("referral");

    /// <summary>Paid search results.</summary>
    public static Channel SearchAds { get; } = new("search-ads");

    /// <summary>Banners on other people's pages.</summary>
    public static Channel DisplayAds { get; } = new("display-ads");
}
