namespace OmniChannel;

/// <summary>Verifies a policy before it is accepted: rules that never fire, contradictions, gaps, holes, impossible caps and budgets. Pure, deterministic and bounded in time.</summary>
/// <remarks>It is sound for what ranges and sets over facts can express: what it says never happens, never does, and what it says of an example is so. What it could not decide it says (OC2901, OC2902) and never guesses.</remarks>
public static class PolicyVerifier
{
    /// <summary>Verifies a policy.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="context">What the host has; null for the channels that ship, and nothing else known.</param>
    /// <returns>Every finding; an unsound policy is a value, not an exception.</returns>
    public static PolicyReport Verify(Policy policy, PolicyContext? context = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var examined = new ExaminedPolicy(policy, context ?? new PolicyContext());
        PolicyFinding[] found =
        [
            .. NamesCheck.Find(examined),
            .. RulesCheck.Find(examined),
            .. PlansCheck.Find(examined),
            .. ShadowCheck.Find(examined),
            .. ContradictionCheck.Find(examined),
            .. GapCheck.Find(examined),
            .. HoursCheck.Find(examined),
            .. CapsCheck.Find(examined),
            .. BudgetCheck.Find(examined),
            .. ScoreCheck.Find(examined),
            .. TableCheck.Find(examined),
            .. GuardCheck.Find(examined),
            .. UndecidedCheck.Find(examined),
        ];
        return new PolicyReport
        {
            PolicyHash = policy.Hash,
            Findings = [.. (policy.Origin is { } origin ? found.Select(one => Located(one, origin)) : found).OrderByDescending(one => one.Severity).ThenBy(one => one.Code, StringComparer.Ordinal).ThenBy(one => one.Place.Part).ThenBy(one => one.Place.Index)],
        };
    }

    private static PolicyFinding Located(PolicyFinding finding, PolicyOrigin origin) => finding with { Place = origin.Locate(finding.Place), Related = [.. finding.Related.Select(origin.Locate)] };
}
