using BenchmarkDotNet.Attributes;

namespace OmniChannel.Benchmarks;

/// <summary>From a policy's tree to a plan, warm; and what a decision then takes as rules and channels grow.</summary>
public class PlanCompileBenchmarks
{
    private static readonly OrderedFact<int> Load = Facts.Custom.Number("load", "", 0, 10_000);
    private static readonly TextFact Tier = Facts.Custom.Text("tier", "", ["bronze", "gold", "silver"]);
    private Policy _policy = null!;
    private Channel[] _channels = null!;
    private BoundPlan _plan = null!;
    private byte[] _row = null!;

    /// <summary>How many rules.</summary>
    [Params(10, 30, 100, 1000)]
    public int Rules { get; set; }

    /// <summary>How many channels.</summary>
    [Params(8)]
    public int Channels { get; set; }

    /// <summary>Rules of two or three comparisons over seven facts, half of them excluding, half scoring.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _channels = [.. Enumerable.Range(0, Channels).Select(c => new Channel($"channel{c}"))];
        var builder = Policy.Named("grown");
        for (var i = 0; i < Rules; i++)
        {
            Condition when = Load >= i * 7 & (Condition)(Facts.Customer.Age < 18 + (i % 60));
            when = i % 3 == 0 ? when & Facts.Stage == FunnelStage.Conversion : i % 3 == 1 ? when & Tier == "gold" : when;
            builder = i % 2 == 0
                ? builder.Exclude(_channels[i % Channels], when & Facts.History.Deliveries > i % 9, $"rule {i}")
                : builder.Score(_channels[i % Channels], (i % 50) - 20, when, $"rule {i}");
        }

        _policy = builder.OtherwiseBest();
        var compiled = Compile();
        _plan = compiled.Plan.Bind([]);
        _row = new byte[compiled.Plan.RowBytes];
    }

    /// <summary>The tree is there already; JSON, CEL and verification are apart.</summary>
    [Benchmark(Description = "plan: compile")]
    public object CompileOnce() => Compile();

    /// <summary>One decision under it.</summary>
    [Benchmark(Description = "plan: decide")]
    public int Decide() => _plan.Decide(_row).Channel;

    private PolicyPlan Compile() => PolicyPlan.Compile(_policy, _channels);
}
