using Microsoft.Extensions.Logging;
using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>The parts of one instance, fixed when it is created.</summary>
internal sealed class Instance
{
    private readonly Lazy<string> node;

    public Instance(OmniChannelSetup setup)
    {
        node = new Lazy<string>(() => Chance!.Name(Now));
        Tenant = setup.Tenant;
        Policies = setup.PolicySource ?? PolicySource.Of(setup.Policy);
        Voice = setup.Voice;
        Drafter = setup.Drafter;
        Engines = new TemplateEngines(setup.TemplateEngines);
        Surveys = [.. setup.Surveys];
        Personas = new PersonaBook(setup.Personas, setup.PersonaSettings);
        // With rules that cannot be worked by the instance does not start; what is wrong with them is said there.
        Identity = IdentityRulesCheck.Problems(setup.Identity).Any() ? new IdentityRules() : setup.Identity;
        Store = setup.Store ?? new MemoryStore();
        OwnsStore = setup.Store is null;
        Options = setup.Options;
        Time = setup.Time;
        CountsByStore = setup.CountsByStore || Time == TimeProvider.System;
        Chance = new Chance(setup.Random);
        Relevance = setup.Relevance;
        Agents = setup.Agents;
        Responders = setup.Responders;
        Log = setup.Logging.CreateLogger("OmniChannel");
        Failpoints = new Failpoints(setup.OnFailpoint);
        Channels = new ChannelDirectory(setup.Channels);
        Funnels = new FunnelBook([.. setup.Funnels], Channels.All);
        Fold = new TouchpointFold(Funnels);
        Rosters = new RosterBook(Personas, Funnels.Roles);
        // As with identity: with segments that cannot be the instance does not start.
        Segments = new LiveSegments(SegmentChecks.Problems([.. setup.Segments]).Any() ? SegmentSet.Empty : SegmentSet.Of([.. setup.Segments]), Personas, Funnels);
        Accounts = new AccountDirectory(setup.Adapters, Channels, setup.Options.PublicBaseUri);
        foreach (var page in Accounts.All.OfType<PageChannelAdapter>())
        {
            page.Attach(this);
        }

        Hint = new DispatchSignal();
        NodeHints = new NodeHints(this);
        Feeds = new FeedRows([.. setup.Feeds]);
        StoreTrouble = new StoreTrouble(Time, Options.Lease);
        Breakers = new AccountBreakers(Time);
        Admission = new Admission(Options.MaxPending);
        Missing = new MissingHere(this);
        Calls = new AccountCalls(Breakers, Options.Delivery, Options.Lease, Time, Chance.Share);
    }

    public TenantId Tenant { get; }

    /// <summary>Where the policy comes from: who decides takes <see cref="PolicySource.Current"/> once.</summary>
    public PolicySource Policies { get; }

    public PersonaBook Personas { get; }

    public IReadOnlyList<Survey> Surveys { get; }

    /// <summary>The ways of customers with the brand.</summary>
    public FunnelBook Funnels { get; }

    /// <summary>Moves a customer on by a touchpoint.</summary>
    public TouchpointFold Fold { get; }

    /// <summary>How the brand speaks.</summary>
    public BrandVoice Voice { get; }

    /// <summary>Drafts texts; null for nobody.</summary>
    public IVariantDrafter? Drafter { get; }

    /// <summary>What fills in templates.</summary>
    public TemplateEngines Engines { get; }

    /// <summary>The segments, and which of them are kept live.</summary>
    public LiveSegments Segments { get; }

    /// <summary>By which identifiers customers become one person.</summary>
    public IdentityRules Identity { get; }

    public IOmniStore Store { get; }

    public bool OwnsStore { get; }

    public OmniChannelOptions Options { get; }

    public TimeProvider Time { get; }

    public Chance Chance { get; }

    public IMessageRelevance? Relevance { get; }

    public IAgentAvailability? Agents { get; }

    public IResponderRouting? Responders { get; }

    public ILogger Log { get; }

    public Failpoints Failpoints { get; }

    public ChannelDirectory Channels { get; }

    public AccountDirectory Accounts { get; }

    /// <summary>The policy in force, ready for the channels of each campaign.</summary>
    public RosterBook Rosters { get; }

    /// <summary>Most messages expire within a month.</summary>
    public ZoneBook Zones { get; } = new(TimeSpan.FromDays(30));

    /// <summary>Whether this instance works the schedule off itself, so that nobody else needs a hint.</summary>
    public bool Dispatches { get; set; }

    /// <summary>Whether the store takes what the dispatcher writes, as far as this node knows.</summary>
    public StoreTrouble StoreTrouble { get; }

    /// <summary>Which accounts rest because their calls keep failing.</summary>
    public AccountBreakers Breakers { get; }

    /// <summary>How accounts are called.</summary>
    public AccountCalls Calls { get; }

    /// <summary>What this node lacks to send what others may.</summary>
    public MissingHere Missing { get; }

    /// <summary>How many commands may be under way.</summary>
    public Admission Admission { get; }

    /// <summary>Set when something in the outbox may be due.</summary>
    public DispatchSignal Hint { get; }

    /// <summary>Wakes the dispatchers of other nodes.</summary>
    public NodeHints NodeHints { get; }

    /// <summary>What other services are given.</summary>
    public FeedRows Feeds { get; }

    /// <summary>Names this node among those that share the store; another one after each start.</summary>
    public string Node => node.Value;

    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>Whether leases are counted by the store's own clock: unless a test drives another than the system's.</summary>
    public bool CountsByStore { get; }

    /// <summary>From when on leases are counted: null for the store's own clock.</summary>
    public DateTimeOffset? LeaseClock => CountsByStore ? null : Now;
}
