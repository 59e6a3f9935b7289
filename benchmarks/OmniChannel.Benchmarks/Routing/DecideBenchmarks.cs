using BenchmarkDotNet.Attributes;

namespace OmniChannel.Benchmarks;

/// <summary>One decision for a loaded customer, against the same choice written by hand for this one shop. 256 customers take turns, so that no branch is learned by heart.</summary>
public class DecideBenchmarks
{
    private const int Customers = 256;
    private readonly SnapshotInput[] _questions = new SnapshotInput[Customers];
    private readonly Shopper[] _shoppers = new Shopper[Customers];
    private HandWritten _byHand = null!;
    private int _turn;

    /// <summary>How many channels the shop has.</summary>
    [Params(2, 8, 24)]
    public int Channels { get; set; }

    /// <summary>Proves first that both choose the same, for a few thousand customers.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        var shop = new Shop(Channels);
        _byHand = new HandWritten(shop);
        for (var number = 0; number < 3_000; number++)
        {
            var shopper = Shopper.Number(number, shop);
            var decision = Router.Decide(SnapshotBuilder.Build(shop.Ask(shopper)), DefaultPolicy.Instance);
            if (decision.Choice != _byHand.Choose(shopper))
            {
                throw new InvalidOperationException($"By hand, customer {number} of a shop of {Channels} channels gets {_byHand.Choose(shopper)?.ToString() ?? "nothing"}; but:\n{decision}");
            }
        }

        for (var i = 0; i < Customers; i++)
        {
            _shoppers[i] = Shopper.Number(i, shop);
            _questions[i] = shop.Ask(_shoppers[i]);
        }
    }

    /// <summary>Ifs and integer points for this one shop; no reasons.</summary>
    [Benchmark(Baseline = true, Description = "by hand, no reasons")]
    public object? ByHand() => _byHand.Choose(_shoppers[_turn++ & (Customers - 1)]);

    /// <summary>Snapshot and decision with every reason.</summary>
    [Benchmark(Description = "snapshot and decision, every reason kept")]
    public object Decide() => Router.Decide(SnapshotBuilder.Build(_questions[_turn++ & (Customers - 1)]), DefaultPolicy.Instance);
}
