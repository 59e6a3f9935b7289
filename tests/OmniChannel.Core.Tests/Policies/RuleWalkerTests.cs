using OmniChannel.Tests.Conditions;

namespace OmniChannel.Tests.Policies;

public sealed class RuleWalkerTests
{
    private static readonly OrderedFact<int> Load = Facts.Custom.Number("load", "", -100, 100);
    private static readonly OrderedFact<int> Offset = Facts.Custom.Number("offset", "", -720, 840);
    private static readonly OrderedFact<int> From = Facts.Custom.Number("from", "", 0, 1440);
    private static readonly OrderedFact<int> Until = Facts.Custom.Number("until", "", 0, 1440);
    private static readonly OrderedFact<Money> Credit = Facts.Custom.Money("credit", "", "EUR");
    private static readonly TextFact Tier = Facts.Custom.Text("tier", "", ["gold", "silver"]);

    [Theory]
    [InlineData(-100, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 35)]
    [InlineData(7, 35)]
    [InlineData(8, -20)]
    [InlineData(100, -20)]
    public void Points_BySteps_AreThoseOfTheLastStepReached(int load, int expected) => Assert.Equal((Truth.True, expected), Points(ScorePoints.Steps(Load, (2, 35), (8, -20)), (Load, FactValue.Of((long)load))));

    [Theory]
    [InlineData(7, 3, 2, 10)]
    [InlineData(-7, 3, 2, -10)]
    [InlineData(100, 10_000, 1, 50)]
    [InlineData(-100, 10_000, 1, -60)]
    [InlineData(1, 1, 3, 0)]
    public void Points_Linear_AreRoundedTowardsZeroAndBounded(int load, int points, int per, int expected) =>
        Assert.Equal((Truth.True, expected), Points(ScorePoints.Linear(Load, points, per, -60, 50), (Load, FactValue.Of((long)load))));

    [Fact]
    public void Points_LinearInMoneyOfAnyAmount_NeverOverflow()
    {
        var points = ScorePoints.Linear(Credit, -10_000, new Money(1, new("EUR")));

        Assert.Equal((Truth.True, 10_000), Points(points, (Credit, FactValue.Of(new Money(long.MinValue, new("EUR"))))));
        Assert.Equal((Truth.True, -10_000), Points(points, (Credit, FactValue.Of(new Money(long.MaxValue, new("EUR"))))));
        Assert.Equal((Truth.Unknown, 0), Points(points, (Credit, FactValue.Of(new Money(1, new("USD"))))));
        Assert.Equal((Truth.Unknown, 0), Points(points));
    }

    [Fact]
    public void Points_ByALearnedRate_CountFromTheBaseline()
    {
        var chance = (Facts.History.ChanceToBuy, FactValue.Of(80L));

        Assert.Equal((Truth.True, 12), Points(ScorePoints.Rate(Facts.History.ChanceToBuy, 400, baseline: 50), chance));
        Assert.Equal((Truth.True, -4), Points(ScorePoints.Rate(Facts.History.ChanceToBuy, 400), chance, (Facts.History.Usual, FactValue.Of(90L))));
        Assert.Equal((Truth.Unknown, 0), Points(ScorePoints.Rate(Facts.History.ChanceToBuy, 400), chance));
    }

    [Fact]
    public void Points_ByATable_AreThoseOfTheRowOrOfTheRest()
    {
        var table = ScorePoints.Table(Tier, Facts.Channel).Row("silver", Channel.Push, 7).Row("gold", Channel.Sms, 5).Row("gold", Channel.Email, 3).Otherwise(-1);
        (Fact, FactValue) gold = (Tier, FactValue.Of("gold")), silver = (Tier, FactValue.Of("silver")), sms = (Facts.Channel, FactValue.Of("sms")), push = (Facts.Channel, FactValue.Of("push"));

        Assert.Equal((Truth.True, 5), Points(table, gold, sms));
        Assert.Equal((Truth.True, 7), Points(table, silver, push));
        Assert.Equal((Truth.True, -1), Points(table, silver, sms));
        Assert.Equal((Truth.Unknown, 0), Points(table, sms));
    }

