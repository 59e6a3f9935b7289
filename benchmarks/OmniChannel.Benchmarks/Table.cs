using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace OmniChannel.Benchmarks;

/// <summary>Runs benchmarks and prints one line for each, in Markdown: the median, how it compares with the baseline of its class, what it allocates.</summary>
internal static class Table
{

    /// <returns>0 when every benchmark ran, else 1.</returns>
    public static int Run(string title, IConfig config, IReadOnlyList<Type> benchmarks)
    {
        Console.WriteLine($"{title}: {benchmarks.Count} classes, {Environment.ProcessorCount} processors, .NET {Environment.Version}");
        Console.WriteLine();
        Line("benchmark", "median", "± error", "ratio", "per second", "allocated");
        Line("---", "---:", "---:", "---:", "---:", "---:");
        var failed = 0;
        foreach (var type in benchmarks)
        {
            var summary = BenchmarkRunner.Run(type, config);
            failed += summary.HasCriticalValidationErrors || summary.Reports.IsEmpty ? 1 : 0;
            foreach (var report in summary.Reports)
            {
                failed += report.Success ? 0 : 1;
                Print(report, summary);
            }
        }

        Console.WriteLine();
        if (failed > 0)
        {
            Console.WriteLine(string.Concat(config.GetLoggers().OfType<AccumulationLogger>().Select(log => log.GetLog())));
        }

        Console.WriteLine(failed == 0 ? "Every benchmark ran." : $"{failed} failed; what went wrong stands above.");
        return failed == 0 ? 0 : 1;
    }

    private static void Print(BenchmarkReport report, Summary summary)
    {
        var of = report.BenchmarkCase;
        var parameters = of.Parameters.Count == 0 ? "" : ", " + string.Join(", ", of.Parameters.Items.Select(p => $"{p.Value} {p.Name.ToLowerInvariant()}"));
        var name = of.Descriptor.WorkloadMethodDisplayInfo.Trim('\'') + parameters;
        if (report.ResultStatistics is not { } figures)
        {
            Line(name, "failed", "", "", "", "");
            return;
        }

        var baseline = summary.Reports.FirstOrDefault(r => r.BenchmarkCase.Descriptor.Baseline && r.BenchmarkCase.Parameters.DisplayInfo == of.Parameters.DisplayInfo)?.ResultStatistics;
        Line(
            name,
            Time(figures.Median),
            Time(figures.StandardError * 3.3),
            baseline is null ? "" : (figures.Median / baseline.Median).ToString("0.00", CultureInfo.InvariantCulture),
            (1e9 / figures.Median).ToString("N0", CultureInfo.InvariantCulture),
            report.GcStats.GetBytesAllocatedPerOperation(of) is { } bytes ? bytes.ToString("N0", CultureInfo.InvariantCulture) + " B" : "");
    }

    private static string Time(double nanoseconds) => nanoseconds switch
    {
        < 100 => nanoseconds.ToString("0.0", CultureInfo.InvariantCulture) + " ns",
        < 10_000 => nanoseconds.ToString("N0", CultureInfo.InvariantCulture) + " ns",
        < 10_000_000 => (nanoseconds / 1_000).ToString("N1", CultureInfo.InvariantCulture) + " µs",
        _ => (nanoseconds / 1_000_000).ToString("N1", CultureInfo.InvariantCulture) + " ms",
    };

    private static void Line(string name, string mean, string error, string ratio, string perSecond, string allocated) =>
        Console.WriteLine($"| {name,-64} | {mean,12} | {error,12} | {ratio,8} | {perSecond,12} | {allocated,12} |");
}
