namespace OmniChannel.Tests.Orchestration;

/// <summary>Nodes lease a campaign's budget in blocks: never overspent, whoever races; what is left returns when a lease ends, its node dead or alive.</summary>
public sealed class BudgetLeaseTests
{
    private static readonly Money Cost = Money.Of(0.07m, "EUR");
    private static readonly CustomerId[] Customers = [.. Enumerable.Range(0, 400).Select(i => new CustomerId($"c-{i}"))];

    [Fact]
    public async Task Send_ManyNodesAtOnce_NeverOverspendAndSpendAllInTheEnd()
    {
        await using var shop = await Shop.OpenAsync(Price(Money.Of(20, "EUR")));
        await SaveAllAsync(shop.Runtime);
        await using var second = await NodeAsync(shop, Money.Of(20, "EUR"));
        await using var third = await NodeAsync(shop, Money.Of(20, "EUR"));
        OmniChannelRuntime[] nodes = [shop.Runtime, second, third];

        var sent = await Task.WhenAll(Customers.Select((customer, i) => Task.Run(async () => await nodes[i % 3].SendAsync(Shop.Message, customer, null, Shop.Stop) is SendResult.Queued, Shop.Stop)));

        // 20 EUR buy 285 messages of 7 cents; what other nodes have leased is missing for a while.
        var first = sent.Count(queued => queued);
        Assert.InRange(first, 285 - (2 * 15), 285);
        shop.Clock.Advance(TimeSpan.FromMinutes(10));
        await shop.DispatchAsync();
        var rest = 0;
        foreach (var customer in Customers.Where((_, i) => !sent[i]))
        {
            rest += await shop.Runtime.SendAsync(Shop.Message, customer, null, Shop.Stop) is SendResult.Queued ? 1 : 0;
        }

        Assert.Equal(285, first + rest);
    }

    [Fact]
    public async Task Lease_OfANodeThatIsGone_ReturnsWhatWasNotSpent()
    {
        await using var shop = await Shop.OpenAsync(Price(Money.Of(0.21m, "EUR")));
        await SaveAllAsync(shop.Runtime);
        await using (var gone = await NodeAsync(shop, Money.Of(0.21m, "EUR")))
        {
            Assert.IsType<SendResult.Queued>(await gone.SendAsync(Shop.Message, Customers[0], null, Shop.Stop));
        }

        shop.Clock.Advance(TimeSpan.FromMinutes(10));
        await shop.DispatchAsync();

        Assert.IsType<SendResult.Queued>(await shop.Runtime.SendAsync(Shop.Message, Customers[1], null, Shop.Stop));
        Assert.IsType<SendResult.Queued>(await shop.Runtime.SendAsync(Shop.Message, Customers[2], null, Shop.Stop));
        Assert.IsType<SendResult.Skipped>(await shop.Runtime.SendAsync(Shop.Message, Customers[3], null, Shop.Stop));
    }

    [Fact]
    public async Task Decide_WithoutALease_KnowsWhatIsLeftOfAll()
    {
        await using var shop = await Shop.OpenAsync(Price(Money.Of(0.07m, "EUR")));
        await SaveAllAsync(shop.Runtime);

        Assert.NotNull((await shop.Runtime.DecideAsync(Shop.Message, Customers[0], Shop.Stop)).Choice);
        Assert.IsType<SendResult.Queued>(await shop.Runtime.SendAsync(Shop.Message, Customers[0], null, Shop.Stop));
        Assert.Null((await shop.Runtime.DecideAsync(Shop.Message, Customers[1], Shop.Stop)).Choice);
    }

    private static Action<OmniChannelSetup> Price(Money budget) => setup =>
    {
        var email = ChannelDefinitions.Find(Channel.Email)!;
        setup.Channels.Add(email with { Capabilities = email.Capabilities with { CostPerMessage = Cost } });
        setup.Campaigns.Clear();
        setup.Campaigns.Add(Shop.Campaign with { Budget = budget });
    };

    private static async Task<OmniChannelRuntime> NodeAsync(Shop shop, Money budget)
    {
        var setup = Shop.Setup(shop.Clock, new ScriptedAdapter(Channel.Email), new ScriptedAdapter(Channel.Sms));
        Price(budget)(setup);
        setup.Store = shop.Store;
        var runtime = OmniChannelRuntime.Create(setup);
        await runtime.StartAsync(Shop.Stop);
        return runtime;
    }

    private static async Task SaveAllAsync(OmniChannelRuntime runtime)
    {
        foreach (var customer in Customers)
        {
            await runtime.SaveAsync(Shop.Profile with { Id = customer, ContactPoints = [ContactPoint.Email($"{customer}@example.com")] }, Shop.Stop);
        }
    }
}
