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

    /// <summary>Which of its members a finding speaks of, as a policy file names it: "when"; empty for all of it.</summary>
    internal string Member { get; init; } = "";

    /// <summary>The path in a policy file, as <see cref="PolicyDiagnostic.Path"/> writes it: "rules[2].when"; empty for the whole policy and for campaigns. Of a policy that was read from a file, the path in that file, where the safe defaults stand in no list: "safeCaps".</summary>
    public string Path
    {
        get => field ?? PathOf(Index);
        internal init;
    }

    /// <summary>The line in the file that the policy was read from, from 1; 0 for a policy that comes from no file, and for campaigns.</summary>
    public int Line { get; internal init; }

    /// <summary>The column in the line, from 1, in UTF-16 code units; 0 where <see cref="Line"/> is.</summary>
    public int Column { get; internal init; }

    /// <summary>The place in words, counted from 1: <c>rule 3 ("a text message costs more than a small cart brings")</c>.</summary>
    public override string ToString() => Part switch
    {
        PolicyPart.Policy => "policy",
        PolicyPart.Campaign => $"campaign '{Name}'",
        _ => FormattableString.Invariant($"{Word} {Index + 1} (\"{Name}\")"),
    };

    private string List => Part switch
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

    /// <summary>Its condition.</summary>
    internal PolicyPlace When() => this with { Member = "when" };

    /// <summary>The path of the part that has another place in its list.</summary>
    internal string PathOf(int index) => Part is PolicyPart.Policy or PolicyPart.Campaign ? "" : FormattableString.Invariant($"{List}[{index}]{(Member.Length > 0 ? "." : "")}{Member}");
}
