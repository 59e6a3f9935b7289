namespace OmniChannel;

/// <summary>
/// The state of a person: those of its customers, merged on reading. Nothing is written back, so taking the customers apart gives each its own again. Pure; the order of the
/// customers does not matter, and one that is given twice counts once.
/// </summary>
internal static class PersonView
{
    /// <summary>Merges the states of one person's customers.</summary>
    /// <param name="members">At least one.</param>
    /// <param name="survivor">Whose name the person has.</param>
    public static CustomerState Of(IEnumerable<CustomerState> members, CustomerId survivor)
    {
        var all = members.DistinctBy(state => state.Profile.Id).OrderBy(state => state.Profile.Id == survivor ? 0 : 1).ThenBy(state => state.Profile.Id.Value, StringComparer.Ordinal).ToList();
        if (all.Count == 1)
        {
            return all[0];
        }

        var site = PersonPresence.Of(all, state => state.SiteSeenAt, state => state.SiteLeftAt);
        var app = PersonPresence.Of(all, state => state.AppSeenAt, state => state.AppLeftAt);
        var store = PersonPresence.Of(all, state => state.StoreSeenAt, state => state.StoreLeftAt);
        var device = Newest(all, state => state.DeviceSeenAt, state => $"{(int)state.Device:D4}");
        var browsed = Newest(all, state => state.BrowsedAt, state => state.BrowseChannel?.Name);
        var cart = Newest(all, state => state.CartLeftAt, state => $"{state.CartTotal?.Minor:D20}{state.CartTotal?.Currency}");
        var sessions = all.Exists(state => state.Sessions is not null) ? BrowsingSession.Join(all.SelectMany(state => state.Sessions ?? [])) : null;
        var first = all.Where(state => state.FirstTouchAt is not null).OrderBy(state => state.FirstTouchAt).ThenBy(state => state.FirstChannel?.Name, StringComparer.Ordinal).FirstOrDefault();
        return new CustomerState
        {
            Profile = PersonProfile.Of(all, survivor),
            IsKnown = all.Exists(state => state.IsKnown),
            SiteSeenAt = site.Seen,
            SiteLeftAt = site.Left,
            AppSeenAt = app.Seen,
            AppLeftAt = app.Left,
            StoreSeenAt = store.Seen,
            StoreLeftAt = store.Left,
            Device = device?.Device ?? DeviceKind.Unknown,
            DeviceSeenAt = device?.DeviceSeenAt,
            LastTouchAt = all.Max(state => state.LastTouchAt),
            FirstTouchAt = first?.FirstTouchAt,
            FirstChannel = first?.FirstChannel,
            BrowsedAt = browsed?.BrowsedAt,
            BrowseChannel = browsed?.BrowseChannel,
            Sessions = sessions,
            CartLeftAt = cart?.CartLeftAt,
            CartTotal = cart?.CartTotal,
            PurchasedAt = all.Max(state => state.PurchasedAt),
            Purchases = all.Sum(state => state.Purchases),
            Stage = Newest(all, state => state.LastTouchAt, state => state.Stage?.Name)?.Stage,
            Funnels = FunnelJournal.Merge(all.Select(state => state.Funnels)),
            Channels = Histories(all),
            Contacts = [.. all.SelectMany(state => state.Contacts).DistinctBy(contact => contact.Delivery).OrderBy(contact => contact.At).ThenBy(contact => contact.Delivery.Value, StringComparer.Ordinal)],
            Suppressions = all.SelectMany(state => state.Suppressions).Aggregate(CustomerState.Unknown(survivor), CustomerFold.Suppress).Suppressions,
            Behaviour = BehaviourFold.Join(all.Select(state => state.Behaviour).OfType<CustomerBehaviour>()),
            Person = all[0].Person,
            ProfileSavedAt = all.Max(state => state.ProfileSavedAt),
            ErasedAt = all.Max(state => state.ErasedAt),
        };
    }

    /// <summary>Of those who have an instant the one with the latest; at one instant by what it says.</summary>
    private static CustomerState? Newest(List<CustomerState> all, Func<CustomerState, DateTimeOffset?> at, Func<CustomerState, string?> what) =>
        all.Where(state => at(state) is not null).OrderByDescending(at).ThenByDescending(what, StringComparer.Ordinal).FirstOrDefault();

    /// <summary>Each customer has counted its own; together they are the sum of the owners, however often they are merged.</summary>
    private static Dictionary<Channel, ChannelHistory> Histories(List<CustomerState> all) => all
        .SelectMany(state => state.Channels)
        .GroupBy(one => one.Key, one => one.Value)
        .ToDictionary(of => of.Key, of => new ChannelHistory
        {
            Deliveries = of.Sum(history => history.Deliveries),
            Engagements = of.Sum(history => history.Engagements),
            Conversions = of.Sum(history => history.Conversions),
            LastEngagedAt = of.Max(history => history.LastEngagedAt),
            LastInboundAt = of.Max(history => history.LastInboundAt),
        });
}
