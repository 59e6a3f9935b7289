namespace OmniChannel;

/// <summary>Tables with rows that nobody asks for, and personas and stages that fall to "otherwise". One that misses a value has no "otherwise" and is refused where it is made.</summary>
internal static class TableCheck
{
    public static IEnumerable<PolicyFinding> Find(ExaminedPolicy examined)
    {
        for (var i = 0; i < examined.Policy.Rules.Count; i++)
        {
            var rule = examined.Policy.Rules[i];
            var table = rule switch { ScoreRule { Points: ScoreTable points } => points, BudgetRule budget => budget.Costs, _ => null };
            for (var key = 0; table is not null && key < table.Keys.Count; key++)
            {
                if (Judge(examined, rule, PolicyPlace.Of(rule, i) with { Member = rule is ScoreRule ? "points" : "above" }, table, key) is { } found)
                {
                    yield return found;
                }
            }
        }
    }

    private static PolicyFinding? Judge(ExaminedPolicy examined, PolicyRule rule, PolicyPlace place, ScoreTable table, int key)
    {
        var fact = table.Keys[key];
        var known = fact.Id switch
        {
            FactId.Channel => [.. examined.ChannelsOf(rule).Select(channel => channel.Name)],
            FactId.Persona => [.. examined.Context.Personas.Select(persona => persona.Id.Value)],
            FactId.Stage => [.. examined.Context.Stages.Select(stage => stage.Name)],
            _ => Array.Empty<string>(),
        };
        var rows = table.Rows.Select(row => (key == 0 ? row.First : row.Second).Text!).ToHashSet(StringComparer.Ordinal);
        var (unasked, unnamed) = (rows.Except(known).Order(StringComparer.Ordinal).ToArray(), known.Except(rows).Order(StringComparer.Ordinal).ToArray());
        return known.Length == 0 || (unasked.Length == 0 && (unnamed.Length == 0 || fact.Id == FactId.Channel)) ? null : new PolicyFinding
        {
            Code = "OC2006",
            Severity = DiagnosticSeverity.Info,
            Place = place,
            Found = unasked.Length > 0 ? $"Its table has rows that nobody asks for: {fact} is never {Why.List(unasked)}." : $"Its table has no row for {fact} {Why.List(unnamed)}.",
            Why = unasked.Length > 0 ? $"{fact} is {Why.List(known)}." : FormattableString.Invariant($"They fall to \"otherwise\", {table.Rest}."),
            Fix = unasked.Length > 0 ? "Correct the names, or take the rows out." : "Add rows for them if that is not meant.",
        };
    }
}
