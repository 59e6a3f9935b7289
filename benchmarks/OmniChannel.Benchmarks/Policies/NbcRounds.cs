using System.Globalization;

namespace OmniChannel.Benchmarks;

/// <summary>NBC-1 in plain loops, round after round, each way of deciding once in every round: what else runs on the machine meets all of them alike, and the least of many rounds is what each takes when nothing does. Works with <c>DOTNET_EnableAVX512=0</c>, <c>DOTNET_EnableAVX2=0</c> and <c>DOTNET_EnableHWIntrinsic=0</c> too.</summary>
internal static class NbcRounds
{
    private const int Customers = 100_000;

    /// <returns>0: all checksums are proven before, or it throws.</returns>
    public static int Run(int rounds)
    {
        var one = new NbcBenchmarks();
        one.Prepare();
        Print("one decision", rounds, [("by hand, lanes", () => one.Vector()), ("by hand, scalar", () => one.Scalar()), ("plan", () => one.Plan()), ("plan, with the full record", () => one.Explained())]);
        var columns = new NbcColumnBenchmarks();
        columns.Prepare();
        Print("columns, a customer", rounds * 4, [.. columns.Ways()]);
        return 0;
    }

    private static void Print(string title, int rounds, (string Name, Func<long> Decide)[] ways)
    {
        var times = ways.Select(_ => new double[rounds]).ToArray();
        for (var round = -20; round < rounds; round++)
        {
            for (var w = 0; w < ways.Length; w++)
            {
                // Once before, so that what it reads is as near as it will be.
                _ = ways[w].Decide();
                var start = TimeProvider.System.GetTimestamp();
                _ = ways[w].Decide();
                var taken = TimeProvider.System.GetElapsedTime(start);
                if (round >= 0)
                {
                    times[w][round] = taken.TotalNanoseconds / Customers;
                }
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {title,-28} | least ns |  ratio | median ns |"));
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        for (var w = 0; w < ways.Length; w++)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {ways[w].Name,-28} | {times[w].Min(),8:0.0} | {times[w].Min() / times[0].Min(),6:0.00} | {times[w].Order().ElementAt(rounds / 2),9:0.0} |"));
        }

        Console.WriteLine();
    }
}
