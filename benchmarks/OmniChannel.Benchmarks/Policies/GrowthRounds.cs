using System.Globalization;

namespace OmniChannel.Benchmarks;

/// <summary>How compiling and deciding grow with rules and with channels: two tables in Markdown, of <see cref="GrownPolicy"/> alone. All sizes take turns in every round.</summary>
internal static class GrowthRounds
{
    private const int Customers = GrownPolicy.Customers * 8;
    private static readonly int[] Rules = [10, 14, 18, 22, 26, 30, 100, 300, 1000];
    private static readonly int[] Channels = [2, 4, 8, 16, 32];

    /// <returns>0: plan and walker are proven to choose alike before, or it throws.</returns>
    public static int Run(int rounds)
    {
        Print("rules, 8 channels", [.. Rules.Select(rules => (rules, new GrownPolicy(rules, channels: 8)))], rounds);
        Print("channels, 30 rules", [.. Channels.Select(channels => (channels, new GrownPolicy(30, channels)))], rounds);
        return 0;
    }

    private static void Print(string what, (int Size, GrownPolicy Policy)[] sizes, int rounds)
    {
        var compile = sizes.Select(_ => new List<double>()).ToArray();
        var decide = sizes.Select(_ => new List<double>()).ToArray();
        for (var round = -Math.Min(rounds, 10); round < rounds; round++)
        {
            for (var i = 0; i < sizes.Length; i++)
            {
                var policy = sizes[i].Policy;
                Note(compile[i], round, () => policy.Compile().RowBytes, 1);
                Note(decide[i], round, () => Decide(policy), Customers);
            }
        }

        Console.WriteLine($"| {what} | compiled, both plans, median | least | decided, median | least |");
        Console.WriteLine("| ---: | ---: | ---: | ---: | ---: |");
        for (var i = 0; i < sizes.Length; i++)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {sizes[i].Size:N0} | {Median(compile[i]) / 1e6:0.00} ms | {compile[i].Min() / 1e6:0.00} ms | {Median(decide[i]):0} ns | {decide[i].Min():0} ns |"));
        }

        Console.WriteLine();
    }

    private static int Decide(GrownPolicy policy)
    {
        var sum = 0;
        for (var turn = 0; turn < Customers; turn++)
        {
            sum += policy.Decide();
        }

        return sum;
    }

    private static void Note(List<double> taken, int round, Func<int> act, int times)
    {
        var start = TimeProvider.System.GetTimestamp();
        GC.KeepAlive(act());
        var elapsed = TimeProvider.System.GetElapsedTime(start);
        if (round >= 0)
        {
            taken.Add(elapsed.TotalNanoseconds / times);
        }
    }

    private static double Median(List<double> taken) => taken.Order().ElementAt(taken.Count / 2);
}
