using OmniChannel.Delivery;
using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Stores;

/// <summary>Once is once from end to end, on every store: the caller's key, the row's key to the provider, receipts and outcomes by their ids, late, doubled and out of order.</summary>
public sealed class OnceTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);
    private static readonly CustomerId Anna = new("anna");
    private static readonly CustomerId Ben = new("ben");
    private static readonly SendOptions Key = new() { IdempotencyKey = "order-1001" };
    private readonly TestStore _at = new();
    private readonly RecordingChannel _first = new(Channel.Email, "first");
    private readonly RecordingChannel _second = new(Channel.Email, "second");
    private readonly ManualClock _clock = new(Noon);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static Message Order => new() { Campaign = new("order"), Purpose = Purpose.Transactional, Data = new Dictionary<string, string> { ["number"] = "1001" } };

    [Fact(Timeout = 600_000)]
    public async Task Send_WithOneKeyOnSeveralNodes_IsOneMessageAndAnotherBodyIsRefused()
    {
        await using var store = TestStore.At(_at.Place);
        await using var one = await StartAsync(store);
        await using var other = await StartAsync(store);

        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(async () => await (i % 2 == 0 ? one : other).SendAsync(Order, Anna, Key, Stop), Stop)));
        var refused = await other.SendAsync(Order with { Data = new Dictionary<string, string> { ["number"] = "1002" } }, Anna, Key, Stop);
        var others = await other.SendAsync(Order, Ben, Key, Stop);

        Assert.Single(results.Cast<SendResult.Queued>().Select(queued => queued.Delivery).Distinct());
        Assert.Single(results.Cast<SendResult.Queued>(), queued => !queued.IsReplay);
        Assert.Equal((RefusedKind.KeyReused, RefusedKind.KeyReused), (Assert.IsType<SendResult.Refused>(refused).Kind, Assert.IsType<SendResult.Refused>(others).Kind));
        await one.DispatchDueAsync(Stop);
        await other.DispatchDueAsync(Stop);
        Assert.Single(_first.Sent);
    }

    [Fact(Timeout = 600_000)]
    public async Task Attempts_AtOneProvider_CarryOneKeyAndAnotherProviderGetsAnother()
    {
        await using var store = TestStore.At(_at.Place);
        await using var omni = await StartAsync(store);
        _first.AnswerNext(AttemptOutcome.NotSent(AttemptFault.Provider, "503", "busy"), AttemptOutcome.NotSent(AttemptFault.Account, "401", "the key is wrong"));
        _second.AnswerNext(AttemptOutcome.NotSent(AttemptFault.Provider, "503", "busy"));
        await omni.SendAsync(Order, Anna, Key, Stop);

        for (var hour = 0; hour < 6; hour++)
        {
            await omni.DispatchDueAsync(Stop);
            _clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal((2, 2), (_first.Attempts.Count, _second.Attempts.Count));
        var key = Assert.Single(_first.Attempts.Select(attempt => attempt.IdempotencyKey).Distinct());
        Assert.NotEqual(key, Assert.Single(_second.Attempts.Select(attempt => attempt.IdempotencyKey).Distinct()));
        Assert.Single(_first.Attempts.Concat(_second.Attempts).Select(attempt => attempt.Content.Text).Distinct());
        Assert.Single(_second.Sent);
        Assert.Empty(_first.Sent);
    }

    [Fact(Timeout = 600_000)]
    public async Task Receipts_InEveryOrderAndTwice_LeadToTheSame()
    {
        ReceiptKind[] kinds = [ReceiptKind.Delivered, ReceiptKind.Opened, ReceiptKind.Clicked, ReceiptKind.Unsubscribed];
        await using var store = TestStore.At(_at.Place);
        await using var omni = await StartAsync(store);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var order in Permutations(kinds))
        {
            var customer = new CustomerId($"c{++number}");
            await omni.SaveAsync(Profile(customer), Stop);
            var delivery = Assert.IsType<SendResult.Queued>(await omni.SendAsync(Order, customer, null, Stop)).Delivery;
            await omni.DispatchDueAsync(Stop);

            foreach (var kind in order)
            {
                Assert.Equal(RecordResult.Recorded, await ReceiveAsync(omni, delivery, kind));
                Assert.Equal(RecordResult.Duplicate, await ReceiveAsync(omni, delivery, kind));
            }

            var report = await omni.FindDeliveryAsync(delivery, Stop);
            var history = (await CustomerUnit.ReadAsync(new Instance(new OmniChannelSetup { Store = store }), customer, Stop)).Channels[Channel.Email];
            var consents = (await omni.FindCustomerAsync(customer, Stop))!.Consents;
            seen.Add($"{report!.Status} {string.Join(',', report.Reports)} {history.Engagements} {history.Deliveries} {history.LastEngagedAt:O} {string.Join(',', consents.Select(consent => consent.Granted))}");
        }

        Assert.Equal(24, number);
        Assert.Equal("Unsubscribed Delivered,Opened,Clicked,Unsubscribed 2 1", string.Join(' ', Assert.Single(seen).Split(' ')[..4]));
    }

    [Fact(Timeout = 600_000)]
    public async Task Outcomes_LateAndDoubled_CountOnce()
    {
        await using var store = TestStore.At(_at.Place);
        await using var omni = await StartAsync(store);
        Touchpoint bought = new() { Source = "/shop", Id = "order-1", Type = TouchpointType.Purchased, Customer = Anna, At = Noon.AddHours(-2), Channel = Channel.Website };
        Touchpoint visited = new() { Source = "/shop", Id = "visit-1", Type = TouchpointType.SiteVisited, Customer = Anna, At = Noon.AddHours(-3), Channel = Channel.SearchAds };

        foreach (var touchpoint in new[] { bought, bought, visited, bought, visited })
        {
            await omni.RecordAsync(touchpoint, cancellationToken: Stop);
        }

        var state = await CustomerUnit.ReadAsync(new Instance(new OmniChannelSetup { Store = store }), Anna, Stop);
        Assert.Equal((1, 1), (state.Purchases, state.Channels[Channel.Website].Conversions));
        Assert.Equal(Noon.AddHours(-3), state.FirstTouchAt);
    }

    [Fact(Timeout = 600_000)]
    public async Task Bounce_OfAnAddressThatTwoShare_ShutsItForBothAndSurvivesErasure()
    {
        await using var store = TestStore.At(_at.Place);
        await using var omni = await StartAsync(store);
        var delivery = Assert.IsType<SendResult.Queued>(await omni.SendAsync(Order, Anna, null, Stop)).Delivery;
        await omni.DispatchDueAsync(Stop);
        var waits = Assert.IsType<SendResult.Deferred>(await omni.SendAsync(Order, Ben, new SendOptions { NotBefore = Noon.AddHours(1) }, Stop)).Delivery;

        await ReceiveAsync(omni, delivery, ReceiptKind.HardBounced);
        await ReceiveAsync(omni, delivery, ReceiptKind.HardBounced);
        _clock.Advance(TimeSpan.FromHours(2));
        await omni.DispatchDueAsync(Stop);

        Assert.Equal("suppression.address", (await omni.FindDeliveryAsync(waits, Stop))!.Reason!.Code);
        Assert.Equal("home@example.com", Assert.Single((await omni.Suppressions.ReadAsync(cancellationToken: Stop)).Entries).Address);
        await omni.PersonalData.EraseAsync(Anna, Stop);
        Assert.Null(Assert.Single((await omni.Suppressions.ReadAsync(cancellationToken: Stop)).Entries).Address);
        Assert.IsType<SendResult.Skipped>(await omni.SendAsync(Order, Ben, null, Stop));
    }

    [Fact(Timeout = 600_000)]
    public async Task Digest_FilledByTwoNodesAtOnce_HoldsEveryMessageOnce()
    {
        await using var store = TestStore.At(_at.Place);
        await using var one = await StartAsync(store);
        await using var other = await StartAsync(store);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(
            async () =>
            {
                var message = new Message { Campaign = new("likes"), Purpose = Purpose.Transactional, Data = new Dictionary<string, string> { ["who"] = $"<{i / 2}>" } };
                Assert.IsType<SendResult.Deferred>(await (i % 2 == 0 ? one : other).SendAsync(message, Anna, new SendOptions { IdempotencyKey = $"like-{i / 2}" }, Stop));
            },
            Stop)));
        _clock.Advance(TimeSpan.FromHours(1));
        await Task.WhenAll(Task.Run(async () => await one.DispatchDueAsync(Stop), Stop), Task.Run(async () => await other.DispatchDueAsync(Stop), Stop));

        var text = Assert.Single(_first.Sent).Content.Text;
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"<{i}>"), text.Split('|', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    public ValueTask DisposeAsync() => _at.DisposeAsync();

    private async Task<OmniChannelRuntime> StartAsync(IOmniStore store)
    {
        var setup = new OmniChannelSetup { Store = store, Time = _clock, Policy = Policy.Named("all").WithoutSafeCaps().OtherwiseBest(), Options = { TimeZone = "Europe/Berlin", AccountPause = TimeSpan.FromDays(1) } };
        setup.Campaigns.Add(new Campaign { Id = new("order"), Name = "Your order", Variants = [new Variant { Channel = Channel.Email, Subject = "Your order", Text = "Thank you for {{message.number}}." }] });
        setup.Campaigns.Add(new Campaign
        {
            Id = new("likes"),
            Name = "Likes",
            Variants = [new Variant { Channel = Channel.Email, Subject = "A like", Text = "{{message.who}}" }],
            Digest = new Digest { Window = TimeSpan.FromHours(1), Variants = [new Variant { Channel = Channel.Email, Subject = "Likes", Text = "{{#each items}}{{item.who}}|{{/each}}" }] },
        });
        setup.Adapters.Add(_first);
        setup.Adapters.Add(_second);
        var runtime = OmniChannelRuntime.Create(setup);
        await runtime.StartAsync(Stop);
        await runtime.SaveAsync(Profile(Anna), Stop);
        await runtime.SaveAsync(Profile(Ben), Stop);
        return runtime;
    }

    private static CustomerProfile Profile(CustomerId customer) => new()
    {
        Id = customer,
        ContactPoints = [ContactPoint.Email("home@example.com")],
        Consents = [ConsentRecord.Grant(Purpose.Transactional, Channel.Email, Noon.AddDays(-1), "order")],
    };

    private static ValueTask<RecordResult> ReceiveAsync(OmniChannelRuntime omni, DeliveryId delivery, ReceiptKind kind) =>
        omni.RecordAsync(new Receipt { Source = "/hook", Id = $"{delivery}-{kind}", Delivery = delivery, Kind = kind, At = Noon.AddMinutes((int)kind) }, cancellationToken: Stop);

    private static IEnumerable<ReceiptKind[]> Permutations(ReceiptKind[] of) => of.Length == 0
        ? [[]]
        : of.SelectMany((first, i) => Permutations([.. of.Where((_, at) => at != i)]).Select(rest => (ReceiptKind[])[first, .. rest]));
}
