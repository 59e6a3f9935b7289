using BenchmarkDotNet.Attributes;

namespace OmniChannel.Benchmarks;

/// <summary>From a policy's tree to both of its plans, warm, and a decision, as rules grow.</summary>
public class RulesGrowthBenchmarks
{
    private GrownPolicy _grown = null!;

    /// <summary>How many rules.</summary>
    [Params(10, 30, 100, 300, 1000)]
    public int Rules { get; set; }

    /// <summary>Proves first that plan and walker choose the same.</summary>
    [GlobalSetup]
    public void Prepare() => _grown = new(Rules, channels: 8);

    /// <summary>The tree is there already; JSON, CEL and verification are apart.</summary>
    [Benchmark(Description = "plan, 8 channels: compile")]
    public object Compile() => _grown.Compile();

    /// <summary>One decision under it.</summary>
    [Benchmark(Description = "plan, 8 channels: decide")]
    public int Decide() => _grown.Decide();
}

/// <summary>A decision under 30 rules as channels grow.</summary>
public class ChannelsGrowthBenchmarks
{
    private GrownPolicy _grown = null!;

    /// <summary>How many channels.</summary>
    [Params(2, 4, 8, 16, 32)]
    public int Channels { get; set; }

    /// <summary>Proves first that plan and walker choose the same.</summary>
    [GlobalSetup]
    public void Prepare() => _grown = new(30, Channels);

    /// <summary>One decision.</summary>
    [Benchmark(Description = "plan, 30 rules: decide")]
    public int Decide() => _grown.Decide();
}

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
