using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Adds one part to a setup.</summary>
internal delegate void AddPart(IServiceProvider services, OmniChannelSetup setup, OwnedParts owned);

/// <summary>What a builder was told, kept until the container makes the instance. What is said twice is there once.</summary>
internal sealed class InstanceParts
{
    private readonly HashSet<Type> _stores = [];
    private readonly List<Campaign> _campaigns = [];
    private readonly List<Persona> _personas = [];
    private readonly List<Funnel> _funnels = [];
    private readonly List<ITemplateEngine> _engines = [];
    private readonly List<Segment> _segments = [];
    private readonly List<ChannelDefinition> _channels = [];
    private readonly List<Survey> _surveys = [];
    private readonly List<(object Identity, AddPart Add)> _feeds = [];
    private readonly List<(object Identity, bool IsStandIn, AddPart Add)> _adapters = [];

    public Policy? Policy { get; set; }

    public BrandVoice? Voice { get; set; }

    public PolicySource? PolicySource { get; set; }

    public IdentityRules? Identity { get; set; }

    public PersonaSettings? PersonaSettings { get; set; }

    public Func<IServiceProvider, IOmniStore>? Store { get; set; }

    public Func<IServiceProvider, IMessageRelevance>? Relevance { get; set; }

    public Func<IServiceProvider, IAgentAvailability>? Agents { get; set; }

    public Func<IServiceProvider, IVariantDrafter>? Drafter { get; set; }

    /// <summary>The paths of the sections that parts read.</summary>
    public HashSet<string> Sections { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What has the last word, in order.</summary>
    public List<Action<IServiceProvider, OmniChannelSetup>> Last { get; } = [];

    /// <summary>False when a store with such options was named before.</summary>
    public bool IsNewStore(Type options) => _stores.Add(options);

    public void AddCampaign(Campaign campaign) => AddOnce(_campaigns, campaign, SameText.Of);

    public void AddTemplateEngine(ITemplateEngine engine)
    {
        _engines.RemoveAll(known => known.Name == engine.Name);
        _engines.Add(engine);
    }

    public void AddPersona(Persona persona) => AddOnce(_personas, persona, SameText.Of);

    public void AddFunnel(Funnel funnel) => AddOnce(_funnels, funnel, SameText.Of);

    public void AddSurvey(Survey survey) => AddOnce(_surveys, survey, SameText.Of);

    public void AddSegment(Segment segment) => AddOnce(_segments, segment, (one, other) => one == other);

    public void AddChannel(ChannelDefinition definition) => AddOnce(_channels, definition, (one, other) => one == other);

    /// <summary>False when one of that identity was added before.</summary>
    public bool AddFeed(object identity, AddPart add)
    {
        if (_feeds.Exists(known => known.Identity.Equals(identity)))
        {
            return false;
        }

        _feeds.Add((identity, add));
        return true;
    }

    public void AddAdapter(object identity, Func<IServiceProvider, IChannelAdapter> create) =>
        AddAccount(identity, false, (services, setup, owned) => setup.Adapters.Add(owned.Own(create(services))));

    /// <summary>False when one of that identity was added before.</summary>
    public bool AddAccount(object identity, bool isStandIn, AddPart add)
    {
        if (_adapters.Exists(known => known.Identity.Equals(identity)))
        {
            return false;
        }

        _adapters.Add((identity, isStandIn, add));
        return true;
    }

    public void RemoveAdapters() => _adapters.Clear();

    /// <summary>Puts everything into a setup but the options.</summary>
    public void PutInto(OmniChannelSetup setup, IServiceProvider services, OwnedParts owned)
    {
        setup.Policy = Policy ?? setup.Policy;
        setup.PolicySource = PolicySource;
        setup.Voice = Voice ?? setup.Voice;
        _engines.ForEach(setup.TemplateEngines.Add);
        setup.Identity = Identity ?? setup.Identity;
        setup.PersonaSettings = PersonaSettings ?? setup.PersonaSettings;
        _campaigns.ForEach(setup.Campaigns.Add);
        _personas.ForEach(setup.Personas.Add);
        _funnels.ForEach(setup.Funnels.Add);
        _segments.ForEach(setup.Segments.Add);
        _channels.ForEach(setup.Channels.Add);
        _surveys.ForEach(setup.Surveys.Add);
        _feeds.ForEach(feed => feed.Add(services, setup, owned));
        foreach (var adapter in _adapters.OrderBy(adapter => adapter.IsStandIn))
        {
            adapter.Add(services, setup, owned);
        }

        setup.Relevance ??= Relevance is null ? null : owned.Own(Relevance(services));
        setup.Drafter ??= Drafter is null ? null : owned.Own(Drafter(services));
        setup.Agents ??= Agents is null ? null : owned.Own(Agents(services));
        Last.ForEach(step => step(services, setup));
    }

    private static void AddOnce<T>(List<T> list, T item, Func<T, T, bool> same)
    {
        if (!list.Exists(known => same(known, item)))
        {
            list.Add(item);
        }
    }
}
