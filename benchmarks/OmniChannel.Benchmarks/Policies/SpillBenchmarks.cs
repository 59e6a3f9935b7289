using BenchmarkDotNet.Attributes;

namespace OmniChannel.Benchmarks;

/// <summary>A decision around the 64 tests that one word of a plan holds, and with expressions that no range says.</summary>
public class SpillBenchmarks
{
    private GrownPolicy _grown = null!;

    /// <summary>How many rules; 22 have 60 tests or so, 26 more than 64.</summary>
    [Params(18, 22, 26, 30)]
    public int Rules { get; set; }

    /// <summary>How many of them are free expressions.</summary>
    [Params(0, 5)]
    public int Free { get; set; }

    /// <summary>Proves first that plan and walker choose the same.</summary>
    [GlobalSetup]
    public void Prepare() => _grown = new(Rules, channels: 8, Free);

    /// <summary>One decision; the expressions were judged when the customer was packed.</summary>
    [Benchmark(Description = "plan, 8 channels: decide")]
    public int Decide() => _grown.Decide();
}
