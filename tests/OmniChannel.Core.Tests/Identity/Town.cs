namespace OmniChannel.Tests.Identity;

/// <summary>Customers who come and go, without a store: the pure decisions, and the log of them.</summary>
internal sealed class Town(IdentityRules? rules = null)
{
    public static readonly DateTimeOffset Noon = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<KnownIdentifier, string> names = [];
    private int seen;

    public IdentifierReader Reader { get; } = new(rules ?? new IdentityRules());

    public IdentityGraph Graph { get; private set; } = IdentityGraph.Empty;

    /// <summary>Every decision, in order.</summary>
    public List<IdentityDecision> Log { get; } = [];

    /// <summary>Identifiers that were left out because they say nothing.</summary>
    public List<Identifier> Blocked { get; } = [];

    /// <summary>The people as they are now: each the sorted "type:value" of its identifiers.</summary>
    public IReadOnlyList<string> Profiles => Of(Graph);

    public IReadOnlyList<string> Of(IdentityGraph graph) =>
        [.. graph.People().Select(person => string.Join(" ", person.Identifiers.Select(one => names[one]).Order(StringComparer.Ordinal))).Where(text => text.Length > 0).Order(StringComparer.Ordinal)];

    /// <summary>Who is one person with whom, the survivor first.</summary>
    public IReadOnlyList<string> Clusters() => Clusters(Graph);

    public static IReadOnlyList<string> Clusters(IdentityGraph graph) =>
        [.. graph.People().Select(person => person.Survivor + ": " + string.Join(" ", person.Members.Select(member => member.Customer.Value).Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal)];

    public CustomerId See(params Identifier[] identifiers) => See(null, identifiers);

    public CustomerId See(CustomerId? subject, IReadOnlyList<Identifier> identifiers)
    {
        var (log, known) = (Open(), Read(identifiers));
        return Close(log, new IdentityResolver(Reader).Resolve(log, known, subject, Fresh()));
    }

    public (CustomerId Customer, SignInOutcome Outcome) SignIn(CustomerId visitor, params Identifier[] identifiers)
    {
        var (log, known) = (Open(), Read(identifiers));
        return Close(log, new IdentityCommands(Reader).SignIn(log, visitor, known, Fresh()));
    }

    public CustomerId SignOut(params Identifier[] device)
    {
        var (log, known, fresh) = (Open(), Read(device), Fresh());
        IdentityCommands.SignOut(log, known, fresh);
        return Close(log, fresh);
    }

    public LinkOutcome Link(CustomerId customer, CustomerId into)
    {
        var log = Open("agent");
        return Close(log, new IdentityCommands(Reader).Link(log, customer, into, "they said so"));
    }

    public UnlinkOutcome Unlink(CustomerId customer)
    {
        var log = Open("agent");
        return Close(log, IdentityCommands.Unlink(log, customer, "a mistake"));
    }

    public void Give(Identifier identifier, CustomerId to)
    {
        var log = Open("agent");
        IdentityCommands.Give(log, Read([identifier])[0], to, "it was squatted");
        Close(log, 0);
    }

    private CustomerId Fresh() => new($"c{++seen:D4}");

    private IdentityLog Open(string? by = null) => new(Graph, Noon.AddMinutes(Log.Count)) { By = by };

    private T Close<T>(IdentityLog log, T result)
    {
        Graph = log.Graph;
        Log.AddRange(log.Decisions);
        return result;
    }

    private List<KnownIdentifier> Read(IReadOnlyList<Identifier> identifiers)
    {
        var known = new List<KnownIdentifier>();
        foreach (var identifier in identifiers)
        {
            if (Reader.Read(identifier) is { } one)
            {
                names.TryAdd(one, $"{identifier.Type}:{identifier.Value}");
                known.Add(one);
            }
            else
            {
                Blocked.Add(identifier);
            }
        }

        return known;
    }
}
