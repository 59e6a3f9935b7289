namespace OmniChannel;

/// <summary>Where in a policy a finding is.</summary>
public sealed record PolicyPlace
{
    /// <summary>The whole policy.</summary>
    internal static PolicyPlace Whole { get; } = new() { Part = PolicyPart.Policy, Index = 0, Name = "" };

    /// <summary>Which part.</summary>
    public required PolicyPart Part { get; init; }

    /// <summary>Which of them, from 0, in the order of the policy.</summary>
    public required int Index { get; init; }

    /// <summary>Its own words: why a rule is there, a cap or window in words, a campaign's identifier. Empty for the whole policy.</summary>
    public required string Name { get; init; }

    /// <summary>The path in a policy file, as <see cref="PolicyDiagnostic.Path"/> writes it: "rules[2]"; empty for the whole policy and for campaigns.</summary>
    public string Path => Part switch
    {
        PolicyPart.Policy or PolicyPart.Campaign => "",
        _ => FormattableString.Invariant($"{Member}[{Index}]"),
    };

    /// <summary>The place in words, counted from 1: <c>rule 3 ("a text message costs more than a small cart brings")</c>.</summary>
    public override string ToString() => Part switch
    {
        PolicyPart.Policy => "policy",
        PolicyPart.Campaign => $"campaign '{Name}'",
        _ => FormattableString.Invariant($"{Word} {Index + 1} (\"{Name}\")"),
    };

    private string Member => Part switch
    {
        PolicyPart.Rule => "rules",
        PolicyPart.Plan => "plans",
        PolicyPart.Cap => "caps",
        _ => "quietHours",
    };

    private string Word => Part switch
    {
        PolicyPart.Rule => "rule",
        PolicyPart.Plan => "plan",
        PolicyPart.Cap => "cap",
        _ => "quiet hours",
    };

    internal static PolicyPlace Of(PolicyRule rule, int index) => new() { Part = PolicyPart.Rule, Index = index, Name = rule.Because };

    internal static PolicyPlace Of(Plan plan, int index) => new() { Part = PolicyPart.Plan, Index = index, Name = plan.Because };

    internal static PolicyPlace Of(FrequencyCap cap, int index) => new() { Part = PolicyPart.Cap, Index = index, Name = cap.ToString() };

    internal static PolicyPlace Of(QuietHours hours, int index) => new() { Part = PolicyPart.QuietHours, Index = index, Name = hours.ToString() };

    internal static PolicyPlace Of(Campaign campaign, int index) => new() { Part = PolicyPart.Campaign, Index = index, Name = campaign.Id.ToString() };
}
