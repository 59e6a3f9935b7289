namespace OmniChannel;

/// <summary>Where the customer is at this moment: on the site with an agent free → live chat; in the store or the app → push; after a purchase → e-mail for the receipt.</summary>
internal static class PresencePoints
{
    /// <summary>Where the channel speaks to somebody who is there.</summary>
    public const int There = 100;

    /// <summary>Where it is at least at hand.</summary>
    public const int AtHand = 60;

    private static readonly TimeSpan JustBought = TimeSpan.FromDays(1);

    public static (int Points, Reason? Reason) Of(Snapshot snapshot, ChannelSnapshot channel)
    {
        var at = channel.Channel;
        return at == Channel.LiveChat && snapshot.OnSiteUntil is not null && snapshot.AgentsFree > 0 ? (There, Reason.Of("score.presence.site"))
            : at == Channel.Website && snapshot.OnSiteUntil is not null ? (AtHand, Reason.Of("score.presence.site"))
            : at == Channel.Push && snapshot.InStoreUntil is not null ? (There, Reason.Of("score.presence.store"))
            : at == Channel.Push && snapshot.InAppUntil is not null ? (AtHand, Reason.Of("score.presence.app"))
            : at == Channel.Email && snapshot.Message.Purpose == Purpose.Transactional && HasJustBought(snapshot.Facts, snapshot.Now) ? (There, Reason.Of("score.presence.purchased"))
            : (0, null);
    }

    public static bool HasJustBought(CustomerFacts facts, DateTimeOffset now) => facts.PurchasedAt is { } bought && now - bought <= JustBought;
}
