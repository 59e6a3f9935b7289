using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Looks at claimed deliveries and what surrounds them: at most two looks into the store for all of them together.</summary>
internal sealed class DeliveryLooks(Instance instance, CampaignCatalog campaigns)
{
    public async ValueTask<IReadOnlyList<DeliveryLook?>> LookAsync(IReadOnlyList<(ScheduleClaim Claim, ClaimSight? Sight)> claims)
    {
        var (looks, open, states) = (new DeliveryLook[claims.Count], new List<int>(claims.Count), new StateRow?[claims.Count]);
        List<int>? unseen = null;
        for (var i = 0; i < looks.Length; i++)
        {
            if (claims[i].Sight is { } sight && instance.Time.GetElapsedTime(sight.At) < DeliveryLook.Fresh / 2 && See(i, sight.At, sight.Outbox, sight.State).IsOpen)
            {
                continue;
            }

            (unseen ??= []).Add(i); // that nothing is left to be done is not taken from what was seen before the claim
        }

        if (unseen is not null)
        {
            await LookAsync(unseen).ConfigureAwait(false);
        }

        for (var i = 0; i < looks.Length; i++)
        {
            if (looks[i].IsOpen)
            {
                open.Add(i);
            }
        }

        if (open.Count > 0)
        {
            await LookAroundAsync(looks, open, states).ConfigureAwait(false);
        }

        return looks;

        DeliveryLook See(int i, long at, OutboxRow? row, StateRow? state)
        {
            states[i] = state;
            return looks[i] = new DeliveryLook { Claim = claims[i].Claim, At = at, Queued = row is null ? null : QueuedDelivery.Of(row) };
        }

        async ValueTask LookAsync(List<int> those)
        {
            var at = instance.Time.GetTimestamp();
            var (outbox, customers) = (new OutboxAddress[those.Count], new StateAddress[those.Count]);
            for (var n = 0; n < outbox.Length; n++)
            {
                // A delivery lies in its customer's partition.
                var claim = claims[those[n]].Claim;
                (outbox[n], customers[n]) = (new OutboxAddress(claim.Partition, new DeliveryId(claim.Key)), new StateAddress(claim.Partition, CustomerUnit.StateKey));
            }

            var rows = await instance.Store.LookAsync(instance.Tenant, outbox, customers, CancellationToken.None).ConfigureAwait(false);
            for (var n = 0; n < those.Count; n++)
            {
                See(those[n], at, rows.Outbox[n], rows.States[n]);
            }
        }
    }

    /// <summary>Looks again, once for all of them, at what is known against the persons' addresses: a bounce or a STOP shuts an address for whoever has it.</summary>
    /// <returns>Of each whether that has changed since it was looked at.</returns>
    public async ValueTask<bool[]> HaveChangedAsync(IReadOnlyList<DeliveryLook> looks)
    {
        var wanted = new List<StateAddress>(looks.Count);
        foreach (var look in looks)
        {
            foreach (var (at, _) in look.Against)
            {
                wanted.Add(at);
            }
        }

        var rows = wanted.Count == 0 ? [] : await instance.Store.ReadStatesAsync(instance.Tenant, wanted, CancellationToken.None).ConfigureAwait(false);
        var (changed, next) = (new bool[looks.Count], 0);
        for (var i = 0; i < changed.Length; i++)
        {
            foreach (var (_, version) in looks[i].Against)
            {
                changed[i] |= (rows[next++]?.Version ?? 0) != version;
            }
        }

        return changed;
    }

    /// <summary>The one channel of a delivery; none where the instance has it no more.</summary>
    public static ChannelDefinition[] ChannelsOf(Instance instance, Channel channel) => instance.Channels.Find(channel) is { } definition ? [definition] : [];

