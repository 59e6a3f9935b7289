using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Says what one instance is made of. Every method returns the builder; what is said twice is there once. Used by one thread, while services are registered.</summary>
public sealed class OmniChannelBuilder
{
    internal OmniChannelBuilder(IServiceCollection services, string? name, IConfigurationSection section)
    {
        Services = services;
        Name = name;
        Section = section;
        Tenant = name is null ? TenantId.Default : new TenantId(name);
    }

    /// <summary>The host's services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>The key under which the instance is resolved; null for the default one.</summary>
    public string? Name { get; }

    /// <summary>The tenant it speaks for.</summary>
    public TenantId Tenant { get; }

    /// <summary>The section of the configuration that it reads.</summary>
    public IConfigurationSection Section { get; }

    internal InstanceParts Parts { get; } = new();

    /// <summary>Changes the options after they were bound from the configuration.</summary>
    public OmniChannelBuilder Configure(Action<OmniChannelOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Services.Configure(OptionsName(), configure);
        return this;
    }

    /// <summary>Selects channels by this policy instead of <see cref="DefaultPolicy"/>. The last one said holds.</summary>
    public OmniChannelBuilder UsePolicy(Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        (Parts.Policy, Parts.PolicySource) = (policy, null);
        return this;
    }

    /// <summary>Selects channels by a policy file, and watches it: a new one decides without a restart, a bad one changes nothing and is reported. One that is bad when the host starts is reported with all other problems.</summary>
    /// <param name="path">The path; a relative one from the current directory.</param>
    /// <param name="facts">The facts that it may ask, beside those that it declares; null for the built-in ones.</param>
    /// <param name="pollInterval">How often it is looked at; null for 5 seconds.</param>
    public OmniChannelBuilder UsePolicyFile(string path, FactSchema? facts = null, TimeSpan? pollInterval = null) => UsePolicySource(PolicySource.FromFile(path, facts, pollInterval));

    /// <summary>Selects channels by what this source holds, which the host may change by <see cref="PolicySource.Push(Policy)"/>. The last one said holds.</summary>
    public OmniChannelBuilder UsePolicySource(PolicySource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Parts.PolicySource = source;
        return this;
    }

    /// <summary>Knows people by these rules instead of the default ones. The last ones said hold.</summary>
    public OmniChannelBuilder UseIdentity(IdentityRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        Parts.Identity = rules;
        return this;
    }

