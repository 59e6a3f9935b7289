using BenchmarkDotNet.Attributes;

namespace OmniChannel.Benchmarks;

/// <summary>One decision for a loaded customer, against the same choice written by hand for this one shop. 256 customers take turns, so that no branch is learned by heart.</summary>
public class DecideBenchmarks
{
    private const int Customers = 256;
    private readonly CustomerSheet[] _customers = new CustomerSheet[Customers];
    private readonly Shopper[] _shoppers = new Shopper[Customers];
    private LoadedShop _loaded = null!;
    private HandWritten _byHand = null!;
    private int _turn;

    /// <summary>How many channels the shop has, each with two accounts.</summary>
    [Params(2, 4, 8, 16, 24, 32)]
    public int Channels { get; set; }

    /// <summary>Proves first that both, and the walker, choose the same, for a few thousand customers.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        var shop = new Shop(Channels);
        _byHand = new HandWritten(shop);
        _loaded = new LoadedShop(shop, DefaultPolicy.Instance);
        for (var number = 0; number < 3_000; number++)
        {
            var shopper = Shopper.Number(number, shop);
            var decision = Decider.Decide(_loaded.Ask(shopper, _loaded.Load(shopper)));
            var walked = number % 10 == 0 ? Router.Decide(SnapshotBuilder.Build(shop.Ask(shopper)), DefaultPolicy.Instance) : decision;
            if (decision.Choice != _byHand.Choose(shopper) || decision.Choice != walked.Choice)
            {
                throw new InvalidOperationException($"By hand, customer {number} of a shop of {Channels} channels gets {_byHand.Choose(shopper)?.ToString() ?? "nothing"}; but:\n{decision}");
            }
        }

        for (var i = 0; i < Customers; i++)
        {
            _shoppers[i] = Shopper.Number(i, shop);
            _customers[i] = _loaded.Load(_shoppers[i]);
        }
    }

    /// <summary>Ifs and integer points for this one shop; no reasons.</summary>
    [Benchmark(Baseline = true, Description = "by hand, no reasons")]
    public object? ByHand() => _byHand.Choose(_shoppers[_turn++ & (Customers - 1)]);

    /// <summary>The decision, which can tell every reason when it is asked.</summary>
    [Benchmark(Description = "decide, every reason can be asked for")]
    public object Decide()
    {
        var i = _turn++ & (Customers - 1);
        return Decider.Decide(_loaded.Ask(_shoppers[i], _customers[i]));
    }
}
