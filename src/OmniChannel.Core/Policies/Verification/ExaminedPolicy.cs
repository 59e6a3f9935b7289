namespace OmniChannel;

/// <summary>A policy with what it is verified with, its facts as a space, and its rules as regions of it. What a rule does is known, or bounded from both sides. Not for several threads.</summary>
internal sealed class ExaminedPolicy
{
    private const long Steps = 20_000_000;

    private readonly ConditionRegions regions;
    private readonly Dictionary<(PolicyRule Rule, Channel Channel, bool Out, bool AtMost), Region> known = new(new ByRule());
    private readonly Dictionary<Channel, IReadOnlyList<(PolicyRule Rule, int Index)>> takingOut = [];
    private readonly Dictionary<PolicyRule, bool> dead = new(ReferenceEqualityComparer.Instance);
    private readonly KnownChannels channels;

    /// <param name="policy">The policy.</param>
    /// <param name="context">What is known of the host.</param>
    /// <param name="steps">How many steps all questions together may take.</param>
    public ExaminedPolicy(Policy policy, PolicyContext context, long steps = Steps)
    {
        (Policy, Context) = (policy, context);
        channels = new KnownChannels(context);
        Space = new FactSpace([.. ConstantsOf(policy), .. Names(policy, context)], context.Channels);
        regions = new ConditionRegions(Space);
        Solver = new RegionSolver(Space, steps);
    }

    public Policy Policy { get; }

    public PolicyContext Context { get; }

    public FactSpace Space { get; }

    public RegionSolver Solver { get; }

    /// <summary>The channels that a message to one person can be sent on.</summary>
    public IReadOnlyList<Channel> Usable => channels.Usable;

    public ChannelDefinition? Find(Channel channel) => channels.Find(channel);

    /// <summary>The channels that a rule speaks of.</summary>
    public IReadOnlyList<Channel> ChannelsOf(PolicyRule rule) => rule.Channels.Count > 0 ? rule.Channels : Usable;

    /// <summary>The rules that may take a channel out, with their places.</summary>
    public IReadOnlyList<(PolicyRule Rule, int Index)> RulesThatTakeOut(Channel channel)
    {
        if (!takingOut.TryGetValue(channel, out var rules))
        {
            takingOut.Add(channel, rules = [.. Policy.Rules.Select((rule, index) => (rule, index)).Where(one => one.rule is not ScoreRule && one.rule.Concerns(channel))]);
        }

        return rules;
    }

    /// <summary>Every condition with its place.</summary>
    public IEnumerable<(PolicyPlace Place, Condition Condition)> Conditions() =>
        Policy.Rules.Select((rule, i) => (PolicyPlace.Of(rule, i).When(), rule.When)).Concat(Policy.Plans.Select((plan, i) => (PolicyPlace.Of(plan, i).When(), plan.When)));

    /// <summary>Proved: no customer and message make the rule do anything.</summary>
    public bool NeverActs(PolicyRule rule)
    {
        if (!dead.TryGetValue(rule, out var never))
        {
            dead.Add(rule, never = ChannelsOf(rule) is { Count: > 0 } channels && channels.All(channel => Solver.Meet(Acts(rule, channel)).IsNowhere));
        }

        return never;
    }

    /// <summary>At most where the rule does something about the channel: takes it out, or adds points.</summary>
    public Region Acts(PolicyRule rule, Channel channel) => rule is ScoreRule ? When(rule.When, channel, WantedTruth.True) : Out(rule, channel, atMost: true);

    public Region When(Condition condition, Channel? channel, WantedTruth wanted, bool atMost = true) => regions.Of(condition, channel, wanted, atMost);

    /// <summary>Where the rule takes the channel out: at most, or at least.</summary>
    public Region Out(PolicyRule rule, Channel channel, bool atMost) => Remembered(rule, channel, true, atMost);

    /// <summary>Where the rule leaves the channel in: at most, or at least.</summary>
    public Region In(PolicyRule rule, Channel channel, bool atMost) => Remembered(rule, channel, false, atMost);

