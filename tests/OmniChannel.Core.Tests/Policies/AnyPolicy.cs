namespace OmniChannel.Tests.Policies;

/// <summary>Random policies over built-in facts and a host's own, and random worlds to ask them of. The same seed gives the same.</summary>
internal sealed class AnyPolicy(int seed)
{
    public static readonly Channel[] Channels = [Channel.Email, Channel.Sms, Channel.Push, Channel.LiveChat];

    private static readonly FlagFact Vip = Facts.Custom.Flag("vip", "A VIP, \"really\".");
    private static readonly OrderedFact<int> Risk = Facts.Custom.Number("risk", "Risk.", -10, 10);
    private static readonly OrderedFact<int> Sent = Facts.Custom.Number("sent", "Sent.", 0, 9, perChannel: true, unit: "messages");
    private static readonly TextFact Tier = Facts.Custom.Text("tier", "Tier.", ["gold", "sil\"ver", "a\\b\nc\u2028ä😀"]);
    private static readonly OrderedFact<Money> Credit = Facts.Custom.Money("credit", "Credit.", "EUR");
    private static readonly OrderedFact<int> Opens = Facts.Custom.Rate("opens", "Opens.", perChannel: true);

    public static readonly FactSchema Schema = FactSchema.BuiltIn.With(Vip, Risk, Sent, Tier, Credit, Opens);

    private readonly Random _random = new(seed);

    public Policy Next()
    {
        var policy = Policy.Named("p" + _random.Next(100));
        Maybe(() => policy.WithoutSafeCaps());
        Maybe(() => policy.WithoutSafeQuietHours());
        for (var i = _random.Next(5); i > 0; i--)
        {
            Rule(policy);
        }

        Maybe(() => policy.FirstOf([.. Channels.OrderBy(_ => _random.Next()).Take(1 + _random.Next(3))], Tree(3), "plan \"a\"\n", Pick<TimeSpan?>(null, TimeSpan.FromSeconds(90), TimeSpan.FromHours(1), TimeSpan.FromDays(2))));
        Maybe(() => policy.Cap(new FrequencyCap
        {
            Max = _random.Next(4),
            Window = Pick<CapWindow>(new CapWindow.Rolling { Length = TimeSpan.FromMinutes(_random.Next(1, 3000)) }, new CapWindow.CalendarDay { TimeZone = "Europe/Berlin" }),
            Channels = Some(Channels),
            Per = Pick(CapScope.Person, CapScope.ContactPoint),
            Purposes = Some(Purpose.Marketing, Purpose.Service),
            WaivedFrom = Pick<Urgency?>(null, Urgency.High),
            WaivedFor = Some(Purpose.Service),
        }));
        Maybe(() => policy.QuietHours(new QuietHours { From = new(_random.Next(12), _random.Next(60)), Until = new(12 + _random.Next(12), 0), Days = Some(DayOfWeek.Sunday, DayOfWeek.Friday), Channels = Some(Channels), WaivedFrom = Pick(Urgency.High, Urgency.Critical), WaivedFor = Some(Purpose.Transactional) }));
        Maybe(() => policy.WaitingCosts(_random.Next(9)).MoneyCosts(_random.Next(900), "USD").Holdout(_random.Next(500)).Exploration(_random.Next(500)).Terms(Some(ScoreTerm.Cost, ScoreTerm.Liking, ScoreTerm.LeadQuality)));
        return _random.Next(2) == 0 ? policy.OtherwiseBest() : policy.OtherwiseNothing();
    }

    /// <summary>Values for some facts, right or wrong.</summary>
    public (Fact Fact, FactValue Value)[] World() => [.. Schema.All.Where(_ => _random.Next(3) > 0).Select(fact => (fact, fact.Judge(Value(fact))))];

    private FactValue Value(Fact fact) => fact.Kind switch
    {
        FactKind.Flag => FactValue.Of(_random.Next(2) == 0),
        FactKind.Number => FactValue.Of(_random.Next(-12, 12) * Pick(1L, 1, 100)),
        FactKind.Money => FactValue.Of(new Money(_random.Next(-3, 3) * 1000L, new(Pick("EUR", "USD")))),
        _ => FactValue.Of(fact.Domain.Values.Count > 0 ? Pick([.. fact.Domain.Values]) : Pick("email", "sms", "DE", "marketing", "")),
    };

