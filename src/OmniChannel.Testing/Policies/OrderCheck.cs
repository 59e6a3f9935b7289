namespace OmniChannel.Testing;

/// <summary>States the same things in another order, and decides again.</summary>
internal static class OrderCheck
{
    public static string? OfRules(Situation situation, Decision decision, PolicyUnderTest subject)
    {
        var chance = Chance(situation, subject);
        var order = chance.Shuffled([.. Enumerable.Range(0, subject.Policy.Rules.Count)]);
        return Different(decision, subject.Decide(situation, subject.Policy.WithRulesIn(order)), $"with the rules in the order {string.Join(", ", order)}");
    }

    public static string? OfFacts(Situation situation, Decision decision, PolicyUnderTest subject)
    {
        var chance = Chance(situation, subject);
        var customer = situation.Customer;
        var other = situation with
        {
            Channels = chance.Shuffled(situation.Channels),
            Touchpoints = chance.Shuffled(situation.Touchpoints),
            Messages = chance.Shuffled(situation.Messages),
            Suppressed = chance.Shuffled(situation.Suppressed),
            Campaign = situation.Campaign with { Variants = chance.Shuffled(situation.Campaign.Variants) },
            Customer = customer with
            {
                Consents = chance.Shuffled(customer.Consents),
                ContactPoints = [.. chance.Shuffled([.. customer.ContactPoints.GroupBy(point => point.Channel)]).SelectMany(ofOne => ofOne)], // of several on one channel the first is used
            },
        };
        return Different(decision, subject.Decide(other, subject.Policy), "with channels, variants, consents, touchpoints and messages in another order");
    }

    private static SeededChance Chance(Situation situation, PolicyUnderTest subject) => new(subject.Seed ^ (ulong)situation.Now.UtcTicks);

    private static string? Different(Decision decision, Decision other, string how)
    {
        if (decision.Choice != other.Choice)
        {
            return $"{how} the choice is {other.Choice?.Channel.ToString() ?? "nothing"} at {other.Choice?.At:O}.";
        }

        foreach (var verdict in decision.Verdicts)
        {
            var another = other[verdict.Channel];
            if (another is null || another.Score != verdict.Score || another.At != verdict.At || another.Account != verdict.Account)
            {
                return $"{how} {verdict.Channel} has {another?.Score} points at {another?.At:O} instead of {verdict.Score} at {verdict.At:O}.";
            }
        }

        return decision.StepUp.SequenceEqual(other.StepUp) ? null : $"{how} it steps up to {string.Join(", ", other.StepUp)}.";
    }
}
