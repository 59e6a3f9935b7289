using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.Orchestration;

public sealed class TouchpointTests
{
    [Fact]
    public async Task Record_Twice_IsFalseAndChangesNothing()
    {
        await using var shop = await Shop.OpenAsync();
        var visit = Visit("1", Channel.SearchAds);
        Assert.Equal(RecordResult.Recorded, await shop.Runtime.RecordAsync(visit, cancellationToken: Shop.Stop));

        Assert.Equal(RecordResult.Duplicate, await shop.Runtime.RecordAsync(visit with { Type = TouchpointType.Purchased }, cancellationToken: Shop.Stop));

        var entry = Assert.Single(await shop.TimelineAsync());
        Assert.Equal(("touchpoint/site.visited", Channel.SearchAds), (entry.Type, entry.Channel));
    }

    [Fact]
    public async Task Record_OfSomebodyUnknown_IsKeptWithoutAProfile()
    {
        await using var shop = await Shop.OpenAsync();
        var visitor = new CustomerId("visitor-7");

        Assert.Equal(RecordResult.Recorded, await shop.Runtime.RecordAsync(Visit("1", Channel.Website) with { Customer = visitor }, cancellationToken: Shop.Stop));

        Assert.Null(await shop.Runtime.FindCustomerAsync(visitor, Shop.Stop));
        Assert.IsType<SendResult.Skipped>(await shop.Runtime.SendAsync(Shop.Message, visitor, cancellationToken: Shop.Stop));
    }

    [Fact]
    public async Task Record_OfManyFirstVisitsAtOnce_CountsEachLeadOnce()
    {
        await using var shop = await Shop.OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(async () =>
        {
            var customer = new CustomerId($"customer-{i % 20}");
            await shop.Runtime.RecordAsync(Visit($"{i}", Channel.SearchAds) with { Customer = customer }, cancellationToken: Shop.Stop);
            await shop.Runtime.RecordAsync(Visit($"buy-{i}", Channel.Website) with { Customer = customer, Type = TouchpointType.Purchased, At = Shop.Noon.AddHours(1) }, cancellationToken: Shop.Stop);
        }, Shop.Stop)));

        var evidence = EvidenceBook.Read(await shop.Store.ReadStateAsync(TenantId.Default, EvidenceBook.Address.Partition, EvidenceBook.Address.Key, Shop.Stop));
        Assert.Equal((20, 20), (evidence.Leads[Channel.SearchAds].Came, evidence.Leads[Channel.SearchAds].Bought));
    }

    /// <summary>Each customer's part is taken out and put in again, so the figures are always those of the customers as they stand.</summary>
    [Fact]
    public void Move_OverAnyHistory_CountsTheCustomersAsTheyStand()
    {
        var channels = new[] { Channel.SearchAds, Channel.Referral, Channel.Print };
        var steps = Gen.Elements(0, 1, 2).SelectMany(customer => Gen.Elements(channels).SelectMany(channel => Gen.Elements(true, false).SelectMany(bought =>
            Gen.Choose(0, 50).Select(minute => (customer, channel, bought, minute))))).ListOf();

        var property = Prop.ForAll(steps.ToArbitrary(), history =>
        {
            var customers = Enumerable.Range(0, 3).Select(i => CustomerState.Unknown(new CustomerId($"c{i}"))).ToArray();
            var evidence = EvidenceState.Empty;
            var id = 0;
            foreach (var (customer, channel, bought, minute) in history)
            {
                var touchpoint = Visit($"{id++}", channel) with { At = Shop.Noon.AddMinutes(minute), Type = bought ? TouchpointType.Purchased : TouchpointType.SiteVisited };
                var after = CustomerFold.Apply(customers[customer], touchpoint);
                evidence = EvidenceBook.Move(evidence, customers[customer], after);
                customers[customer] = after;
            }

            return channels.All(channel =>
                (evidence.Leads.GetValueOrDefault(channel)?.Came ?? 0) == customers.Count(one => one.FirstChannel == channel)
                && (evidence.Leads.GetValueOrDefault(channel)?.Bought ?? 0) == customers.Count(one => one.FirstChannel == channel && one.Purchases > 0));
        });

        Check.One(Config.QuickThrowOnFailure.WithReplay(new Replay(new Rnd(1UL, 3UL), null)), property);
    }

    private static Touchpoint Visit(string id, Channel channel) => new() { Source = "/shop/web", Id = id, Type = TouchpointType.SiteVisited, Customer = Shop.Anna, At = Shop.Noon, Channel = channel };
}
