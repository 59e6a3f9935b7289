using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace OmniChannel.Benchmarks;

/// <summary>How often a benchmark runs. All of them in this process: ours and what it is compared with see the same machine at the same time.</summary>
internal static class Jobs
{
    public static IConfig Short => Config(Job.Default
        .WithLaunchCount(1).WithWarmupCount(4).WithIterationCount(7).WithIterationTime(Perfolizer.Horology.TimeInterval.FromMilliseconds(200)));

    public static IConfig Once => Config(Job.Dry);

    private static ManualConfig Config(Job job) => ManualConfig.CreateEmpty()
        .AddJob(job.WithToolchain(InProcessEmitToolchain.Instance))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddLogger(new AccumulationLogger())
        .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "artifacts"));
}
