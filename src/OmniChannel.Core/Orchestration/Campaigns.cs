namespace OmniChannel;

/// <summary>What is done with a campaign before it is sent: checked, looked at, drafted. Safe for many threads.</summary>
public sealed class Campaigns
{
    private readonly Instance instance;

    internal Campaigns(Instance instance) => this.instance = instance;

    /// <summary>Every finding, by the voice, the channels and the engines of this instance.</summary>
    public IReadOnlyList<CampaignFinding> Check(Campaign campaign)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        return CampaignChecks.Findings(campaign, instance);
    }

    /// <summary>What a sample customer would read on every channel in every language, with the findings beside each. Nothing is stored or sent.</summary>
    /// <param name="campaign">The campaign; it need not be saved.</param>
    /// <param name="sample">The customer; the persona is the one that the profile names or fits. The language is taken from each text in turn.</param>
    /// <param name="message">A message with data such as it would have.</param>
    public CampaignPreview Preview(Campaign campaign, CustomerProfile sample, Message message)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(message);
        var reader = instance.Segments.SourceOf(CustomerState.Unknown(sample.Id) with { Profile = sample }, instance.Now).ToReader();
        return CampaignPreview.Of(campaign, reader, message, instance.Channels.Find, instance.Engines, Check(campaign));
    }

    /// <summary>Writes a preview into a folder: a file for each text and <c>index.html</c>, which shows them all. Files of an earlier preview are replaced.</summary>
    /// <returns>The path of <c>index.html</c>.</returns>
    public static async ValueTask<string> WritePreviewAsync(CampaignPreview preview, string folder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(preview);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.CreateDirectory(folder);
        foreach (var (name, content) in preview.Files)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, name), content, cancellationToken).ConfigureAwait(false);
        }

        return Path.Combine(folder, CampaignPreview.Page);
    }

    /// <summary>Asks the host's text generator. What comes back are drafts; see <see cref="Review"/>.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="channels">The channels for which a variant is wanted; none for those that the campaign is planned for and lacks.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="InvalidOperationException">The instance has no <see cref="IVariantDrafter"/>.</exception>
    /// <exception cref="ArgumentException">A channel is not defined.</exception>
    public async ValueTask<IReadOnlyList<DraftedVariant>> DraftAsync(Campaign campaign, IReadOnlyList<Channel>? channels = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        var drafter = instance.Drafter ?? throw new InvalidOperationException("Nobody drafts texts; set OmniChannelSetup.Drafter, or call UseDrafter.");
        var wanted = channels ?? [.. (campaign.Channels ?? []).Where(channel => campaign.Variants.All(variant => variant.Channel != channel))];
        return await drafter.DraftAsync(
            new DraftRequest
            {
                Campaign = campaign,
                Voice = instance.Voice,
                Channels = [.. wanted.Select(channel => instance.Channels.Find(channel) ?? throw new ArgumentException($"The channel '{channel}' is not defined; add a ChannelDefinition for it.", nameof(channels)))],
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Checks a draft in the place of the campaign's variant for its channel.</summary>
    public DraftReview Review(Campaign campaign, DraftedVariant draft)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        ArgumentNullException.ThrowIfNull(draft);
        return draft.Review(campaign, Check);
    }

    /// <summary>Takes a checked draft for good, now.</summary>
    /// <param name="draft">The draft, after its check.</param>
    /// <param name="by">Who approves it.</param>
    public ApprovedVariant Approve(CheckedVariant draft, string by)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return draft.Approve(by, instance.Now);
    }
}
