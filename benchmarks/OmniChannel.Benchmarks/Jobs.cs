using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace OmniChannel.Benchmarks;

/// <summary>How often a benchmark runs. All of them in this process: ours and what it is compared with see the same machine at the same time.</summary>
internal static class Jobs
{
    public static IConfig Short => Config(Job.Default
        .WithLaunchCount(1).WithWarmupCount(4).WithIterationCount(7).WithIterationTime(Perfolizer.Horology.TimeInterval.FromMilliseconds(200)));

    public static IConfig Once => Config(Job.Dry);

    /// <summary>What is written for instructions that this processor has not is left out, and that is said.</summary>
    private static bool CanRun(BenchmarkCase benchmark)
    {
        var (can, lacking) = benchmark.Descriptor.WorkloadMethod.Name switch
        {
            nameof(NbcColumnBenchmarks.ByHand512) => (PlanProcessor.Has(PlanIsa.Avx512), "AVX-512"),
            nameof(NbcColumnBenchmarks.ByHand256) or nameof(NbcColumnBenchmarks.Plan256) => (PlanProcessor.Has(PlanIsa.Avx2), "AVX2"),
            _ => (true, ""),
        };
        if (!can)
        {
            Console.WriteLine($"Left out: {benchmark.Descriptor.WorkloadMethodDisplayInfo.Trim('\'')}: this processor has no {lacking}.");
        }

        return can;
    }

    private static ManualConfig Config(Job job) => ManualConfig.CreateEmpty()
        .AddJob(job.WithToolchain(InProcessEmitToolchain.Instance))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddFilter(new SimpleFilter(CanRun))
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddLogger(new AccumulationLogger())
        .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "artifacts"));
}
