using System.Diagnostics;
using System.Globalization;

namespace OmniChannel.Benchmarks;

/// <summary>Processes that work off backlogs together, by our dispatcher or by one of the loops by hand: started and warmed up once, they rest until they are given a place.</summary>
internal sealed class DispatchCrew : IDisposable
{
    private readonly string _way;
    private readonly Process[] _workers;

    private DispatchCrew(string way, Process[] workers) => (_way, _workers) = (way, workers);

    /// <summary>Starts them; they warm up at the same time, as they work.</summary>
    public static async Task<DispatchCrew> StartAsync(string way, string? server, Uri provider, int processes)
    {
        var crew = new DispatchCrew(way, [.. Enumerable.Range(0, processes).Select(_ => LoopbackProvider.Child(DispatchWorker.Argument, way, server is null ? "sqlite" : "postgresql", provider.ToString()))]);
        try
        {
            await crew.HearAsync();
            return crew;
        }
        catch
        {
            crew.Dispose();
            throw;
        }
    }

    /// <summary>Lets them work off a place.</summary>
    /// <returns>How many a second.</returns>
    public async Task<double> RateAsync(DispatchPlace place, int rows)
    {
        var started = TimeProvider.System.GetTimestamp();
        foreach (var worker in _workers)
        {
            await worker.StandardInput.WriteLineAsync(place.Text);
            await worker.StandardInput.FlushAsync();
        }

        await HearAsync();
        var rate = rows / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        return await place.AcceptedAsync() is var accepted && accepted == rows
            ? rate
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{accepted} of {rows} were accepted ({_way})."));
    }

    public void Dispose()
    {
        foreach (var worker in _workers)
        {
            worker.StandardInput.Close();
            worker.WaitForExit();
            worker.Dispose();
        }
    }

    private async Task HearAsync()
    {
        foreach (var line in await Task.WhenAll(_workers.Select(worker => worker.StandardOutput.ReadLineAsync())))
        {
            _ = line ?? throw new InvalidOperationException($"A process ended before its work was done ({_way}).");
        }
    }
}
