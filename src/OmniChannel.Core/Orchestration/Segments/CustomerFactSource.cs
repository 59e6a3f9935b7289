namespace OmniChannel;

/// <summary>Answers what a segment may ask, from the state of one person at one instant: what <see cref="ProfileFacts"/> answers, and what there is beside it. The person's persona is found once, when it is first asked. Not for several threads.</summary>
/// <param name="state">The person: of customers who were linked, all together.</param>
/// <param name="personas">The personas.</param>
/// <param name="now">The instant.</param>
/// <param name="frozen">The names of the frozen segments the person is on the lists of, as facts; null for none.</param>
internal sealed class CustomerFactSource(CustomerState state, PersonaBook personas, DateTimeOffset now, IReadOnlyCollection<string>? frozen = null) : IFactSource
{
    private readonly ProfileFacts _profile = new(state, now);
    private PersonaMix? _mix;

    private PersonaId? Persona => (_mix ??= PersonaMix.Of(personas, state, _profile, SignalTally.DayOf(now))).FirstId;

    public FactValue Read(Fact fact) => fact.Id switch
    {
        FactId.Persona => fact.Judge(FactValue.Of(Persona?.Value)),
        FactId.Device => fact.Judge(state.Device == DeviceKind.Unknown ? FactValue.Absent : FactValue.Of((long)state.Device)),
        FactId.OnSite => FactValue.Of(SnapshotBuilder.Presence(state.SiteSeenAt, state.SiteLeftAt, SnapshotBuilder.OnSiteFor, now) is not null),
        FactId.InApp => FactValue.Of(SnapshotBuilder.Presence(state.AppSeenAt, state.AppLeftAt, SnapshotBuilder.InAppFor, now) is not null),
        FactId.InStore => FactValue.Of(SnapshotBuilder.Presence(state.StoreSeenAt, state.StoreLeftAt, SnapshotBuilder.InStoreFor, now) is not null),
        FactId.SentLastDay => fact.Judge(Sent(TimeSpan.FromDays(1))),
        FactId.SentLastWeek => fact.Judge(Sent(TimeSpan.FromDays(7))),
        FactId.Segment => FactValue.Of(frozen?.Contains(fact.Name) == true),
        _ => _profile.Read(fact),
    };

    /// <summary>The same for templates.</summary>
    public MessageReader ToReader() => new() { Profile = state.Profile, Persona = Persona, Stage = ProfileFacts.StageOf(state), Facts = ProfileFacts.Stated(state) };

    private FactValue Sent(TimeSpan within)
    {
        var at = now;
        return FactValue.Of((long)state.Contacts.Count(contact => contact.Purpose != Purpose.Transactional && contact.At > at - within && contact.At <= at));
    }
}
