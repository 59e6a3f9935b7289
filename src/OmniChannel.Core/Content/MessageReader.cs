namespace OmniChannel;

/// <summary>The customer who reads a message, as templates speak of them: <c>customer.name</c>, <c>.language</c>, <c>.country</c>, <c>.persona</c>, <c>.stage</c>, and by the host's own facts <c>customer.custom.…</c>. Immutable.</summary>
internal sealed record MessageReader
{
    private const string OfTheCustomer = "customer.";
    private const string OfTheHost = OfTheCustomer + FactDeclaration.Prefix;
    private const string Country = "customer.country";
    private const string Language = "customer.language";
    private const string Name = "customer.name";
    private const string PersonaPath = "customer.persona";

    public required CustomerProfile Profile { get; init; }

    /// <summary>The most likely one; null for none.</summary>
    public PersonaId? Persona { get; init; }

    /// <summary>Where they stand in the default funnel; null where nobody looked.</summary>
    public FunnelStage? Stage { get; init; }

    /// <summary>What is stated of them by the host's own facts; null for nothing.</summary>
    public FactSet? Facts { get; init; }

    /// <summary>The paths that have names of their own; those of the host's facts have not.</summary>
    public static IReadOnlyList<string> Paths { get; } = [Country, Language, Name, PersonaPath, "customer.stage"];

    /// <summary>What a template may ask beyond <see cref="Paths"/>.</summary>
    public const string AnyFact = OfTheHost + "…";

    /// <summary>Whether it takes more than the profile to know a path's value.</summary>
    public static bool AsksMoreThanTheProfile(string path) => path.StartsWith(OfTheCustomer, StringComparison.Ordinal) && path is not (Country or Language or Name);

    /// <summary>Whether it is the path of a fact that a host can declare, for each customer and not for each channel.</summary>
    public static bool IsFact(string path) => path.StartsWith(OfTheHost, StringComparison.Ordinal) && FactDeclaration.IsName(FactOf(path));

    /// <summary>The fact's own name, of the path of one.</summary>
    public static string FactOf(string path) => path[OfTheHost.Length..];

    /// <summary>The path of a fact, by its own name.</summary>
    public static string PathOf(string fact) => OfTheHost + fact;

    /// <summary>Adds the values by their paths, as the culture writes them; what is not known is not among them.</summary>
    public void AddTo(Dictionary<string, string> values, Culture culture)
    {
        Add(Country, Profile.Country);
        Add(Language, Profile.Language);
        Add(Name, Profile.Name);
        Add(PersonaPath, Persona?.Value);
        Add("customer.stage", Stage?.Name);
        foreach (var (fact, value) in Facts is { } stated ? stated.Values : [])
        {
            if (IsFact(OfTheCustomer + fact))
            {
                Add(OfTheCustomer + fact, Written(value, culture));
            }
        }

        void Add(string path, string? value)
        {
            if (value is not null)
            {
                values[path] = value;
            }
        }
    }

    /// <summary>How to mend that a path of the customer has no value; null for other paths.</summary>
    /// <param name="path">The path.</param>
    /// <param name="nearest">The nearest path that has a value; null for none.</param>
    public static string? Mend(string path, string? nearest) => path switch
    {
        Country or Language or Name => "the customer's profile has none: save it, or write a text that does without",
        PersonaPath => "the customer is like no persona: write a text that does without",
        _ when IsFact(path) && !IsSlipOf(nearest, path) => "neither the profile's Attributes nor an answer states it: state it, or write a text that does without",
        _ => null,
    };

    /// <summary>By the facts' own names: what stands before them is alike in all.</summary>
    private static bool IsSlipOf(string? nearest, string path) => nearest is not null && IsFact(nearest) && NearestName.To(FactOf(path), [FactOf(nearest)]) is not null;

    private static string? Written(FactValue value, Culture culture) => (value.State, value.Kind) switch
    {
        (not FactState.Present, _) => null,
        (_, FactKind.Flag) => value.Number == 1 ? "true" : "false",
        (_, FactKind.Number) => culture.Format((decimal)value.Number),
        (_, FactKind.Money) => culture.Format(new Money(value.Number, new Currency(value.Text!))),
        _ => value.Text,
    };
}
