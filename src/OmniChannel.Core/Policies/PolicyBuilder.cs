namespace OmniChannel;

/// <summary>Builds a <see cref="Policy"/>, rule by rule, in a marketer's words. It becomes a policy by saying what happens otherwise: <see cref="OtherwiseBest"/> or <see cref="OtherwiseNothing"/>. What is stated is copied. Not for several threads.</summary>
public sealed class PolicyBuilder
{
    /// <summary>So that no sum of points leaves 32 bits.</summary>
    internal const int MaxRules = 5_000;

    internal static readonly ScoreTerm[] AllTerms =
    [
        ScoreTerm.Liking, ScoreTerm.Persona, ScoreTerm.Usage, ScoreTerm.Device, ScoreTerm.Stage,
        ScoreTerm.Presence, ScoreTerm.LeadQuality, ScoreTerm.ChanceToBuy, ScoreTerm.Cost,
    ];

    private readonly string _name;
    private readonly List<PolicyRule> _rules = [];
    private readonly List<Plan> _plans = [];
    private readonly List<FrequencyCap> _caps = [];
    private readonly List<QuietHours> _quiet = [];
    private bool _hasSafeCaps = true;
    private bool _hasSafeQuietHours = true;
    private int _pointsPerHourWaited = 2;
    private Currency _costCurrency = new("EUR");
    private int _pointsPerMoneyUnit = 500;
    private int _holdoutPerMille;
    private int _explorationPerMille;
    private IReadOnlyList<ScoreTerm> _terms = AllTerms;

    internal PolicyBuilder(string name)
    {
        _name = PolicyArguments.Name(name);
    }

    /// <summary>Takes a channel out when the condition holds, or when a fact it needs is missing.</summary>
    /// <param name="channel">Which channel.</param>
    /// <param name="when">When.</param>
    /// <param name="because">Why, in a marketer's words.</param>
    public PolicyBuilder Exclude(Channel channel, Condition when, string because) => Exclude([channel], when, because);

    /// <summary>Takes channels out when the condition holds, or when a fact it needs is missing.</summary>
    /// <param name="channels">Which channels; empty for all.</param>
    /// <param name="when">When.</param>
    /// <param name="because">Why, in a marketer's words.</param>
    public PolicyBuilder Exclude(IReadOnlyList<Channel> channels, Condition when, string because)
    {
        Add(new ExcludeRule { Channels = PolicyArguments.Channels(channels, nameof(channels)), When = when, Because = PolicyArguments.Because(because) });
        return this;
    }

    /// <summary>Takes a channel out unless the condition holds.</summary>
    /// <param name="channel">Which channel.</param>
    /// <param name="when">What it requires.</param>
    /// <param name="because">Why, in a marketer's words.</param>
    public PolicyBuilder Require(Channel channel, Condition when, string because) => Require([channel], when, because);

    /// <summary>Takes channels out unless the condition holds.</summary>
    /// <param name="channels">Which channels; empty for all.</param>
    /// <param name="when">What they require.</param>
    /// <param name="because">Why, in a marketer's words.</param>
    public PolicyBuilder Require(IReadOnlyList<Channel> channels, Condition when, string because)
    {
        Add(new RequireRule { Channels = PolicyArguments.Channels(channels, nameof(channels)), When = when, Because = PolicyArguments.Because(because) });
        return this;
    }

    /// <summary>Takes channels out while a minute of the day lies in a window that facts state, across midnight too: the customer's own quiet hours.</summary>
    /// <param name="channels">Which channels; empty for all.</param>
    /// <param name="minute">The minute of the day, such as <see cref="Facts.Now.LocalMinute"/>.</param>
    /// <param name="from">The minute at which the window begins.</param>
    /// <param name="until">The minute at which it ends; the same as <paramref name="from"/> for no window.</param>
    /// <param name="when">For which messages and customers.</param>
    /// <param name="because">Why, in a marketer's words.</param>
    /// <param name="shift">Minutes to be added to the minute; null for none.</param>
    public PolicyBuilder ExcludeWithin(IReadOnlyList<Channel> channels, OrderedFact<int> minute, OrderedFact<int> from, OrderedFact<int> until, Condition when, string because, OrderedFact<int>? shift = null) =>
        Add(new WindowRule { Channels = PolicyArguments.Channels(channels, nameof(channels)), Minute = minute, Shift = shift, From = from, Until = until, When = when, Because = PolicyArguments.Because(because) });