    /// <summary>A fact of its own has one of these values.</summary>
    public LeafRegion Has(Fact fact, Channel? channel, Func<FactClass, bool> isIn)
    {
        var variable = Space.Variable(fact, channel);
        return new LeafRegion(variable, Space[variable].Partition.Where(isIn));
    }

    /// <summary>Of regions that meet nowhere, as few as still meet nowhere.</summary>
    public List<T> Core<T>(IReadOnlyList<T> items, Func<T, Region> region, params Region[] always)
    {
        var core = items.ToList();
        for (var size = Math.Max(1, core.Count / 2); ; size = Math.Max(1, size / 2))
        {
            for (var at = core.Count - size; at > -size; at -= size)
            {
                var (from, until) = (Math.Max(0, at), Math.Max(0, at) + Math.Min(size, size + at));
                var without = core.Where((_, i) => i < from || i >= until).ToList();
                if (Solver.Meet([.. always, .. without.Select(region)]).IsNowhere)
                {
                    core = without;
                }
            }

            if (size == 1)
            {
                return core;
            }
        }
    }

    private Region Remembered(PolicyRule rule, Channel channel, bool isOut, bool atMost)
    {
        if (!known.TryGetValue((rule, channel, isOut, atMost), out var region))
        {
            region = (rule, isOut) switch
            {
                (RequireRule, true) => When(rule.When, channel, WantedTruth.NotTrue, atMost),
                (RequireRule, false) => When(rule.When, channel, WantedTruth.True, atMost),
                _ when AsExclusion.Of(rule, channel) is { } condition => When(condition, channel, isOut ? WantedTruth.NotFalse : WantedTruth.False, atMost),
                (_, true) => atMost ? When(rule.When, channel, WantedTruth.NotFalse) : Region.Nothing,
                (_, false) => atMost ? Region.Everything : When(rule.When, channel, WantedTruth.False, false),
            };
            known.Add((rule, channel, isOut, atMost), region);
        }

        return region;
    }

    private static IEnumerable<(Fact Fact, FactValue Constant)> ConstantsOf(Policy policy) =>
        policy.Rules.Select(rule => rule.When).Concat(policy.Plans.Select(plan => plan.When)).SelectMany(ConditionParts.ConstantsOf).Concat(policy.Rules.OfType<BudgetRule>().SelectMany(AsExclusion.ConstantsOf));

    /// <summary>What the host names, so that each persona, stage and channel can be told from others; only for facts that the policy asks.</summary>
    private static IEnumerable<(Fact Fact, FactValue Constant)> Names(Policy policy, PolicyContext context)
    {
        var asked = ConstantsOf(policy).Select(one => one.Fact).ToHashSet();
        return Of(Facts.Persona, context.Personas.Select(persona => persona.Id.Value))
            .Concat(Of(Facts.Stage, context.Stages.Select(stage => stage.Name)))
            .Concat(Of(Facts.Purpose, [Purpose.Marketing.Name, Purpose.Transactional.Name, Purpose.Service.Name]))
            .Concat(Of(Facts.Campaign, context.Campaigns.Select(campaign => campaign.Id.Value)))
            .Concat(Of(Facts.Channel, context.Channels.Select(definition => definition.Channel.Name)))
            .Where(one => asked.Contains(one.Fact));

        static IEnumerable<(Fact Fact, FactValue Constant)> Of(Fact fact, IEnumerable<string> names) => names.Select(name => (fact, FactValue.Of(name)));
    }

    /// <summary>Two rules of the same words are still two.</summary>
    private sealed class ByRule : IEqualityComparer<(PolicyRule Rule, Channel Channel, bool Out, bool AtMost)>
    {
        public bool Equals((PolicyRule Rule, Channel Channel, bool Out, bool AtMost) x, (PolicyRule Rule, Channel Channel, bool Out, bool AtMost) y) =>
            ReferenceEquals(x.Rule, y.Rule) && x.Channel == y.Channel && x.Out == y.Out && x.AtMost == y.AtMost;

        public int GetHashCode((PolicyRule Rule, Channel Channel, bool Out, bool AtMost) obj) =>
            HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj.Rule), obj.Channel, obj.Out, obj.AtMost);
    }
}
