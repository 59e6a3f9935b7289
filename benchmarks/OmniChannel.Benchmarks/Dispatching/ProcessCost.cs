using System.Diagnostics;
using System.Globalization;

namespace OmniChannel.Benchmarks;

/// <summary>What work cost this process, each of so many: time, processor time (both in microseconds), bytes.</summary>
internal sealed record ProcessCost(double Took, double Spent, double Bytes)
{
    /// <summary>Measures it and says it. For a profiler: it says when it begins, too.</summary>
    public static async Task<ProcessCost> SayAsync(string way, int count, Func<Task> work)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"working {Environment.ProcessId} {way}"));
        using var process = Process.GetCurrentProcess();
        var (bytes, collections, paused, processor, began) = (GC.GetTotalAllocatedBytes(), GC.CollectionCount(0), GC.GetTotalPauseDuration(), process.TotalProcessorTime, TimeProvider.System.GetTimestamp());
        await work();
        process.Refresh();
        var (spent, took) = (process.TotalProcessorTime - processor, TimeProvider.System.GetElapsedTime(began));
        var cost = new ProcessCost(took.TotalMicroseconds / count, spent.TotalMicroseconds / count, (GC.GetTotalAllocatedBytes() - bytes) / (double)count);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{way}: {1e6 / cost.Took:N0} a second; each {cost.Took:N1} µs, {cost.Spent:N1} µs of this process, {cost.Bytes:N0} bytes; {GC.CollectionCount(0) - collections} collections, {(GC.GetTotalPauseDuration() - paused).TotalMicroseconds / count:N1} µs of pauses each."));
        return cost;
    }
}
