using System.Runtime.CompilerServices;

namespace OmniChannel;

/// <summary>Answers the facts of a policy from a loaded customer; the same answers as <see cref="SnapshotFacts"/> gives.</summary>
/// <param name="basis">What the decision rests on.</param>
/// <param name="first">The place in the roster of the first channel that is asked for.</param>
internal readonly struct BasisFacts(DecisionBasis basis, int first = 0) : IChannelFacts, IFactSource
{
    /// <summary>Of no channel.</summary>
    public FactValue Read(Fact fact) => fact.Judge(Find(fact, -1));

    public FactValue Read(Fact fact, int channel) => fact.Judge(Find(fact, first + channel));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long? Number(Fact fact, int channel) => fact.Id == FactId.Host ? StatedNumber(basis, fact, first + channel) : fact.Judge(NumberOf(fact.Id, first + channel));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long? Amount(Fact fact, string? currency, int channel)
    {
        if (fact.Id == FactId.Host)
        {
            return StatedAmount(basis, fact, currency, first + channel);
        }

        return fact.Id == FactId.MessageValue ? CustomerFacts.Minor(basis.Message.Value, currency) : basis.Customer.Facts.Amount(fact.Id, currency);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public string? Text(Fact fact, int channel) => fact.Id == FactId.Host ? StatedText(basis, fact, first + channel) : TextOf(fact.Id, first + channel);

    // What follows stays out of the loop that packs fact after fact, with all that it would put on its stack.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long? StatedNumber(DecisionBasis basis, Fact fact, int channel) => Stated(basis, fact, channel)?.Number;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long? StatedAmount(DecisionBasis basis, Fact fact, string? currency, int channel) =>
        Stated(basis, fact, channel) is { } value && (currency is null || value.Text == currency) ? value.Number : null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string? StatedText(DecisionBasis basis, Fact fact, int channel) => Stated(basis, fact, channel)?.Text;

    private static FactValue? Stated(DecisionBasis basis, Fact fact, int channel) => fact.Judge(OfHost(basis, fact, channel)) is { State: FactState.Present } value ? value : null;

    private FactValue Find(Fact fact, int channel) => fact.Id == FactId.Host ? OfHost(basis, fact, channel) : fact.Kind switch
    {
        FactKind.Text => FactValue.Of(TextOf(fact.Id, channel)),
        FactKind.Money => FactValue.Of(AmountOf(fact.Id)),
        _ => FactValue.Of(fact.Kind, NumberOf(fact.Id, channel)),
    };

    private Money? AmountOf(FactId fact) => fact == FactId.MessageValue ? basis.Message.Value : basis.Customer.Facts.Amount(fact);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private string? TextOf(FactId fact, int channel) => fact switch
    {
        FactId.MessagePurpose => basis.Message.Purpose.Name,
        FactId.MessageTopic => basis.Message.Topic?.Name,
        FactId.MessageCampaign => basis.Message.Campaign.Value,
        FactId.Persona => PersonaOf(basis),
        FactId.Stage => basis.Customer.Stage.Name,
        FactId.Channel => channel < 0 ? null : basis.Roster.Channels[channel].Channel.Name,
        _ => basis.Customer.Facts.Text(fact),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long? NumberOf(FactId fact, int channel)
    {
        var customer = basis.Customer;
        var now = basis.Now.UtcTicks;
        if (fact is >= FactId.CustomerCountry and <= FactId.CustomerHoursSincePurchase)
        {
            return customer.Facts.Number(fact, now);
        }

        return fact switch
        {
            FactId.MessageUrgency => (long)basis.Message.Urgency,
            FactId.Device => customer.Device == DeviceKind.Unknown ? null : (long)customer.Device,
            FactId.OnSite => customer.OnSite.UntilAt(now) != 0 ? 1 : 0,
            FactId.InApp => customer.InApp.UntilAt(now) != 0 ? 1 : 0,
            FactId.InStore => customer.InStore.UntilAt(now) != 0 ? 1 : 0,
            FactId.AgentsFree => basis.AgentsFree,
            FactId.SentLastDay => customer.Contacts.SentWithin(now, TimeSpan.TicksPerDay, basis.Excluding),
            FactId.SentLastWeek => customer.Contacts.SentWithin(now, 7 * TimeSpan.TicksPerDay, basis.Excluding),
            FactId.LocalMinute => LocalNow(basis) is { } at ? at % TimeSpan.TicksPerDay / TimeSpan.TicksPerMinute : null,
            FactId.Weekday => LocalNow(basis) is { } at ? (at / TimeSpan.TicksPerDay % 7) + 1 : null,
            <= FactId.SessionMinutesSinceSeen => customer.Facts.Number(fact, now),
            _ => channel < 0 ? null : OfChannel(fact, channel),
        };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string? PersonaOf(DecisionBasis basis) => basis.Customer.Persona is { } named ? named
        : basis.Customer.PreferenceAt(basis.Now).Persona is var place and >= 0 ? basis.Roster.Personas.Names[place]
        : null;

    /// <summary>The customer's clock, in ticks; day 0 of them is a Monday.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long? LocalNow(DecisionBasis basis)
    {
        var (from, until) = basis.KnownBetween;
        return basis.Customer.ClockBetween(from, until).LocalAt(basis.Now.UtcTicks, from, until);
    }

    private static FactValue OfHost(DecisionBasis basis, Fact fact, int channel)
    {
        if (fact.Domain.PerChannel && channel < 0)
        {
            return FactValue.Absent;
        }

        Channel? of = fact.Domain.PerChannel ? basis.Roster.Channels[channel].Channel : null;
        var ofMessage = basis.Message.Attributes?.Read(fact.Name, of) ?? FactValue.Absent;
        return ofMessage.State != FactState.Absent ? ofMessage : ProfileFacts.Stated(basis.Customer.State, fact, of);
    }

    private long? OfChannel(FactId fact, int channel)
    {
        var past = basis.Customer.Past;
        return fact switch
        {
            FactId.ChannelInstant => (long)(basis.Roster.Instant >> channel & 1),
            FactId.ChannelDeliveries => past.Histories[channel].Deliveries,
            FactId.ChannelDaysSinceEngaged => past.EngagedAt[channel] is var at and not ChannelPast.Never ? Math.Max(0, (basis.Now.UtcTicks - at) / TimeSpan.TicksPerDay) : null,
            FactId.ChannelLeadQuality => basis.Offers.LeadQuality[channel],
            FactId.ChannelChanceToBuy => past.ChanceToBuy[channel],
            FactId.ChannelUsual => basis.Roster.Prior[channel],
            _ => throw new InvalidOperationException($"Nobody answers the fact {fact}."),
        };
    }
}
