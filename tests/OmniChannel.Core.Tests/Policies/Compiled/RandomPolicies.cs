using OmniChannel.Tests.Conditions;

namespace OmniChannel.Tests.Policies.Compiled;

/// <summary>Policies and customers drawn from a seed: every kind of rule, every kind of fact, absent, erroneous and foreign values too.</summary>
internal sealed class RandomPolicies(uint seed)
{
    private static readonly Channel[] Known =
    [
        Channel.Email, Channel.Sms, Channel.Push, Channel.WhatsApp, new("one"), new("two"), new("three"), new("four"), new("five"), new("six"), new("seven"), new("eight"),
    ];

    private static readonly OrderedFact<int> Load = Facts.Custom.Number("load", "", -100, 100);
    private static readonly OrderedFact<int> Wait = Facts.Custom.Number("wait", "", 0, 50, perChannel: true);
    private static readonly OrderedFact<int> Minute = Facts.Custom.Number("minute", "", 0, 1439);
    private static readonly OrderedFact<int> From = Facts.Custom.Number("from", "", 0, 1440);
    private static readonly OrderedFact<int> Until = Facts.Custom.Number("until", "", 0, 1440);
    private static readonly OrderedFact<int> Shift = Facts.Custom.Number("shift", "", -2000, 2000);
    private static readonly OrderedFact<int> Left = Facts.Custom.Number("left", "", 0, 1000);
    private static readonly OrderedFact<Money> Credit = Facts.Custom.Money("credit", "", "EUR");
    private static readonly TextFact Tier = Facts.Custom.Text("tier", "", ["bronze", "gold", "silver"]);
    private static readonly Fact[] Asked = [Load, Wait, Credit, Tier, Facts.OnSite, Facts.Customer.Country, Facts.Customer.Age, Facts.Cart.Total, Facts.History.Deliveries, Facts.History.ChanceToBuy, Facts.Channel];
    private static readonly Fact[] All = [.. Asked, Minute, From, Until, Shift, Left, Facts.History.Usual];
    private static readonly Fact[] CanBeShared = [Load, Minute, Tier, Facts.OnSite, Facts.Customer.Age, Wait, Facts.History.ChanceToBuy];

    private readonly NbcChance _chance = new(seed);

    public (Policy Policy, Channel[] Channels) Next()
    {
        var channels = Known[..(1 + _chance.Next(Known.Length))];
        var policy = Policy.Named("random");
        var rules = _chance.Next(4) == 0 ? 60 : 1 + _chance.Next(12);
        for (var i = 0; i < rules; i++)
        {
            var some = channels.Where(_ => _chance.Next(3) > 0).ToArray();
            some = some.Length == 0 ? [channels[0]] : some;
            policy = _chance.Next(9) switch
            {
                0 or 1 => policy.Exclude(some, Rare(), "excluded"),
                2 => policy.Require(some, !Rare(), "required"),
                3 => policy.ExcludeWithin(some, Minute, From, Until, Rare(), "window", _chance.Next(2) == 0 ? Shift : null),
                4 => policy.ExcludeAbove(some, Costs(), Left, _chance.Next(3) == 0 ? OmniChannel.Condition.Always : Rare(), "budget"),
                _ => policy.Score(some, Points(), _chance.Next(2) == 0 ? OmniChannel.Condition.Always : Some(3), "scored"),
            };
        }

        return (policy.OtherwiseBest(), channels);
    }

    /// <summary>Some facts that are the same for all customers, with their values; those of each channel too.</summary>
    public (Fact Fact, FactValue[] Values)[] Shared() =>
        [.. CanBeShared.Where(_ => _chance.Next(3) == 0).Select(fact => (fact, Enumerable.Range(0, fact.Domain.PerChannel ? Known.Length : 1).Select(_ => Value(fact)).ToArray()))];

    /// <summary>What each channel sees of one customer.</summary>
    /// <param name="channels">The channels.</param>
    /// <param name="shared">What is the same for all customers.</param>
    /// <param name="isComplete">Whether no fact is missing.</param>
    public FactTable[] Customer(Channel[] channels, (Fact Fact, FactValue[] Values)[] shared, bool isComplete = false)
    {
        var own = All.Where(f => !f.Domain.PerChannel).Select(f => (f, Of(f))).ToArray();
        return [.. channels.Select((channel, c) => new FactTable(
        [
            .. shared.Select(s => (s.Fact, s.Values[s.Values.Length == 1 ? 0 : c])), .. own,
            .. All.Where(f => f.Domain.PerChannel && f != Facts.Channel).Select(f => (f, Of(f))), (Facts.Channel, FactValue.Of(channel.Name)),
        ]))];

        FactValue Of(Fact fact) => isComplete ? Constant(fact) : Value(fact);
    }

