using System.Globalization;

namespace OmniChannel;

/// <summary>
/// A customer at one moment, and what is to be said: everything a policy needs to decide, without a store, a provider or a clock. For tests of policies and for trying out a change; a running
/// application asks <c>DecideAsync</c>. Immutable, and safe for many threads.
/// </summary>
/// <remarks>Every channel has one account, "main". Addresses are taken as they stand: no adapter looks at their form.</remarks>
public sealed record Situation
{
    /// <summary>What is known of the customer.</summary>
    public required CustomerProfile Customer { get; init; }

    /// <summary>What is to be said. Without an expiry it makes sense for seven days.</summary>
    public required Message Message { get; init; }

    /// <summary>The campaign whose variants it speaks in: that of <see cref="Message"/>.</summary>
    public required Campaign Campaign { get; init; }

    /// <summary>The moment of the decision.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>What the customer did, in any order.</summary>
    public IReadOnlyList<Touchpoint> Touchpoints { get; init; } = [];

    /// <summary>What was sent before, and what is reserved for later, in any order.</summary>
    public IReadOnlyList<CountedMessage> Messages { get; init; } = [];

    /// <summary>The addresses that bounced, complained or said STOP.</summary>
    public IReadOnlyList<ContactPoint> Suppressed { get; init; } = [];

    /// <summary>The channels considered; empty for those of the campaign's variants that are defined by the library.</summary>
    public IReadOnlyList<ChannelDefinition> Channels { get; init; } = [];

    /// <summary>The personas that a customer may match.</summary>
    public IReadOnlyList<Persona> Personas { get; init; } = [];

    /// <summary>The funnels, as <c>AddFunnel</c> takes them; the default funnel is there anyway, unless one of these is called so.</summary>
    public IReadOnlyList<Funnel> Funnels { get; init; } = [];

    /// <summary>The channels whose account is paused by a fault, and until when that is estimated to last.</summary>
    public IReadOnlyDictionary<Channel, DateTimeOffset> PausedUntil { get; init; } = new Dictionary<Channel, DateTimeOffset>();

    /// <summary>How many agents are free.</summary>
    public int AgentsFree { get; init; }

    /// <summary>What is left of the campaign's budget; null for no limit.</summary>
    public Money? BudgetLeft { get; init; }

    /// <summary>Why the host finds the message senseless; null when it makes sense.</summary>
    public string? Irrelevant { get; init; }

    /// <summary>The host's IANA zone, for customers of whom neither zone nor country is known; null for UTC.</summary>
    public string? HostZone { get; init; }

    /// <summary>Until when the message makes sense, in UTC; at most 366 days ahead.</summary>
    public DateTimeOffset ExpiresAt => MessageExpiry.Of(Message, Now);

    /// <summary>Decides. Pure: the same situation and policy give the same decision.</summary>
    /// <exception cref="ArgumentException">The message is of another campaign, or a zone is none.</exception>
    public Decision Decide(Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return Message.Campaign == Campaign.Id
            ? Decider.Decide(DecisionBasis.Of(Input(policy)))
            : throw new ArgumentException($"The message is of the campaign {Message.Campaign}, found {Campaign.Id}; state the campaign of the message.");
    }

    /// <summary>Why the customer is matched to which of the personas. Pure: the same situation gives the same explanation.</summary>
    /// <param name="settings">How rules and evidence are weighed; null for the default settings.</param>
    public PersonaExplanation ExplainPersonas(PersonaSettings? settings = null)
    {
        var now = Now.ToUniversalTime();
        var funnels = UsableFunnels();
        var state = funnels.At(State(now, new TouchpointFold(funnels)), now);
        return PersonaExplainer.Explain(new PersonaBook(Personas, settings ?? PersonaSettings.Default), state, new ProfileFacts(state, now), now);
    }

    internal SnapshotInput Input(Policy policy)
    {
        var funnels = UsableFunnels();
        var channels = Channels.Count > 0 ? Channels : [.. Campaign.Variants.Select(variant => ChannelDefinitions.Find(variant.Channel)).OfType<ChannelDefinition>()];
        var now = Now.ToUniversalTime();
        return new SnapshotInput
        {
            State = funnels.At(State(now, new TouchpointFold(funnels)), now),
            Roles = funnels.Roles,
            Policy = policy,
            Message = Message,
            Campaign = Campaign,
            Now = now,
            NotBefore = now,
            ExpiresAt = OfferEnd.Bound(ExpiresAt, Message, Campaign, now),
            Channels = channels,
            Personas = Personas,
            Accounts = channels.ToLookup(one => one.Channel, one => new AccountHealth { Account = "main", PausedUntil = PausedUntil.TryGetValue(one.Channel, out var until) ? until.ToUniversalTime() : null }),
            CheckAddress = static point => (point.Address, null),
            Evidence = EvidenceState.Empty,
            AgentsFree = AgentsFree,
            Irrelevant = OfferEnd.WhyNot(Message, Campaign, now) ?? Irrelevance.OfHost(Irrelevant),
            BudgetLeft = BudgetLeft,
            HostZone = HostZone,
        };
    }

    private FunnelBook UsableFunnels()
    {
        var funnels = Funnels.Count == 0 ? FunnelBook.Standard : new FunnelBook(Funnels, [.. ChannelDefinitions.All, .. Channels]);
        return funnels.HasErrors ? throw new ArgumentException(string.Join(" ", funnels.Findings.Where(finding => !finding.IsWarning))) : funnels;
    }

    private CustomerState State(DateTimeOffset now, TouchpointFold fold)
    {
        var state = CustomerFold.Apply(CustomerState.Unknown(Customer.Id), Customer);
        state = Touchpoints.Aggregate(state, fold.Apply);
        state = Suppressed.Aggregate(state, (before, point) => CustomerFold.Suppress(before, new Suppression { Channel = point.Channel, Address = point.Address, Cause = "complaint", At = now }));
        state = Messages.Where(message => message.At <= now).Aggregate(state, (before, message) => CustomerFold.CountDeliveries(before, message.Channel, 1));
        return state with { Contacts = [.. Messages.OrderBy(message => message.At).Select(ContactOf)] };
    }

    private static Contact ContactOf(CountedMessage message, int number) => new()
    {
        Delivery = new(string.Create(CultureInfo.InvariantCulture, $"m{number:000000}")),
        Channel = message.Channel,
        Purpose = message.Purpose,
        At = message.At.ToUniversalTime(),
        Address = message.Address,
    };
}
