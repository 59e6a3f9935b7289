using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;

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
        Rules = new PersonaRuleTests(_personas);
        _read = key => SignalReading.Of(key, this);
        Decay = EvidenceDecay.Of(Math.Clamp(settings.HalfLifeDays, 1, 3650));
        AnswerDecay = EvidenceDecay.Of(Math.Clamp(settings.AnswerHalfLifeDays, 1, 3650));
        Answers = Placed(evidence => evidence.Survey is not null).GroupBy(one => $"{one.Evidence.Survey}\n{one.Evidence.Question}").ToFrozenDictionary(same => same.Key, same => same.ToArray(), StringComparer.Ordinal);
        Topics = [.. Placed(evidence => evidence is { Topic: not null, Touchpoint: null, Receipt: null, Channel: null }).GroupBy(one => one.Evidence.Topic!.Value).Select(same => KeyValuePair.Create(same.Key, same.ToArray()))];
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

    /// <summary>Their rules, ready to be asked.</summary>
    public PersonaRuleTests Rules { get; }

    public EvidenceDecay Decay { get; }

    public EvidenceDecay AnswerDecay { get; }

    /// <summary>Evidence by survey and question.</summary>
    public FrozenDictionary<string, PlacedEvidence[]> Answers { get; }

    /// <summary>Evidence that asks for a topic and nothing else.</summary>
    public KeyValuePair<Topic, PlacedEvidence[]>[] Topics { get; }

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

    private IEnumerable<PlacedEvidence> Placed(Func<PersonaEvidence, bool> which) =>
        _personas.SelectMany((persona, place) => persona.Evidence.Where(which).Select(evidence => new PlacedEvidence(place, evidence)));
}

/// <summary>A piece of evidence, with the place of its persona in the book.</summary>
internal readonly record struct PlacedEvidence(int Persona, PersonaEvidence Evidence);
