namespace OmniChannel;

/// <summary>A described kind of buyer. What it declares of channels is the start; what the customer does moves it, and what the customer says outranks both.</summary>
public sealed record Persona
{
    /// <summary>Its name for code.</summary>
    public required PersonaId Id { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Who this is, in a sentence or two.</summary>
    public string? Description { get; init; }

    /// <summary>Age, countries, languages, consumers or businesses; null for nothing in particular. What of it is known of a customer counts for or against the persona.</summary>
    public PersonaDemographics? Demographics { get; init; }

    /// <summary>How they are: "careful", "always on the move".</summary>
    public IReadOnlyList<string> Traits { get; init; } = [];

    /// <summary>What they want.</summary>
    public IReadOnlyList<string> Motivations { get; init; } = [];

    /// <summary>What annoys them.</summary>
    public IReadOnlyList<string> PainPoints { get; init; } = [];

    /// <summary>Which channels they prefer: −100 (never) to +100 (always); a channel that is not named counts 0.</summary>
    public required IReadOnlyDictionary<Channel, int> Channels { get; init; }

    /// <summary>Who belongs to it by rule; null for nobody, then evidence and <see cref="CustomerProfile.Persona"/> decide. By default the first persona that matches, in the order of registration, gets the points of the rule: <see cref="PersonaSettings.Rules"/>.</summary>
    public Condition? When { get; init; }

    /// <summary>What speaks for the persona, and against it, when a customer does or says it. At most 200.</summary>
    public IReadOnlyList<PersonaEvidence> Evidence { get; init; } = [];

    /// <summary>The persona that this one is a kind of: what is not stated here is taken from there, and lists are added to. Its rule is not: a kind of persona has its own. Null for none.</summary>
    public PersonaId? BasedOn { get; init; }
}
