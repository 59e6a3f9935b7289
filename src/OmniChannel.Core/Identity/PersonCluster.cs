namespace OmniChannel;

/// <summary>The customers who are one person, the one who survives first.</summary>
internal sealed class PersonCluster(IReadOnlyList<IdentityRecord> members)
{
    public CustomerId Survivor => members[0].Customer;

    public IReadOnlyList<IdentityRecord> Members => members;

    public int Links => members.Count - 1;

    public IEnumerable<KnownIdentifier> Identifiers => members.SelectMany(member => member.Identifiers);

    public bool Has(CustomerId customer) => members.Any(member => member.Customer == customer);

    public int Count(IdentifierType type) => Identifiers.Count(one => one.Type == type);

    public bool IsAnonymous(IdentifierReader reader) => !Identifiers.Any(one => reader.IsStrong(one.Type));

    /// <summary>Whether anybody here was taken out of a person with anybody there.</summary>
    public bool IsApartFrom(PersonCluster other) => members.Any(member => member.Apart.Any(other.Has));
}
