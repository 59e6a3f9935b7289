namespace OmniChannel;

/// <summary>Points as a function of one number: linear terms, and learned rates with a stated baseline. It only rises, or only falls.</summary>
internal sealed class PointsCurve
{
    private readonly Func<long, int> _at;

    private PointsCurve(Fact fact, string? currency, Func<long, int> at) => (Fact, Currency, _at) = (fact, currency, at);

    public Fact Fact { get; }

    public string? Currency { get; }

    /// <summary>Whether each unit from <see cref="Least"/> to <see cref="Most"/> is worth <see cref="PerUnit"/>, and units beyond nothing more.</summary>
    public bool IsPlain { get; private init; }

    public int PerUnit { get; private init; }

    public long Least { get; private init; }

    public long Most { get; private init; }

    public static PointsCurve? Of(ScorePoints points) => points switch
    {
        LinearPoints linear => Of(linear),
        RatePoints { Baseline: { } baseline } rate => new(rate.Learned, null, v => Within((v - (Int128)baseline) * rate.Points / 1000, rate.Min, rate.Max)),
        _ => null,
    };

    /// <summary>The points of steps.</summary>
    public static int Of(StepPoints steps, long value)
    {
        var points = 0;
        foreach (var step in steps.Ladder)
        {
            points = value >= step.From ? step.Points : points;
        }

        return points;
    }

    /// <summary>A number, or an amount, as a fact's value.</summary>
    public static FactValue Value(string? currency, long number) => currency is null ? FactValue.Of(number) : FactValue.Of(new Money(number, new Currency(currency)));

    public int At(long value) => _at(value);

    /// <summary>The numbers at which the points change, ascending; null when they are more than so many.</summary>
    public IReadOnlyList<long>? Ladder(int most)
    {
        var (low, high) = (Fact.Domain.Min ?? -(1L << 50), Fact.Domain.Max ?? 1L << 50);
        if (Math.Abs(At(high) - (long)At(low)) > most)
        {
            return null;
        }

        var changes = new List<long>();
        while (At(low) != At(high))
        {
            // The first number whose points differ from those at the low end.
            var (same, other) = (low, high);
            while (other - same > 1)
            {
                var middle = same + ((other - same) / 2);
                (same, other) = At(middle) == At(low) ? (middle, other) : (same, middle);
            }

            changes.Add(other);
            low = other;
        }

        return changes;
    }

    private static PointsCurve Of(LinearPoints linear)
    {
        // Bounds of the number: what the fact declares, or else where the points reach theirs.
        var (p, isExact) = (linear.Points, linear.Per == 1 && linear.Points != 0);
        var (least, most) = !isExact ? (0, 0) : p > 0 ? (Math.Ceiling((decimal)linear.Min / p), Math.Floor((decimal)linear.Max / p)) : (Math.Ceiling((decimal)linear.Max / p), Math.Floor((decimal)linear.Min / p));
        var (low, high) = ((long)least, (long)most);
        isExact = isExact && low <= high
            && (linear.Fact.Domain.Min >= low || (low * p) == (p > 0 ? linear.Min : linear.Max))
            && (linear.Fact.Domain.Max <= high || (high * p) == (p > 0 ? linear.Max : linear.Min));
        return new(linear.Fact, linear.Currency, v => Within((Int128)v * linear.Points / linear.Per, linear.Min, linear.Max))
        {
            IsPlain = isExact,
            PerUnit = p,
            Least = isExact ? Math.Clamp(linear.Fact.Domain.Min ?? low, low, high) : 0,
            Most = isExact ? Math.Clamp(linear.Fact.Domain.Max ?? high, low, high) : 0,
        };
    }

    private static int Within(Int128 points, int min, int max) => (int)Int128.Clamp(points, min, max);
}