    private void Rule(PolicyBuilder policy)
    {
        var channels = Some(Channels);
        _ = _random.Next(5) switch
        {
            0 => policy.Exclude(channels, Tree(4), "because"),
            1 => policy.Require(channels, Tree(4), "because \"ä\""),
            2 => policy.ExcludeWithin(channels, Facts.Now.LocalMinute, Risk, Sent, Tree(2), "quiet", Pick<OrderedFact<int>?>(null, Risk)),
            3 => _random.Next(2) == 0 ? policy.ExcludeAbove(channels, Table(5), Risk, Tree(2), "too dear") : policy.ExcludeAbove(channels, Table(5), "EUR", Credit, Tree(2), "too dear"),
            _ => policy.Score(channels, Points(), Tree(3), "points"),
        };
    }

    private ScorePoints Points() => _random.Next(7) switch
    {
        0 => _random.Next(-50, 50),
        1 => Table(-50),
        2 => ScorePoints.Steps(Risk, (-5, _random.Next(9)), (0, 3), (5, -3)),
        3 => ScorePoints.Steps(Credit, (Money.Of(1, "EUR"), _random.Next(9)), (Money.Of(20, "EUR"), 3)),
        4 => ScorePoints.Linear(Sent, _random.Next(-9, 9), 1 + _random.Next(3), -20, 20),
        5 => ScorePoints.Linear(Credit, _random.Next(-9, 9), Money.Of(0.5m, "EUR")),
        _ => ScorePoints.Rate(Pick(Opens, Facts.History.ChanceToBuy), _random.Next(-900, 900), Pick<int?>(null, 50)),
    };

    private ScoreTable Table(int least) => _random.Next(3) switch
    {
        0 => ScorePoints.Table(Vip).Row(true, least + _random.Next(50)).Row(false, least),
        1 => ScorePoints.Table(Tier, Facts.Channel).Row("gold", Channel.Sms, least + _random.Next(9)).Row("a\\b\nc\u2028ä😀", Channel.Email, least + 1).Otherwise(least + 2),
        _ => Enumerable.Range(-10, 21).OrderBy(_ => _random.Next()).Aggregate(ScorePoints.Table(Risk), (table, risk) => table.Row(risk, least + _random.Next(50))),
    };

    public Condition Tree(int depth) => depth == 0 || _random.Next(4) == 0 ? Leaf() : _random.Next(3) switch
    {
        0 => Tree(depth - 1) & Tree(depth - 1),
        1 => Tree(depth - 1) | Tree(depth - 1),
        _ => !Tree(depth - 1),
    };

    private Condition Leaf() => _random.Next(16) switch
    {
        0 => Condition.Always,
        1 => Condition.Never,
        2 => Vip,
        3 => Facts.OnSite,
        4 => Risk < _random.Next(-9, 9),
        5 => Risk >= _random.Next(-9, 9),
        6 => Sent.In(1, 2, _random.Next(9)),
        7 => Tier == Pick("gold", "a\\b\nc\u2028ä😀"),
        8 => Tier.In("sil\"ver", "gold"),
        9 => Credit > Money.Of(_random.Next(-9, 9), "EUR"),
        10 => Facts.Cart.Total.In(Money.Of(1.5m, "EUR"), Money.Of(3, "JPY")),
        11 => Facts.Channel.In(Channel.Sms, Channel.Push),
        12 => Facts.Urgency <= Urgency.High,
        13 => Facts.Device != DeviceKind.Mobile,
        14 => Facts.Customer.Country == Pick("", "D\u0000\u007f'E", "DE"),
        _ => Pick<Fact>(Risk, Credit, Facts.Persona).IsKnown,
    };

    private void Maybe(Action act)
    {
        if (_random.Next(2) == 0)
        {
            act();
        }
    }

    private T Pick<T>(params T[] ones) => ones[_random.Next(ones.Length)];

    private T[] Some<T>(params T[] ones) => [.. ones.Where(_ => _random.Next(2) == 0)];
}
