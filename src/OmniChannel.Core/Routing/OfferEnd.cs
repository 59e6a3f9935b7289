namespace OmniChannel;

/// <summary>When the offer of a message ends: its own, or its campaign's, whichever is earlier. Pure.</summary>
internal static class OfferEnd
{
    public const string Code = "relevance.offer-ended";

    public static DateTimeOffset? Of(Message message, Campaign campaign) =>
        message.About?.OfferEnds is { } own && !(campaign.EndsAt < own) ? own : campaign.EndsAt;

    /// <summary>Why a message of an offer that is over makes no sense; null while it lasts.</summary>
    public static Irrelevance? WhyNot(Message message, Campaign campaign, DateTimeOffset now) =>
        Of(message, campaign) is { } end && end <= now ? new Irrelevance { Code = Code, Why = new ReasonArgument("why", end).Value } : null;

    /// <summary>An expiry, no later than the end of an offer that lasts still: nothing is planned beyond it.</summary>
    public static DateTimeOffset Bound(DateTimeOffset expiresAt, Message message, Campaign campaign, DateTimeOffset now) =>
        Of(message, campaign)?.ToUniversalTime() is { } end && end > now && end < expiresAt ? end : expiresAt;
}
