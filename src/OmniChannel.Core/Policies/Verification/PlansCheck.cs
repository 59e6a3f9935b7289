namespace OmniChannel;

/// <summary>Plans that never hold, or that an earlier one always forestalls, and a policy that sends nothing.</summary>
internal static class PlansCheck
{
    public static IEnumerable<PolicyFinding> Find(ExaminedPolicy examined)
    {
        var plans = examined.Policy.Plans;
        var alive = 0;
        for (var i = 0; i < plans.Count; i++)
        {
            var holds = examined.When(plans[i].When, null, WantedTruth.True);
            if (examined.Solver.Meet(holds).IsNowhere)
            {
                yield return new PolicyFinding
                {
                    Code = "OC2101",
                    Severity = DiagnosticSeverity.Warning,
                    Place = PolicyPlace.Of(plans[i], i).When(),
                    Found = "It never holds.",
                    Why = Why.NeverHolds(examined, plans[i].When, null, WantedTruth.True),
                    Fix = "Correct the condition, or take the plan out.",
                };
                continue;
            }

            var earlier = plans.Take(i).Select((plan, at) => (plan, at)).ToList();
            if (examined.Solver.Meet([holds, .. earlier.Select(NotTrue)]).IsNowhere)
            {
                PolicyPlace[] by = [.. examined.Core(earlier, NotTrue, holds).Select(one => PolicyPlace.Of(one.plan, one.at))];
                yield return new PolicyFinding
                {
                    Code = "OC2202",
                    Severity = DiagnosticSeverity.Warning,
                    Place = PolicyPlace.Of(plans[i], i),
                    Found = "It is never taken.",
                    Why = $"Whenever it holds, {Why.List(by)} does, and the first that holds is taken.",
                    Fix = "Put it before, or narrow the earlier one.",
                    Related = by,
                };
            }

            alive++;
        }

        if (!examined.Policy.OtherwiseBest && alive == 0)
        {
            yield return new PolicyFinding
            {
                Code = "OC2005",
                Severity = DiagnosticSeverity.Error,
                Place = PolicyPlace.Whole,
                Found = "It never sends anything.",
                Why = plans.Count == 0 ? "It has no plan, and otherwise sends nothing." : "None of its plans ever holds, and otherwise it sends nothing.",
                Fix = "Add a plan, or end with OtherwiseBest.",
            };
        }

        Region NotTrue((Plan plan, int at) one) => examined.When(one.plan.When, null, WantedTruth.NotTrue);
    }
}