    private ScoreTable Costs() => _chance.Next(4) switch
    {
        0 => ScorePoints.Table(Facts.Channel).Row(Channel.Email, 4).Row(Channel.Sms, 450).Otherwise(_chance.Next(100)),
        1 => ScorePoints.Table(Tier, Facts.Channel).Row("gold", Channel.Email, 900).Row("silver", Channel.Sms, 2000).Otherwise(_chance.Next(100)),
        2 => ScorePoints.Table(Tier, Load).Row("gold", -3, 900).Otherwise(1),
        _ => ScorePoints.Table(Tier).Row("gold", 900).Row("silver", 500).Otherwise(100),
    };

    private ScorePoints Points() => _chance.Next(13) switch
    {
        0 => ScorePoints.Table(Tier).Row("gold", _chance.Next(500)).Row("bronze", -_chance.Next(500)).Otherwise(_chance.Next(9)),
        1 => ScorePoints.Table(Tier, Facts.Channel).Row("gold", Channel.Email, _chance.Next(500)).Row("silver", Channel.Sms, -_chance.Next(500)).Otherwise(1),
        2 => ScorePoints.Steps(Load, (-50, _chance.Next(90)), (0, -7), (33, _chance.Next(90))),
        3 => ScorePoints.Steps(Facts.History.Deliveries, (1, _chance.Next(90)), (4, -7)),
        4 => ScorePoints.Linear(Wait, -_chance.Next(20), 3),
        5 => ScorePoints.Rate(Facts.History.ChanceToBuy, _chance.Next(4000), baseline: 50),
        6 => ScorePoints.Table(Tier, Facts.Customer.Age).Row("gold", 3, _chance.Next(500)).Row("bronze", 5, -_chance.Next(500)).Otherwise(_chance.Next(9)),
        7 => ScorePoints.Table(Facts.Channel, Facts.OnSite).Row(Channel.Email, true, _chance.Next(500)).Otherwise(_chance.Next(9)),
        8 => ScorePoints.Table(Wait).Row(3, _chance.Next(500)).Row(5, -_chance.Next(500)).Otherwise(_chance.Next(9)),
        9 => ScorePoints.Linear(_chance.Next(2) == 0 ? Wait : Left, _chance.Next(40) - 20, min: -300, max: 300),
        10 => ScorePoints.Linear(Credit, _chance.Next(40) - 20, new Money(1 + _chance.Next(2), new("EUR")), -30, 30),
        11 => ScorePoints.Rate(Facts.History.ChanceToBuy, _chance.Next(4000), _chance.Next(2) == 0 ? null : 3, -40, 40),
        _ => _chance.Next(2000) - 1000,
    };

    /// <summary>Seldom true, so that channels are left.</summary>
    private Condition Rare() => Some(2) & Some(1) & Facts.OnSite.IsKnown & Some(1);

    private Condition Some(int depth) => (depth == 0 ? 0 : _chance.Next(7)) switch
    {
        1 => Some(depth - 1) & Some(depth - 1),
        2 => Some(depth - 1) | Some(depth - 1),
        3 => !Some(depth - 1),
        _ => Leaf(Asked[_chance.Next(Asked.Length)]),
    };

    private Condition Leaf(Fact fact)
    {
        var constants = Enumerable.Range(0, 1 + _chance.Next(4)).Select(_ => Constant(fact)).ToArray();
        return _chance.Next(6) switch
        {
            0 => fact.IsKnown,
            1 => new OneOfCondition(fact, constants),
            _ => new CompareCondition(fact, (CompareOperator)_chance.Next(6), constants[0]),
        };
    }

    private FactValue Value(Fact fact) => _chance.Next(8) switch
    {
        0 => FactValue.Absent,
        1 => FactValue.Error,
        _ => Constant(fact),
    };

    private FactValue Constant(Fact fact) => fact.Kind switch
    {
        FactKind.Flag => FactValue.Of(_chance.Next(2) == 0),
        FactKind.Text when fact.Equals(Tier) => FactValue.Of(new[] { "gold", "silver", "bronze" }[_chance.Next(3)]),
        FactKind.Text when fact.Id == FactId.Channel => FactValue.Of(Known[_chance.Next(Known.Length)].Name),
        FactKind.Text => FactValue.Of(new[] { "DE", "FR", "", "de", "ÄÖ" }[_chance.Next(5)]),
        FactKind.Money => FactValue.Of(new Money(_chance.Next(5) - 2, new(_chance.Next(3) == 0 && fact != (Fact)Credit ? "USD" : "EUR"))),
        _ when fact.Equals(Left) => FactValue.Of((long)_chance.Next(1000)),
        _ when fact.Equals(Minute) || fact.Equals(From) || fact.Equals(Until) => FactValue.Of(_chance.Next(24) * 60L),
        _ when fact.Equals(Shift) => FactValue.Of(_chance.Next(4001) - 2000L),
        _ when fact.Equals(Load) => FactValue.Of(_chance.Next(201) - 100L),
        _ => FactValue.Of((long)_chance.Next(8)),
    };
}
