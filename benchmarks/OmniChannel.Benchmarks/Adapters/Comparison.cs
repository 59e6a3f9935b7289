using System.Globalization;
using System.Runtime;

namespace OmniChannel.Benchmarks;

/// <summary>Two or more ways of doing one thing, measured in alternating rounds: the least and the median of the time of each, and the bytes that one of it allocates.</summary>
internal sealed record Comparison
{
    public required double[] Least { get; init; }

    public required double[] Median { get; init; }

    public required double[] Bytes { get; init; }

    /// <summary>The median of what each takes more than the first in the same round: what slows a round down meets both.</summary>
    public required double[] Above { get; init; }

    /// <param name="rounds">How many rounds count.</param>
    /// <param name="times">How often each way does it in a round.</param>
    /// <param name="ways">The ways; each does it so often. What they return keeps them from being left out.</param>
    /// <param name="late">The same ways, for counting bytes; null for those of the rounds.</param>
    public static Comparison Of(int rounds, int times, Func<int, long>[] ways, Func<int, long>[]? late = null)
    {
        Warm(rounds, times, ways);
        var taken = ways.Select(_ => new double[rounds]).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var turn = 0; turn < ways.Length; turn++)
            {
                // Who begins changes, so that nobody always comes after the same one.
                var way = (round + turn) % ways.Length;
                var start = TimeProvider.System.GetTimestamp();
                _ = ways[way](times);
                taken[way][round] = TimeProvider.System.GetElapsedTime(start).TotalNanoseconds / times;
            }
        }

        return new()
        {
            Least = [.. taken.Select(all => all.Min())],
            Median = [.. taken.Select(all => all.Order().ElementAt(rounds / 2))],
            Above = [.. taken.Select(all => all.Zip(taken[0], (ours, first) => ours - first).Order().ElementAt(rounds / 2))],
            Bytes = [.. (late ?? ways).Select(way => Enumerable.Range(0, rounds > 1 ? 7 : 1).Min(_ => Allocated(way, times)))],
        };
    }

    /// <summary>A row of a table, its cells as given.</summary>
    public static void Line(params IEnumerable<object> cells) =>
        Console.WriteLine($"| {string.Join(" | ", cells.Select(cell => cell is IFormattable number ? number.ToString(cell is double ? "N2" : "N0", CultureInfo.InvariantCulture) : cell))} |");

    /// <summary>Until the compiler, whose later passes come in the background, has had nothing to do for a while; at most three seconds.</summary>
    private static void Warm(int rounds, int times, Func<int, long>[] ways)
    {
        var (began, quiet, compiled) = (TimeProvider.System.GetTimestamp(), TimeProvider.System.GetTimestamp(), 0L);
        do
        {
            Array.ForEach(ways, way => _ = way(times));
            if (JitInfo.GetCompiledMethodCount() is var now && now != compiled)
            {
                (quiet, compiled) = (TimeProvider.System.GetTimestamp(), now);
            }
        }
        while (rounds > 1 && TimeProvider.System.GetElapsedTime(quiet) < TimeSpan.FromMilliseconds(400) && TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(3));
    }

    private static double Allocated(Func<int, long> way, int times)
    {
        _ = way(times);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        _ = way(times);
        return (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / times;
    }
}
