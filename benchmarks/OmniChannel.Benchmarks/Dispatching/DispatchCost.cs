using System.Globalization;

namespace OmniChannel.Benchmarks;

/// <summary>What one dispatched message costs this process, beside the bare loop and the loop by hand that keeps what a delivery has to leave behind, in rounds that take turns within one process.</summary>
internal static class DispatchCost
{
    private static readonly string[] Ways = ["bare", "kept", "omni"];

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
                if (await place.AcceptedAsync() is var accepted && accepted != rows)
                {
                    throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{accepted} of {rows} were accepted ({way})."));
                }
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Medians of {rounds} rounds: {Rate("bare"):N0} a second by the bare loop, {Rate("kept"):N0} by the loop that keeps what has to be kept, {Rate("omni"):N0} ours."));
        foreach (var (way, beside) in new[] { ("omni", "bare"), ("kept", "bare"), ("omni", "kept") })
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Round by round {way} beside {beside}: {Ratio(way, beside, one => one.Took):0.00} × its rate, {Ratio(way, beside, one => one.Spent):0.00} × by processor time."));
        }

        return 0;

        double Rate(string way) => 1e6 / DispatchRounds.Median(costs[way].Select(one => one.Took));
        double Ratio(string way, string beside, Func<ProcessCost, double> of) => DispatchRounds.Median(costs[beside].Zip(costs[way], (by, our) => of(by) / of(our)));
    }
}
