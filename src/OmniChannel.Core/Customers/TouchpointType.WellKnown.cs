namespace OmniChannel;

/// <content>The touchpoints that the library understands; any other is kept in the timeline.</content>
public readonly partial record struct TouchpointType
{
    /// <summary>The customer scanned a printed code.</summary>
    public static TouchpointType CodeScanned { get; } = new("code.scanned");

    /// <summary>The customer came to the website, or did something there.</summary>
    public static TouchpointType SiteVisited { get; } = new("site.visited");

    /// <summary>The customer left the website.</summary>
    public static TouchpointType SiteLeft { get; } = new("site.left");

    /// <summary>The customer opened the app, or did something in it.</summary>
    public static TouchpointType AppOpened { get; } = new("app.opened");

    /// <summary>The customer closed the app.</summary>
    public static TouchpointType AppClosed { get; } = new("app.closed");

    /// <summary>The customer came into a store.</summary>
    public static TouchpointType StoreEntered { get; } = new("store.entered");

    /// <summary>The customer left the store.</summary>
    public static TouchpointType StoreLeft { get; } = new("store.left");

    /// <summary>The customer liked a product; the touchpoint's data names it as "variant".</summary>
    public static TouchpointType ItemLiked { get; } = new("item.liked");

    /// <summary>The customer saved a product or put it on a wish list; the touchpoint's data names it as "variant".</summary>
    public static TouchpointType ItemSaved { get; } = new("item.saved");

    /// <summary>A cart was left without buying; the touchpoint's amount is its total.</summary>
    public static TouchpointType CartLeft { get; } = new("cart.left");

    /// <summary>The customer left a way to be reached, or showed intent.</summary>
    public static TouchpointType LeadCaptured { get; } = new("lead.captured");

    /// <summary>The customer bought; the touchpoint's amount is what was paid.</summary>
    public static TouchpointType Purchased { get; } = new("purchase.completed");

    /// <summary>The customer wrote to the brand: the reply window of the channel opens.</summary>
    public static TouchpointType MessageReceived { get; } = new("message.received");

    /// <summary>The customer recommended the brand: a referral, a review, a mention.</summary>
    public static TouchpointType Recommended { get; } = new("brand.recommended");

    /// <summary>Somebody came by the customer's referral code.</summary>
    public static TouchpointType ReferralUsed { get; } = new("referral.used");

    /// <summary>The customer spoke of the brand in public.</summary>
    public static TouchpointType Mentioned { get; } = new("brand.mentioned");

    /// <summary>The customer wrote a review.</summary>
    public static TouchpointType Reviewed { get; } = new("review.written");

    /// <summary>The customer follows the brand on a social network.</summary>
    public static TouchpointType Followed { get; } = new("brand.followed");

    /// <summary>The customer searched; the touchpoint's data has the words as "query".</summary>
    public static TouchpointType Searched { get; } = new("search.made");

    /// <summary>The customer answered a question of a survey; made by <c>Survey.ToTouchpoint</c>, its data has "survey", "question" and "answer".</summary>
    public static TouchpointType SurveyAnswered { get; } = new("survey.answered");

    /// <summary>A machine followed the link of an answer, such as a scanner of e-mail: <c>SurveyReply.ByMachine</c>. It is trusted as far as <c>EvidenceTrust.Machine</c> says, and nobody was there.</summary>
    public static TouchpointType SurveyFollowed { get; } = new("survey.followed");
}
