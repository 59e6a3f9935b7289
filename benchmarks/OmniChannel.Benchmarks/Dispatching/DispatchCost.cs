namespace OmniChannel.Benchmarks;

/// <summary>What one dispatched message costs this process, beside the loop by hand.</summary>
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
            await ProcessCost.SayAsync(way, rows, () => DispatchWorker.WorkAsync(way, place.Text, provider.Uri));
        }

        return 0;
    }
}
