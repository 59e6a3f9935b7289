namespace OmniChannel.Benchmarks;

/// <summary>What one SendAsync costs this process, beside its statements by hand.</summary>
internal static class QueueCost
{
    private const int Warm = 3_000;

    public static async Task<int> RunAsync(int sends, bool isFull)
    {
        await using var files = await QueueFiles.OpenAsync(isFull ? SqliteSynchronous.Full : SqliteSynchronous.Normal, sends + Warm + 2);
        foreach (var way in new[] { "bare", "omni" })
        {
            await DoAsync(way, Warm);
            await ProcessCost.SayAsync(way, sends, () => DoAsync(way, sends));
        }

        return 0;

        Task DoAsync(string way, int count) => Task.Run(() => way == "bare" ? files.WriteAsync(count) : files.SendAsync(count));
    }
}
