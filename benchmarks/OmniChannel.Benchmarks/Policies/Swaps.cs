using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using OmniChannel.Tests.Policies;
using OmniChannel.Tests.Policies.Compiled;

namespace OmniChannel.Benchmarks;

/// <summary>Decides NBC-1 in one thread, batch after batch, while another pushes a changed policy file to the <see cref="PolicySource"/> a hundred times a second: read, compiled and swapped. Prints the times of batches with and without, in turns.</summary>
internal sealed class Swaps
{
    private const int Batch = 1000;

    /// <summary>So few that their 256 KB stay beside the processor: what is timed is deciding and swapping, not how the machine lays out its memory that day.</summary>
    private const int Batches = 4;
    private static readonly TimeProvider Clock = TimeProvider.System;
    private readonly ConditionalWeakTable<Policy, BoundTwin> _plans = [];
    private readonly PolicySource _source;
    private readonly byte[][] _files;
    private readonly byte[] _rows;
    private readonly int _bytes;
    private long _decided;

    private Swaps()
    {
        // Two policies that differ in one rule's points; their customers are packed alike.
        var text = NbcPolicyFile.Of(new NbcTables(777));
        _files = [Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(text.Replace("\"points\": 25,", "\"points\": 26,", StringComparison.Ordinal))];
        var nbc = new NbcPlan(777);
        _bytes = nbc.Twin.RowBytes;
        var customers = NbcCustomer.Draw(12345, Batches * Batch);
        _rows = new byte[customers.Length * _bytes];
        for (var i = 0; i < customers.Length; i++)
        {
            NbcPlan.Pack(nbc.Twin, customers[i], _rows.AsSpan(i * _bytes));
        }

        _plans.Add(nbc.Policy, nbc.Bind(NbcContext.A));
        _source = PolicySource.Of(nbc.Policy).Require(Compiled);
    }

    /// <summary>Runs for some seconds, with and without swaps in turns.</summary>
    public static int Run(TimeSpan each, int rounds)
    {
        var swaps = new Swaps();
        swaps.Measure(each, isSwapped: true);
        swaps.Measure(each, isSwapped: false);
        var (without, with) = (new List<Figures>(), new List<Figures>());
        for (var round = 0; round < rounds; round++)
        {
            without.Add(swaps.Measure(each, isSwapped: false));
            with.Add(swaps.Measure(each, isSwapped: true));
        }

        Console.WriteLine("| 1,000 decisions a batch | p50, median of the rounds | least | most | p99 | p99.9 | swaps a second |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        Print("no swaps", without);
        Print("100 swaps a second", with);
        var ratios = without.Zip(with, (one, other) => other.At(0.5) / one.At(0.5)).Order().ToArray();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"p50 with swaps against the round before it: median {ratios[rounds / 2]:0.000}, {ratios[0]:0.000} to {ratios[^1]:0.000} in {rounds} pairs"));
        return 0;
    }

    private Figures Measure(TimeSpan each, bool isSwapped)
    {
        using var ended = new CancellationTokenSource();
        var swapped = isSwapped ? Task.Run(() => SwapAsync(ended.Token)) : Task.FromResult(0);
        var times = new List<double>(1 << 20);
        var began = Clock.GetTimestamp();
        while (Clock.GetElapsedTime(began) < each)
        {
            var start = Clock.GetTimestamp();
            Decide((times.Count % Batches) * Batch);
            times.Add(Clock.GetElapsedTime(start).TotalMicroseconds);
        }

        var took = Clock.GetElapsedTime(began);
        ended.Cancel();
        times.Sort();
        return new(times, swapped.GetAwaiter().GetResult() / took.TotalSeconds);
    }

    /// <summary>Each decision takes the reference that is in force.</summary>
    private void Decide(int from)
    {
        var (policy, plan) = (_source.Current, _plans.GetValue(_source.Current, static _ => throw new InvalidOperationException("A policy was swapped in without its plan.")));
        for (var i = from; i < from + Batch; i++)
        {
            if (!ReferenceEquals(_source.Current, policy))
            {
                policy = _source.Current;
                plan = _plans.GetValue(policy, static _ => throw new InvalidOperationException("A policy was swapped in without its plan."));
            }

            _decided += plan.Decide(_rows.AsSpan(i * _bytes, _bytes)).Channel;
        }
    }

    private async Task<int> SwapAsync(CancellationToken ended)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10), Clock);
        var count = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(ended).ConfigureAwait(false))
            {
                count++;
                if (_source.Push(_files[count % 2]) is { IsAccepted: false } refused)
                {
                    throw new InvalidOperationException(refused.ToString());
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Measured enough.
        }

        return count;
    }

    /// <summary>A check that accepts every policy, and leaves its plan for those who decide.</summary>
    private IEnumerable<PolicyDiagnostic> Compiled(Policy policy)
    {
        _plans.AddOrUpdate(policy, NbcPlan.Compile(policy).Bind(channel => new NbcFacts(null, NbcContext.A, channel)));
        return [];
    }

    private static void Print(string what, List<Figures> rounds)
    {
        var p50 = rounds.Select(r => r.At(0.5)).Order().ToArray();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {what} | {p50[rounds.Count / 2]:0.0} µs | {p50[0]:0.0} µs | {p50[^1]:0.0} µs | {Median(rounds, 0.99):0.0} µs | {Median(rounds, 0.999):0.0} µs | {rounds.Average(r => r.PerSecond):0} |"));
    }

    private static double Median(List<Figures> rounds, double share) => rounds.Select(r => r.At(share)).Order().ElementAt(rounds.Count / 2);

    private sealed record Figures(List<double> Times, double PerSecond)
    {
        public double At(double share) => Times.Count == 0 ? 0 : Times[(int)((Times.Count - 1) * share)];
    }
}