    /// <summary>Adds a campaign. Its variants are checked when the host starts.</summary>
    public OmniChannelBuilder AddCampaign(Campaign campaign)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        Parts.AddCampaign(campaign);
        return this;
    }

    /// <summary>Speaks in this voice, above all campaigns. The last one said holds.</summary>
    public OmniChannelBuilder UseVoice(BrandVoice voice)
    {
        ArgumentNullException.ThrowIfNull(voice);
        Parts.Voice = voice;
        return this;
    }

    /// <summary>Lets this class draft texts, unless the host registered an <see cref="IVariantDrafter"/> under <see cref="Name"/>. Drafts are sent only after a check and an approval.</summary>
    public OmniChannelBuilder UseDrafter<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TDrafter>()
        where TDrafter : class, IVariantDrafter
    {
        Parts.Drafter = static services => ActivatorUtilities.CreateInstance<TDrafter>(services);
        return this;
    }

    /// <summary>Fills in the templates of variants that name this engine. One of a name; the last one said holds.</summary>
    public OmniChannelBuilder AddTemplateEngine(ITemplateEngine engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        Parts.AddTemplateEngine(engine);
        return this;
    }

    /// <summary>Weighs rules and evidence for personas by these settings instead of the default ones. The last ones said hold.</summary>
    public OmniChannelBuilder UsePersonaSettings(PersonaSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Parts.PersonaSettings = settings;
        return this;
    }

    /// <summary>Adds a persona. Their order matters where rules of several hold, and where a customer is as much the one as the other.</summary>
    public OmniChannelBuilder AddPersona(Persona persona)
    {
        ArgumentNullException.ThrowIfNull(persona);
        Parts.AddPersona(persona);
        return this;
    }

    /// <summary>Adds a funnel: customers stand in each at once. One that is called <see cref="FunnelId.Default"/> takes the place of the default funnel, whose stage is the customer's stage. What is wrong with it is reported at start, with all other problems.</summary>
    public OmniChannelBuilder AddFunnel(Funnel funnel)
    {
        ArgumentNullException.ThrowIfNull(funnel);
        Parts.AddFunnel(funnel);
        return this;
    }

    /// <summary>Adds a survey. It is checked when the host starts; an equal one that was added before is the same.</summary>
    public OmniChannelBuilder AddSurvey(Survey survey)
    {
        ArgumentNullException.ThrowIfNull(survey);
        Parts.AddSurvey(survey);
        return this;
    }

    /// <summary>Adds a segment. It is checked when the host starts, together with those it asks; an equal one that was added before is the same.</summary>
    public OmniChannelBuilder AddSegment(Segment segment)
    {
        ArgumentNullException.ThrowIfNull(segment);
        Parts.AddSegment(segment);
        return this;
    }

    /// <summary>Adds several segments, such as those of a file read by <see cref="SegmentFile"/>. They are checked together when the host starts.</summary>
    public OmniChannelBuilder AddSegments(params IReadOnlyList<Segment> segments)
    {
        ArgumentNullException.ThrowIfNull(segments);
        foreach (var segment in segments)
        {
            ArgumentNullException.ThrowIfNull(segment, nameof(segments));
            AddSegment(segment);
        }

        return this;
    }

    /// <summary>Defines a channel of the host's own, or a ready one anew.</summary>
    public OmniChannelBuilder AddChannel(ChannelDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        Parts.AddChannel(definition);
        return this;
    }

    /// <summary>Adds a provider account by its class, made once with what the container has. Of several on one channel the first healthy one sends.</summary>
    /// <typeparam name="TAdapter">A class with a public constructor.</typeparam>
    public OmniChannelBuilder AddAdapter<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TAdapter>()
        where TAdapter : class, IChannelAdapter
    {
        Parts.AddAdapter(typeof(TAdapter), static services => ActivatorUtilities.CreateInstance<TAdapter>(services));
        return this;
    }

    /// <summary>Adds a provider account, made once; the container disposes of it, after the instance. The same delegate added again is added once.</summary>
    public OmniChannelBuilder AddAdapter(Func<IServiceProvider, IChannelAdapter> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        Parts.AddAdapter(create, create);
        return this;
    }

    /// <summary>Adds a provider account whose options come from <c>Accounts:{Provider}:{Account}</c> of the instance's section. Its problems are reported at start, with all others. For packages of adapters.</summary>
    /// <remarks>An account added again under the same provider and name is the same account: only <see cref="ChannelAccount{TOptions}.Configure"/> is added.</remarks>
    public OmniChannelBuilder AddAccount<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(ChannelAccount<TOptions> account)
        where TOptions : class
    {
        ArgumentNullException.ThrowIfNull(account);
        AccountRegistration.Add(this, account);
        return this;
    }

    /// <summary>Delivers to pages of the host's own, which read what waits by <see cref="OmniChannelRuntime.Pages"/>.</summary>
    /// <param name="channels">Which; none for <see cref="Channel.Website"/> and <see cref="Channel.LiveChat"/>.</param>
    public OmniChannelBuilder AddPages(params IReadOnlyList<Channel> channels)
    {
        ArgumentNullException.ThrowIfNull(channels);
        foreach (var channel in channels.Count == 0 ? [Channel.Website, Channel.LiveChat] : channels)
        {
            Parts.AddAdapter(("pages", channel), _ => PageChannels.For(channel));
        }

        return this;
    }

    /// <summary>Gives touchpoints and outcomes to other services by this feed, made once; the container disposes of it, after the instance. The same delegate added again is added once.</summary>
    public OmniChannelBuilder AddFeed(Func<IServiceProvider, IEventFeed> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        Parts.AddFeed(create, (services, setup, owned) => setup.Feeds.Add(owned.Own(create(services))));
        return this;
    }

    /// <summary>Gives touchpoints and outcomes to other services by a feed whose options come from a section of its own in the instance's section. Its problems are reported at start, with all others. For packages of feeds.</summary>
    /// <remarks>A feed added again under the same section is the same feed: only <see cref="ConfiguredFeed{TOptions}.Configure"/> is added.</remarks>
    public OmniChannelBuilder AddFeed<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(ConfiguredFeed<TOptions> feed)
        where TOptions : class
    {
        ArgumentNullException.ThrowIfNull(feed);
        FeedRegistration.Add(this, feed);
        return this;
    }

    /// <summary>Forgets every adapter and account added so far: for tests of a host, before a recording one is added.</summary>
    public OmniChannelBuilder RemoveAdapters()
    {
        Parts.RemoveAdapters();
        return this;
    }

    /// <summary>Asks this class whether a message still makes sense, unless the host registered an <see cref="IMessageRelevance"/> under <see cref="Name"/>.</summary>
    public OmniChannelBuilder UseRelevance<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TRelevance>()
        where TRelevance : class, IMessageRelevance
    {
        Parts.Relevance = static services => ActivatorUtilities.CreateInstance<TRelevance>(services);
        return this;
    }

    /// <summary>Asks this class how many agents are free, unless the host registered an <see cref="IAgentAvailability"/> under <see cref="Name"/>.</summary>
    public OmniChannelBuilder UseAgents<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TAgents>()
        where TAgents : class, IAgentAvailability
    {
        Parts.Agents = static services => ActivatorUtilities.CreateInstance<TAgents>(services);
        return this;
    }

    /// <summary>Asks this function how many agents are free on a channel. It is called by many threads.</summary>
    public OmniChannelBuilder UseAgents(Func<Channel, int> freeAgents)
    {
        ArgumentNullException.ThrowIfNull(freeAgents);
        Parts.Agents = _ => new CountedAgents(freeAgents);
        return this;
    }

    /// <summary>Keeps everything in memory: for development and tests. It is also what holds when no store is named.</summary>
    public OmniChannelBuilder UseMemoryStore() => UseStore(static _ => new MemoryStore());

    /// <summary>Keeps everything durable in this store. The last one said holds; an <see cref="IOmniStore"/> that the host registered itself, under <see cref="Name"/>, outranks it.</summary>
    /// <param name="create">Makes the store, once; the container disposes of it, after the instance.</param>
    public OmniChannelBuilder UseStore(Func<IServiceProvider, IOmniStore> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        Parts.Store = create;
        Services.TryAddKeyedSingleton(Name, (services, _) => Parts.Store!(services));
        return this;
    }

    /// <summary>Keeps everything durable in a store whose options come from <c>Store</c> of the instance's section. Its problems are reported at start, with all others. For packages of stores.</summary>
    public OmniChannelBuilder UseStore<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(ConfiguredStore<TOptions> store)
        where TOptions : class
    {
        ArgumentNullException.ThrowIfNull(store);
        StoreRegistration.Use(this, store);
        return this;
    }

    /// <summary>Has the last word on what the instance is made of, after everything else was put into place.</summary>
    public OmniChannelBuilder ConfigureSetup(Action<IServiceProvider, OmniChannelSetup> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Parts.Last.Add(configure);
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => Name is null ? "The default OmniChannel instance" : $"The OmniChannel instance '{Name}'";

    internal string OptionsName(string? account = null) => (Name, account) switch
    {
        (null, null) => Microsoft.Extensions.Options.Options.DefaultName,
        (null, _) => account,
        (_, null) => Name,
        _ => $"{Name}/{account}",
    };
}