    [Fact]
    public void Score_ByATableThatMissesARow_IsRefusedWithTheRow()
    {
        var table = ScorePoints.Table(Tier, Facts.Channel).Row("gold", Channel.Sms, 1).Row("silver", Channel.Sms, 1).Row("gold", Channel.Push, 1);

        Assert.Contains("no row for custom.tier \"silver\" and channel.name \"push\"", Refused(table, Channel.Sms, Channel.Push), StringComparison.Ordinal);
        Assert.Contains("nobody can list", Refused(table), StringComparison.Ordinal);
        _ = Policy.Named("p").Score([Channel.Sms], table, Condition.Always, "why");
        Assert.Contains("stands twice", Refused(table.Row("gold", Channel.Sms, 2).Otherwise(0)), StringComparison.Ordinal);
        Assert.Contains("outside", Refused(table.Row("silver", Channel.Push, 10_001), Channel.Sms, Channel.Push), StringComparison.Ordinal);
        Assert.Contains("another type", Assert.Throws<ArgumentException>(() => table.Row(1, Channel.Sms, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("did you mean \"silver\"", Assert.Throws<ArgumentException>(() => table.Row("silber", Channel.Sms, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TakesOut_Within_IsTheWindowMinuteByMinute()
    {
        var rule = (WindowRule)Policy.Named("p").ExcludeWithin([], Facts.Now.LocalMinute, From, Until, Condition.Always, "why", Offset).OtherwiseBest().Rules[0];
        foreach (var (offset, from, until) in new[] { (0, 1260, 480), (-720, 480, 1260), (840, 0, 0), (-60, 60, 61), (0, 0, 1440) })
        {
            for (var minute = 0; minute < 1440; minute++)
            {
                var local = (minute + offset + 1440) % 1440;
                var expected = from == until ? false : from < until ? local >= from && local < until : !(local >= until && local < from);
                Assert.Equal(expected ? Truth.True : Truth.False, RuleWalker.TakesOut(rule, new FactTable((Facts.Now.LocalMinute, FactValue.Of((long)minute)), (Offset, FactValue.Of((long)offset)), (From, FactValue.Of((long)from)), (Until, FactValue.Of((long)until)))));
            }
        }

        Assert.Equal(Truth.Unknown, RuleWalker.TakesOut(rule, new FactTable((Facts.Now.LocalMinute, FactValue.Of(0L)))));
    }

    [Fact]
    public void TakesOut_AboveWhatIsLeft_ByTheTable()
    {
        var rule = Policy.Named("p").ExcludeAbove([], ScorePoints.Table(Tier).Row("gold", 500).Otherwise(100), "EUR", Credit, Facts.OnSite, "why").OtherwiseBest().Rules[0];
        (Fact, FactValue) here = (Facts.OnSite, FactValue.Of(true)), gold = (Tier, FactValue.Of("gold")), silver = (Tier, FactValue.Of("silver")), left = (Credit, FactValue.Of(Money.Of(4.99m, "EUR")));

        Assert.Equal(Truth.True, RuleWalker.TakesOut(rule, new FactTable(here, gold, left)));
        Assert.Equal(Truth.False, RuleWalker.TakesOut(rule, new FactTable(here, silver, left)));
        Assert.Equal(Truth.Unknown, RuleWalker.TakesOut(rule, new FactTable(here, silver)));
        Assert.Equal(Truth.False, RuleWalker.TakesOut(rule, new FactTable((Facts.OnSite, FactValue.Of(false)), silver)));
        Assert.Equal(Truth.Unknown, RuleWalker.TakesOut(rule, new FactTable(gold, left)));
    }

    private static string Refused(ScoreTable table, params Channel[] channels) => Assert.Throws<ArgumentException>(() => Policy.Named("p").Score(channels, table, Condition.Always, "why")).Message;

    private static (Truth, int) Points(ScorePoints points, params (Fact, FactValue)[] facts) =>
        RuleWalker.Points((ScoreRule)Policy.Named("p").Score([], points, Condition.Always, "why").OtherwiseBest().Rules[0], new FactTable(facts));
}
