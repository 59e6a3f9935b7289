namespace OmniChannel;

/// <summary>What a person allowed who is several customers: for each purpose and channel the strictest of what holds for each of them. Who said nothing takes nothing away. A lattice: commutative, associative, idempotent.</summary>
internal static class PersonConsents
{
    public static IReadOnlyList<ConsentRecord> Of(IEnumerable<IReadOnlyList<ConsentRecord>> ledgers)
    {
        var strictest = new Dictionary<(Purpose, Channel), ConsentRecord>();
        foreach (var ledger in ledgers)
        {
            foreach (var of in ledger.GroupBy(record => (record.Purpose, record.Channel)))
            {
                var holds = ConsentLedger.Effective(ledger, of.Key.Purpose, of.Key.Channel)!;
                strictest[of.Key] = strictest.TryGetValue(of.Key, out var standing) ? Stricter(standing, holds) : holds;
            }
        }

        return [.. strictest.Values.Order(Comparer<ConsentRecord>.Create(ConsentLedger.InOrder))];
    }

    /// <summary>A no before a yes, a contract before an opt-in, an earlier end before a later; what is left is only which proof is shown.</summary>
    private static ConsentRecord Stricter(ConsentRecord left, ConsentRecord right)
    {
        var order = left.Granted.CompareTo(right.Granted);
        order = order != 0 ? order : right.Basis.CompareTo(left.Basis);
        order = order != 0 ? order : (left.Until ?? DateTimeOffset.MaxValue).CompareTo(right.Until ?? DateTimeOffset.MaxValue);
        order = order != 0 ? order : -ConsentLedger.InOrder(left, right);
        return order <= 0 ? left : right;
    }
}
