using System.Diagnostics;
using System.Globalization;

namespace OmniChannel.Benchmarks;

/// <summary>What one SendAsync costs this process, beside its statements by hand: time, processor time, bytes. For a profiler: it says when it begins.</summary>
internal static class QueueCost
{
    private const int Warm = 3_000;

    public static async Task<int> RunAsync(int sends, bool isFull)
    {
        await using var files = await QueueFiles.OpenAsync(isFull ? SqliteSynchronous.Full : SqliteSynchronous.Normal, sends + Warm + 2);
        using var process = Process.GetCurrentProcess();
        foreach (var way in new[] { "bare", "omni" })
        {
            await DoAsync(way, Warm);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"working {Environment.ProcessId} {way}"));
            process.Refresh();
            var (bytes, processor, began) = (GC.GetTotalAllocatedBytes(), process.TotalProcessorTime, TimeProvider.System.GetTimestamp());
            await DoAsync(way, sends);
            process.Refresh();
            var (spent, took) = (process.TotalProcessorTime - processor, TimeProvider.System.GetElapsedTime(began));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{way}: {sends / took.TotalSeconds:N0} a second; each {took.TotalMicroseconds / sends:N1} µs, {spent.TotalMicroseconds / sends:N1} µs of this process, {(GC.GetTotalAllocatedBytes() - bytes) / sends:N0} bytes."));
        }

        return 0;

        Task DoAsync(string way, int count) => Task.Run(() => way == "bare" ? files.WriteAsync(count) : files.SendAsync(count));
    }
}
