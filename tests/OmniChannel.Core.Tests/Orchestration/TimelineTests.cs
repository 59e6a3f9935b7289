using OmniChannel.Delivery;

namespace OmniChannel.Tests.Orchestration;

public sealed class TimelineTests
{
    [Fact]
    public async Task Read_OfAWholeStory_IsInWordsAPersonCanRead()
    {
        await using var shop = await Shop.OpenAsync(setup => setup.Random = DispatchTests.WithoutChance());
        shop.Mail.Answers(AttemptOutcome.NotSent(AttemptFault.Provider, "421", "Busy."), AttemptOutcome.Accepted());
        await shop.Runtime.RecordAsync(new Touchpoint { Source = "/shop", Id = "1", Type = TouchpointType.CartLeft, Customer = Shop.Anna, At = Shop.Noon, Channel = Channel.Website, Amount = Money.Of(59, "EUR") }, cancellationToken: Shop.Stop);
        var delivery = await shop.QueueAsync();
        await shop.DispatchAsync();
        shop.Clock.Advance(TimeSpan.FromSeconds(5));
        await shop.DispatchAsync();
        await shop.Runtime.RecordAsync(new Receipt { Source = "/hook", Id = "1", Delivery = delivery, Kind = ReceiptKind.Converted, At = Shop.Noon, Amount = Money.Of(59, "EUR") }, cancellationToken: Shop.Stop);
        await shop.Runtime.RecordAsync(Shop.Anna, ConsentRecord.Deny(Purpose.Marketing, Channel.Email, shop.Clock.GetUtcNow(), "phone call"), cancellationToken: Shop.Stop);

        var summaries = (await shop.TimelineAsync()).Select(entry => entry.Summary).ToList();

        Assert.StartsWith("'reminder' goes out by email (account 'default') now, at least once. It scored ", summaries[1], StringComparison.Ordinal);
        summaries.RemoveAt(1);
        Assert.Equal(
            [
                "cart.left on website, 59.00 EUR.",
                "Email (account 'default') did not send 'reminder': account default did not take it (421): Busy. Tried again at 2026-06-15 10:00:05 UTC.",
                "Email (account 'default') took 'reminder' over at attempt 2.",
                "'reminder' by email: converted, 59.00 EUR.",
                "marketing by email was forbidden (phone call).",
            ],
            summaries);
    }

    [Fact]
    public async Task Read_OfMoreThanAPage_GivesEverythingInOrder()
    {
        await using var shop = await Shop.OpenAsync();
        for (var i = 0; i < 450; i++)
        {
            await shop.Runtime.RecordAsync(new Touchpoint { Source = "/shop", Id = $"{i}", Type = TouchpointType.SiteVisited, Customer = Shop.Anna, At = Shop.Noon }, cancellationToken: Shop.Stop);
        }

        Assert.Equal(Enumerable.Range(0, 450).Select(i => $"{i}"), (await shop.TimelineAsync()).Select(entry => entry.Id));
    }
}
