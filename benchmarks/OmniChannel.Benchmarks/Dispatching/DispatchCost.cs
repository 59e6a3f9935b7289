using System.Globalization;

namespace OmniChannel.Benchmarks;

/// <summary>What one dispatched message costs this process, beside the loop by hand, in rounds that take turns within one process.</summary>
internal static class DispatchCost
{
    private static readonly string[] Ways = ["bare", "omni"];

    public static async Task<int> RunAsync(int rows, int rounds)
    {
        using var provider = await LoopbackProvider.StartAsync();
        foreach (var way in Ways)
        {
            await DispatchWorker.WarmAsync(way, DispatchRounds.Server, provider.Uri);
        }

        var costs = Ways.ToDictionary(way => way, _ => new List<ProcessCost>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var way in round % 2 == 0 ? Ways : Ways.Reverse())
            {
                await using var place = new DispatchPlace(DispatchRounds.Server, way);
                await place.FillAsync(rows);
                costs[way].Add(await ProcessCost.SayAsync(way, rows, () => DispatchWorker.WorkAsync(way, place.Text, provider.Uri)));
            }
        }

        var (bare, ours) = (costs["bare"], costs["omni"]);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Median of {rounds} rounds: {1e6 / Median(bare, one => one.Took):N0} a second by hand, {1e6 / Median(ours, one => one.Took):N0} ours; round by round {Ratio(one => one.Took):0.00} × its rate, {Ratio(one => one.Spent):0.00} × by processor time."));
        return 0;

        double Ratio(Func<ProcessCost, double> of) => DispatchRounds.Median(bare.Zip(ours, (by, our) => of(by) / of(our)));
    }

    private static double Median(List<ProcessCost> costs, Func<ProcessCost, double> of) => DispatchRounds.Median(costs.Select(of));
}
