namespace OmniChannel;

/// <summary>What a gap is sought for: a campaign with its channels, or all channels together where no campaign is known.</summary>
internal sealed record GapAudience
{
    private const int Most = 100;

    public required PolicyPlace Place { get; init; }

    public required IReadOnlyList<Channel> Channels { get; init; }

    /// <summary>The campaign, where the policy tells campaigns apart; else nothing that narrows.</summary>
    public required IReadOnlyList<LeafRegion> Within { get; init; }

    /// <summary>One for all campaigns that the policy treats alike.</summary>
    public static IEnumerable<GapAudience> Of(ExaminedPolicy examined)
    {
        var campaigns = examined.Context.Campaigns;
        if (campaigns.Count == 0)
        {
            return [new GapAudience { Place = PolicyPlace.Whole, Channels = examined.Usable, Within = [] }];
        }

        var asks = examined.Space.Asks(Facts.Campaign);
        return campaigns
            .Select((campaign, i) => new GapAudience
            {
                Place = PolicyPlace.Of(campaign, i),
                Channels = [.. examined.Usable.Where(channel => campaign.Variants.Any(variant => variant.Channel == channel))],
                Within = asks ? [examined.Has(Facts.Campaign, null, one => one.Sample.Text == campaign.Id.Value)] : [],
            })
            .Where(audience => audience.Channels.Count > 0)
            .DistinctBy(audience => asks ? audience.Place.Name : string.Join(' ', audience.Channels))
            .Take(Most);
    }
}
