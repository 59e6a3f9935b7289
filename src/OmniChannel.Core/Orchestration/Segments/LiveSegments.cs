namespace OmniChannel;

/// <summary>The segments whose customers' timelines say when they enter and leave, with what they ask: prepared once. Immutable.</summary>
internal sealed class LiveSegments
{
    private readonly PersonaBook _personas;
    private readonly FunnelBook _funnels;
    private readonly IReadOnlyList<Fact> _asked;
    private readonly IReadOnlyList<TimedFact> _timed;
    private readonly bool _asksStages;
    private readonly bool _asksEvidence;

    public LiveSegments(SegmentSet all, PersonaBook personas, FunnelBook funnels)
    {
        (All, _personas, _funnels) = (all, personas, funnels);
        Live = [.. all.All.Where(segment => segment.IsLive)];
        _asked = [.. Live.SelectMany(segment => all.Reach(segment.When)).Distinct()];
        var asksPersonas = _asked.Any(fact => fact.Id == FactId.Persona);
        var conditions = _asked.Count == 0 ? [] : all.All.Select(segment => segment.When);
        var ofPersonas = asksPersonas ? personas.Select(persona => persona.When).OfType<Condition>() : [];
        _timed = TimedFact.In([.. conditions, .. ofPersonas]);
        _asksEvidence = asksPersonas && personas.Any(persona => persona.Evidence.Count > 0);
        // a stage may be left because nothing happens; those of further funnels are facts of the host's
        _asksStages = asksPersonas || _asked.Any(fact => fact.Id is FactId.Stage or FactId.Host);
    }

    public SegmentSet All { get; }

    public IReadOnlyList<Segment> Live { get; }

    /// <summary>Whether there is any to be kept.</summary>
    public bool IsAny => Live.Count > 0;

    /// <summary>What is known of a person at an instant.</summary>
    public CustomerFactSource SourceOf(CustomerState person, DateTimeOffset now, IReadOnlyCollection<string>? frozen = null) => new(_funnels.At(person, now), _personas, now, frozen);

    public MemberFacts<CustomerFactSource> FactsOf(CustomerState person, DateTimeOffset now, IReadOnlyCollection<string>? frozen = null) => new(All, SourceOf(person, now, frozen));

    /// <summary>Whether a change of a person concerns any of them: a fact that one asks is another now.</summary>
    public bool IsConcerned(CustomerState before, CustomerState after, DateTimeOffset now)
    {
        var (was, isNow) = (SourceOf(before, now), SourceOf(after, now));
        foreach (var fact in _asked)
        {
            if (was.Read(fact) != isNow.Read(fact))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>When one of them may turn out otherwise although nothing happens; null for never.</summary>
    public DateTimeOffset? NextMove(CustomerState person, DateTimeOffset now) =>
        TimedFact.First(now, [.. _timed.Select(timed => timed.NextMove(person, now)), _asksStages ? _funnels.NextDue(person, now) : null, _asksEvidence && person.Behaviour is not null ? NextDay(now) : null]);

    /// <summary>Evidence for personas is a day older.</summary>
    private static DateTimeOffset NextDay(DateTimeOffset now) => new(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
}
