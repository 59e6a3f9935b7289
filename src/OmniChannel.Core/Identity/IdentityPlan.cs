namespace OmniChannel;

/// <summary>Whom the identifiers of one event concern, before anything is decided. Pure.</summary>
internal sealed class IdentityPlan
{
    private readonly IdentifierReader reader;
    private readonly Dictionary<CustomerId, IdentifierType> found = [];

    private IdentityPlan(IdentifierReader reader) => this.reader = reader;

    /// <summary>The people who are one, the one whom the strongest identifier finds first.</summary>
    public List<PersonCluster> Joined { get; } = [];

    /// <summary>Those who may be the same, each with the identifier that suggests it and why it does no more.</summary>
    public List<(KnownIdentifier Identifier, PersonCluster Person, string Reason)> Suggested { get; } = [];

    /// <summary>The identifiers that find nobody yet.</summary>
    public List<KnownIdentifier> New { get; } = [];

    /// <param name="graph">Who is known.</param>
    /// <param name="identifiers">What was seen together.</param>
    /// <param name="subject">Whom the event is of, where that is known without the identifiers.</param>
    /// <param name="reader">The rules.</param>
    public static IdentityPlan Of(IdentityGraph graph, IReadOnlyList<KnownIdentifier> identifiers, CustomerId? subject, IdentifierReader reader)
    {
        var plan = new IdentityPlan(reader);
        if (subject is { } named)
        {
            plan.Joined.Add(graph.PersonOf(named));
        }

        var weak = new List<(KnownIdentifier, PersonCluster)>();
        foreach (var identifier in identifiers.Order(Comparer<KnownIdentifier>.Create((left, right) => reader.Compare(left.Type, right.Type))))
        {
            if (graph.OwnerOf(identifier) is not { } owner)
            {
                plan.New.Add(identifier);
            }
            else if (reader.IsStrong(identifier.Type))
            {
                plan.Join(identifier, graph.PersonOf(owner));
            }
            else
            {
                weak.Add((identifier, graph.PersonOf(owner)));
            }
        }

        plan.Weigh(weak);
        return plan;
    }

    /// <summary>Whether the person would have more of some type than the limit, and more than any of those who are joined has already by a command.</summary>
    public bool IsOver()
    {
        var counts = new Dictionary<IdentifierType, int>();
        foreach (var identifier in Joined.SelectMany(person => person.Identifiers).Concat(New).Distinct())
        {
            counts[identifier.Type] = counts.GetValueOrDefault(identifier.Type) + 1;
        }

        return counts.Any(one => one.Value > reader.LimitOf(one.Key) && one.Value > Joined.Select(person => person.Count(one.Key)).DefaultIfEmpty(0).Max());
    }

    /// <summary>Whether an identifier brings somebody or something in; one that only suggests does not.</summary>
    public bool Uses(KnownIdentifier identifier) => !Suggested.Exists(one => one.Identifier == identifier);

    /// <summary>The type of the identifier that found a person; null for the one whom the event is of.</summary>
    public IdentifierType? ByWhich(PersonCluster person) => found.TryGetValue(person.Survivor, out var type) ? type : null;

    private void Join(KnownIdentifier identifier, PersonCluster person)
    {
        if (Joined.Exists(one => one.Survivor == person.Survivor))
        {
            return;
        }

        if (Joined.Exists(one => one.IsApartFrom(person)))
        {
            Suggested.Add((identifier, person, IdentityReasons.Apart));
            return;
        }

        found[person.Survivor] = identifier.Type;
        Joined.Add(person);
    }

    /// <summary>A weak identifier finds a person where nothing stronger does; it brings nobody together who is known by something stronger.</summary>
    private void Weigh(List<(KnownIdentifier Identifier, PersonCluster Person)> weak)
    {
        var strong = New.Exists(identifier => reader.IsStrong(identifier.Type));
        foreach (var (identifier, person) in weak)
        {
            if (Joined.Count == 0 && (!strong || person.IsAnonymous(reader)))
            {
                Joined.Add(person);
            }
            else if (!Joined.Exists(one => one.Survivor == person.Survivor))
            {
                Suggested.Add((identifier, person, IdentityReasons.WeakIdentifier));
            }
        }
    }
}
