using System.Globalization;

namespace OmniChannel.Benchmarks;

/// <summary>Plain loops, round after round, each way once in every round: what else runs on the machine meets all of them alike, and the least of many rounds is what each takes when nothing does.</summary>
internal static class Rounds
{
    /// <param name="title">What is measured.</param>
    /// <param name="rounds">How many rounds count; 20 more go before.</param>
    /// <param name="times">How often one call of a way does it.</param>
    /// <param name="ways">The ways; the first is what the others are compared with. What they return keeps them from being left out.</param>
    public static void Print(string title, int rounds, int times, (string Name, Func<long> Run)[] ways)
    {
        var taken = ways.Select(_ => new double[rounds]).ToArray();
        for (var round = -20; round < rounds; round++)
        {
            for (var w = 0; w < ways.Length; w++)
            {
                // Once before, so that what it reads is as near as it will be.
                _ = ways[w].Run();
                var start = TimeProvider.System.GetTimestamp();
                _ = ways[w].Run();
                var elapsed = TimeProvider.System.GetElapsedTime(start);
                if (round >= 0)
                {
                    taken[w][round] = elapsed.TotalNanoseconds / times;
                }
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {title,-28} | least ns |  ratio | median ns |"));
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        for (var w = 0; w < ways.Length; w++)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {ways[w].Name,-28} | {taken[w].Min(),8:0.0} | {taken[w].Min() / taken[0].Min(),6:0.00} | {taken[w].Order().ElementAt(rounds / 2),9:0.0} |"));
        }

        Console.WriteLine();
    }
}
