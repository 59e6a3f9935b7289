using System.Collections;
using System.Collections.Concurrent;

namespace OmniChannel;

/// <summary>The personas of an instance in their order, each with what it takes from the one it is based on, and how they are weighed. Immutable but for what it remembers; for many threads.</summary>
internal sealed class PersonaBook : IReadOnlyList<Persona>
{
    /// <summary>More signs than a host has kinds of; beyond, each is read anew.</summary>
    private const int MaxRemembered = 20_000;

    private readonly Persona[] _personas;
    private readonly ConcurrentDictionary<string, SignalReading> _readings = new(StringComparer.Ordinal);
    private readonly Func<string, SignalReading> _read;

    public PersonaBook(IEnumerable<Persona> personas, PersonaSettings settings)
    {
        Settings = settings;
        _personas = PersonaBasis.Resolve([.. personas]);
        _read = key => SignalReading.Of(key, this);
        Decay = EvidenceDecay.Of(Math.Clamp(settings.HalfLifeDays, 1, 3650));
        AnswerDecay = EvidenceDecay.Of(Math.Clamp(settings.AnswerHalfLifeDays, 1, 3650));
        Answers = _personas.SelectMany((persona, place) => persona.Evidence.Where(evidence => evidence.Survey is not null).Select(evidence => (place, evidence)))
            .ToLookup(one => $"{one.evidence.Survey}\n{one.evidence.Question}", one => (one.place, one.evidence), StringComparer.Ordinal);
        Topics = _personas.SelectMany((persona, place) => persona.Evidence.Where(evidence => evidence is { Topic: not null, Touchpoint: null, Receipt: null, Channel: null }).Select(evidence => (place, evidence)))
            .ToLookup(one => one.evidence.Topic!.Value, one => (one.place, one.evidence));
        HasDemographics = Array.Exists(_personas, persona => persona.Demographics is not null);
        var asked = new HashSet<Fact>();
        foreach (var persona in _personas.Where(persona => persona.When is not null))
        {
            ConditionFacts.Collect(persona.When!, asked);
        }

        AskTheClock = asked.Any(fact => fact.Id is FactId.CustomerHoursSinceTouch or FactId.CustomerHoursSincePurchase or FactId.CartHoursSinceLeft
            or FactId.SessionMinutes or FactId.SessionViews or FactId.SessionMinutesSinceSeen);
    }

    public PersonaSettings Settings { get; }

    public EvidenceDecay Decay { get; }

    public EvidenceDecay AnswerDecay { get; }

    /// <summary>Evidence by survey and question.</summary>
    public ILookup<string, (int Persona, PersonaEvidence Evidence)> Answers { get; }

    /// <summary>Evidence that asks for a topic and nothing else.</summary>
    public ILookup<Topic, (int Persona, PersonaEvidence Evidence)> Topics { get; }

    public bool HasDemographics { get; }

    /// <summary>Whether a rule may answer differently at another moment of the same day.</summary>
    public bool AskTheClock { get; }

    public int Count => _personas.Length;

    public Persona this[int index] => _personas[index];

    /// <summary>These personas as a book; with the default settings if they are none yet.</summary>
    public static PersonaBook Of(IReadOnlyList<Persona> personas) => personas as PersonaBook ?? new(personas, PersonaSettings.Default);

    /// <summary>What a sign says.</summary>
    public SignalReading Read(string key) =>
        _readings.TryGetValue(key, out var known) ? known : _readings.Count < MaxRemembered ? _readings.GetOrAdd(key, _read) : _read(key);

    public IEnumerator<Persona> GetEnumerator() => ((IEnumerable<Persona>)_personas).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _personas.GetEnumerator();
}
