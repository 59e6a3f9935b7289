namespace OmniChannel;

/// <summary>A policy made ready for the channels of a roster. Immutable; another policy is another one of these.</summary>
internal sealed class RosterPolicy
{
    /// <summary>More quiet hours, or more caps, than this are left to the walker.</summary>
    public const int Most = 32;

    private readonly int _terms;

    public RosterPolicy(Policy policy, ChannelRoster roster)
    {
        (Policy, Roster) = (policy, roster);
        IsNative = roster.Count <= ChannelRoster.Most && policy.Quiet.Count <= Most && policy.Caps.Count <= Most;
        if (!IsNative)
        {
            (Plans, Quiet, Caps, CostPoints) = ([], [], [], []);
            return;
        }

        Plans = [.. policy.Plans.Select(plan => new RosterPlan(plan, roster))];
        Quiet = [.. policy.Quiet.Select(hours => new RosterQuiet(hours, roster))];
        Caps = [.. policy.Caps.Select(cap => new RosterCap(cap, roster))];
        CostPoints = Array.ConvertAll(roster.Channels, definition => Scorer.Cost(policy, definition.Capabilities).Points);
        _terms = policy.Terms.Aggregate(0, (terms, term) => terms | (1 << (int)term));
        (Rules, IsNative) = Compile(policy, roster);
    }

    public Policy Policy { get; }

    public ChannelRoster Roster { get; }

    /// <summary>Whether <see cref="Decider"/> decides it; the walker does what is too large: more than 64 channels, 32 quiet hours or 32 caps, rules that fit no plan.</summary>
    public bool IsNative { get; }

    public RosterPlan[] Plans { get; }

    public RosterQuiet[] Quiet { get; }

    public RosterCap[] Caps { get; }

    /// <summary>The rules, for 32 channels each; empty when there are none.</summary>
    public RosterRules[] Rules { get; } = [];

    /// <summary>By channel; not above zero.</summary>
    public int[] CostPoints { get; }

    public bool Has(ScoreTerm term) => (_terms >> (int)term & 1) != 0;

    private static (RosterRules[] Rules, bool Fit) Compile(Policy policy, ChannelRoster roster)
    {
        if (policy.Rules.Count == 0)
        {
            return ([], true);
        }

        try
        {
            var channels = Array.ConvertAll(roster.Channels, definition => definition.Channel);
            return ([.. channels.Chunk(RosterRules.Most).Select((chunk, i) => new RosterRules(policy, chunk, i * RosterRules.Most))], true);
        }
        catch (PlanException)
        {
            return ([], false);
        }
    }
}
