using System.Collections.Concurrent;
using OmniChannel.Delivery;
using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Stores;

/// <summary>A cap per address holds for all who share the address, on every store: a family's mailbox gets as much as one person's would, whoever is written to, and what reached nobody gives its place back.</summary>
public sealed class SharedAddressTests : IAsyncDisposable
{
    private const int Max = 2;
    private const string Mailbox = "family@example.com";
    private static readonly DateTimeOffset Noon = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);
    private static readonly CustomerId Anna = new("anna");
    private static readonly CustomerId Ben = new("ben");
    private readonly TestStore _at = new();
    private readonly ManualClock _clock = new(Noon);
    private readonly ConcurrentQueue<(DateTimeOffset At, string Who, string Address)> _given = new();
    private Func<OutgoingMessage, AttemptOutcome> _answer = _ => AttemptOutcome.Accepted();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Timeout = 600_000)]
    public async Task Send_OfManyWhoShareAMailbox_FromTwoNodes_GivesItNoMoreThanTheCapInAnyDay()
    {
        await using var store = TestStore.At(_at.Place);
        await using var one = await StartAsync(store);
        await using var other = await StartAsync(store);
        var family = Enumerable.Range(0, 12).Select(number => new CustomerId($"member-{number}")).ToArray();
        foreach (var member in family)
        {
            await SaveAsync(one, member, ContactPoint.Email(Mailbox));
        }

        await Task.WhenAll(family.Select((member, i) => Task.Run(async () => await (i % 2 == 0 ? one : other).SendAsync(Message(TimeSpan.FromDays(4)), member, null, Stop), Stop)));
        for (var hour = 0; hour < 100; hour++)
        {
            await Task.WhenAll(Task.Run(async () => await one.DispatchDueAsync(Stop), Stop), Task.Run(async () => await other.DispatchDueAsync(Stop), Stop));
            _clock.Advance(TimeSpan.FromHours(1));
        }

        // Four days, two each: those who were told that they wait had their turn, and nobody twice.
        var given = _given.OrderBy(message => message.At).ToList();
        Assert.Equal(8, given.Select(message => message.Who).Distinct().Count());
        Assert.Equal(8, given.Count);
        Assert.All(given, last => Assert.InRange(given.Count(message => message.At <= last.At && message.At > last.At.AddDays(-1)), 1, Max));
    }

    [Theory(Timeout = 600_000)]
    [InlineData("refused")]
    [InlineData("cancelled")]
    [InlineData("superseded")]
    [InlineData("erased")]
    [InlineData("opted out")]
    [InlineData("taken out of the digest")]
    public async Task Send_AfterAnothersMessageCertainlyReachedNobody_HasItsPlace(string how)
    {
        await using var store = TestStore.At(_at.Place);
        await using var node = await StartAsync(store);
        await SaveAsync(node, Anna, ContactPoint.Email(Mailbox));
        await SaveAsync(node, Ben, ContactPoint.Email(Mailbox));
        var options = how == "refused" ? null : new SendOptions { NotBefore = how == "taken out of the digest" ? null : Noon.AddHours(2), SupersedeKey = how == "superseded" ? "cart" : null };
        var message = Message(TimeSpan.FromHours(12)) with { Campaign = new(how == "taken out of the digest" ? "digest" : "news") };
        _answer = _ => AttemptOutcome.Rejected(AttemptFault.Message, "TOO_LONG", "Too long.");
        var first = DeliveryOf(await node.SendAsync(message, Anna, options, Stop));
        await node.SendAsync(Message(TimeSpan.FromHours(12)), Ben, new SendOptions { NotBefore = Noon.AddHours(2) }, Stop);
        Assert.IsType<SendResult.Skipped>(await node.SendAsync(Message(TimeSpan.FromHours(12)), Ben, null, Stop));

        switch (how)
        {
            case "refused":
                await node.DispatchDueAsync(Stop);
                break;
            case "cancelled":
                Assert.Equal(CancelResult.Cancelled, await node.Outbox.CancelAsync(first, Stop));
                break;
            case "superseded":
                await SaveAsync(node, Anna, ContactPoint.Email("anna@example.com"));
                Assert.IsType<SendResult.Deferred>(await node.SendAsync(message, Anna, options, Stop));
                break;
            case "erased":
                await node.PersonalData.EraseAsync(Anna, Stop);
                break;
            case "taken out of the digest":
                Assert.True(await node.Digests.RemoveAsync(first, Item, Stop));
                break;
            default:
                await node.SaveAsync(new CustomerProfile { Id = Anna, ContactPoints = [ContactPoint.Email(Mailbox)], Consents = [ConsentRecord.Deny(Purpose.Marketing, Channel.Email, Noon, "form")] }, Stop);
                _answer = _ => AttemptOutcome.Accepted();
                _clock.Advance(TimeSpan.FromHours(2));
                await node.DispatchDueAsync(Stop);
                break;
        }

        Assert.NotNull((await node.DecideAsync(Message(TimeSpan.FromHours(3)), Ben, Stop)).Choice);
        Assert.IsType<SendResult.Queued>(await node.SendAsync(Message(TimeSpan.FromHours(3)), Ben, null, Stop));
        Assert.Null((await node.DecideAsync(Message(TimeSpan.FromHours(3)), Ben, Stop)).Choice);
        Assert.Null((await node.LoadAsync(new("news"), Ben, Stop)).Decide(Message(TimeSpan.FromHours(3))).Choice);
        Assert.IsType<SendResult.Skipped>(await node.SendAsync(Message(TimeSpan.FromHours(3)), Ben, null, Stop));
    }

    [Fact]
    public async Task Dispatch_OfWhatMayHaveReachedSomebody_KeepsItsPlace_EvenWhenTheCustomerIsErased()
    {
        await using var store = TestStore.At(_at.Place);
        await using var node = await StartAsync(store);
        await SaveAsync(node, Anna, ContactPoint.Email(Mailbox));
        await SaveAsync(node, Ben, ContactPoint.Email(Mailbox));
        _answer = _ => AttemptOutcome.Unknown("No answer.");
        for (var i = 0; i < Max; i++)
        {
            Assert.IsType<SendResult.Queued>(await node.SendAsync(Message(TimeSpan.FromHours(12)), Anna, null, Stop));
            await node.DispatchDueAsync(Stop);
        }

        await node.PersonalData.EraseAsync(Anna, Stop);

        Assert.IsType<SendResult.Skipped>(await node.SendAsync(Message(TimeSpan.FromHours(12)), Ben, null, Stop));
        var said = Assert.IsType<SendResult.Deferred>(await node.SendAsync(Message(TimeSpan.FromDays(3)), Ben, null, Stop));
        Assert.Equal(Noon.AddDays(1), said.Until);
    }

    [Fact]
    public async Task Dispatch_ToAnAddressThatChangedSinceItWasQueued_IsCountedWhereItGoes()
    {
        await using var store = TestStore.At(_at.Place);
        await using var node = await StartAsync(store);
        await SaveAsync(node, Anna, ContactPoint.Email("anna@example.com"));
        await SaveAsync(node, Ben, ContactPoint.Email(Mailbox));
        for (var i = 0; i < Max; i++)
        {
            Assert.IsType<SendResult.Queued>(await node.SendAsync(Message(TimeSpan.FromHours(12)), Anna, null, Stop));
        }

        await SaveAsync(node, Anna, ContactPoint.Email(Mailbox));
        Assert.IsType<SendResult.Queued>(await node.SendAsync(Message(TimeSpan.FromHours(12)), Ben, null, Stop));
        await node.DispatchDueAsync(Stop);

        Assert.Equal(Max, _given.Count(message => message.Address == Mailbox));
        Assert.Equal(Max, _given.Count);
        await SaveAsync(node, new CustomerId("cleo"), ContactPoint.Email("anna@example.com"));
        Assert.IsType<SendResult.Queued>(await node.SendAsync(Message(TimeSpan.FromHours(12)), new CustomerId("cleo"), null, Stop));
    }

    [Fact]
    public async Task Dispatch_ToDevicesOfWhichOneIsShared_CountsEachDeviceForItself()
    {
        await using var store = TestStore.At(_at.Place);
        await using var node = await StartAsync(store);
        await SaveAsync(node, Anna, ContactPoint.Push("annas"), ContactPoint.Push("tablet"));
        await SaveAsync(node, Ben, ContactPoint.Push("tablet"), ContactPoint.Push("bens"));
        foreach (var customer in new[] { Anna, Ben, Anna, Ben, Anna, Ben })
        {
            await node.SendAsync(Message(TimeSpan.FromHours(12)), customer, null, Stop);
            await node.DispatchDueAsync(Stop);
        }

        _clock.Advance(TimeSpan.FromHours(13));
        await node.DispatchDueAsync(Stop);

        Assert.All(_given.GroupBy(message => message.Address), device => Assert.InRange(device.Count(), 1, Max));
        Assert.Equal(Max, _given.Count(message => message.Address == "annas"));
        Assert.Equal(Max, _given.Count(message => message.Address == "tablet"));
    }

    public ValueTask DisposeAsync() => _at.DisposeAsync();

    private string Item { get; set; } = "";

    private DeliveryId DeliveryOf(SendResult result)
    {
        Item = (result as SendResult.Deferred)?.Item ?? "";
        return result switch
        {
            SendResult.Queued queued => queued.Delivery,
            SendResult.Deferred deferred => deferred.Delivery,
            _ => throw new Xunit.Sdk.XunitException($"Was {result}."),
        };
    }

    private Message Message(TimeSpan lives) => new() { Campaign = new("news"), Purpose = Purpose.Marketing, ExpiresAt = _clock.GetUtcNow() + lives };

    private static ValueTask<RecordResult> SaveAsync(OmniChannelRuntime node, CustomerId customer, params ContactPoint[] points) => node.SaveAsync(
        new CustomerProfile { Id = customer, ContactPoints = points, Consents = [.. new[] { Channel.Email, Channel.Push }.Select(channel => ConsentRecord.Grant(Purpose.Marketing, channel, Noon.AddDays(-1), "form"))] }, Stop);

    private async Task<OmniChannelRuntime> StartAsync(IOmniStore store)
    {
        var policy = Policy.Named("a family's mailbox").WithoutSafeCaps()
            .Cap(new FrequencyCap { Max = Max, Window = new CapWindow.Rolling { Length = TimeSpan.FromDays(1) }, Per = CapScope.ContactPoint })
            .OtherwiseBest();
        var setup = new OmniChannelSetup { Store = store, Time = _clock, Policy = policy, Options = { TimeZone = "Europe/Berlin" } };
        Variant[] variants = [new Variant { Channel = Channel.Email, Subject = "News", Text = "News." }, new Variant { Channel = Channel.Push, Subject = "News", Text = "News." }];
        setup.Campaigns.Add(new Campaign { Id = new("news"), Name = "News", Variants = variants });
        setup.Campaigns.Add(new Campaign { Id = new("digest"), Name = "Digest", Variants = variants, Digest = new Digest { Window = TimeSpan.FromHours(2), Variants = variants } });
        foreach (var channel in new[] { Channel.Email, Channel.Push })
        {
            setup.Adapters.Add(new RecordingChannel(channel)
            {
                Answer = message =>
                {
                    _given.Enqueue((_clock.GetUtcNow(), message.Customer.Value, message.Address));
                    return _answer(message);
                },
            });
        }

        var runtime = OmniChannelRuntime.Create(setup);
        await runtime.StartAsync(Stop);
        return runtime;
    }
}
