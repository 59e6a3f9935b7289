using System.Collections.Immutable;

namespace OmniChannel;

/// <summary>Records of customers, and the people they make up: the fold of decisions. Immutable. Holds everybody, or those whom one question concerns.</summary>
internal sealed class IdentityGraph
{
    private readonly ImmutableDictionary<CustomerId, IdentityRecord> records;
    private readonly ImmutableDictionary<KnownIdentifier, CustomerId> owners;

    private IdentityGraph(ImmutableDictionary<CustomerId, IdentityRecord> records, ImmutableDictionary<KnownIdentifier, CustomerId> owners)
    {
        this.records = records;
        this.owners = owners;
    }

    public static IdentityGraph Empty { get; } = new(ImmutableDictionary<CustomerId, IdentityRecord>.Empty, ImmutableDictionary<KnownIdentifier, CustomerId>.Empty);

    public IEnumerable<IdentityRecord> Records => records.Values;

    public static IdentityGraph Of(IEnumerable<IdentityRecord> all)
    {
        var graph = Empty;
        foreach (var record in all)
        {
            graph = graph.With(IdentityRecord.Of(record.Customer), record);
        }

        return graph;
    }

    public IdentityRecord RecordOf(CustomerId customer) => records.GetValueOrDefault(customer) ?? IdentityRecord.Of(customer);

    /// <summary>The customer whom an identifier finds; null for nobody.</summary>
    public CustomerId? OwnerOf(KnownIdentifier identifier) => owners.TryGetValue(identifier, out var owner) ? owner : null;

    /// <summary>The one who survives in a customer's person: where the links lead.</summary>
    public CustomerId SurvivorOf(CustomerId customer)
    {
        while (RecordOf(customer).Link is { } link)
        {
            customer = link.Into;
        }

        return customer;
    }

    public PersonCluster PersonOf(CustomerId customer)
    {
        var survivor = SurvivorOf(customer);
        var members = new List<IdentityRecord> { RecordOf(survivor) };
        for (var i = 0; i < members.Count; i++)
        {
            members.AddRange(members[i].Joined.Select(RecordOf));
        }

        return new PersonCluster(members);
    }

    /// <summary>Every person there is, each once.</summary>
    public IEnumerable<PersonCluster> People() => records.Values.Where(record => record.Link is null).Select(record => PersonOf(record.Customer));

    public IdentityGraph Apply(IdentityDecision decision)
    {
        var graph = With(RecordOf(decision.Customer), IdentityFold.Apply(RecordOf(decision.Customer), decision));
        if (decision.Other is not { } other)
        {
            return graph;
        }

        var before = graph.RecordOf(other);
        var after = IdentityFold.Apply(before, decision);
        return ReferenceEquals(before, after) ? graph : graph.With(before, after);
    }

    private IdentityGraph With(IdentityRecord before, IdentityRecord after)
    {
        var names = owners;
        foreach (var gone in before.Identifiers)
        {
            if (!after.Identifiers.Contains(gone) && names.TryGetValue(gone, out var owner) && owner == before.Customer)
            {
                names = names.Remove(gone);
            }
        }

        foreach (var come in after.Identifiers)
        {
            names = names.SetItem(come, after.Customer);
        }

        return new IdentityGraph(records.SetItem(after.Customer, after), names);
    }
}