    /// <summary>Looks at the persons of open deliveries, whose own states were read, and at what surrounds them.</summary>
    private async ValueTask LookAroundAsync(DeliveryLook[] looks, List<int> open, StateRow?[] states)
    {
        var told = new Told(instance, campaigns);
        var (persons, surroundings) = (new CustomerState[open.Count], new Surroundings[open.Count]);
        for (var n = 0; n < open.Count; n++)
        {
            var content = looks[open[n]].Queued!.Content;
            var state = persons[n] = CustomerUnit.StateOf(content.Customer, states[open[n]]);
            var person = await CustomerUnit.ReadPersonAsync(instance, state, CancellationToken.None).ConfigureAwait(false);
            surroundings[n] = new Surroundings(instance, told.AccountsFor(content), person, content);
        }

        var (wanted, places) = told.Wanted(surroundings);
        var rows = await instance.Store.ReadStatesAsync(instance.Tenant, wanted, CancellationToken.None).ConfigureAwait(false);
        var evidence = told.Read(rows);
        for (var n = 0; n < open.Count; n++)
        {
            var (look, state) = (looks[open[n]], persons[n]);
            var content = look.Queued!.Content;
            var campaign = await told.OfAsync(content.Message.Campaign).ConfigureAwait(false);
            looks[open[n]] = new DeliveryLook
            {
                Claim = look.Claim,
                At = look.At,
                Queued = look.Queued,
                Seen = states[open[n]] is { } row ? new SeenCustomer { Version = row.Version, State = state } : null,
                Campaign = campaign,
                Missing = instance.Missing.Of(look.Queued, campaign, campaigns.IsOfCode(content.Message.Campaign)),
                Members = state.Person?.Members ?? [],
                Unleased = content.Spend is null || campaign is null ? null : await told.UnleasedAsync(campaign).ConfigureAwait(false),
                Around = surroundings[n].Of(evidence, rows, places[n]),
                Against = surroundings[n].Against(rows, places[n]),
            };
        }
    }

    /// <summary>What was asked once for all deliveries of one look: of their campaigns, their channels' accounts, all channels together.</summary>
    private sealed class Told(Instance instance, CampaignCatalog campaigns)
    {
        private readonly Dictionary<CampaignId, Campaign?> known = [];
        private readonly Dictionary<CampaignId, Money?> unleased = [];
        private readonly Dictionary<(Purpose, Channel), ChannelAccounts> accounts = [];

        public async ValueTask<Campaign?> OfAsync(CampaignId campaign) =>
            known.TryGetValue(campaign, out var told) ? told : known[campaign] = await campaigns.FindAsync(campaign, CancellationToken.None).ConfigureAwait(false);

        public async ValueTask<Money?> UnleasedAsync(Campaign campaign) =>
            unleased.TryGetValue(campaign.Id, out var told) ? told : unleased[campaign.Id] = await BudgetBook.ReadUnleasedAsync(instance, campaign, CancellationToken.None).ConfigureAwait(false);

        public ChannelAccounts AccountsFor(OutboxContent content) => accounts.TryGetValue((content.Message.Purpose, content.Channel), out var told)
            ? told
            : accounts[(content.Message.Purpose, content.Channel)] = new ChannelAccounts(instance, content.Message.Purpose, ChannelsOf(instance, content.Channel));

        /// <summary>The rows to look at: what is the same for all first, then what surrounds each, from its place on.</summary>
        public (List<StateAddress> Wanted, int[] Places) Wanted(Surroundings[] surroundings)
        {
            List<StateAddress> wanted = [EvidenceBook.Address, .. accounts.Values.SelectMany(on => on.Pauses)];
            var places = new int[surroundings.Length];
            for (var n = 0; n < places.Length; n++)
            {
                places[n] = wanted.Count;
                surroundings[n].AddTo(wanted);
            }

            return (wanted, places);
        }

        /// <summary>Reads what is the same for all.</summary>
        public EvidenceState Read(IReadOnlyList<StateRow?> rows)
        {
            var first = 1;
            foreach (var on in accounts.Values)
            {
                on.Read(rows, first);
                first += on.Pauses.Length;
            }

            return EvidenceBook.Read(rows[0]);
        }
    }
}
