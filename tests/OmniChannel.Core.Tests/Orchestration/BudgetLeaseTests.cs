using OmniChannel.Delivery;

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

    /// <summary>What was spent in one currency says nothing of a budget in another: nobody throws, and nothing is spent of it.</summary>
    [Fact]
    public async Task Send_AfterTheBudgetChangedItsCurrency_IsAnswered()
    {
        await using var shop = await Shop.OpenAsync(Price(Money.Of(1, "EUR")));
        await SaveAllAsync(shop.Runtime);
        var queued = Assert.IsType<SendResult.Queued>(await shop.Runtime.SendAsync(Shop.Message, Customers[0], null, Shop.Stop)).Delivery;

        await using var other = await NodeAsync(shop, Money.Of(1, "USD"), Money.Of(0.07m, "USD"));

        Assert.Equal("budget.exceeded", Assert.IsType<SendResult.Skipped>(await other.SendAsync(Shop.Message, Customers[1], null, Shop.Stop)).Decision[Channel.Email]!.Blocks[0].Reason.Code);
        await other.DispatchDueAsync(Shop.Stop);
        Assert.Equal(DeliveryStatus.Accepted, (await other.FindDeliveryAsync(queued, Shop.Stop))!.Status);
    }

    [Fact]
    public async Task Save_WithTheBudgetInAnotherCurrency_IsRefusedWhileSomethingIsSpent()
    {
        await using var shop = await Shop.OpenAsync(Price(Money.Of(1, "EUR")));
        await using var dollars = await NodeAsync(shop, Money.Of(1, "USD"), Money.Of(0.07m, "USD"));
        var saved = Shop.Campaign with { Id = new("saved"), Budget = Money.Of(1, "EUR") };
        await SaveAllAsync(shop.Runtime);
        await shop.Runtime.SaveAsync(saved, Shop.Stop);
        var queued = Assert.IsType<SendResult.Queued>(await shop.Runtime.SendAsync(Shop.Message with { Campaign = saved.Id }, Customers[0], null, Shop.Stop)).Delivery;

        var refused = await Assert.ThrowsAsync<CampaignRefusedException>(async () => await dollars.SaveAsync(saved with { Budget = Money.Of(1, "USD") }, Shop.Stop));

        Assert.Contains("EUR is spent or leased", Assert.Single(refused.Problems), StringComparison.Ordinal);
        Assert.Equal(CancelResult.Cancelled, await shop.Runtime.Outbox.CancelAsync(queued, Shop.Stop));
        shop.Clock.Advance(TimeSpan.FromMinutes(10)); // the lease ends, and with it all of it is back
        await shop.DispatchAsync();
        await dollars.SaveAsync(saved with { Budget = Money.Of(1, "USD") }, Shop.Stop);
        Assert.IsType<SendResult.Queued>(await dollars.SendAsync(Shop.Message with { Campaign = saved.Id }, Customers[1], null, Shop.Stop));
    }

    [Fact]
    public async Task Redrive_WhereTheCampaignHasNoBudgetAnyMore_IsTriedAgain()
    {
        await using var shop = await Shop.OpenAsync(setup =>
        {
            Price(Money.Of(1, "EUR"))(setup);
            setup.Options.MaxAttempts = 1;
        });
        shop.Mail.Answers(AttemptOutcome.NotSent(AttemptFault.Provider, "503", "Down."));
        var delivery = await shop.QueueAsync();
        await shop.DispatchAsync();
        var setup = Shop.Setup(shop.Clock, new ScriptedAdapter(Channel.Email), new ScriptedAdapter(Channel.Sms));
        setup.Store = shop.Store;
        await using var later = OmniChannelRuntime.Create(setup);
        await later.StartAsync(Shop.Stop);

        Assert.Equal(RedriveResult.Redriven, await later.Outbox.RedriveAsync(delivery, cancellationToken: Shop.Stop));
        await later.DispatchDueAsync(Shop.Stop);

        Assert.Equal(DeliveryStatus.Accepted, (await later.FindDeliveryAsync(delivery, Shop.Stop))!.Status);
    }

    private static Action<OmniChannelSetup> Price(Money budget, Money? cost = null) => setup =>
    {
        var email = ChannelDefinitions.Find(Channel.Email)!;
        setup.Channels.Add(email with { Capabilities = email.Capabilities with { CostPerMessage = cost ?? Cost } });
        setup.Campaigns.Clear();
        setup.Campaigns.Add(Shop.Campaign with { Budget = budget });
    };

    private static async Task<OmniChannelRuntime> NodeAsync(Shop shop, Money budget, Money? cost = null)
    {
        var setup = Shop.Setup(shop.Clock, new ScriptedAdapter(Channel.Email), new ScriptedAdapter(Channel.Sms));
        Price(budget, cost)(setup);
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
