namespace OmniChannel;

/// <summary>Scores whose sum could leave 32 bits.</summary>
internal static class ScoreCheck
{
    /// <summary>More than all built-in terms together are worth.</summary>
    private const long Terms = 2_000;

    /// <summary>What a place in a plan is worth.</summary>
    private const long PlanPoints = 100_000;

    /// <summary>The hours of a year: few messages wait longer.</summary>
    private const long Hours = 366 * 24;

    public static IEnumerable<PolicyFinding> Find(ExaminedPolicy examined)
    {
        var plans = examined.Policy.Plans.Select(plan => plan.FirstOf.Count * PlanPoints).DefaultIfEmpty().Max();
        foreach (var channel in examined.Usable)
        {
            var rules = examined.Policy.Rules.OfType<ScoreRule>().Where(rule => rule.Concerns(channel)).ToList();
            var most = Terms + plans + rules.Sum(rule => Math.Max(0L, Extremes(rule.Points).Most));
            var least = -Terms - (Hours * examined.Policy.PointsPerHourWaited) + rules.Sum(rule => Math.Min(0L, Extremes(rule.Points).Least));
            if (most > int.MaxValue || least < int.MinValue)
            {
                yield return new PolicyFinding
                {
                    Code = "OC2701",
                    Severity = DiagnosticSeverity.Error,
                    Place = PolicyPlace.Whole,
                    Found = FormattableString.Invariant($"A score on {channel} could leave 32 bits: {least} to {most}."),
                    Why = FormattableString.Invariant($"{rules.Count} scoring rules speak of it, and their extremes add up with plans and waiting."),
                    Fix = "Use fewer or smaller points.",
                };
                yield break;
            }
        }
    }

    private static (long Least, long Most) Extremes(ScorePoints points) => points switch
    {
        FixedPoints one => (one.Points, one.Points),
        ScoreTable table => Of([.. table.Rows.Select(row => row.Points), table.Rest ?? 0]),
        StepPoints steps => Of([0, .. steps.Ladder.Select(step => step.Points)]),
        LinearPoints linear => (linear.Min, linear.Max),
        RatePoints rate => (rate.Min, rate.Max),
        _ => (-ScorePoints.Most, ScorePoints.Most),
    };

    private static (long Least, long Most) Of(int[] all) => (all.Min(), all.Max());
}
