namespace OmniChannel;

/// <summary>One customer, loaded: what a decision asks, put down once by the channels of a roster, so that gates are bit tests and points are additions. Immutable but for what it remembers; for many threads.</summary>
internal sealed class CustomerSheet
{
    private readonly PurposeConsents[] _consents;
    private readonly ZoneBook _zones;
    private volatile CustomerPreference? _preference;
    private volatile CustomerClock? _clock;

    public CustomerSheet(ChannelRoster roster, CustomerState state, Func<ContactPoint, (string? Normalized, string? Problem)> checkAddress, string? hostZone, ZoneBook zones)
    {
        var profile = state.Profile;
        (Roster, State, HostZone, _zones) = (roster, state, hostZone, zones);
        Facts = CustomerFacts.Of(state);
        Packed = new PackedCustomer?[(roster.Count + RosterRules.Most - 1) / RosterRules.Most];
        Stage = ProfileFacts.StageOf(state);
        Device = state.Device;
        Persona = profile.Persona?.Value;
        Addresses = new CustomerAddresses(roster, state, checkAddress);
        Suppressed = Addresses.Suppressed;
        Past = new ChannelPast(roster, state, Stage);
        Contacts = new CountedContacts(roster, state.Contacts);
        _consents = PurposeConsents.Of(roster, profile.Consents);
        OnSite = Stay.Of(state.SiteSeenAt, state.SiteLeftAt, SnapshotBuilder.OnSiteFor);
        InApp = Stay.Of(state.AppSeenAt, state.AppLeftAt, SnapshotBuilder.InAppFor);
        InStore = Stay.Of(state.StoreSeenAt, state.StoreLeftAt, SnapshotBuilder.InStoreFor);
        foreach (var (channel, liking) in profile.Channels)
        {
            Liked |= liking == Liking.Like ? roster.Of(channel) : 0;
            Disliked |= liking == Liking.Dislike ? roster.Of(channel) : 0;
        }
    }

    public ChannelRoster Roster { get; }

    public CustomerState State { get; }

    /// <inheritdoc cref="SnapshotInput.HostZone"/>
    public string? HostZone { get; }

    public CustomerFacts Facts { get; }

    /// <summary>For each plan of the rules, the customer as it was packed before; null before the first time.</summary>
    public PackedCustomer?[] Packed { get; }

    public FunnelStage Stage { get; }

    public DeviceKind Device { get; }

    /// <summary>The persona that the host named; null when it is found by what the customer is and does.</summary>
    public string? Persona { get; }

    public CustomerAddresses Addresses { get; }

    /// <summary>The channels whose only addresses are suppressed.</summary>
    public ulong Suppressed { get; }

    public ulong Liked { get; }

    public ulong Disliked { get; }

    public ChannelPast Past { get; }

    public CountedContacts Contacts { get; }

    public Stay OnSite { get; }

    public Stay InApp { get; }

    public Stay InStore { get; }

    /// <summary>What is allowed for a purpose; null when nothing was ever said of it.</summary>
    public PurposeConsents? For(Purpose purpose)
    {
        foreach (var consents in _consents)
        {
            if (consents.Purpose == purpose)
            {
                return consents;
            }
        }

        return null;
    }

    /// <summary>The customer's persona, and the channels that it prefers.</summary>
    public CustomerPreference PreferenceAt(DateTimeOffset now)
    {
        return _preference is { } known && known.HoldsAt(State, Facts, now) ? known : _preference = CustomerPreference.Of(Roster, State, Facts, now);
    }

    /// <summary>The customer's zones, known for a stretch of time at least.</summary>
    /// <exception cref="ArgumentException">The host's zone is none.</exception>
    public CustomerClock ClockBetween(long from, long until)
    {
        if (_clock is { } clock && clock.Covers(from, until))
        {
            return clock;
        }

        return _clock = CustomerClock.Of(State.Profile, HostZone, _zones, new(from, TimeSpan.Zero), new(until, TimeSpan.Zero));
    }

    /// <summary>The offsets of a zone that a cap names.</summary>
    public ZoneOffsets Calendar(string zone, long from, long until) =>
        _zones.Find(zone, new(from, TimeSpan.Zero), new(until, TimeSpan.Zero)) ?? throw RecipientZones.Unknown(zone);
}
