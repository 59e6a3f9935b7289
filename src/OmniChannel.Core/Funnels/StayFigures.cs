namespace OmniChannel;

/// <summary>How long stays in a stage lasted: exact quantiles, each the stay of a customer (nearest rank).</summary>
public sealed record StayFigures
{
    /// <summary>How many stays.</summary>
    public required int Count { get; init; }

    /// <summary>A quarter was no longer.</summary>
    public required TimeSpan FirstQuarter { get; init; }

    /// <summary>Half were no longer.</summary>
    public required TimeSpan Median { get; init; }

    /// <summary>Three quarters were no longer.</summary>
    public required TimeSpan ThirdQuarter { get; init; }

    /// <summary>Nine in ten were no longer.</summary>
    public required TimeSpan NinthTenth { get; init; }

    internal static StayFigures? Of(List<long> ticks)
    {
        if (ticks.Count == 0)
        {
            return null;
        }

        ticks.Sort();
        return new StayFigures { Count = ticks.Count, FirstQuarter = At(25), Median = At(50), ThirdQuarter = At(75), NinthTenth = At(90) };

        TimeSpan At(int percent) => TimeSpan.FromTicks(ticks[(int)(((((long)percent * ticks.Count) + 99) / 100) - 1)]);
    }
}
