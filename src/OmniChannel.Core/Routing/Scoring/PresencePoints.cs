namespace OmniChannel;

/// <summary>Where the customer is at this moment: on the site with an agent free → live chat; in the store or the app → push; after a purchase → e-mail for the receipt.</summary>
internal static class PresencePoints
{
    private static readonly TimeSpan JustBought = TimeSpan.FromDays(1);

    public static (int Points, Reason? Reason) Of(Snapshot snapshot, ChannelSnapshot channel)
    {
        var at = channel.Channel;
        return at == Channel.LiveChat && snapshot.OnSiteUntil is not null && snapshot.AgentsFree > 0 ? (100, Reason.Of("score.presence.site"))
            : at == Channel.Website && snapshot.OnSiteUntil is not null ? (60, Reason.Of("score.presence.site"))
            : at == Channel.Push && snapshot.InStoreUntil is not null ? (100, Reason.Of("score.presence.store"))
            : at == Channel.Push && snapshot.InAppUntil is not null ? (60, Reason.Of("score.presence.app"))
            : at == Channel.Email && snapshot.Message.Purpose == Purpose.Transactional && snapshot.Facts.PurchasedAt is { } bought && snapshot.Now - bought <= JustBought ? (100, Reason.Of("score.presence.purchased"))
            : (0, null);
    }
}
