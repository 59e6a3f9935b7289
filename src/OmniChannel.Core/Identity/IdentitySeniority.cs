namespace OmniChannel;

/// <summary>Which of two people survives when the rules make them one: a total order, so that it does not matter who is named first.</summary>
internal static class IdentitySeniority
{
    /// <summary>Known by an account before known by something strong before anonymous; then who was there first; then by name.</summary>
    public static int Compare(PersonCluster left, PersonCluster right, IdentifierReader reader)
    {
        var order = ClassOf(left, reader).CompareTo(ClassOf(right, reader));
        order = order != 0 ? order : Since(left).CompareTo(Since(right));
        return order != 0 ? order : string.CompareOrdinal(left.Survivor.Value, right.Survivor.Value);
    }

    private static int ClassOf(PersonCluster person, IdentifierReader reader) =>
        person.Count(IdentifierType.AuthenticatedId) > 0 ? 0 : person.IsAnonymous(reader) ? 2 : 1;

    /// <summary>A customer whom the host named itself was there before any that was made from an identifier.</summary>
    private static DateTimeOffset Since(PersonCluster person) => person.Members[0].CreatedAt ?? DateTimeOffset.MinValue;
}