    /// <summary>Takes channels out whose cost, by a table, is above what is left.</summary>
    /// <param name="channels">Which channels; empty for all.</param>
    /// <param name="costs">What a message costs, in the units of <paramref name="left"/>.</param>
    /// <param name="left">What is left.</param>
    /// <param name="when">For which messages and customers.</param>
    /// <param name="because">Why, in a marketer's words.</param>
    public PolicyBuilder ExcludeAbove(IReadOnlyList<Channel> channels, ScoreTable costs, OrderedFact<int> left, Condition when, string because) =>
        Add(new BudgetRule { Channels = PolicyArguments.Channels(channels, nameof(channels)), Costs = costs, Left = left, When = when, Because = PolicyArguments.Because(because) });

    /// <summary>Takes channels out whose cost, by a table, is above the money that is left.</summary>
    /// <param name="channels">Which channels; empty for all.</param>
    /// <param name="costs">What a message costs, in minor units of the currency.</param>
    /// <param name="currency">The currency, such as "EUR".</param>
    /// <param name="left">What is left; money of another currency counts as missing.</param>
    /// <param name="when">For which messages and customers.</param>
    /// <param name="because">Why, in a marketer's words.</param>
    public PolicyBuilder ExcludeAbove(IReadOnlyList<Channel> channels, ScoreTable costs, string currency, OrderedFact<Money> left, Condition when, string because) =>
        Add(new BudgetRule { Channels = PolicyArguments.Channels(channels, nameof(channels)), Costs = costs, Currency = new Currency(currency), Left = left, When = when, Because = PolicyArguments.Because(because) });

    /// <summary>Adds points to a channel, or takes them, when the condition holds.</summary>
    /// <param name="channel">Which channel.</param>
    /// <param name="points">How many: a number, −10,000 to 10,000, or one of the shapes of <see cref="ScorePoints"/>.</param>
    /// <param name="when">When.</param>
    /// <param name="because">Why, in a marketer's words.</param>
    public PolicyBuilder Score(Channel channel, ScorePoints points, Condition when, string because) => Score([channel], points, when, because);

    /// <summary>Adds points to channels, or takes them, when the condition holds.</summary>
    /// <param name="channels">Which channels; empty for all.</param>
    /// <param name="points">How many: a number, −10,000 to 10,000, or one of the shapes of <see cref="ScorePoints"/>.</param>
    /// <param name="when">When.</param>
    /// <param name="because">Why, in a marketer's words.</param>
    public PolicyBuilder Score(IReadOnlyList<Channel> channels, ScorePoints points, Condition when, string because) =>
        Add(new ScoreRule { Channels = PolicyArguments.Channels(channels, nameof(channels)), Points = points, When = when, Because = PolicyArguments.Because(because) });

    /// <summary>Sets the order of channels for certain messages; of several the first whose condition holds is taken.</summary>
    /// <param name="channels">The channels in their order, at least one.</param>
    /// <param name="when">For which messages and customers.</param>
    /// <param name="because">Why, in a marketer's words.</param>
    /// <param name="stepUpAfter">How long to wait for the message to be seen before the next is tried; null for never.</param>
    public PolicyBuilder FirstOf(IReadOnlyList<Channel> channels, Condition when, string because, TimeSpan? stepUpAfter = null)
    {
        if (stepUpAfter is { } wait && (wait <= TimeSpan.Zero || wait > TimeSpan.FromDays(31) || wait.Ticks % TimeSpan.TicksPerSecond != 0))
        {
            throw new ArgumentOutOfRangeException(nameof(stepUpAfter), stepUpAfter, "Stepping up takes a time after which, in whole seconds, up to 31 days; leave it out for never.");
        }

        _plans.Add(new Plan { FirstOf = PolicyArguments.Order(channels, nameof(channels)), When = PolicyArguments.When(when), Because = PolicyArguments.Because(because), StepUpAfter = stepUpAfter });
        return this;
    }

    /// <summary>Limits how often a person is written to, on all channels together, in any stretch of this length. Transactional messages neither count nor are limited.</summary>
    /// <param name="max">How many at most, from 0.</param>
    /// <param name="within">The length, from one minute to 31 days.</param>
    public PolicyBuilder Cap(int max, TimeSpan within) => Cap(new FrequencyCap { Max = max, Window = new CapWindow.Rolling { Length = within } });

