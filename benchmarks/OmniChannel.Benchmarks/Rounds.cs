using System.Globalization;
using System.Runtime;

namespace OmniChannel.Benchmarks;

/// <summary>Plain loops, round after round, each way once in every round: what else runs on the machine meets all of them alike, and the least of many rounds is what each takes when nothing does.</summary>
internal static class Rounds
{
    /// <summary>How long everything runs at least before it counts, and how long nothing may have been compiled anew by then: what is called often is compiled again, a tenth of a second after the last was called first, and much later on a busy machine.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="title">What is measured.</param>
    /// <param name="rounds">How many rounds count; at least 20 more go before, and unless only one counts as many as it takes until nothing is compiled any more.</param>
    /// <param name="times">How often one call of a way does it.</param>
    /// <param name="ways">The ways; the first is what the others are compared with. What they return keeps them from being left out.</param>
    /// <returns>What each way took, round by round, in nanoseconds for once.</returns>
    public static double[][] Print(string title, int rounds, int times, (string Name, Func<long> Run)[] ways)
    {
        var taken = ways.Select(_ => new double[rounds]).ToArray();
        Prepare(isBrief: rounds == 1, ways);
        for (var round = 0; round < rounds; round++)
        {
            for (var w = 0; w < ways.Length; w++)
            {
                // Once before, so that what it reads is as near as it will be.
                _ = ways[w].Run();
                var start = TimeProvider.System.GetTimestamp();
                _ = ways[w].Run();
                taken[w][round] = TimeProvider.System.GetElapsedTime(start).TotalNanoseconds / times;
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {title,-28} | least ns |  ratio | median ns | ratio of rounds, median |"));
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: |");
        for (var w = 0; w < ways.Length; w++)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {ways[w].Name,-28} | {taken[w].Min(),8:0.0} | {taken[w].Min() / taken[0].Min(),6:0.00} | {Median(taken[w]),9:0.0} | {Ratio(taken[w], taken[0]),23:0.00} |"));
        }

        Console.WriteLine();
        return taken;
    }

    /// <summary>How many times as long one takes as another: the middle of the ratios of the rounds, in each of which both met the same machine.</summary>
    public static double Ratio(double[] taken, double[] than) => Median([.. taken.Zip(than, (one, other) => one / other)]);

    private static void Prepare(bool isBrief, (string Name, Func<long> Run)[] ways)
    {
        var begin = TimeProvider.System.GetTimestamp();
        var (since, compiled) = (begin, JitInfo.GetCompiledMethodCount());
        for (var round = 0; round < 20 || (!isBrief && !IsReady()); round++)
        {
            foreach (var (_, run) in ways)
            {
                _ = run();
            }

            if (JitInfo.GetCompiledMethodCount() is var now && now != compiled)
            {
                (since, compiled) = (TimeProvider.System.GetTimestamp(), now);
            }
        }

        bool IsReady() => TimeProvider.System.GetElapsedTime(begin) > Patience || (TimeProvider.System.GetElapsedTime(begin) > WarmUp && TimeProvider.System.GetElapsedTime(since) > Settled);
    }

    private static double Median(double[] of) => of.Order().ElementAt(of.Length / 2);
}
