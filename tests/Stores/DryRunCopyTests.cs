using System.Globalization;
using OmniChannel.Delivery;
using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Stores;

/// <summary>A dry run that begins with a copy of a store in a file or on a server: it decides as the host would on what the store holds, the store stays as it is to the last row, and nothing is sent.</summary>
public sealed class DryRunCopyTests : IAsyncDisposable
{
    /// <summary>More than are copied at a time.</summary>
    private const int Others = 510;
    private static readonly DateTimeOffset Noon = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);
    private static readonly (CustomerId Ann, CustomerId Bob, CustomerId Cyd, CustomerId Dan, CustomerId Eve, CustomerId Fay, CustomerId Gus, CustomerId Hal) Who =
        (new("ann"), new("bob"), new("cyd"), new("dan"), new("eve"), new("fay"), new("gus"), new("hal"));
    private static readonly CartId Cart = new(Who.Eve);
    private static readonly Message Letter = new() { Campaign = new("letter"), Purpose = Purpose.Marketing };
    private static readonly Message Text = Letter with { Campaign = new("text") };
    private readonly TestStore _at = new();
    private readonly ManualClock _clock = new(Noon);
    private readonly RecordingChannel[] _accounts = [new(Channel.Email), new(Channel.Sms)];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static IEnumerable<CustomerId> Everybody => [Who.Ann, Who.Bob, Who.Cyd, Who.Dan, Who.Eve, Who.Fay, Who.Gus, Who.Hal, .. Enumerable.Range(0, Others).Select(number => new CustomerId($"c{number:D4}"))];

    [Fact(Timeout = 300_000)]
    public async Task Copy_OfAStoreWithAPast_DecidesOnIt_AndLeavesTheStoreAsItIs()
    {
        await using var store = TestStore.At(_at.Place);
        await using var host = await StartAsync(store);
        var waits = await LiveAsync(host);
        var (decided, sent) = (await DecideAsync(host), _accounts.Sum(account => account.Sent.Count));
        var before = await StoreRows.ReadAsync(_at.Place, Stop);
        Assert.Contains(before, row => row.Contains("schedule", StringComparison.Ordinal));

        await using (var dryRun = await host.BeginDryRunAsync(new DryRunSettings { From = _clock.GetUtcNow(), CopyState = true }, Stop))
        {
            // The same facts of everybody: profiles, consents, contacts, carts, what is shut, what may be spent.
            Assert.Equal(decided, await DecideAsync(dryRun.Runtime));
            foreach (var customer in Everybody.Take(8))
            {
                Assert.Equal(await TimelineAsync(host, customer), await TimelineAsync(dryRun.Runtime, customer));
            }

            await GoOnAsync(dryRun, waits);
        }

        Assert.Equal(before, await StoreRows.ReadAsync(_at.Place, Stop));
        Assert.Equal(sent, _accounts.Sum(account => account.Sent.Count));
        Assert.Equal(DeliveryStatus.Queued, (await host.FindDeliveryAsync(waits, Stop))!.Status);

        // What would write is seen: the same look after the host has gone on.
        await host.SendAsync(Letter, new CustomerId("c0007"), cancellationToken: Stop);
        Assert.NotEqual(before, await StoreRows.ReadAsync(_at.Place, Stop));
    }

    public ValueTask DisposeAsync() => _at.DisposeAsync();

    /// <summary>Ann has had her two of a day, Bob's letter waits, Cyd's mailbox is dead, and Dan's, who shares it; Eve has a cart, Fay is forgotten, Gus got the text that the budget was for.</summary>
    /// <returns>The delivery that waits.</returns>
    private async Task<DeliveryId> LiveAsync(OmniChannelRuntime host)
    {
        foreach (var customer in Everybody)
        {
            await host.SaveAsync(Profile(customer), Stop);
        }

        foreach (var (message, customer) in new[] { (Letter, Who.Ann), (Letter, Who.Ann), (Letter, Who.Cyd), (Letter, Who.Fay), (Text, Who.Gus) })
        {
            Assert.IsType<SendResult.Queued>(await host.SendAsync(message, customer, cancellationToken: Stop));
            await host.DispatchDueAsync(Stop);
        }

        var bounced = _accounts[0].Sent.Single(message => message.Customer == Who.Cyd).Delivery;
        Assert.Equal(RecordResult.Recorded, await host.RecordAsync(new Receipt { Source = "/mail", Id = "1", Delivery = bounced, Kind = ReceiptKind.HardBounced, At = Noon }, cancellationToken: Stop));
        Assert.IsType<CartResult.Applied>(await host.Carts.DoAsync(Cart, CartCommand.Add(new CartItem { Variant = "mug" }), cancellationToken: Stop));
        await host.PersonalData.EraseAsync(Who.Fay, Stop);
        var waits = await host.SendAsync(Letter, Who.Bob, new SendOptions { NotBefore = Noon.AddHours(2) }, Stop);
        _clock.Advance(TimeSpan.FromHours(1));
        await host.DispatchDueAsync(Stop);
        return waits switch { SendResult.Queued queued => queued.Delivery, SendResult.Deferred deferred => deferred.Delivery, _ => throw new InvalidOperationException($"{waits}") };
    }

    private static async Task GoOnAsync(DryRun dryRun, DeliveryId waits)
    {
        Assert.Equal(Noon.AddDays(1), Assert.IsType<SendResult.Deferred>(await dryRun.SendAsync(Letter, Who.Ann, cancellationToken: Stop)).Until);
        Assert.IsType<SendResult.Skipped>(await dryRun.SendAsync(Letter, Who.Cyd, cancellationToken: Stop));
        Assert.IsType<SendResult.Skipped>(await dryRun.SendAsync(Letter, Who.Dan, cancellationToken: Stop));
        Assert.IsNotType<SendResult.Queued>(await dryRun.SendAsync(Letter, Who.Fay, cancellationToken: Stop));
        Assert.IsType<SendResult.Skipped>(await dryRun.SendAsync(Text, Who.Hal, cancellationToken: Stop));
        foreach (var customer in Everybody.Skip(8))
        {
            Assert.IsType<SendResult.Queued>(await dryRun.SendAsync(Letter, customer, cancellationToken: Stop));
        }

        Assert.True(await dryRun.Runtime.Carts.VerifyAsync(Cart, Stop));
        Assert.Equal("mug", Assert.Single((await dryRun.Runtime.Carts.ReadAsync(Cart, Stop))!.Lines).Item.Variant);
        await dryRun.AdvanceToAsync(Noon.AddHours(1.5), Stop);
        Assert.Equal(Others, dryRun.Report().Attempts.Sum(one => one.Attempts));
        Assert.Equal(DeliveryStatus.Queued, (await dryRun.Runtime.FindDeliveryAsync(waits, Stop))!.Status);
        await dryRun.AdvanceToAsync(Noon.AddDays(2), Stop);
        Assert.Equal(DeliveryStatus.Accepted, (await dryRun.Runtime.FindDeliveryAsync(waits, Stop))!.Status);
        Assert.Equal(Others + 2, dryRun.Report().Attempts.Sum(one => one.Attempts)); // and Ann's, when her day is over
    }

    private static async Task<IReadOnlyList<string>> DecideAsync(OmniChannelRuntime runtime)
    {
        var decided = new List<string>();
        foreach (var customer in Everybody)
        {
            foreach (var message in new[] { Letter, Text })
            {
                var decision = await runtime.DecideAsync(message, customer, Stop);
                decided.Add(string.Create(CultureInfo.InvariantCulture, $"{customer} {message.Campaign} {decision.Choice} {decision.SnapshotHash}"));
            }
        }

        return decided;
    }

    private static async Task<List<string>> TimelineAsync(OmniChannelRuntime runtime, CustomerId customer)
    {
        var said = new List<string>();
        await foreach (var entry in runtime.ReadTimelineAsync(customer, Stop))
        {
            said.Add(string.Create(CultureInfo.InvariantCulture, $"{entry.Sequence} {entry.At:O} {entry.Type} {entry.Delivery} {entry.Summary}"));
        }

        return said;
    }

    private static CustomerProfile Profile(CustomerId customer) => new()
    {
        Id = customer,
        ContactPoints = [ContactPoint.Email(customer == Who.Dan ? $"{Who.Cyd}@example.com" : $"{customer}@example.com"), .. customer == Who.Gus || customer == Who.Hal ? [ContactPoint.Sms($"+49151123456{(customer == Who.Gus ? 10 : 11)}")] : Array.Empty<ContactPoint>()],
        Consents = [.. new[] { Channel.Email, Channel.Sms }.Select(channel => ConsentRecord.Grant(Purpose.Marketing, channel, Noon.AddYears(-1), "form"))],
    };

    private async Task<OmniChannelRuntime> StartAsync(IOmniStore store)
    {
        var setup = new OmniChannelSetup { Store = store, Time = _clock, Policy = Policy.Named("shop").WithoutSafeCaps().WithoutSafeQuietHours().Cap(2, TimeSpan.FromDays(1)).OtherwiseBest(), Options = { TimeZone = "Europe/Berlin", PublicBaseUri = new Uri("https://shop.example/u") } };
        setup.Campaigns.Add(new Campaign { Id = Letter.Campaign, Name = "Letter", Variants = [new Variant { Channel = Channel.Email, Subject = "News", Text = "What is new this week." }] });
        setup.Campaigns.Add(new Campaign { Id = Text.Campaign, Name = "Text", Budget = Money.Of(0.10m, "EUR"), Variants = [new Variant { Channel = Channel.Sms, Text = "Come and see." }] });
        foreach (var account in _accounts)
        {
            setup.Adapters.Add(account);
        }

        var runtime = OmniChannelRuntime.Create(setup);
        await runtime.StartAsync(Stop);
        return runtime;
    }
}
