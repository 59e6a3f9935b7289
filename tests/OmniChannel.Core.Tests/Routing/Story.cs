using System.Globalization;

namespace OmniChannel.Tests.Routing;

/// <summary>Anna of Berlin, on Monday 2 March 2026 at 10:00 UTC, of whom nothing speaks against writing to her: a story says what is different. Immutable.</summary>
internal sealed record Story
{
    public static readonly DateTimeOffset Monday = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    public DateTimeOffset Now { get; init; } = Monday;

    public DateTimeOffset? NotBefore { get; init; }

    public TimeSpan Lasting { get; init; } = TimeSpan.FromDays(7);

    public Policy Policy { get; init; } = DefaultPolicy.Instance;

    public Message Message { get; init; } = new() { Campaign = new("spring"), Purpose = Purpose.Marketing };

    public CustomerState State { get; init; } = Fresh();

    public IReadOnlyList<ChannelDefinition> Channels { get; init; } = [];

    public IReadOnlyList<Variant> Variants { get; init; } = [];

    public IReadOnlyList<Persona> Personas { get; init; } = [];

    public IReadOnlyList<(Channel Channel, AccountHealth Health)> Accounts { get; init; } = [];

    public EvidenceState Evidence { get; init; } = EvidenceState.Empty;

    public int Agents { get; init; }

    public string? Irrelevant { get; init; }

    public Money? Budget { get; init; }

    public string? HostZone { get; init; }

    public DeliveryId? Excluding { get; init; }

    public DateTimeOffset ExpiresAt => Now + Lasting;

    public Snapshot Snapshot => SnapshotBuilder.Build(Input);

    public SnapshotInput Input => new()
    {
        State = State,
        Policy = Policy,
        Message = Message,
        Campaign = new() { Id = Message.Campaign, Name = "Spring", Variants = Variants },
        Now = Now,
        NotBefore = NotBefore ?? Now,
        ExpiresAt = ExpiresAt,
        Channels = Channels,
        Personas = Personas,
        Accounts = Accounts.ToLookup(one => one.Channel, one => one.Health),
        CheckAddress = point => point.Address.Contains(' ', StringComparison.Ordinal) ? (null, "it has a space in it") : (point.Address.ToLowerInvariant(), null),
        Evidence = Evidence,
        AgentsFree = Agents,
        Irrelevant = Irrelevance.OfHost(Irrelevant),
        BudgetLeft = Budget,
        HostZone = HostZone,
        Excluding = Excluding,
    };

    /// <summary>These channels have a variant, an account, an address and a consent for marketing.</summary>
    public static Story Of(params Channel[] channels) => channels.Aggregate(new Story(), (story, channel) => story.With(ChannelDefinitions.Find(channel)!));

    public static DateTimeOffset Utc(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public Story With(ChannelDefinition definition)
    {
        var channel = definition.Channel;
        var with = this with
        {
            Channels = [.. Channels, definition],
            Variants = [.. Variants, new Variant { Channel = channel, Text = "Spring is here" }],
            Accounts = [.. Accounts, (channel, new AccountHealth { Account = channel + "-1" })],
        };
        with = definition.Capabilities.Address == AddressKind.None ? with : with.Reachable(channel, $"anna@{channel}");
        return with.Consents(ConsentRecord.Grant(Purpose.Marketing, channel, Utc("2026-01-01"), "sign-up"));
    }

    /// <summary>As everybody decides; held to the walker each time.</summary>
    public Decision Decide() => Deciding.SameAnswer.Checked(Input);

    public ChannelVerdict On(Channel channel) => Decide()[channel]!;

    public Story By(PolicyBuilder policy) => this with { Policy = policy.OtherwiseBest() };

    public Story Knowing(Func<CustomerProfile, CustomerProfile> change) => this with { State = State with { Profile = change(State.Profile) } };

    public Story Reachable(Channel channel, string address) =>
        Knowing(profile => profile with { ContactPoints = [.. profile.ContactPoints, new ContactPoint { Channel = channel, Address = address }] });

    public Story Unreachable(Channel channel) => Knowing(profile => profile with { ContactPoints = [.. profile.ContactPoints.Where(point => point.Channel != channel)] });

    public Story Consents(params ConsentRecord[] consents) => this with { State = consents.Aggregate(State, CustomerFold.Apply) };

    public Story WithoutConsent() => Knowing(profile => profile with { Consents = [] });

    public Story Says(Channel channel, Liking liking) => Knowing(profile => profile with { Channels = new Dictionary<Channel, Liking>(profile.Channels) { [channel] = liking } });

    public Story Is(string persona, params (Channel Channel, int Weight)[] weights) => this with
    {
        Personas = [.. Personas, new Persona { Id = new(persona), Name = persona, Channels = weights.ToDictionary(w => w.Channel, w => w.Weight), When = Condition.Always }],
    };

    public Story After(TouchpointType type, TimeSpan ago, Channel? channel = null, Money? amount = null, DeviceKind device = DeviceKind.Unknown) => this with
    {
        State = TouchpointFold.Standard.Apply(State, new Touchpoint { Source = "test", Id = "1", Customer = State.Profile.Id, Type = type, At = Now - ago, Channel = channel, Amount = amount, Device = device }),
    };

    public Story Used(Channel channel, TimeSpan ago) => After(new("something.done"), ago, channel);

    /// <summary>The customer wrote on the channel, and nothing else follows from it.</summary>
    public Story Written(Channel channel, DateTimeOffset at) => this with
    {
        State = State with
        {
            Channels = new Dictionary<Channel, ChannelHistory>(State.Channels)
            {
                [channel] = (State.Channels.GetValueOrDefault(channel) ?? new()) with { LastInboundAt = at, LastEngagedAt = at },
            },
        },
    };

    public Story InHand(DeviceKind device) => this with { State = State with { Device = device } };

    public Story Sent(Channel channel, DateTimeOffset at, Purpose? purpose = null, string? address = null, string? delivery = null) => this with
    {
        State = State with
        {
            Contacts =
            [
                .. State.Contacts,
                new Contact { Delivery = new(delivery ?? $"{channel}-{at.UtcTicks}-{State.Contacts.Count}"), Channel = channel, Purpose = purpose ?? Purpose.Marketing, At = at, Address = address ?? $"anna@{channel}" },
            ],
        },
    };

    /// <summary>What went to the address for somebody else who has it too.</summary>
    public Story SentToOthers(Channel channel, DateTimeOffset at) => this with
    {
        State = State with { Contacts = [.. State.Contacts, new Contact { Delivery = new($"others-{at.UtcTicks}"), Channel = channel, Purpose = Purpose.Marketing, At = at, Address = $"anna@{channel}", IsAddressOnly = true }] },
    };

    public Story Account(Channel channel, string account, DateTimeOffset? pausedUntil = null) => this with
    {
        Accounts = [.. Accounts.Where(one => one.Health.Account != account), (channel, new AccountHealth { Account = account, PausedUntil = pausedUntil })],
    };

    private static CustomerState Fresh() => CustomerFold.Apply(
        CustomerState.Unknown(new("anna")),
        new CustomerProfile { Id = new("anna"), TimeZone = "Europe/Berlin", Country = "DE", Language = "de-DE" });
}
