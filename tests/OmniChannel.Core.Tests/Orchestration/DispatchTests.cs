using OmniChannel.Delivery;

namespace OmniChannel.Tests.Orchestration;

public sealed class DispatchTests
{
    private static readonly AttemptOutcome Busy = AttemptOutcome.NotSent(AttemptFault.Provider, "421", "Busy.");

    [Fact]
    public async Task Dispatch_WhenTheProviderKeepsFailing_RetriesByTheScheduleAndParks()
    {
        await using var shop = await Shop.OpenAsync(setup =>
        {
            setup.Options.MaxAttempts = 4;
            setup.Random = WithoutChance();
        });
        shop.Mail.Answers(Busy);
        var delivery = await shop.QueueAsync();

        foreach (var wait in new[] { TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30) })
        {
            Assert.Equal(1, await shop.DispatchAsync());
            var report = await shop.ReportAsync(delivery);
            Assert.Equal((DeliveryStatus.Queued, shop.Clock.GetUtcNow() + wait), (report.Status, report.NextAttemptAt));
            shop.Clock.Advance(wait - TimeSpan.FromTicks(1));
            Assert.Equal(0, await shop.DispatchAsync());
            shop.Clock.Advance(TimeSpan.FromTicks(1));
        }

        Assert.Equal(1, await shop.DispatchAsync());
        var parked = await shop.ReportAsync(delivery);
        Assert.Equal((DeliveryStatus.Parked, 4, null), (parked.Status, parked.Attempts, parked.NextAttemptAt));
        Assert.Single(shop.Mail.Given.Select(given => given.IdempotencyKey).Distinct());
        Assert.EndsWith("attempt.not-sent message.parked", await shop.TypesAsync(), StringComparison.Ordinal);
        shop.Clock.Advance(TimeSpan.FromDays(6));
        Assert.Equal(0, await shop.DispatchAsync());
    }

    [Theory]
    [InlineData(0.2, 1)]
    [InlineData(90, 90)]
    [InlineData(1_000_000, 86_400)]
    public async Task Dispatch_WhenTheProviderSaysWhen_HeedsItWithinBounds(double asked, double heeded)
    {
        await using var shop = await Shop.OpenAsync();
        shop.Mail.Answers(AttemptOutcome.NotSent(AttemptFault.Provider, "429", "Slow down.", TimeSpan.FromSeconds(asked)));
        var delivery = await shop.QueueAsync();

        await shop.DispatchAsync();

        Assert.Equal(Shop.Noon.AddSeconds(heeded), (await shop.ReportAsync(delivery)).NextAttemptAt);
    }

    [Fact]
    public async Task Dispatch_AfterAnUnknown_RepeatsTheSameBytesUnderTheSameKey()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Mail.Answers(AttemptOutcome.Unknown("Silence."), AttemptOutcome.Accepted());
        var delivery = await shop.QueueAsync();
        await shop.DispatchAsync();
        await shop.Runtime.SaveAsync(Shop.Profile with { Name = "Somebody Else", ContactPoints = [ContactPoint.Email("new@example.com"), ContactPoint.Email(Shop.AnnasMailbox)] }, Shop.Stop);
        shop.Clock.Advance(TimeSpan.FromSeconds(6));

        await shop.DispatchAsync();

        Assert.Equal(2, shop.Mail.Given.Count);
        Assert.Equal(shop.Mail.Given[0].IdempotencyKey, shop.Mail.Given[1].IdempotencyKey);
        Assert.Equal(StoredBytes(shop.Mail.Given[0]), StoredBytes(shop.Mail.Given[1]));
        Assert.Equal(DeliveryStatus.Accepted, (await shop.ReportAsync(delivery)).Status);
    }

    [Theory]
    [InlineData(true, DeliveryStatus.Unknown, 1)]
    [InlineData(false, DeliveryStatus.Accepted, 2)]
    public async Task Dispatch_WhenTheAddressIsGone_MovesOnlyWhatCertainlyReachedNobody(bool inDoubt, DeliveryStatus status, int calls)
    {
        await using var shop = await Shop.OpenAsync();
        shop.Mail.Answers(inDoubt ? AttemptOutcome.Unknown("Silence.") : Busy, AttemptOutcome.Accepted());
        var delivery = await shop.QueueAsync();
        await shop.DispatchAsync();
        await shop.Runtime.SaveAsync(Shop.Profile with { ContactPoints = [ContactPoint.Email("new@example.com")] }, Shop.Stop);
        shop.Clock.Advance(TimeSpan.FromSeconds(6));

        await shop.DispatchAsync();

        Assert.Equal(status, (await shop.ReportAsync(delivery)).Status);
        Assert.Equal(calls, shop.Mail.Given.Count);
        Assert.Equal(calls, shop.Mail.Given.Select(given => given.IdempotencyKey).Distinct().Count());
        Assert.Equal(inDoubt ? Shop.AnnasMailbox : "new@example.com", shop.Mail.Given[^1].Address);
    }

    [Fact]
    public async Task Dispatch_WhenTheRecipientIsRefused_SuppressesTheAddressAndGivesTheSlotBack()
    {
        await using var shop = await Shop.OpenAsync(setup => setup.Policy = Policy.Named("one a day").WithoutSafeCaps().Cap(1, TimeSpan.FromDays(1)).OtherwiseBest());
        shop.Mail.Answers(AttemptOutcome.Rejected(AttemptFault.Recipient, "550 5.1.1", "No such mailbox."), AttemptOutcome.Accepted());
        var delivery = await shop.QueueAsync();
        await shop.DispatchAsync();
        Assert.Equal(DeliveryStatus.Rejected, (await shop.ReportAsync(delivery)).Status);

        var skipped = Assert.IsType<SendResult.Skipped>(await shop.SendAsync());
        Assert.Equal(Gate.Suppression, skipped.Decision[Channel.Email]!.Blocks[0].Gate);

        await shop.Runtime.SaveAsync(Shop.Profile with { ContactPoints = [ContactPoint.Email(Shop.AnnasMailbox), ContactPoint.Email("second@example.com")] }, Shop.Stop);
        await shop.QueueAsync();
        await shop.DispatchAsync();
        Assert.Equal("second@example.com", shop.Mail.Given[^1].Address);
    }

    [Fact]
    public async Task Dispatch_WhenTheMessageIsRefused_LeavesTheAddressAlone()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Mail.Answers(AttemptOutcome.Rejected(AttemptFault.Message, "554", "Too large."), AttemptOutcome.Accepted());
        await shop.QueueAsync();
        await shop.DispatchAsync();

        await shop.QueueAsync();
    }

    [Fact]
    public async Task Dispatch_AfterConsentWasRevoked_SkipsItAndGivesTheSlotBack()
    {
        await using var shop = await Shop.OpenAsync(setup => setup.Policy = Policy.Named("one a day").WithoutSafeCaps().Cap(1, TimeSpan.FromDays(1)).OtherwiseBest());
        var delivery = await shop.QueueAsync();
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        await shop.Runtime.RecordAsync(Shop.Anna, ConsentRecord.Deny(Purpose.Marketing, Channel.Email, shop.Clock.GetUtcNow(), "phone call"), cancellationToken: Shop.Stop);

        await shop.DispatchAsync();

        Assert.Empty(shop.Mail.Given);
        var report = await shop.ReportAsync(delivery);
        Assert.Equal((DeliveryStatus.Skipped, "consent.denied"), (report.Status, report.Reason!.Code));
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        await shop.Runtime.RecordAsync(Shop.Anna, ConsentRecord.Grant(Purpose.Marketing, Channel.Email, shop.Clock.GetUtcNow(), "second thoughts"), cancellationToken: Shop.Stop);
        await shop.QueueAsync();
    }

    [Fact]
    public async Task Dispatch_AfterItsExpiry_SkipsIt()
    {
        await using var shop = await Shop.OpenAsync();
        var delivery = await shop.QueueAsync(Shop.Message with { ExpiresAt = Shop.Noon.AddHours(1) });
        shop.Clock.Advance(TimeSpan.FromHours(1));

        await shop.DispatchAsync();

        Assert.Empty(shop.Mail.Given);
        Assert.Equal("skipped.expired", (await shop.ReportAsync(delivery)).Reason!.Code);
    }

    [Fact]
    public async Task Dispatch_ThatMayHaveReachedThePersonAndExpires_StaysInDoubt()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Mail.Answers(AttemptOutcome.Unknown("Silence."));
        var delivery = await shop.QueueAsync(Shop.Message with { ExpiresAt = Shop.Noon.AddSeconds(4) });
        await shop.DispatchAsync();
        Assert.Equal(Shop.Noon.AddSeconds(4), (await shop.ReportAsync(delivery)).NextAttemptAt);
        shop.Clock.Advance(TimeSpan.FromSeconds(4));

        await shop.DispatchAsync();

        Assert.Equal(DeliveryStatus.Unknown, (await shop.ReportAsync(delivery)).Status);
        Assert.Single(shop.Mail.Given);
    }

    [Fact]
    public async Task Dispatch_ThatWakesInQuietHours_WaitsForTheirEnd()
    {
        var text = new ScriptedAdapter(Channel.Sms, "other");
        await using var shop = await Shop.OpenAsync(setup => setup.Adapters[1] = text);
        await shop.Runtime.SaveAsync(Shop.Profile with { ContactPoints = [ContactPoint.Sms("+4915112345678")], Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Sms, Shop.Noon, "form")] }, Shop.Stop);
        var delivery = await shop.QueueAsync();
        shop.Clock.Advance(TimeSpan.FromHours(11)); // the dispatcher was down until 23:00 in Berlin

        await shop.DispatchAsync();

        Assert.Empty(text.Given);
        Assert.Equal(new DateTimeOffset(2026, 6, 16, 6, 0, 0, TimeSpan.Zero), (await shop.ReportAsync(delivery)).NextAttemptAt);
        Assert.EndsWith("message.deferred", await shop.TypesAsync(), StringComparison.Ordinal);
        shop.Clock.SetUtcNow(new DateTimeOffset(2026, 6, 16, 6, 0, 0, TimeSpan.Zero));
        await shop.DispatchAsync();
        Assert.Single(text.Given);
    }

    [Fact]
    public async Task Dispatch_WhenTheAdapterHangs_EndsAtTheDeadlineInDoubt()
    {
        await using var shop = await Shop.OpenAsync();
        var called = new TaskCompletionSource();
        var never = new TaskCompletionSource<AttemptOutcome>();
        shop.Mail.Answer = (_, _) =>
        {
            called.TrySetResult();
            return new ValueTask<AttemptOutcome>(never.Task); // looks at no token
        };
        var delivery = await shop.QueueAsync();

        var dispatching = Task.Run(async () => await shop.DispatchAsync(), Shop.Stop);
        await called.Task.WaitAsync(Shop.Stop);
        while (shop.Clock.WaitingTimers < 2)
        {
            await Task.Yield();
        }

        shop.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(1, await dispatching);

        Assert.Equal("attempt.unknown", (await shop.ReportAsync(delivery)).Reason!.Code);
    }

    [Fact]
    public async Task Dispatch_ForManyCustomers_HandsThemOverSideBySide()
    {
        await using var shop = await Shop.OpenAsync(setup => setup.Options.Concurrency = 4);
        var together = new Barrier(4);
        shop.Mail.Answer = async (_, cancellationToken) =>
        {
            await Task.Yield();
            Assert.True(together.SignalAndWait(TimeSpan.FromMinutes(5), cancellationToken));
            return AttemptOutcome.Accepted();
        };
        for (var i = 0; i < 4; i++)
        {
            var customer = new CustomerId($"customer-{i}");
            await shop.Runtime.SaveAsync(Shop.Profile with { Id = customer }, Shop.Stop);
            await shop.Runtime.SendAsync(Shop.Message, customer, cancellationToken: Shop.Stop);
        }

        Assert.Equal(4, await shop.DispatchAsync());
        Assert.Equal(4, shop.Mail.Given.Count);
    }

    [Fact]
    public async Task RunDispatcher_WhileOneProviderHangs_SendsToTheOthers()
    {
        await using var shop = await Shop.OpenAsync(setup => setup.Options.Concurrency = 2);
        var sent = new TaskCompletionSource();
        var hanging = new TaskCompletionSource<AttemptOutcome>();
        shop.Mail.Answer = (message, _) =>
        {
            if (message.Customer == Shop.Anna)
            {
                return new ValueTask<AttemptOutcome>(hanging.Task);
            }

            sent.TrySetResult();
            return ValueTask.FromResult(AttemptOutcome.Accepted());
        };
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Shop.Stop);
        var running = Task.Run(() => shop.Runtime.RunDispatcherAsync(stopping.Token), Shop.Stop);
        var delivery = await shop.QueueAsync();
        while (shop.Mail.Given.Count == 0)
        {
            await Task.Yield();
        }

        var ben = new CustomerId("ben");
        await shop.Runtime.SaveAsync(Shop.Profile with { Id = ben }, Shop.Stop);
        await shop.Runtime.SendAsync(Shop.Message, ben, cancellationToken: Shop.Stop);
        await sent.Task.WaitAsync(Shop.Stop);

        await stopping.CancelAsync();
        Assert.False(running.IsCompleted, "It stopped in the middle of a call.");
        hanging.SetResult(AttemptOutcome.Accepted());
        await running;
        Assert.Equal(DeliveryStatus.Accepted, (await shop.ReportAsync(delivery)).Status);
    }

    [Fact]
    public async Task RunDispatcher_UntilItIsStopped_SendsWhatIsQueuedWithoutWaitingForThePoll()
    {
        await using var shop = await Shop.OpenAsync();
        var sent = new TaskCompletionSource();
        shop.Mail.Answer = (_, _) =>
        {
            sent.TrySetResult();
            return ValueTask.FromResult(AttemptOutcome.Accepted());
        };
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Shop.Stop);
        var running = Task.Run(() => shop.Runtime.RunDispatcherAsync(stopping.Token), Shop.Stop);

        var delivery = await shop.QueueAsync(); // no clock moves: the signal alone wakes it
        await sent.Task.WaitAsync(Shop.Stop);
        await stopping.CancelAsync();
        await running;

        Assert.Equal(DeliveryStatus.Accepted, (await shop.ReportAsync(delivery)).Status);
    }

    internal static Action<Memory<byte>> WithoutChance()
    {
        var count = 0;
        return bytes =>
        {
            bytes.Span.Clear();
            if (bytes.Length >= 16)
            {
                BitConverter.TryWriteBytes(bytes.Span[^4..], Interlocked.Increment(ref count));
            }
        };
    }

    private static string StoredBytes(OutgoingMessage message) => string.Join('|', message.Address, message.RecipientName, message.Content.Subject, message.Content.Text, message.UnsubscribeLink, message.CreatedAt);
}
