namespace OmniChannel;

/// <summary>Answers what a segment may ask, from the state of one person at one instant.</summary>
/// <param name="state">The person: of customers who were linked, all together.</param>
/// <param name="personas">The personas.</param>
/// <param name="now">The instant.</param>
/// <param name="frozen">The names of the frozen segments the person is on the lists of, as facts; null for none.</param>
internal readonly struct CustomerFactSource(CustomerState state, PersonaBook personas, DateTimeOffset now, IReadOnlyCollection<string>? frozen = null) : IFactSource
{
    private readonly CustomerFacts _facts = CustomerFacts.Of(state);

    public FactValue Read(Fact fact) => fact.Judge(Find(fact));

    private FactValue Find(Fact fact) => fact.Id switch
    {
        FactId.Persona => FactValue.Of(PersonaMix.Of(personas, state, new ProfileFacts(state, now), SignalTally.DayOf(now)).FirstId?.Value),
        FactId.Stage => FactValue.Of((state.Profile.Stage ?? state.Stage ?? FunnelStage.Awareness).Name),
        FactId.Device => state.Device == DeviceKind.Unknown ? FactValue.Absent : FactValue.Of((long)state.Device),
        FactId.OnSite => FactValue.Of(SnapshotBuilder.Presence(state.SiteSeenAt, state.SiteLeftAt, SnapshotBuilder.OnSiteFor, now) is not null),
        FactId.InApp => FactValue.Of(SnapshotBuilder.Presence(state.AppSeenAt, state.AppLeftAt, SnapshotBuilder.InAppFor, now) is not null),
        FactId.InStore => FactValue.Of(SnapshotBuilder.Presence(state.StoreSeenAt, state.StoreLeftAt, SnapshotBuilder.InStoreFor, now) is not null),
        FactId.SentLastDay => Sent(TimeSpan.FromDays(1)),
        FactId.SentLastWeek => Sent(TimeSpan.FromDays(7)),
        FactId.Segment => FactValue.Of(frozen?.Contains(fact.Name) == true),
        FactId.Host => fact.Domain.PerChannel ? FactValue.Absent : state.Profile.Attributes?.Read(fact.Name, null) ?? FactValue.Absent,
        <= FactId.SessionMinutesSinceSeen => _facts.Read(fact, now),
        _ => FactValue.Absent,
    };

    private FactValue Sent(TimeSpan within)
    {
        var at = now;
        return FactValue.Of((long)state.Contacts.Count(contact => contact.Purpose != Purpose.Transactional && contact.At > at - within && contact.At <= at));
    }
}
