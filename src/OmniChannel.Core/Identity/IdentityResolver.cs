namespace OmniChannel;

/// <summary>Decides whom an event belongs to, and who becomes one person by it. Pure: the same people, identifiers and rules give the same decisions.</summary>
internal sealed class IdentityResolver(IdentifierReader reader)
{
    /// <summary>Whom the identifiers find, after everything that follows from seeing them together was decided.</summary>
    /// <param name="log">Who is known; takes the decisions.</param>
    /// <param name="identifiers">What was seen together, in its order.</param>
    /// <param name="subject">Whom the event is of, where that is known without the identifiers; null otherwise.</param>
    /// <param name="fresh">The name for a customer who has not been seen before.</param>
    public CustomerId Resolve(IdentityLog log, IReadOnlyList<KnownIdentifier> identifiers, CustomerId? subject, CustomerId fresh)
    {
        var accepted = identifiers.Distinct().ToList();
        var demoted = new List<KnownIdentifier>();
        var plan = IdentityPlan.Of(log.Graph, accepted, subject, reader);
        while (plan.IsOver() && Weakest(accepted, plan) is { } weakest)
        {
            accepted.Remove(weakest);
            demoted.Add(weakest);
            plan = IdentityPlan.Of(log.Graph, accepted, subject, reader);
        }

        var owner = subject ?? OwnerOf(log.Graph, accepted, plan) ?? fresh;
        if (plan.Joined.Count == 0)
        {
            log.Add(IdentityDecisionKind.Created, owner, IdentityReasons.FirstSeen);
        }

        foreach (var identifier in demoted)
        {
            log.LeaveOut(IdentityDecisionKind.Demoted, owner, IdentityReasons.LimitOfType, identifier);
        }

        Join(log, plan);
        Attach(log, owner, plan);
        Suggest(log, owner, plan);
        return owner;
    }

    /// <summary>Links one person into another, unless that makes too many links.</summary>
    public bool Link(IdentityLog log, PersonCluster from, PersonCluster into, string reason, IdentifierType? type = null)
    {
        if (from.Links + into.Links + 1 > reader.Rules.MaxLinks)
        {
            log.LeaveOut(IdentityDecisionKind.Refused, from.Survivor, IdentityReasons.LimitOfLinks, null, into.Survivor);
            return false;
        }

        log.Add(IdentityDecisionKind.Linked, from.Survivor, reason, into.Survivor, type);
        return true;
    }

    /// <summary>The customer whom the strongest of the identifiers finds; null when none finds anybody.</summary>
    private CustomerId? OwnerOf(IdentityGraph graph, List<KnownIdentifier> accepted, IdentityPlan plan) => accepted
        .Where(plan.Uses)
        .Order(Comparer<KnownIdentifier>.Create((one, other) => reader.Compare(one.Type, other.Type)))
        .Select(graph.OwnerOf)
        .FirstOrDefault(owner => owner is not null);

    /// <summary>The identifier to be left out first; of several of one type the last.</summary>
    private KnownIdentifier? Weakest(List<KnownIdentifier> accepted, IdentityPlan plan)
    {
        KnownIdentifier? weakest = null;
        foreach (var identifier in accepted.Where(plan.Uses))
        {
            if (weakest is not { } standing || reader.Compare(identifier.Type, standing.Type) >= 0)
            {
                weakest = identifier;
            }
        }

        return weakest;
    }

    private void Join(IdentityLog log, IdentityPlan plan)
    {
        foreach (var joined in plan.Joined.Skip(1))
        {
            var (one, other) = (log.Graph.PersonOf(plan.Joined[0].Survivor), log.Graph.PersonOf(joined.Survivor));
            var (into, from) = IdentitySeniority.Compare(one, other, reader) <= 0 ? (one, other) : (other, one);
            Link(log, from, into, IdentityReasons.SameIdentifier, plan.ByWhich(joined));
        }
    }

    private void Attach(IdentityLog log, CustomerId owner, IdentityPlan plan)
    {
        var has = log.Graph.PersonOf(owner).Identifiers.Count();
        foreach (var identifier in plan.New)
        {
            if (has >= reader.Rules.MaxIdentifiers)
            {
                log.LeaveOut(IdentityDecisionKind.Refused, owner, IdentityReasons.LimitOfIdentifiers, identifier);
                continue;
            }

            log.Add(IdentityDecisionKind.Attached, owner, IdentityReasons.SeenTogether, identifier);
            has++;
        }
    }

    /// <summary>A suggestion that stands is not made again: it would only fill the log.</summary>
    private static void Suggest(IdentityLog log, CustomerId owner, IdentityPlan plan)
    {
        foreach (var (identifier, person, reason) in plan.Suggested)
        {
            var holder = log.Graph.OwnerOf(identifier) ?? person.Survivor;
            if (!log.Graph.RecordOf(owner).Suggestions.Any(one => one.Customer == holder && one.Type == identifier.Type))
            {
                log.Add(IdentityDecisionKind.Suggested, owner, reason, identifier, holder);
            }
        }
    }
}
