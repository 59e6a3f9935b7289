using System.Buffers;
using System.Numerics;

namespace OmniChannel;

/// <summary>Decides for a loaded customer: the same choice as <see cref="Router"/>, which is the specification and explains it. Gates are bits over the channels, and only those that are shut now by something that opens later are searched in time. Pure.</summary>
internal static class Decider
{
    private static readonly Reason NoPlan = Reason.Of("nothing.no-plan");
    private static readonly Reason NoChannel = Reason.Of("nothing.no-channel");

    /// <summary>Room for times on the stack; more is borrowed.</summary>
    private const int OnStack = 128;

    public static Decision Decide(DecisionBasis basis)
    {
        if (!basis.Policy.IsNative)
        {
            return basis.Walked;
        }

        if (Router.NothingBefore(basis.NotBefore, basis.ExpiresAt, basis.Customer.State.Profile.Id, basis.Message.Purpose, basis.Policy.Policy) is { } nothing)
        {
            return Answer(basis, null, nothing, [], null);
        }

        var count = basis.Roster.Count;
        Span<int> points = stackalloc int[count];
        Span<long> at = stackalloc long[count];
        var plan = PlanFor(basis);
        var open = Judge(basis, plan, points, at);
        if (open == 0 || (plan is null && !basis.Policy.Policy.OtherwiseBest))
        {
            return Answer(basis, null, plan is null && !basis.Policy.Policy.OtherwiseBest ? NoPlan : NoChannel, [], null);
        }

        var winner = Chosen(basis, plan, open, points, at);
        var choice = new ChannelChoice
        {
            Channel = basis.Roster.Channels[winner].Channel,
            At = new DateTimeOffset(at[winner], TimeSpan.Zero),
            Account = basis.Offers.AccountAt(winner, at[winner]),
        };
        return Answer(basis, choice, null, plan?.StepUp(winner, open) ?? [], plan);
    }

    /// <summary>Passes every channel through the gates and scores what is left.</summary>
    /// <param name="basis">What the decision rests on.</param>
    /// <param name="plan">The plan that holds; null for none.</param>
    /// <param name="points">Gets the points of the open channels.</param>
    /// <param name="at">Gets their first open instants, in ticks.</param>
    /// <returns>The channels that are open at some time.</returns>
    internal static ulong Judge(DecisionBasis basis, RosterPlan? plan, Span<int> points, Span<long> at)
    {
        points.Clear();
        var (from, until) = basis.KnownBetween;
        var clock = basis.Customer.ClockBetween(from, until);
        var open = basis.NotBefore < basis.ExpiresAt ? ChannelGates.Open(basis) : 0;
        foreach (var rules in open == 0 ? [] : basis.Policy.Rules)
        {
            open &= ~rules.Judge(basis, points);
        }

        if (open == 0)
        {
            return 0;
        }

        var most = basis.Policy.Caps.Length * basis.Customer.Contacts.Count;
        var borrowed = most <= OnStack ? null : ArrayPool<long>.Shared.Rent(most);
        var times = new OpenTimes(basis, clock, ref open, borrowed is null ? stackalloc long[OnStack] : borrowed);
        var score = new ChannelPoints(basis, plan, points);
        for (var rest = open; rest != 0; rest &= rest - 1)
        {
            var c = BitOperations.TrailingZeroCount(rest);
            var (earliest, end) = ChannelGates.Within(basis, c);
            at[c] = earliest < end ? times.First(c, earliest) : long.MaxValue;
            if (at[c] < end)
            {
                points[c] = score.Of(c, at[c]);
            }
            else
            {
                open &= ~(1UL << c);
            }
        }

        if (borrowed is not null)
        {
            ArrayPool<long>.Shared.Return(borrowed);
        }

        return open;
    }

    internal static RosterPlan? PlanFor(DecisionBasis basis)
    {
        foreach (var plan in basis.Policy.Plans)
        {
            if (ConditionWalker.Evaluate(plan.Plan.When, new BasisFacts(basis)) == Truth.True)
            {
                return plan;
            }
        }

        return null;
    }

    /// <summary>The most points; of two with the same the earlier, then the first by name. Or, for a share of messages, another that is open.</summary>
    private static int Chosen(DecisionBasis basis, RosterPlan? plan, ulong open, ReadOnlySpan<int> points, ReadOnlySpan<long> at)
    {
        var best = BitOperations.TrailingZeroCount(open);
        for (var rest = open & (open - 1); rest != 0; rest &= rest - 1)
        {
            var c = BitOperations.TrailingZeroCount(rest);
            best = points[c] > points[best] || (points[c] == points[best] && at[c] < at[best]) ? c : best;
        }

        if (!Exploration.MayTry(basis.Policy.Policy, plan is not null, basis.Message))
        {
            return best;
        }

        var arms = open & (~basis.Customer.Disliked | (1UL << best));
        if (Exploration.Draw(basis.Customer.State.Profile.Id, basis.Message, basis.Policy.Policy, BitOperations.PopCount(arms)) is not { } drawn)
        {
            return best;
        }

        for (; drawn > 0; drawn--)
        {
            arms &= arms - 1;
        }

        return BitOperations.TrailingZeroCount(arms);
    }

    private static Decision Answer(DecisionBasis basis, ChannelChoice? choice, Reason? nothing, IReadOnlyList<Channel> stepUp, RosterPlan? plan) => new()
    {
        Customer = basis.Customer.State.Profile.Id,
        Campaign = basis.Message.Campaign,
        Purpose = basis.Message.Purpose,
        DecidedAt = basis.Now,
        ExpiresAt = basis.ExpiresAt,
        Choice = choice,
        NothingBecause = nothing,
        Verdicts = null!, // the walker's, when somebody asks
        StepUp = stepUp,
        StepUpAfter = stepUp.Count == 0 ? null : plan!.Plan.StepUpAfter,
        PolicyName = basis.Policy.Policy.Name,
        PolicyHash = basis.Policy.Policy.Hash,
        Policy = basis.Policy.Policy,
        Basis = basis,
    };
}
