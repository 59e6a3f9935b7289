using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>What one instance is made of: the same parts and the same safe defaults, with a container or without.</summary>
public sealed class OmniChannelSetup
{
    /// <summary>The tenant it speaks for.</summary>
    public TenantId Tenant { get; set; } = TenantId.Default;

    /// <summary>The policy by which the channel is selected.</summary>
    public Policy Policy { get; set; } = DefaultPolicy.Instance;

    /// <summary>Where the policy comes from, and changes while the instance works.</summary>
    /// <value>Null: <see cref="Policy"/>, which stays.</value>
    public PolicySource? PolicySource { get; set; }

    /// <summary>The campaigns known at start.</summary>
    public IList<Campaign> Campaigns { get; } = [];

    /// <summary>How the brand speaks, above all campaigns.</summary>
    public BrandVoice Voice { get; set; } = new();

    /// <summary>Drafts texts.</summary>
    /// <value>Null: nobody does.</value>
    public IVariantDrafter? Drafter { get; set; }

    /// <summary>Template engines beside Core's own, for variants that name one.</summary>
    public IList<ITemplateEngine> TemplateEngines { get; } = [];

    /// <summary>The personas, in the order in which they are matched.</summary>
    public IList<Persona> Personas { get; } = [];

    /// <summary>The funnels. The default funnel is there anyway, unless one of these is called <see cref="FunnelId.Default"/>.</summary>
    public IList<Funnel> Funnels { get; } = [];

    /// <summary>The surveys whose answers are taken.</summary>
    public IList<Survey> Surveys { get; } = [];

    /// <summary>How rules and evidence are weighed when customers are matched to personas.</summary>
    public PersonaSettings PersonaSettings { get; set; } = PersonaSettings.Default;

    /// <summary>The segments; they may ask each other.</summary>
    public IList<Segment> Segments { get; } = [];

    /// <summary>Definitions of channels of the host's own, and replacements of ready ones.</summary>
    public IList<ChannelDefinition> Channels { get; } = [];

    /// <summary>By which identifiers customers become one person.</summary>
    public IdentityRules Identity { get; set; } = new();

    /// <summary>The provider accounts; of several on one channel the first healthy one sends.</summary>
    public IList<IChannelAdapter> Adapters { get; } = [];

    /// <summary>What carries touchpoints and outcomes to other services; each has a name of its own.</summary>
    public IList<IEventFeed> Feeds { get; } = [];

    /// <summary>Where everything durable lives.</summary>
    /// <value>Null: a store in memory, for development and tests.</value>
    public IOmniStore? Store { get; set; }

    /// <summary>What can be configured.</summary>
    public OmniChannelOptions Options { get; set; } = new();

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Fills a span with random bytes for identifiers and tokens.</summary>
    /// <value>Null: <see cref="System.Security.Cryptography.RandomNumberGenerator"/>. A test may script it; a host must not.</value>
    public Action<Memory<byte>>? Random { get; set; }

    /// <summary>Says whether a message still makes sense.</summary>
    /// <value>Null: it always does.</value>
    public IMessageRelevance? Relevance { get; set; }

    /// <summary>Says how many agents are free.</summary>
    /// <value>Null: none.</value>
    public IAgentAvailability? Agents { get; set; }

    /// <summary>Says who gets a conversation whose deadline was missed.</summary>
    /// <value>Null: whoever takes it first.</value>
    public IResponderRouting? Responders { get; set; }

    /// <summary>What else has to be right before the instance starts, beside what it checks itself: credentials of an account, say. Each is asked once at start and gives its problems, one sentence each that names the fix, without a secret; all of them are reported together.</summary>
    public IList<Func<IEnumerable<string>>> StartChecks { get; } = [];

    /// <summary>Where logs go.</summary>
    public ILoggerFactory Logging { get; set; } = NullLoggerFactory.Instance;

    /// <summary>What is configured and read by nobody, a sentence each: no reason not to start.</summary>
    internal IEnumerable<string> IdleSettings { get; set; } = [];

    /// <summary>Called at the named places between two steps; for tests that let a process die there.</summary>
    internal Action<string>? OnFailpoint { get; set; }

    /// <summary>Counts leases by the store's clock although <see cref="Time"/> is not the system's; for tests of nodes whose clocks are wrong.</summary>
    internal bool CountsByStore { get; set; }
}
