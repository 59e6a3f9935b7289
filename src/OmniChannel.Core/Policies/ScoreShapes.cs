namespace OmniChannel;

internal sealed record FixedPoints(int Points) : ScorePoints
{
    internal override IReadOnlyList<Fact> Reads => [];
}

/// <summary>Where a step begins, a number or minor units, and what it is worth.</summary>
internal readonly record struct ScoreStep(long From, int Points);

internal sealed record StepPoints(Fact Fact, string? Currency, IReadOnlyList<ScoreStep> Ladder) : ScorePoints
{
    internal override IReadOnlyList<Fact> Reads => [Fact];

    public bool Equals(StepPoints? other) => other is not null && Fact.Equals(other.Fact) && Currency == other.Currency && Ladder.SequenceEqual(other.Ladder);

    public override int GetHashCode() => HashCode.Combine(Fact, Currency, Ladder.Count);
}

internal sealed record LinearPoints(Fact Fact, string? Currency, int Points, long Per, int Min, int Max) : ScorePoints
{
    internal override IReadOnlyList<Fact> Reads => [Fact];
}

internal sealed record RatePoints(Fact Learned, int Points, int? Baseline, int Min, int Max) : ScorePoints
{
    internal override IReadOnlyList<Fact> Reads => Baseline is null ? [Learned, Facts.History.Usual] : [Learned];
}

/// <summary>Makes the shapes of scores, checked: C# and policy files meet here.</summary>
internal static class ScoreShapes
{
    private const int MaxSteps = 100;

    public static int Points(int points, string parameter) => points is >= -ScorePoints.Most and <= ScorePoints.Most
        ? points
        : throw new ArgumentOutOfRangeException(parameter, points, $"A rule is worth −10,000 to 10,000 points; found {points}.");

    public static StepPoints Steps(Fact fact, string? currency, ScoreStep[] steps)
    {
        ArgumentNullException.ThrowIfNull(fact);
        Countable(fact, currency);
        if (steps.Length is 0 or > MaxSteps)
        {
            throw new ArgumentException($"Steps are 1 to {MaxSteps}; found {steps.Length}.", nameof(steps));
        }

        for (var i = 0; i < steps.Length; i++)
        {
            Points(steps[i].Points, nameof(steps));
            if (i > 0 && steps[i].From <= steps[i - 1].From)
            {
                throw new ArgumentException($"Steps ascend; the step from {steps[i].From} follows the step from {steps[i - 1].From}.", nameof(steps));
            }
        }

        return new StepPoints(fact, currency, steps);
    }

    public static LinearPoints Linear(Fact fact, string? currency, int points, long per, int min, int max)
    {
        ArgumentNullException.ThrowIfNull(fact);
        Countable(fact, currency);
        Bounds(min, max);
        return per > 0
            ? new LinearPoints(fact, currency, Points(points, nameof(points)), per, min, max)
            : throw new ArgumentOutOfRangeException(nameof(per), per, $"Points are per 1 unit or more; found {per}.");
    }

    public static RatePoints Rate(Fact rate, int points, int? baseline, int min, int max)
    {
        ArgumentNullException.ThrowIfNull(rate);
        Bounds(min, max);
        if (rate.Domain.Unit != "thousandths")
        {
            throw new ArgumentException($"{rate} is no rate in thousandths; declare it by Facts.Custom.Rate, or use ScorePoints.Linear.", nameof(rate));
        }

        return baseline is null or (>= 0 and <= 1000)
            ? new RatePoints(rate, Points(points, nameof(points)), baseline, min, max)
            : throw new ArgumentOutOfRangeException(nameof(baseline), baseline, $"A baseline is 0 to 1000 thousandths; found {baseline}.");
    }

    private static void Bounds(int min, int max)
    {
        Points(min, nameof(min));
        if (Points(max, nameof(max)) < min)
        {
            throw new ArgumentException($"The bounds {min} to {max} leave nothing between them.", nameof(max));
        }
    }

    private static void Countable(Fact fact, string? currency)
    {
        if (fact.Kind != (currency is null ? FactKind.Number : FactKind.Money))
        {
            throw new ArgumentException(currency is null ? $"{fact} is no number." : $"{fact} is no money.", nameof(fact));
        }

        if (fact.Domain.Currency is { } declared && declared != currency)
        {
            throw new ArgumentException($"{fact} is money in {declared}; {currency} never compares with it.", nameof(fact));
        }
    }
}
