namespace OmniChannel;

/// <content>The figures of the channels whose definitions ship. Rates are shares of what was sent unless they say otherwise.</content>
public readonly partial record struct Kpi
{
    /// <summary>The share that arrived.</summary>
    public static Kpi DeliveryRate { get; } = new("delivery-rate");

    /// <summary>The share that came back.</summary>
    public static Kpi BounceRate { get; } = new("bounce-rate");

    /// <summary>The share that was opened or read.</summary>
    public static Kpi OpenRate { get; } = new("open-rate");

    /// <summary>The share that was clicked or tapped.</summary>
    public static Kpi ClickRate { get; } = new("click-rate");

    /// <summary>The share that was answered.</summary>
    public static Kpi ReplyRate { get; } = new("reply-rate");

    /// <summary>The share that led to a purchase or whatever the campaign's goal is.</summary>
    public static Kpi ConversionRate { get; } = new("conversion-rate");

    /// <summary>The share that made somebody leave.</summary>
    public static Kpi UnsubscribeRate { get; } = new("unsubscribe-rate");

    /// <summary>The share that was reported as unwanted.</summary>
    public static Kpi ComplaintRate { get; } = new("complaint-rate");

    /// <summary>The share of those asked who agreed to be notified.</summary>
    public static Kpi OptInRate { get; } = new("opt-in-rate");

    /// <summary>How long a customer waits for the first answer, in seconds.</summary>
    public static Kpi ResponseTime { get; } = new("response-time");

    /// <summary>The share of conversations that were solved without another contact.</summary>
    public static Kpi FirstContactResolution { get; } = new("first-contact-resolution");

    /// <summary>How content customers say they are.</summary>
    public static Kpi Satisfaction { get; } = new("satisfaction");

    /// <summary>How many calls came in or were made.</summary>
    public static Kpi Calls { get; } = new("calls");

    /// <summary>How many people saw it at least once.</summary>
    public static Kpi Reach { get; } = new("reach");

    /// <summary>How often it was shown.</summary>
    public static Kpi Impressions { get; } = new("impressions");

    /// <summary>The share of impressions that were clicked.</summary>
    public static Kpi ClickThroughRate { get; } = new("click-through-rate");

    /// <summary>Likes and other reactions.</summary>
    public static Kpi Likes { get; } = new("likes");

    /// <summary>Comments.</summary>
    public static Kpi Comments { get; } = new("comments");

    /// <summary>How often it was passed on to somebody.</summary>
    public static Kpi Shares { get; } = new("shares");

    /// <summary>How often it was posted again to the followers of somebody else.</summary>
    public static Kpi Reposts { get; } = new("reposts");

    /// <summary>How often it was kept for later.</summary>
    public static Kpi Saves { get; } = new("saves");

    /// <summary>New followers or subscribers.</summary>
    public static Kpi Follows { get; } = new("follows");

    /// <summary>How often the brand was named by others.</summary>
    public static Kpi Mentions { get; } = new("mentions");

    /// <summary>How often a video was started.</summary>
    public static Kpi VideoViews { get; } = new("video-views");

    /// <summary>How long a video was watched, in seconds.</summary>
    public static Kpi WatchTime { get; } = new("watch-time");

    /// <summary>How often a lens was tried on.</summary>
    public static Kpi LensUses { get; } = new("lens-uses");

    /// <summary>Visits of a page or a shop.</summary>
    public static Kpi Visits { get; } = new("visits");

    /// <summary>The share of visits that ended on the first page.</summary>
    public static Kpi VisitBounceRate { get; } = new("visit-bounce-rate");

    /// <summary>How often a printed code was scanned.</summary>
    public static Kpi CodeScans { get; } = new("code-scans");

    /// <summary>People who left a way to be reached.</summary>
    public static Kpi Leads { get; } = new("leads");

    /// <summary>What a lead cost.</summary>
    public static Kpi CostPerLead { get; } = new("cost-per-lead");

    /// <summary>New customers who came on somebody's word.</summary>
    public static Kpi Referrals { get; } = new("referrals");

    /// <summary>The share of coupons or codes that were redeemed.</summary>
    public static Kpi RedemptionRate { get; } = new("redemption-rate");

    /// <summary>Revenue per unit of money spent.</summary>
    public static Kpi ReturnOnSpend { get; } = new("return-on-spend");

    /// <summary>What was sold through it.</summary>
    public static Kpi Revenue { get; } = new("revenue");

    /// <summary>What an order was worth on average.</summary>
    public static Kpi AverageOrderValue { get; } = new("average-order-value");
}
