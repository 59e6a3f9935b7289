namespace OmniChannel;

/// <summary>Decisions as they are made: each is folded at once, so that the next one sees it. Not for several threads.</summary>
internal sealed class IdentityLog(IdentityGraph graph, DateTimeOffset at)
{
    private readonly List<IdentityDecision> decisions = [];

    public IdentityGraph Graph { get; private set; } = graph;

    public IReadOnlyList<IdentityDecision> Decisions => decisions;

    /// <summary>Who gives the command; null for the rules.</summary>
    public string? By { get; init; }

    public void Add(IdentityDecisionKind kind, CustomerId customer, string reason, CustomerId? other = null, IdentifierType? type = null, string? hash = null)
    {
        var decision = new IdentityDecision { Kind = kind, Customer = customer, Other = other, Type = type, Hash = hash, By = By, Reason = reason, At = at };
        decisions.Add(decision);
        Graph = Graph.Apply(decision);
    }

    /// <summary>Writes down that something was left out, unless that is known.</summary>
    public void LeaveOut(IdentityDecisionKind kind, CustomerId customer, string reason, KnownIdentifier? identifier, CustomerId? other = null)
    {
        if (!Graph.RecordOf(customer).LeftOut.Contains(IdentityFold.NameOf(identifier, other)))
        {
            Add(kind, customer, reason, other, identifier?.Type, identifier?.Hash);
        }
    }

    public void Add(IdentityDecisionKind kind, CustomerId customer, string reason, KnownIdentifier identifier, CustomerId? other = null) =>
        Add(kind, customer, reason, other, identifier.Type, identifier.Hash);
}
