namespace OmniChannel;

/// <summary>Facts, channels, personas and stages that nobody knows, channels that nothing can be sent on, and a policy that sends nothing.</summary>
internal static class NamesCheck
{
    public static IEnumerable<PolicyFinding> Find(ExaminedPolicy examined) => [.. Facts(examined), .. Channels(examined), .. Personas(examined), .. Stages(examined)];

    private static IEnumerable<PolicyFinding> Facts(ExaminedPolicy examined)
    {
        if (examined.Context.Facts is not { } schema)
        {
            yield break;
        }

        var asked = examined.Policy.Rules.Select((rule, i) => (Place: PolicyPlace.Of(rule, i), Facts: (IEnumerable<Fact>)PolicyFacts.Of(rule)))
            .Concat(examined.Policy.Plans.Select((plan, i) => (Place: PolicyPlace.Of(plan, i), Facts: ConditionParts.FactsOf(plan.When))));
        foreach (var (place, facts) in asked)
        {
            foreach (var fact in facts.Where(fact => !fact.Equals(schema.Find(fact.Name))).OrderBy(fact => fact.Name, StringComparer.Ordinal))
            {
                yield return new PolicyFinding
                {
                    Code = "OC2001",
                    Severity = DiagnosticSeverity.Error,
                    Place = place,
                    Found = $"It asks {fact}, which the schema {(schema.Find(fact.Name) is null ? "does not know" : "declares differently")}.",
                    Why = "Nobody could answer it as it is asked.",
                    Fix = NearestName.To(fact.Name, schema.All.Select(known => known.Name).Where(name => name != fact.Name)) is { } near && schema.Find(fact.Name) is null
                        ? $"Did you mean {near}? Otherwise add the fact to the schema."
                        : "Declare the fact once, and use the same declaration in the schema and in conditions.",
                };
            }
        }
    }

    private static IEnumerable<PolicyFinding> Channels(ExaminedPolicy examined)
    {
        var named = examined.Policy.Rules.Select((rule, i) => (Place: PolicyPlace.Of(rule, i) with { Member = PolicyWriter.KindOf(rule) }, rule.Channels, PutsForward: rule is ScoreRule ? rule.When : null))
            .Concat(examined.Policy.Plans.Select((plan, i) => (Place: PolicyPlace.Of(plan, i) with { Member = "firstOf" }, Channels: plan.FirstOf, PutsForward: (Condition?)plan.When)))
            .Concat(examined.Policy.Caps.Select((cap, i) => (Place: PolicyPlace.Of(cap, i) with { Member = "channels" }, cap.Channels, PutsForward: (Condition?)null)))
            .Concat(examined.Policy.Quiet.Select((hours, i) => (Place: PolicyPlace.Of(hours, i) with { Member = "channels" }, hours.Channels, PutsForward: (Condition?)null)));
        foreach (var (place, channel, when) in named.SelectMany(one => one.Channels, (one, channel) => (one.Place, channel, one.PutsForward)))
        {
            if (examined.Find(channel) is not { } definition)
            {
                yield return new PolicyFinding
                {
                    Code = "OC2002",
                    Severity = DiagnosticSeverity.Error,
                    Place = place,
                    Found = $"It names the channel {channel}, which is not defined.",
                    Why = "A rule for a channel that does not exist changes nothing.",
                    Fix = (NearestName.To(channel.Name, examined.Context.Channels.Select(known => known.Channel.Name)) is { } near ? $"Did you mean {near}? Otherwise add" : "Correct the name, or add") + " a ChannelDefinition for it.",
                };
            }
            else if (when is not null && (KnownChannels.Problem(definition, examined.Context) ?? WithoutVariant(examined, when, channel)) is { } problem)
            {
                yield return new PolicyFinding
                {
                    Code = "OC2003",
                    Severity = ReferenceEquals(examined.Policy, DefaultPolicy.Instance) ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning,
                    Place = place,
                    Found = $"It puts {channel} forward, and nothing can be sent on it.",
                    Why = $"Of {channel}: {problem}.",
                    Fix = "Take the channel out of it, or give the channel what it lacks.",
                };
            }
        }
    }

    /// <summary>That no campaign for which the condition can hold has a variant for the channel; null when one has, or none is known.</summary>
    private static string? WithoutVariant(ExaminedPolicy examined, Condition when, Channel channel)
    {
        var campaigns = examined.Context.Campaigns.Where(campaign => campaign.Variants.Count > 0);
        var speaksOf = !ConditionParts.FactsOf(when).Contains(OmniChannel.Facts.Campaign) ? campaigns.ToList()
            : campaigns.Where(campaign => !examined.Solver.Meet(examined.When(when, channel, WantedTruth.True), examined.Has(OmniChannel.Facts.Campaign, null, one => one.Sample.Text == campaign.Id.Value)).IsNowhere).ToList();
        return speaksOf.Count == 0 || speaksOf.Exists(campaign => campaign.Variants.Any(variant => variant.Channel == channel)) ? null
            : speaksOf.Count == examined.Context.Campaigns.Count ? "no campaign has a variant for it"
            : $"of the campaigns it speaks of, {Why.List(speaksOf.ConvertAll(campaign => campaign.Id))}, none has a variant for it";
    }

    private static IEnumerable<PolicyFinding> Stages(ExaminedPolicy examined)
    {
        var known = examined.Context.Stages.Select(stage => stage.Name).ToList();
        return Strangers(examined, FactId.Stage, known, (place, asked, near) => new()
        {
            Code = "OC2007",
            Severity = DiagnosticSeverity.Error,
            Place = place,
            Found = $"It asks for the stage {asked}, which the funnel does not have.",
            Why = $"The stages are {string.Join(", ", known)}; nobody is ever in another.",
            Fix = near ?? "Correct the name, or add the stage to the funnel.",
        });
    }

    private static IEnumerable<PolicyFinding> Personas(ExaminedPolicy examined)
    {
        var known = examined.Context.Personas.Select(persona => persona.Id.Value).Distinct().Order(StringComparer.Ordinal).ToList();
        return known.Count == 0 ? [] : Strangers(examined, FactId.Persona, known, (place, asked, near) => new()
        {
            Code = "OC2004",
            Severity = DiagnosticSeverity.Warning,
            Place = place,
            Found = $"It asks for the persona {asked}, which is not registered.",
            Why = $"The personas are {string.Join(", ", known)}; a customer has another one only where a profile says so.",
            Fix = near ?? "Register the persona, or correct its name.",
        });
    }

    /// <summary>What conditions compare a fact with and nobody knows, each with a name that may be meant.</summary>
    private static IEnumerable<PolicyFinding> Strangers(ExaminedPolicy examined, FactId of, List<string> known, Func<PolicyPlace, FactValue, string?, PolicyFinding> finding) =>
        from one in examined.Conditions()
        from asked in ConditionParts.ConstantsOf(one.Condition).Distinct()
        where asked.Fact.Id == of && asked.Constant.Text is { } name && !known.Contains(name)
        select finding(one.Place, asked.Constant, NearestName.To(asked.Constant.Text!, known) is { } near ? $"Did you mean \"{near}\"?" : null);
}
