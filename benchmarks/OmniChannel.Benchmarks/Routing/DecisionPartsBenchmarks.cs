using BenchmarkDotNet.Attributes;

namespace OmniChannel.Benchmarks;

/// <summary>What a decision over eight channels is made of, and what its reasons, its words and its proof cost apart.</summary>
public class DecisionPartsBenchmarks
{
    private const int Customers = 256;
    private readonly Shopper[] _shoppers = new Shopper[Customers];
    private readonly CustomerSheet[] _customers = new CustomerSheet[Customers];
    private readonly CustomerSheet[] _ruledCustomers = new CustomerSheet[Customers];
    private readonly DecisionBasis[] _bases = new DecisionBasis[Customers];
    private readonly Snapshot[] _snapshots = new Snapshot[Customers];
    private readonly Decision[] _decisions = new Decision[Customers];
    private readonly byte[] _row = new byte[4096];
    private readonly Shop _shop = new(8);
    private LoadedShop _loaded = null!;
    private LoadedShop _ruled = null!;
    private int _turn;

    /// <summary>Loads and decides once for everybody.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _loaded = new LoadedShop(_shop, DefaultPolicy.Instance);
        _ruled = new LoadedShop(_shop, RuledPolicy.Instance);
        for (var i = 0; i < Customers; i++)
        {
            _shoppers[i] = Shopper.Number(i, _shop);
            _customers[i] = _loaded.Load(_shoppers[i]);
            _ruledCustomers[i] = _ruled.Load(_shoppers[i]);
            _bases[i] = _ruled.Ask(_shoppers[i], _ruledCustomers[i]);
            _decisions[i] = Decider.Decide(_loaded.Ask(_shoppers[i], _customers[i]));
            _snapshots[i] = _decisions[i].Snapshot;
            if (Decider.Decide(_bases[i]).Choice != _bases[i].Walked.Choice)
            {
                throw new InvalidOperationException($"Customer {i} gets another choice from the walker:\n{_bases[i].Walked}");
            }
        }
    }

    /// <summary>From the state that a store gives to a loaded customer.</summary>
    [Benchmark(Description = "8 channels: loading a customer")]
    public object Load() => _loaded.Load(_shoppers[_turn++ & (Customers - 1)]);

    /// <summary>From a loaded customer to the plan's packed snapshot.</summary>
    [Benchmark(Description = "8 channels: packing a loaded customer, 12 rules")]
    public void Pack() => _ruled.Policy.Rules[0].Pack(_bases[_turn++ & (Customers - 1)], _row);

    /// <summary>The first time.</summary>
    [Benchmark(Description = "8 channels: packing for the first time, 12 rules")]
    public void PackAnew() => _ruled.Policy.Rules[0].PackAnew(_bases[_turn++ & (Customers - 1)], _row);

    /// <summary>The same customers under twelve rules.</summary>
    [Benchmark(Description = "8 channels: decide, 12 rules")]
    public object DecideRuled()
    {
        var i = _turn++ & (Customers - 1);
        return Decider.Decide(_ruled.Ask(_shoppers[i], _ruledCustomers[i]));
    }

    /// <summary>With every gate, reason and score part told: what only who asks for it pays.</summary>
    [Benchmark(Description = "8 channels: decide, and every verdict told")]
    public object Verdicts()
    {
        var i = _turn++ & (Customers - 1);
        return Decider.Decide(_loaded.Ask(_shoppers[i], _customers[i])).Verdicts;
    }

    /// <summary>The canonical form and its SHA-256: only who asks for it pays.</summary>
    [Benchmark(Description = "8 channels: the snapshot's hash")]
    public string Hash() => SnapshotText.Hash(_snapshots[_turn++ & (Customers - 1)]);

    /// <summary>The decision as a person reads it: the snapshot is hashed, and for each loser it is found what would have made it win.</summary>
    [Benchmark(Description = "8 channels: the explanation in words, hash and contrasts")]
    public string Words() => _decisions[_turn++ & (Customers - 1)].ToString();
}