    /// <summary>Limits how often a person is written to.</summary>
    public PolicyBuilder Cap(FrequencyCap cap)
    {
        _caps.Add(PolicyArguments.Cap(cap));
        return this;
    }

    /// <summary>Takes the safe caps out: only those that are stated hold.</summary>
    public PolicyBuilder WithoutSafeCaps()
    {
        _hasSafeCaps = false;
        return this;
    }

    /// <summary>Keeps channels silent in these hours of the recipient's day.</summary>
    public PolicyBuilder QuietHours(QuietHours hours)
    {
        _quiet.Add(PolicyArguments.Quiet(hours));
        return this;
    }

    /// <summary>Takes the safe quiet hours out: only those that are stated hold.</summary>
    public PolicyBuilder WithoutSafeQuietHours()
    {
        _hasSafeQuietHours = false;
        return this;
    }

    /// <summary>What an hour of waiting costs, in points. Default: 2.</summary>
    public PolicyBuilder WaitingCosts(int pointsPerHour)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pointsPerHour);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pointsPerHour, 10_000);
        _pointsPerHourWaited = pointsPerHour;
        return this;
    }

    /// <summary>What one unit of money costs, in points. Default: 500 for a euro, so that a text message of 7 cents costs 35.</summary>
    public PolicyBuilder MoneyCosts(int pointsPerUnit, string currency)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pointsPerUnit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pointsPerUnit, 1_000_000);
        _pointsPerMoneyUnit = pointsPerUnit;
        _costCurrency = new Currency(currency);
        return this;
    }

    /// <summary>Keeps marketing from a share of customers, the same ones for ever, to measure what it adds. Default: none.</summary>
    /// <param name="perMille">How many of a thousand, 0 to 500.</param>
    public PolicyBuilder Holdout(int perMille)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(perMille);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(perMille, 500);
        _holdoutPerMille = perMille;
        return this;
    }

    /// <summary>Tries other channels for a share of messages, to learn what they would have brought: for a customer and a campaign always the same one, drawn by a stable hash, each with its probability recorded. Only channels that every gate allows and the customer does not dislike; not for transactional messages, nor where a plan sets the order. Default: none.</summary>
    /// <param name="perMille">How many of a thousand, 0 to 500.</param>
    public PolicyBuilder Exploration(int perMille)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(perMille);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(perMille, 500);
        _explorationPerMille = perMille;
        return this;
    }

    /// <summary>Which terms of the score count besides rules, plans and waiting. Default: all.</summary>
    /// <param name="terms">The terms, each once; none for the rules alone.</param>
    public PolicyBuilder Terms(params IReadOnlyList<ScoreTerm> terms)
    {
        _terms = PolicyArguments.Terms(terms, AllTerms);
        return this;
    }

    /// <summary>Otherwise the channel with the best score is chosen.</summary>
    public Policy OtherwiseBest() => Build(otherwiseBest: true);

    /// <summary>Otherwise nothing is sent: only messages that a plan speaks of are.</summary>
    public Policy OtherwiseNothing() => Build(otherwiseBest: false);

    internal PolicyBuilder Add(PolicyRule rule)
    {
        PolicyArguments.When(rule.When);
        _rules.Add(PolicyArguments.Rule(rule));
        return _rules.Count <= MaxRules ? this : throw new InvalidOperationException($"A policy has at most {MaxRules} rules.");
    }

    private Policy Build(bool otherwiseBest) => new()
    {
        Name = _name,
        Rules = [.. _rules],
        Plans = [.. _plans],
        Caps = _hasSafeCaps ? [.. SafeDefaults.Caps, .. _caps] : [.. _caps],
        Quiet = _hasSafeQuietHours ? [.. SafeDefaults.Quiet, .. _quiet] : [.. _quiet],
        Terms = _terms,
        PointsPerHourWaited = _pointsPerHourWaited,
        CostCurrency = _costCurrency,
        PointsPerMoneyUnit = _pointsPerMoneyUnit,
        HoldoutPerMille = _holdoutPerMille,
        ExplorationPerMille = _explorationPerMille,
        OtherwiseBest = otherwiseBest,
    };
}
