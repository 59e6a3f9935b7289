namespace OmniChannel;

/// <summary>The host's own facts that an instance knows of: declared to its policy source or in its policy file, asked by policy, personas and segments, stated by answers, or the stages of further funnels.</summary>
internal static class KnownFacts
{
    public static HostFacts In(Instance instance)
    {
        var facts = new HashSet<Fact>(instance.Policies.Facts.All);
        var isWhole = facts.Any(fact => fact.Name.StartsWith(FactDeclaration.Prefix, StringComparison.Ordinal));
        facts.UnionWith(instance.Policies.CurrentOrNone is { } policy ? PolicyFacts.OfHost(policy).Concat(policy.Origin?.Facts ?? []) : []);
        foreach (var when in instance.Personas.Select(persona => persona.When).Concat(instance.Segments.All.All.Select(segment => segment.When)).OfType<Condition>())
        {
            ConditionFacts.Collect(when, facts);
        }

        facts.UnionWith(instance.Surveys.SelectMany(survey => survey.Questions).Select(question => question.Fact).OfType<Fact>());
        facts.UnionWith(instance.Funnels.StageFacts);
        return new HostFacts(facts, isWhole ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning);
    }
}
