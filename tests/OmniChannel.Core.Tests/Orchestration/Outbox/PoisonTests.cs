using OmniChannel.Delivery;

namespace OmniChannel.Tests.Orchestration;

/// <summary>A host's part that throws, whatever it throws: the message comes to an end that is known, and stands in nobody's way.</summary>
public sealed class PoisonTests
{
    private readonly BrokenRelevance _relevance = new();

    public static TheoryData<Exception> Defects => [new InvalidDataException("broken"), new TaskCanceledException("The request was canceled due to the configured HttpClient.Timeout."), new OperationCanceledException(), new ObjectDisposedException("client")];

    [Theory]
    [MemberData(nameof(Defects))]
    public async Task Dispatch_OfWhatBreaksTheHost_IsSetAsideAndStandsInNobodysWay(Exception defect)
    {
        await using var shop = await OpenAsync();
        var poison = await shop.QueueAsync(Shop.Message with { Topic = BrokenRelevance.Topic });
        var good = await shop.QueueAsync();
        _relevance.Throws = defect;

        await GoOnAsync(shop);

        Assert.Equal((DeliveryStatus.Parked, DeliveryStatus.Accepted), ((await shop.ReportAsync(poison)).Status, (await shop.ReportAsync(good)).Status));
        Assert.Equal("parked.defect", Assert.Single(await shop.Runtime.Outbox.ListParkedAsync(cancellationToken: Shop.Stop)).Reason.Code);
    }

    [Fact]
    public async Task Dispatch_OfWhatExpired_AsksNobody()
    {
        await using var shop = await OpenAsync();
        var poison = await shop.QueueAsync(Shop.Message with { Topic = BrokenRelevance.Topic, ExpiresAt = Shop.Noon.AddHours(1) });
        _relevance.Throws = new TimeoutException();
        shop.Clock.Advance(TimeSpan.FromHours(1));

        await shop.DispatchAsync();

        Assert.Equal((DeliveryStatus.Expired, 0), ((await shop.ReportAsync(poison)).Status, _relevance.Broke));
    }

    /// <summary>What it holds meanwhile, a place under the caps and money, it holds no longer than it lives.</summary>
    [Fact]
    public async Task Dispatch_OfWhatBreaksTheHost_WaitsNoLongerThanItLives()
    {
        await using var shop = await OpenAsync();
        var poison = await shop.QueueAsync(Shop.Message with { Topic = BrokenRelevance.Topic, ExpiresAt = Shop.Noon.AddMinutes(2) });
        _relevance.Throws = new TimeoutException();
        await shop.DispatchAsync();
        shop.Clock.Advance(TimeSpan.FromSeconds(6));
        await shop.DispatchAsync(); // five minutes would be next

        Assert.Equal(Shop.Noon.AddMinutes(2), await shop.Store.NextDueAsync(TenantId.Default, Shop.Stop));
        shop.Clock.Advance(TimeSpan.FromMinutes(2));
        await shop.DispatchAsync();
        Assert.Equal(DeliveryStatus.Expired, (await shop.ReportAsync(poison)).Status);
    }

    /// <summary>The process ended during the call, and from then on the host throws: what was promised for doubt is done all the same.</summary>
    [Theory]
    [InlineData(SendGuarantee.AtMostOnce, DeliveryStatus.Unknown)]
    [InlineData(SendGuarantee.AtLeastOnce, DeliveryStatus.Parked)]
    public async Task Dispatch_InterruptedDuringTheCallAndBrokenSince_ComesToItsEnd(SendGuarantee promised, DeliveryStatus status)
    {
        await using var shop = await OpenAsync(setup => setup.OnFailpoint = name =>
        {
            if (name == Failpoints.AttemptAfterCall && _relevance.Throws is null)
            {
                _relevance.Throws = new TimeoutException();
                throw new IOException("the process ended");
            }
        });
        var delivery = await shop.QueueAsync(Shop.Message with { Topic = BrokenRelevance.Topic, Guarantee = promised });

        await GoOnAsync(shop);

        Assert.Equal((status, 1), ((await shop.ReportAsync(delivery)).Status, shop.Mail.Given.Count));
        var parked = await shop.Runtime.Outbox.ListParkedAsync(cancellationToken: Shop.Stop);
        Assert.Equal(promised == SendGuarantee.AtMostOnce ? [] : [("parked.defect", true)], parked.Select(row => (row.Reason.Code, row.MayBeSent)));
        Assert.Contains("attempt.unknown", await shop.TypesAsync(), StringComparison.Ordinal);
        Assert.Null(await shop.Store.NextDueAsync(TenantId.Default, Shop.Stop));
    }

    private Task<Shop> OpenAsync(Action<OmniChannelSetup>? change = null) => Shop.OpenAsync(setup =>
    {
        setup.Relevance = _relevance;
        setup.Options.MaxAttempts = 3;
        change?.Invoke(setup);
    });

    private static async Task GoOnAsync(Shop shop)
    {
        for (var i = 0; i < 6; i++)
        {
            await shop.DispatchAsync();
            shop.Clock.Advance(TimeSpan.FromMinutes(6));
        }
    }

    private sealed class BrokenRelevance : IMessageRelevance
    {
        public static Topic Topic { get; } = new("poison");

        public Exception? Throws { get; set; }

        public int Broke { get; private set; }

        public ValueTask<string?> WhyNotAsync(Message message, CustomerId customer, CancellationToken cancellationToken)
        {
            if (Throws is null || message.Topic != Topic)
            {
                return default;
            }

            Broke++;
            throw Throws;
        }
    }
}
