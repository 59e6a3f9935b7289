using System.Diagnostics;
using System.Globalization;

namespace OmniChannel.Benchmarks;

/// <summary>What work costs this process: time, processor time, bytes. For a profiler: it says when it begins.</summary>
internal static class ProcessCost
{
    public static async Task SayAsync(string way, int count, Func<Task> work)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"working {Environment.ProcessId} {way}"));
        using var process = Process.GetCurrentProcess();
        var (bytes, processor, began) = (GC.GetTotalAllocatedBytes(), process.TotalProcessorTime, TimeProvider.System.GetTimestamp());
        await work();
        process.Refresh();
        var (spent, took) = (process.TotalProcessorTime - processor, TimeProvider.System.GetElapsedTime(began));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{way}: {count / took.TotalSeconds:N0} a second; each {took.TotalMicroseconds / count:N1} µs, {spent.TotalMicroseconds / count:N1} µs of this process, {(GC.GetTotalAllocatedBytes() - bytes) / count:N0} bytes."));
    }
}
