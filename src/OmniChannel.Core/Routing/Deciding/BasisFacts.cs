namespace OmniChannel;

/// <summary>Answers the facts of a policy from a loaded customer; the same answers as <see cref="SnapshotFacts"/> gives.</summary>
/// <param name="basis">What the decision rests on.</param>
/// <param name="first">The place in the roster of the first channel that is asked for.</param>
internal readonly struct BasisFacts(DecisionBasis basis, int first = 0) : IChannelFacts, IFactSource
{
    /// <summary>Of no channel.</summary>
    public FactValue Read(Fact fact) => fact.Judge(Find(fact, -1));

    public FactValue Read(Fact fact, int channel) => fact.Judge(Find(fact, first + channel));

    private FactValue Find(Fact fact, int channel)
    {
        var customer = basis.Customer;
        return fact.Id switch
        {
            FactId.MessagePurpose => FactValue.Of(basis.Message.Purpose.Name),
            FactId.MessageUrgency => FactValue.Of((long)basis.Message.Urgency),
            FactId.MessageTopic => FactValue.Of(basis.Message.Topic?.Name),
            FactId.MessageCampaign => FactValue.Of(basis.Message.Campaign.Value),
            FactId.MessageValue => FactValue.Of(basis.Message.Value),
            FactId.Persona => FactValue.Of(Persona),
            FactId.Stage => FactValue.Of(customer.Stage.Name),
            FactId.Device => customer.State.Device == DeviceKind.Unknown ? FactValue.Absent : FactValue.Of((long)customer.State.Device),
            FactId.OnSite => FactValue.Of(customer.OnSite.UntilAt(basis.Now.UtcTicks) != 0),
            FactId.InApp => FactValue.Of(customer.InApp.UntilAt(basis.Now.UtcTicks) != 0),
            FactId.InStore => FactValue.Of(customer.InStore.UntilAt(basis.Now.UtcTicks) != 0),
            FactId.AgentsFree => FactValue.Of((long)basis.AgentsFree),
            FactId.SentLastDay => FactValue.Of(customer.Contacts.SentWithin(basis.Now.UtcTicks, TimeSpan.FromDays(1), basis.Excluding)),
            FactId.SentLastWeek => FactValue.Of(customer.Contacts.SentWithin(basis.Now.UtcTicks, TimeSpan.FromDays(7), basis.Excluding)),
            FactId.LocalMinute => LocalNow is { } at ? FactValue.Of(at % TimeSpan.TicksPerDay / TimeSpan.TicksPerMinute) : FactValue.Absent,
            FactId.Weekday => LocalNow is { } at ? FactValue.Of((at / TimeSpan.TicksPerDay % 7) + 1) : FactValue.Absent,
            FactId.Host => OfHost(fact, channel),
            <= FactId.SessionMinutesSinceSeen => customer.Facts.Read(fact.Id, basis.Now),
            _ => channel < 0 ? FactValue.Absent : OfChannel(fact.Id, channel),
        };
    }

    private string? Persona => basis.Customer.State.Profile.Persona is { } named ? named.Value
        : basis.Customer.PersonaAt(basis.Now) is var place and >= 0 ? basis.Roster.Personas.All[place].Id.Value
        : null;

    /// <summary>The customer's clock, in ticks; day 0 of them is a Monday.</summary>
    private long? LocalNow
    {
        get
        {
            var (from, until) = basis.KnownBetween;
            return basis.Customer.ClockBetween(from, until).LocalAt(basis.Now.UtcTicks, from, until);
        }
    }

    private FactValue OfHost(Fact fact, int channel)
    {
        if (fact.Domain.PerChannel && channel < 0)
        {
            return FactValue.Absent;
        }

        Channel? of = fact.Domain.PerChannel ? basis.Roster.Channels[channel].Channel : null;
        var ofMessage = basis.Message.Attributes?.Read(fact.Name, of) ?? FactValue.Absent;
        return ofMessage.State != FactState.Absent ? ofMessage : basis.Customer.State.Profile.Attributes?.Read(fact.Name, of) ?? FactValue.Absent;
    }

    private FactValue OfChannel(FactId fact, int channel)
    {
        var past = basis.Customer.Past;
        return fact switch
        {
            FactId.Channel => FactValue.Of(basis.Roster.Channels[channel].Channel.Name),
            FactId.ChannelInstant => FactValue.Of((basis.Roster.Instant >> channel & 1) != 0),
            FactId.ChannelDeliveries => FactValue.Of((long)past.Histories[channel].Deliveries),
            FactId.ChannelDaysSinceEngaged => past.EngagedAt[channel] is var at and not ChannelPast.Never ? FactValue.Of(Math.Max(0, (basis.Now.UtcTicks - at) / TimeSpan.TicksPerDay)) : FactValue.Absent,
            FactId.ChannelLeadQuality => FactValue.Of((long)basis.Offers.LeadQuality[channel]),
            FactId.ChannelChanceToBuy => FactValue.Of((long)past.ChanceToBuy[channel]),
            FactId.ChannelUsual => FactValue.Of((long)basis.Roster.Prior[channel]),
            _ => throw new InvalidOperationException($"Nobody answers the fact {fact}."),
        };
    }
}
