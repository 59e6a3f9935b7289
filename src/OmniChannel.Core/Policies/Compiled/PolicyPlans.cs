namespace OmniChannel;

/// <summary>The plans of one policy that were made so far, by their channels; kept as long as the policy. For many threads.</summary>
internal sealed class PolicyPlans(Policy policy)
{
    /// <summary>More sets of channels than a host has campaigns of different shapes.</summary>
    private const int Most = 64;

    private volatile PolicyPlan[] _plans = [];

    /// <exception cref="PlanException">The rules fit no plan.</exception>
    public PolicyPlan For(Channel[] channels)
    {
        var plans = _plans;
        foreach (var plan in plans)
        {
            if (plan.Channels.SequenceEqual(channels))
            {
                return plan;
            }
        }

        // Two threads at once may both compile, and one plan is forgotten again: it is made anew when it is asked for.
        var made = PolicyPlan.Compile(policy, channels);
        _plans = [made, .. plans.Take(Most - 1)];
        return made;
    }
}
