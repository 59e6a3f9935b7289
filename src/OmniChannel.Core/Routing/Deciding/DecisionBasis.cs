namespace OmniChannel;

/// <summary>Everything that one decision rests on. The decision keeps it, and has the walker tell from it what nobody may ever ask: every verdict with its reasons, the snapshot. Immutable but for what it remembers; for many threads.</summary>
internal sealed class DecisionBasis
{
    private volatile Decision? _walked;

    public required RosterPolicy Policy { get; init; }

    public required CustomerSheet Customer { get; init; }

    public required ChannelOffers Offers { get; init; }

    public required Message Message { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>Not before this instant, and not before <see cref="Now"/>.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required int AgentsFree { get; init; }

    /// <inheritdoc cref="SnapshotInput.Irrelevant"/>
    public Irrelevance? Irrelevant { get; init; }

    /// <inheritdoc cref="SnapshotInput.BudgetLeft"/>
    public Money? BudgetLeft { get; init; }

    /// <inheritdoc cref="SnapshotInput.Excluding"/>
    public DeliveryId? Excluding { get; init; }

    /// <summary>The stretch of time, in ticks, in which zones have to be known: as <see cref="RecipientZones"/> has it.</summary>
    public (long From, long Until) KnownBetween =>
        (Now.UtcTicks - RecipientZones.Margin.Ticks, Math.Max(Now.UtcTicks, ExpiresAt.UtcTicks) + RecipientZones.Margin.Ticks);

    public ChannelRoster Roster => Policy.Roster;

    /// <summary>The snapshot, built when it is first asked for.</summary>
    public Snapshot Snapshot => Walked.Snapshot;

    /// <summary>The snapshot's hash; computed once.</summary>
    public string SnapshotHash => field ??= SnapshotText.Hash(Snapshot);

    /// <summary>Whether somebody asked for <see cref="Walked"/> already.</summary>
    public bool IsWalked => _walked is not null;

    /// <summary>The same decision by the walker, with every reason; made once, when it is first asked for.</summary>
    public Decision Walked
    {
        get
        {
            if (_walked is { } known)
            {
                return known;
            }

            lock (this)
            {
                return _walked ??= Router.Decide(SnapshotBuilder.Build(Input), Policy.Policy);
            }
        }
    }

    /// <summary>For one decision, of a customer who is not kept loaded.</summary>
    public static DecisionBasis Of(SnapshotInput input)
    {
        var roster = new ChannelRoster(input.Channels, input.Personas, input.Roles);
        return new()
        {
            Policy = new RosterPolicy(input.Policy, roster),
            Customer = new CustomerSheet(roster, input.State, input.CheckAddress, input.HostZone, new ZoneBook(TimeSpan.Zero)),
            Offers = new ChannelOffers(roster, input.Campaign, input.Accounts, input.Evidence),
            Message = input.Message,
            Now = input.Now,
            NotBefore = input.NotBefore > input.Now ? input.NotBefore : input.Now,
            ExpiresAt = input.ExpiresAt,
            AgentsFree = input.AgentsFree,
            Irrelevant = input.Irrelevant,
            BudgetLeft = input.BudgetLeft,
            Excluding = input.Excluding,
        };
    }

    private SnapshotInput Input => new()
    {
        State = Customer.State,
        Policy = Policy.Policy,
        Message = Message,
        Campaign = Offers.Campaign,
        Now = Now,
        NotBefore = NotBefore,
        ExpiresAt = ExpiresAt,
        Channels = Roster.Channels,
        Roles = Roster.Roles,
        Personas = Roster.Personas.Book,
        Accounts = Offers.Accounts,
        CheckAddress = Customer.Addresses.Checked,
        Evidence = Offers.Evidence,
        AgentsFree = AgentsFree,
        Irrelevant = Irrelevant,
        BudgetLeft = BudgetLeft,
        HostZone = Customer.HostZone,
        Excluding = Excluding,
    };
}
