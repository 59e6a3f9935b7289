using OmniChannel.Delivery;

namespace OmniChannel.Tests.Orchestration;

/// <summary>Several accounts on one channel: failover goes through them in their order, those that keep failing rest, and nothing gets stuck when all of them are down.</summary>
public sealed class FailoverTests
{
    private static readonly AttemptOutcome Down = AttemptOutcome.NotSent(AttemptFault.Provider, "503", "Down.");

    [Fact]
    public async Task Dispatch_WhenTheFirstDoesNotSend_TheNextInTheirOrderDoesAtOnce()
    {
        var (second, third) = (new ScriptedAdapter(Channel.Email, "second"), new ScriptedAdapter(Channel.Email, "third"));
        await using var shop = await OpenAsync(second, third);
        shop.Mail.Answers(Down);
        second.Answers(Down);
        var delivery = await shop.QueueAsync();

        await shop.DispatchAsync();

        Assert.Equal((1, 1, 1), (shop.Mail.Given.Count, second.Given.Count, third.Given.Count));
        Assert.NotEqual(shop.Mail.Given[0].IdempotencyKey, third.Given[0].IdempotencyKey);
        var report = await shop.ReportAsync(delivery);
        Assert.Equal((DeliveryStatus.Accepted, "third", 3), (report.Status, report.Account, report.Attempts));
    }

    [Fact]
    public async Task Dispatch_WhenAllAreDown_WaitsByTheScheduleAndBeginsWithTheFirstAgain()
    {
        var second = new ScriptedAdapter(Channel.Email, "second");
        await using var shop = await OpenAsync(second);
        shop.Mail.Answers(Down, AttemptOutcome.Accepted());
        second.Answers(Down);
        var delivery = await shop.QueueAsync();

        await shop.DispatchAsync();
        Assert.Equal((1, 1, DeliveryStatus.Queued), (shop.Mail.Given.Count, second.Given.Count, (await shop.ReportAsync(delivery)).Status));
        shop.Clock.Advance(TimeSpan.FromSeconds(7));
        await shop.DispatchAsync();

        Assert.Equal((2, 1, DeliveryStatus.Accepted), (shop.Mail.Given.Count, second.Given.Count, (await shop.ReportAsync(delivery)).Status));
    }

