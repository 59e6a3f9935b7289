using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OmniChannel.Benchmarks;

/// <summary>The condition in plain loops, in alternating rounds with another implementation in a process of its own, which benchmarks/cel-npm/run.sh starts: the same customers, the same answers, the same machine at the same time. Measured in processor time, of all threads, so that what else runs on the machine takes no part.</summary>
internal static class CelRounds
{
    private const int Rounds = 40;
    private const int Warmups = 10;

    /// <summary>Long enough to be told from the clock, short enough that rounds alternate while a machine's load is the same.</summary>
    private static readonly TimeSpan OneRound = TimeSpan.FromMilliseconds(40);

    /// <param name="script">The other implementation's loop, for node; null for ours alone.</param>
    /// <returns>0 when all gave the same answers, else 1.</returns>
    public static int Run(string? script)
    {
        var customers = CelCustomer.Draw();
        var bindings = Array.ConvertAll(customers, customer => customer.ToBindings());
        var program = CelCustomer.Environment().Compile(CelCustomer.Text).Program!;
        using var other = script is null ? null : new OtherProcess(script, customers);
        (string Name, Func<(long Holds, double Nanoseconds)> Loop)[] ways =
        [
            ("by hand, C#", () => Timed(customers, static customer => customer.Holds)),
            ("ours, over facts of the host", () => Timed(customers, customer => program.Evaluate(customer).AsBool())),
            ("ours, over a dictionary", () => Timed(bindings, one => program.Evaluate(one).AsBool())),
            .. other is null ? [] : new (string, Func<(long, double)>)[] { (other.Name, other.Round) },
        ];
        var expected = customers.Count(customer => customer.Holds);
        var figures = ways.Select(_ => new List<double>()).ToArray();
        for (var round = -Warmups; round < Rounds; round++)
        {
            for (var way = 0; way < ways.Length; way++)
            {
                var (holds, nanoseconds) = ways[way].Loop();
                if (holds != expected)
                {
                    Console.Error.WriteLine($"{ways[way].Name} finds {holds} of {customers.Length}; by hand it is {expected}.");
                    return 1;
                }

                if (round >= 0)
                {
                    figures[way].Add(nanoseconds);
                }
            }
        }

        Print(ways.Select(way => way.Name).ToList(), figures);
        return 0;
    }

    private static void Print(List<string> names, List<double>[] figures)
    {
        Console.WriteLine($"{CelCustomer.Text}: {Rounds} alternating rounds of {OneRound.TotalMilliseconds} ms of processor time, {Environment.ProcessorCount} processors, .NET {Environment.Version}");
        Console.WriteLine();
        Console.WriteLine($"| {"ns for one customer",-28} | least | median | most | against ours over facts, round by round |");
        Console.WriteLine($"| {"---",-28} | ---: | ---: | ---: | ---: |");
        for (var way = 0; way < names.Count; way++)
        {
            var (sorted, against) = (figures[way].Order().ToList(), figures[way].Zip(figures[1], (one, ours) => one / ours).Order().ToList());
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {names[way],-28} | {sorted[0]:0.0} | {sorted[sorted.Count / 2]:0.0} | {sorted[^1]:0.0} | {against[0]:0.00} to {against[^1]:0.00} |"));
        }
    }

    private static (long Holds, double Nanoseconds) Timed<T>(T[] customers, Func<T, bool> holds)
    {
        var (found, passes, started, used) = (0L, 0L, Environment.CpuUsage.TotalTime, TimeSpan.Zero);
        while (used < OneRound)
        {
            for (var pass = 0; pass < 64; pass++)
            {
                foreach (var customer in customers)
                {
                    found += holds(customer) ? 1 : 0;
                }
            }

            passes += 64;
            used = Environment.CpuUsage.TotalTime - started;
        }

        return (found / passes, used.TotalNanoseconds / (passes * customers.Length));
    }

    /// <summary>A line with the condition and the customers goes in, a line with its name comes out; then for each line in, a round: "holds nanoseconds".</summary>
    private sealed class OtherProcess : IDisposable
    {
        private readonly Process _process;

        public OtherProcess(string script, CelCustomer[] customers)
        {
            _process = Process.Start(new ProcessStartInfo("node", [script]) { RedirectStandardInput = true, RedirectStandardOutput = true, StandardInputEncoding = new UTF8Encoding(false) })!;
            Name = Ask(JsonSerializer.Serialize(new { text = CelCustomer.Text, milliseconds = OneRound.TotalMilliseconds, customers = customers.Select(one => new { a = one.A, b = one.B, name = one.Name }) }));
        }

        public string Name { get; }

        public (long Holds, double Nanoseconds) Round() =>
            Ask("go").Split(' ') is [var holds, var nanoseconds] ? (long.Parse(holds, CultureInfo.InvariantCulture), double.Parse(nanoseconds, CultureInfo.InvariantCulture)) : throw new InvalidOperationException("The other process gave no figures.");

        public void Dispose()
        {
            _process.StandardInput.Close(); // it ends by itself then
            _process.WaitForExit();
            _process.Dispose();
        }

        private string Ask(string line)
        {
            _process.StandardInput.WriteLine(line);
            _process.StandardInput.Flush();
            return _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The other process ended; its error stands above.");
        }
    }
}
