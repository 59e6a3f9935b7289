using BenchmarkDotNet.Attributes;

namespace OmniChannel.Benchmarks;

/// <summary>What a policy file costs before it decides anything, warm, each step apart: reading JSON and its conditions, verifying, compiling the plan.</summary>
public class PolicyStepsBenchmarks
{
    private byte[] _file = null!;
    private Policy _policy = null!;

    /// <summary>How many rules.</summary>
    [Params(30, 1000)]
    public int Rules { get; set; }

    /// <summary>Written and read once, so that the policy knows its places in the file.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _file = PolicyFile.Write(GrownShop.Of(Rules));
        _policy = PolicyFile.Read(_file).Policy ?? throw new InvalidOperationException("The file of the benchmark cannot be read.");
        if (PolicyVerifier.Verify(_policy, GrownShop.Context).Findings.Any(one => one.Code == "OC2902"))
        {
            throw new InvalidOperationException("The verification of the benchmark's policy was not finished.");
        }
    }

    /// <summary>JSON, conditions, and where each part stands.</summary>
    [Benchmark(Description = "grown shop: JSON read")]
    public object Read() => PolicyFile.Read(_file);

    /// <summary>Every check, every finding.</summary>
    [Benchmark(Description = "grown shop: verification")]
    public object Verify() => PolicyVerifier.Verify(_policy, GrownShop.Context);

    /// <summary>From the tree to both plans.</summary>
    [Benchmark(Description = "grown shop: compile, both plans")]
    public object Compile() => TwinPlan.Compile(_policy, GrownShop.Channels);
}
