namespace OmniChannel;

/// <summary>What is wrong with the rule of a persona. What nobody answers when personas are matched would silently never hold.</summary>
internal static class PersonaRuleChecks
{
    private const int MaxQuoted = 120;

    /// <param name="when">The rule.</param>
    /// <param name="mayAsk">Whether a rule may ask a fact.</param>
    /// <returns>What follows the word "rule" in a sentence about the persona, for every part that is wrong.</returns>
    public static IEnumerable<string> Problems(Condition when, Func<Fact, bool> mayAsk)
    {
        if (ConditionBounds.Problem(when) is { } tooLarge)
        {
            yield return $": {tooLarge}";
            yield break;
        }

        var place = 0;
        foreach (var part in ConditionLeaves.Of(when))
        {
            place++;
            foreach (var fact in ConditionFacts.Of(part).Where(fact => !mayAsk(fact)).OrderBy(fact => fact.Name, StringComparer.Ordinal))
            {
                yield return $", part {place} ({Quoted(part)}): it asks {fact}, which {Why(fact)}; ask what is known of the customer alone, such as Facts.Customer, Facts.Acquisition, Facts.Cart, Facts.Session, Facts.Stage, or a fact of your own.";
            }
        }
    }

    private static string Why(Fact fact) => fact.Domain.PerChannel ? "each channel has its own of" : fact.Id == FactId.Persona ? "follows from the rules" : "nobody knows when personas are matched";

    private static string Quoted(Condition part) => part.ToString() is { Length: > MaxQuoted } text ? string.Concat(text.AsSpan(0, MaxQuoted - 1), "…") : part.ToString();
}
