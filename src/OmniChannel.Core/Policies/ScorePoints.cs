namespace OmniChannel;

/// <summary>How many points a scoring rule adds: a fixed number, a table keyed by one or two facts, steps, so many for each unit, or a learned rate. Immutable. A fact that is missing adds nothing, and the decision says so.</summary>
public abstract record ScorePoints
{
    /// <summary>The most that one rule adds, and the most that it takes.</summary>
    public const int Most = 10_000;

    private protected ScorePoints()
    {
    }

    /// <summary>A fixed number.</summary>
    public static implicit operator ScorePoints(int points) => FromInt32(points);

    /// <summary>A fixed number, −10,000 to 10,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside that range.</exception>
    public static ScorePoints FromInt32(int points) => new FixedPoints(ScoreShapes.Points(points, nameof(points)));

    /// <summary>A table keyed by one fact: <c>ScorePoints.Table(tier).Row("gold", 50).Otherwise(0)</c>. <see cref="Facts.Channel"/> may be a key.</summary>
    /// <param name="key">A flag, a number or a text.</param>
    public static ScoreTable Table(Fact key) => ScoreTable.By(key);

    /// <summary>A table keyed by two facts: <c>ScorePoints.Table(Facts.Persona, Facts.Channel).Row(teen, Channel.Push, 60)…</c>.</summary>
    /// <param name="first">A flag, a number or a text.</param>
    /// <param name="second">Another one.</param>
    public static ScoreTable Table(Fact first, Fact second) => ScoreTable.By(first, second);

    /// <summary>Steps: the points of the last step whose beginning the fact has reached; none before the first.</summary>
    /// <param name="fact">A number.</param>
    /// <param name="steps">Where each step begins, ascending, and its points.</param>
    /// <exception cref="ArgumentException">There are none, more than 100, or they do not ascend.</exception>
    public static ScorePoints Steps(OrderedFact<int> fact, params (int From, int Points)[] steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        return ScoreShapes.Steps(fact, null, [.. steps.Select(step => new ScoreStep(step.From, step.Points))]);
    }

    /// <summary>Steps over money of one currency: the points of the last step whose beginning the fact has reached; none before the first.</summary>
    /// <param name="fact">An amount of money.</param>
    /// <param name="steps">Where each step begins, ascending, and its points.</param>
    /// <exception cref="ArgumentException">There are none, more than 100, of two currencies, or they do not ascend.</exception>
    public static ScorePoints Steps(OrderedFact<Money> fact, params (Money From, int Points)[] steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var currency = steps.Length > 0 ? steps[0].From.Currency.Code : null;
        return steps.All(step => step.From.Currency.Code is { } code && code == currency)
            ? ScoreShapes.Steps(fact, currency, [.. steps.Select(step => new ScoreStep(step.From.Minor, step.Points))])
            : throw new ArgumentException("Steps are stated in one currency.", nameof(steps));
    }

    /// <summary>So many points for each unit: value × points ÷ per, rounded towards zero, kept within the bounds.</summary>
    /// <param name="fact">A number.</param>
    /// <param name="points">How many, −10,000 to 10,000.</param>
    /// <param name="per">For how many units, from 1.</param>
    /// <param name="min">The least that is added, from −10,000.</param>
    /// <param name="max">The most that is added, to 10,000.</param>
    /// <exception cref="ArgumentException">A number is outside its range.</exception>
    public static ScorePoints Linear(OrderedFact<int> fact, int points, int per = 1, int min = -Most, int max = Most) => ScoreShapes.Linear(fact, null, points, per, min, max);

    /// <summary>So many points for each amount: value × points ÷ per, rounded towards zero, kept within the bounds.</summary>
    /// <param name="fact">An amount of money; one of another currency than <paramref name="per"/> counts as missing.</param>
    /// <param name="points">How many, −10,000 to 10,000.</param>
    /// <param name="per">For which amount, above zero.</param>
    /// <param name="min">The least that is added, from −10,000.</param>
    /// <param name="max">The most that is added, to 10,000.</param>
    /// <exception cref="ArgumentException">A number is outside its range.</exception>
    public static ScorePoints Linear(OrderedFact<Money> fact, int points, Money per, int min = -Most, int max = Most) => ScoreShapes.Linear(fact, per.Currency.Code ?? throw new ArgumentException("An amount needs a currency.", nameof(per)), points, per.Minor, min, max);

    /// <summary>A learned rate: (rate − baseline) × points ÷ 1000, rounded towards zero, kept within the bounds.</summary>
    /// <param name="rate">A rate in thousandths, such as <see cref="Facts.History.ChanceToBuy"/>, or one of <see cref="Facts.Custom.Rate"/>.</param>
    /// <param name="points">What 1000 thousandths above the baseline are worth, −10,000 to 10,000.</param>
    /// <param name="baseline">The rate that is worth nothing, in thousandths; null for what is usual on the channel, <see cref="Facts.History.Usual"/>.</param>
    /// <param name="min">The least that is added, from −10,000.</param>
    /// <param name="max">The most that is added, to 10,000.</param>
    /// <exception cref="ArgumentException">The fact is no rate, or a number is outside its range.</exception>
    public static ScorePoints Rate(OrderedFact<int> rate, int points, int? baseline = null, int min = -Most, int max = Most) => ScoreShapes.Rate(rate, points, baseline, min, max);

    /// <summary>The facts it reads.</summary>
    internal abstract IReadOnlyList<Fact> Reads { get; }
}
