using System.Diagnostics;
using System.Globalization;

namespace OmniChannel.Benchmarks;

/// <summary>What one dispatched message costs this process: time, processor time, bytes. For a profiler: it says when it begins.</summary>
internal static class DispatchCost
{
    public static async Task<int> RunAsync(int rows)
    {
        using var provider = await LoopbackProvider.StartAsync();
        foreach (var way in new[] { "bare", "omni" })
        {
            await DispatchWorker.WarmAsync(way, DispatchRounds.Server, provider.Uri);
            await using var place = new DispatchPlace(DispatchRounds.Server, way);
            await place.FillAsync(rows);
            if (way == "omni")
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"working {Environment.ProcessId}"));
            }

            using var process = Process.GetCurrentProcess();
            var (bytes, processor, began) = (GC.GetTotalAllocatedBytes(), process.TotalProcessorTime, TimeProvider.System.GetTimestamp());
            await DispatchWorker.WorkAsync(way, place.Text, provider.Uri);
            process.Refresh();
            var (spent, took) = (process.TotalProcessorTime - processor, TimeProvider.System.GetElapsedTime(began));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{way}: {rows / took.TotalSeconds:N0} a second; each {spent.TotalMicroseconds / rows:N0} µs of this process, {(GC.GetTotalAllocatedBytes() - bytes) / rows:N0} bytes."));
        }

        return 0;
    }
}
