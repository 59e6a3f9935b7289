namespace OmniChannel;

/// <summary>
/// Finds the one fact that a rule asks, and its nearest value, with which a channel would have won: "if the cart were 20 EUR or more". Values beside every constant of the rules are tried by ranking anew; "or more"
/// and "or less" are said when every class of values on that side wins too, which is decided by trying one of each.
/// </summary>
internal sealed class FactContrast(Snapshot snapshot, Policy policy, Channel channel)
{
    /// <summary>More values than this are not tried: an explanation ends soon whatever the policy.</summary>
    private const int MostTried = 64;

    /// <summary>What would have made the channel win; null when no single fact of these rules would.</summary>
    /// <param name="rules">The rules that speak against it.</param>
    public (Fact Fact, FactValue Value, string Code)? Find(IEnumerable<PolicyRule> rules)
    {
        var tried = 0;
        foreach (var fact in rules.SelectMany(PolicyFacts.Of).Where(SupposedFact.CanPut).Distinct().OrderBy(fact => fact.Name, StringComparer.Ordinal))
        {
            var held = new SnapshotFacts(snapshot, snapshot.Channels.First(one => one.Channel == channel)).Read(fact);
            var classes = FactSteps.Of(policy, fact);
            foreach (var value in classes.Where(value => value != held).OrderBy(value => Distance(held, value)))
            {
                if (++tried > MostTried)
                {
                    return null;
                }

                if (Wins(fact, value))
                {
                    return (fact, value, Code(fact, held, value, classes));
                }
            }
        }

        return null;
    }

    private static Int128 Distance(FactValue held, FactValue value) =>
        held.State == FactState.Present && held.Kind == value.Kind && (value.Kind != FactKind.Money || value.Text == held.Text) ? Int128.Abs((Int128)held.Number - value.Number) : 0;

    private string Code(Fact fact, FactValue held, FactValue value, IReadOnlyList<FactValue> classes)
    {
        if (fact.Kind is not (FactKind.Number or FactKind.Money) || fact.Id == FactId.Device || classes.Count > MostTried || FactSteps.AreRough(policy, fact))
        {
            return "wins-if.fact";
        }

        var same = classes.Where(one => one.Text == value.Text).ToList();
        return held.State == FactState.Present && held.Number > value.Number
            ? same.TrueForAll(one => one.Number >= value.Number || Wins(fact, one)) ? "wins-if.fact.less" : "wins-if.fact"
            : same.TrueForAll(one => one.Number <= value.Number || Wins(fact, one)) ? "wins-if.fact.more" : "wins-if.fact";
    }

    private bool Wins(Fact fact, FactValue value) => new Supposition(SupposedFact.Put(snapshot, channel, fact, value), policy).Wins(channel);
}
