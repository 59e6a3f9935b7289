namespace OmniChannel;

/// <summary>Builds the snapshot of a decision from what is known. Pure.</summary>
internal static class SnapshotBuilder
{
    /// <summary>How long after the last sign a customer still counts as there.</summary>
    public static readonly TimeSpan OnSiteFor = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan InAppFor = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan InStoreFor = TimeSpan.FromHours(2);

    /// <summary>How much a prior weighs, in customers or messages.</summary>
    private const int PriorWeight = 10;

    public static Snapshot Build(SnapshotInput input)
    {
        var state = input.State;
        var profile = state.Profile;
        var mix = PersonaMix.Of(PersonaBook.Of(input.Personas), state, new ProfileFacts(state, input.Now), SignalTally.DayOf(input.Now));
        var preferences = LearnedPreference.Of(mix, state.Behaviour, SignalTally.DayOf(input.Now), input.Channels);
        var assumptions = new List<Reason>();
        var zones = RecipientZones.Of(profile, input.HostZone, input.Now, input.ExpiresAt, assumptions);
        var notBefore = input.NotBefore > input.Now ? input.NotBefore : input.Now;
        return new Snapshot
        {
            Customer = profile.Id,
            Now = input.Now,
            NotBefore = notBefore,
            ExpiresAt = input.ExpiresAt,
            Whole = notBefore < input.ExpiresAt ? TimeRanges.Of(notBefore, input.ExpiresAt) : TimeRanges.Empty,
            Message = input.Message,
            Persona = mix.FirstId,
            PersonaShares = mix.IsPlain ? [] : mix.ToMatches().Shares,
            Stage = ProfileFacts.StageOf(state),
            Device = state.Device,
            OnSiteUntil = Presence(state.SiteSeenAt, state.SiteLeftAt, OnSiteFor, input.Now),
            InAppUntil = Presence(state.AppSeenAt, state.AppLeftAt, InAppFor, input.Now),
            InStoreUntil = Presence(state.StoreSeenAt, state.StoreLeftAt, InStoreFor, input.Now),
            AgentsFree = input.AgentsFree,
            Facts = CustomerFacts.Of(state),
            Attributes = ProfileFacts.Stated(state).With(input.Message.Attributes ?? FactSet.Empty),
            TopicLiking = input.Message.Topic is { } topic ? profile.Topics.GetValueOrDefault(topic) : Liking.Neutral,
            Irrelevant = input.Irrelevant,
            BudgetLeft = input.BudgetLeft,
            Zones = zones,
            CalendarZones = CalendarZones(input),
            Assumptions = assumptions,
            Contacts = [.. state.Contacts.Where(c => c.Delivery != input.Excluding).Order(Comparer<Contact>.Create(Older))],
            Channels = [.. input.Channels.Zip(preferences).OrderBy(one => one.First.Channel.Name, StringComparer.Ordinal).Select(one => OfChannel(input, one.First, mix.Declared(one.First.Channel), one.Second))],
        };
    }

    /// <summary>The order in which a snapshot keeps what was sent.</summary>
    public static int Older(Contact left, Contact right)
    {
        var order = left.At.CompareTo(right.At);
        return order != 0 ? order : string.CompareOrdinal(left.Delivery.Value, right.Delivery.Value);
    }

    private static ChannelSnapshot OfChannel(SnapshotInput input, ChannelDefinition definition, int declared, int preference)
    {
        var channel = definition.Channel;
        var profile = input.State.Profile;
        var variant = input.Campaign.Variants.FirstOrDefault(v => v.Channel == channel);
        var (address, problem, suppression) = AddressOf(input, channel);
        var history = input.State.Channels.GetValueOrDefault(channel) ?? new ChannelHistory();
        return new ChannelSnapshot
        {
            Channel = channel,
            Capabilities = definition.Capabilities,
            HasVariant = variant is not null,
            PinnedAccount = variant?.Account,
            Accounts = [.. input.Accounts[channel]],
            Address = address,
            AddressProblem = problem,
            Suppression = suppression,
            Consent = ConsentLedger.Effective(profile.Consents, input.Message.Purpose, channel),
            Liking = profile.Channels.GetValueOrDefault(channel),
            StagePoints = input.Roles.PointsOf(profile.Stage ?? input.State.Stage ?? FunnelStage.Awareness, channel),
            PersonaWeight = preference,
            PersonaDeclared = declared,
            History = history,
            LeadQuality = LeadQualityOf(input.Evidence, definition),
            ChanceToBuy = ChanceToBuyOf(history, definition),
            Prior = PriorOf(definition),
        };
    }

    /// <summary>What is usual on a channel, in thousandths.</summary>
    public static int PriorOf(ChannelDefinition definition) => (int)Math.Round(definition.Audience.PriorConversion * 1000);

    public static int LeadQualityOf(EvidenceState evidence, ChannelDefinition definition)
    {
        var leads = evidence.Leads.GetValueOrDefault(definition.Channel);
        return Rate(leads?.Bought ?? 0, leads?.Came ?? 0, PriorOf(definition));
    }

    public static int ChanceToBuyOf(ChannelHistory history, ChannelDefinition definition) =>
        Rate(Math.Min(history.Conversions, history.Deliveries), history.Deliveries, PriorOf(definition));

    /// <summary>(successes + prior × 10) / (n + 10), in thousandths.</summary>
    private static int Rate(int successes, int count, int prior) => (int)(((successes * 1000L) + ((long)prior * PriorWeight)) / (count + PriorWeight));

    /// <summary>The first address that has the right form and is not suppressed.</summary>
    private static (string? Address, string? Problem, Suppression? Suppression) AddressOf(SnapshotInput input, Channel channel)
    {
        string? problem = null;
        Suppression? suppressed = null;
        foreach (var point in input.State.Profile.ContactPoints)
        {
            if (point.Channel != channel)
            {
                continue;
            }

            var check = input.CheckAddress(point);
            if (check.Normalized is not { } address)
            {
                problem ??= check.Problem;
                continue;
            }

            var suppression = input.State.Suppressions.FirstOrDefault(s => s.Channel == channel && s.Address == address);
            if (suppression is null)
            {
                return (address, null, null);
            }

            suppressed ??= suppression;
        }

        return (suppressed?.Address, suppressed is null ? problem : null, suppressed);
    }

    private static Dictionary<string, ZoneOffsets> CalendarZones(SnapshotInput input)
    {
        var zones = new Dictionary<string, ZoneOffsets>(StringComparer.Ordinal);
        foreach (var cap in input.Policy.Caps)
        {
            if (cap.Window is CapWindow.CalendarDay { TimeZone: var zone } && !zones.ContainsKey(zone))
            {
                zones[zone] = RecipientZones.Known(zone, input.Now, input.ExpiresAt);
            }
        }

        return zones;
    }

    public static DateTimeOffset? Presence(DateTimeOffset? seen, DateTimeOffset? left, TimeSpan lasts, DateTimeOffset now) =>
        seen is { } at && !(left >= at) && at <= now && now < at + lasts ? at + lasts : null;
}
