using BenchmarkDotNet.Attributes;

namespace OmniChannel.Benchmarks;

/// <summary>What a decision over eight channels is made of, and what its words and its proof cost apart.</summary>
public class DecisionPartsBenchmarks
{
    private const int Customers = 256;
    private readonly SnapshotInput[] _questions = new SnapshotInput[Customers];
    private readonly Snapshot[] _snapshots = new Snapshot[Customers];
    private readonly Decision[] _decisions = new Decision[Customers];
    private int _turn;

    /// <summary>Asks, builds and decides once for everybody.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        var shop = new Shop(8);
        for (var i = 0; i < Customers; i++)
        {
            _questions[i] = shop.Ask(Shopper.Number(i, shop));
            _snapshots[i] = SnapshotBuilder.Build(_questions[i]);
            _decisions[i] = Router.Decide(_snapshots[i], DefaultPolicy.Instance);
        }
    }

    /// <summary>From state to snapshot.</summary>
    [Benchmark(Description = "8 channels: the snapshot alone")]
    public object Build() => SnapshotBuilder.Build(_questions[_turn++ & (Customers - 1)]);

    /// <summary>From snapshot to decision.</summary>
    [Benchmark(Description = "8 channels: the decision alone")]
    public object Decide() => Router.Decide(_snapshots[_turn++ & (Customers - 1)], DefaultPolicy.Instance);

    /// <summary>The canonical form and its SHA-256: only who asks for it pays.</summary>
    [Benchmark(Description = "8 channels: the snapshot's hash")]
    public string Hash() => SnapshotText.Hash(_snapshots[_turn++ & (Customers - 1)]);

    /// <summary>The decision as a person reads it: the snapshot is hashed, and for each loser it is found what would have made it win.</summary>
    [Benchmark(Description = "8 channels: the explanation in words, hash and contrasts")]
    public string Words() => _decisions[_turn++ & (Customers - 1)].ToString();
}