    /// <summary>Who asked for a wait is left alone until it is over, whoever is tried meanwhile.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dispatch_WhenOneAskedForAWait_IsNotCalledBeforeItIsOver(bool isFirst)
    {
        var second = new ScriptedAdapter(Channel.Email, "second");
        await using var shop = await OpenAsync(second);
        var (asks, fails) = isFirst ? (shop.Mail, second) : (second, shop.Mail);
        asks.Answers(AttemptOutcome.NotSent(AttemptFault.Provider, "429", "Later.", TimeSpan.FromMinutes(10)), AttemptOutcome.Accepted());
        fails.Answers(Down);
        await shop.QueueAsync();

        for (var at = TimeSpan.Zero; at < TimeSpan.FromMinutes(10); at += TimeSpan.FromSeconds(5))
        {
            await shop.DispatchAsync();
            Assert.Single(asks.Given);
            shop.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(3, fails.Given.Count); // at once, after five seconds, after five minutes
        shop.Clock.Advance(TimeSpan.FromMinutes(40));
        await shop.DispatchAsync();
        Assert.Equal(2, asks.Given.Count);
    }

    /// <summary>One wait may be meant for one recipient. Where calls keep failing it was meant for all: a thousand messages do not each ask anew.</summary>
    [Fact]
    public async Task Dispatch_WhenTheyAllAreToWait_TheAccountRestsAsLong()
    {
        await using var shop = await OpenAsync();
        shop.Mail.Answers(AttemptOutcome.NotSent(AttemptFault.Provider, "429", "Later.", TimeSpan.FromMinutes(5)));
        await SendToAsync(shop, 0, AccountBreakers.FewestCalls);
        shop.Mail.Answers(AttemptOutcome.Accepted());

        shop.Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        await SendToAsync(shop, 10, 30);
        Assert.Equal(AccountBreakers.FewestCalls, shop.Mail.Given.Count);
        for (var i = 0; i < 3; i++)
        {
            shop.Clock.Advance(TimeSpan.FromSeconds(5));
            await shop.DispatchAsync();
        }

        Assert.Equal((2 * AccountBreakers.FewestCalls) + 30, shop.Mail.Given.Count);
    }

    /// <summary>Doubt never moves to another account: there the key means nothing.</summary>
    [Fact]
    public async Task Dispatch_InDoubt_StaysWithItsAccount()
    {
        var second = new ScriptedAdapter(Channel.Email, "second");
        await using var shop = await OpenAsync(second);
        shop.Mail.Answers(AttemptOutcome.Unknown("Silence."), Down, AttemptOutcome.Accepted());
        await shop.QueueAsync();

        for (var i = 0; i < 4; i++)
        {
            await shop.DispatchAsync();
            shop.Clock.Advance(TimeSpan.FromMinutes(7));
        }

        Assert.Equal((3, 0), (shop.Mail.Given.Count, second.Given.Count));
    }

    [Fact]
    public async Task Dispatch_WhenAnAccountKeepsFailing_ItRestsAndIsTriedAgain()
    {
        var second = new ScriptedAdapter(Channel.Email, "second");
        await using var shop = await OpenAsync(second);
        shop.Mail.Answers(Down);

        await SendToAsync(shop, 0, AccountBreakers.FewestCalls);
        Assert.Equal((AccountBreakers.FewestCalls, AccountBreakers.FewestCalls), (shop.Mail.Given.Count, second.Given.Count));
        await SendToAsync(shop, 10, 5);
        Assert.Equal((AccountBreakers.FewestCalls, AccountBreakers.FewestCalls + 5), (shop.Mail.Given.Count, second.Given.Count)); // it rests

        // Half open: one call tries, and with it the account works again.
        shop.Mail.Answers(AttemptOutcome.Accepted());
        shop.Clock.Advance(AccountBreakers.Rest + TimeSpan.FromSeconds(1));
        await SendToAsync(shop, 20, 3);
        Assert.Equal((AccountBreakers.FewestCalls + 3, AccountBreakers.FewestCalls + 5), (shop.Mail.Given.Count, second.Given.Count));
    }

    /// <summary>Half open: whether it works again, one call finds out. The others wait for it, and go by another account where it failed.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dispatch_WhenARestIsOver_OneCallTriesWhileTheOthersWait(bool works)
    {
        const int Others = 5;
        var second = new ScriptedAdapter(Channel.Email, "second");
        await using var shop = await Shop.OpenAsync(setup => setup.Adapters.Add(second));
        shop.Mail.Answers(Down);
        await SendToAsync(shop, 0, AccountBreakers.FewestCalls);
        var (before, besides) = (shop.Mail.Given.Count, second.Given.Count);
        var answer = new TaskCompletionSource<AttemptOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        shop.Mail.Answer = (_, _) => new ValueTask<AttemptOutcome>(answer.Task.WaitAsync(Shop.Stop));
        shop.Clock.Advance(AccountBreakers.Rest + TimeSpan.FromSeconds(1));

        var deliveries = await QueueToAsync(shop, 50, 1 + Others);
        var dispatching = Task.Run(async () => await shop.DispatchAsync(), Shop.Stop);
        while (await WaitingAsync() < Others)
        {
            Shop.Stop.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.Equal((before + 1, besides), (shop.Mail.Given.Count, second.Given.Count));
        answer.SetResult(works ? AttemptOutcome.Accepted() : Down);
        await dispatching;
        shop.Clock.Advance(TimeSpan.FromSeconds(2));
        await shop.DispatchAsync();
        await SendToAsync(shop, 60, 2); // and who comes later

        Assert.Equal(works ? (before + 1 + Others + 2, besides) : (before + 1, besides + 1 + Others + 2), (shop.Mail.Given.Count, second.Given.Count));

        async Task<int> WaitingAsync()
        {
            var waiting = 0;
            foreach (var delivery in deliveries)
            {
                waiting += (await shop.ReportAsync(delivery)).NextAttemptAt > shop.Clock.GetUtcNow() ? 1 : 0;
            }

            return waiting;
        }
    }

    [Fact]
    public async Task Dispatch_WhenTheOnlyAccountRests_NothingIsStuckOrLost()
    {
        await using var shop = await OpenAsync();
        shop.Mail.Answers(Down);
        await SendToAsync(shop, 0, AccountBreakers.FewestCalls + 3);
        var calls = shop.Mail.Given.Count;
        Assert.InRange(calls, AccountBreakers.FewestCalls, AccountBreakers.FewestCalls + 3);

        shop.Mail.Answers(AttemptOutcome.Accepted());
        for (var i = 0; i < 10; i++)
        {
            shop.Clock.Advance(AccountBreakers.Rest);
            await shop.DispatchAsync();
        }

        Assert.Equal(AccountBreakers.FewestCalls + 3, shop.Mail.Given.Skip(calls).Select(given => given.Customer).Distinct().Count());
    }

    /// <summary>A refusal of the recipient or of the message says nothing of the account.</summary>
    [Fact]
    public async Task Dispatch_OfRefusals_NeverRests()
    {
        await using var shop = await OpenAsync();
        shop.Mail.Answers(AttemptOutcome.Rejected(AttemptFault.Recipient, "550", "No such user."));

        await SendToAsync(shop, 0, 20);

        Assert.Equal(20, shop.Mail.Given.Count);
    }

    private static Task<Shop> OpenAsync(params ScriptedAdapter[] more) => Shop.OpenAsync(setup =>
    {
        setup.Options.Concurrency = 1;
        foreach (var adapter in more)
        {
            setup.Adapters.Add(adapter);
        }
    });

    private static async Task SendToAsync(Shop shop, int first, int count)
    {
        await QueueToAsync(shop, first, count);
        await shop.DispatchAsync();
    }

    private static async Task<IReadOnlyList<DeliveryId>> QueueToAsync(Shop shop, int first, int count)
    {
        var deliveries = new List<DeliveryId>();
        for (var i = first; i < first + count; i++)
        {
            var customer = new CustomerId($"customer-{i}");
            await shop.Runtime.SaveAsync(Shop.Profile with { Id = customer, ContactPoints = [ContactPoint.Email($"{i}@example.com")] }, Shop.Stop);
            var sent = await shop.Runtime.SendAsync(Shop.Message, customer, cancellationToken: Shop.Stop);
            deliveries.Add((sent as SendResult.Queued)?.Delivery ?? Assert.IsType<SendResult.Deferred>(sent).Delivery);
        }

        return deliveries;
    }
}
