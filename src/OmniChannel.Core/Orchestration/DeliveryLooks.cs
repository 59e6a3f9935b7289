using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Looks at claimed deliveries and what surrounds them: three looks into the store for all of them together.</summary>
internal sealed class DeliveryLooks(Instance instance, CampaignCatalog campaigns)
{
    public async ValueTask<IReadOnlyList<DeliveryLook?>> LookAsync(IReadOnlyList<ScheduleClaim> claims)
    {
        var (none, at) = (CancellationToken.None, instance.Time.GetTimestamp());
        var rows = await instance.Store.ReadOutboxAsync(instance.Tenant, [.. claims.Select(claim => new OutboxAddress(claim.Partition, new DeliveryId(claim.Key)))], none).ConfigureAwait(false);
        var looks = claims.Zip(rows, (claim, row) => new DeliveryLook { Claim = claim, At = at, Queued = row is null ? null : QueuedDelivery.Of(row) }).ToArray();
        int[] open = [.. Enumerable.Range(0, looks.Length).Where(i => looks[i].IsOpen)];
        if (open.Length == 0)
        {
            return looks;
        }

        var customers = open.Select(i => looks[i].Queued!.Content.Customer).ToArray();
        var states = await instance.Store.ReadStatesAsync(instance.Tenant, [.. customers.Select(CustomerUnit.AddressOf)], none).ConfigureAwait(false);
        var told = new Told(instance, campaigns);
        var surroundings = new Surroundings[open.Length];
        for (var n = 0; n < open.Length; n++)
        {
            var (content, state) = (looks[open[n]].Queued!.Content, CustomerUnit.StateOf(customers[n], states[n]));
            var person = state.Person is null ? state : await CustomerUnit.ReadPersonAsync(instance, customers[n], none).ConfigureAwait(false);
            var campaign = await told.OfAsync(content.Message.Campaign).ConfigureAwait(false);
            surroundings[n] = new Surroundings(instance, content.Message.Purpose, ChannelsOf(instance, content.Channel), person, content);
            looks[open[n]] = looks[open[n]] with
            {
                Seen = states[n] is { } row ? new SeenCustomer { Version = row.Version, State = state } : null,
                Campaign = campaign,
                Missing = instance.Missing.Of(looks[open[n]].Queued!, campaign, campaigns.IsOfCode(content.Message.Campaign)),
                Members = state.Person?.Members ?? [],
                Unleased = content.Spend is null || campaign is null ? null : await told.UnleasedAsync(campaign).ConfigureAwait(false),
            };
        }

        await LookAroundAsync(looks, open, surroundings).ConfigureAwait(false);
        return looks;
    }

    /// <summary>The one channel of a delivery; none where the instance has it no more.</summary>
    public static ChannelDefinition[] ChannelsOf(Instance instance, Channel channel) => instance.Channels.Find(channel) is { } definition ? [definition] : [];

    private async ValueTask LookAroundAsync(DeliveryLook[] looks, int[] open, Surroundings[] surroundings)
    {
        StateAddress[][] wanted = [.. surroundings.Select(one => one.Addresses.ToArray())];
        StateAddress[] all = [.. wanted.SelectMany(addresses => addresses).Distinct()];
        var found = await instance.Store.ReadStatesAsync(instance.Tenant, all, CancellationToken.None).ConfigureAwait(false);
        var rows = new Dictionary<StateAddress, StateRow?>(all.Length);
        for (var i = 0; i < all.Length; i++)
        {
            rows.Add(all[i], found[i]);
        }

        var evidence = EvidenceBook.Read(rows[EvidenceBook.Address]);
        for (var n = 0; n < open.Length; n++)
        {
            looks[open[n]] = looks[open[n]] with { Around = surroundings[n].Of(evidence, [.. wanted[n].Select(address => rows[address])]) };
        }
    }

    /// <summary>What was asked once of a campaign for all its deliveries of one look.</summary>
    private sealed class Told(Instance instance, CampaignCatalog campaigns)
    {
        private readonly Dictionary<CampaignId, Campaign?> known = [];
        private readonly Dictionary<CampaignId, Money?> unleased = [];

        public async ValueTask<Campaign?> OfAsync(CampaignId campaign) =>
            known.TryGetValue(campaign, out var told) ? told : known[campaign] = await campaigns.FindAsync(campaign, CancellationToken.None).ConfigureAwait(false);

        public async ValueTask<Money?> UnleasedAsync(Campaign campaign) =>
            unleased.TryGetValue(campaign.Id, out var told) ? told : unleased[campaign.Id] = await BudgetBook.ReadUnleasedAsync(instance, campaign, CancellationToken.None).ConfigureAwait(false);
    }
}
