using OmniChannel.Testing;

namespace OmniChannel.Tests.Orchestration;

public sealed class LoadedCustomerTests
{
    [Fact]
    public async Task Decide_OfALoadedCustomer_IsWhatDecideAsyncAnswers()
    {
        await using var shop = await Shop.OpenAsync();
        var anna = await shop.Runtime.LoadAsync(Shop.Message.Campaign, Shop.Anna, Shop.Stop);
        foreach (var message in new[] { Shop.Message, Shop.Message with { Purpose = Purpose.Service }, Shop.Message with { Purpose = Purpose.Transactional, Urgency = Urgency.Critical } })
        {
            var asked = await shop.Runtime.DecideAsync(message, Shop.Anna, Shop.Stop);
            Assert.Equal(asked.Record().ToString(), anna.Decide(message).Record().ToString());
        }

        Assert.Equal((Shop.Anna, Shop.Message.Campaign, shop.Clock.GetUtcNow()), (anna.Customer, anna.Campaign, anna.LoadedAt));
        Assert.Equal("relevance.host", anna.Decide(Shop.Message, irrelevant: "sold out")[Channel.Email]!.Blocks[0].Reason.Code);
    }

    [Fact]
    public async Task Decide_AsTimePasses_IsAsOfTheMomentAndOfWhatWasLoaded()
    {
        await using var shop = await Shop.OpenAsync();
        var anna = await shop.Runtime.LoadAsync(Shop.Message.Campaign, Shop.Anna, Shop.Stop);
        shop.Clock.Advance(TimeSpan.FromHours(11));
        await shop.Runtime.RecordAsync(Shop.Anna, ConsentRecord.Deny(Purpose.Marketing, Channel.Email, shop.Clock.GetUtcNow(), "test"), null, Shop.Stop);

        var decision = anna.Decide(Shop.Message);

        Assert.Equal(shop.Clock.GetUtcNow(), decision.DecidedAt);
        Assert.Equal(Channel.Email, decision.Choice!.Channel);
        Assert.Null((await shop.Runtime.LoadAsync(Shop.Message.Campaign, Shop.Anna, Shop.Stop)).Decide(Shop.Message).Choice);
    }

    [Fact]
    public async Task Decide_OfAnotherCampaign_SaysWhatToCall()
    {
        await using var shop = await Shop.OpenAsync();
        var anna = await shop.Runtime.LoadAsync(Shop.Message.Campaign, Shop.Anna, Shop.Stop);
        Assert.Contains("LoadAsync", Assert.Throws<ArgumentException>(() => anna.Decide(Shop.Message with { Campaign = new("other") })).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(async () => await shop.Runtime.LoadAsync(new("other"), Shop.Anna, Shop.Stop));
        await Assert.ThrowsAsync<ArgumentException>(async () => await shop.Runtime.LoadAsync(Shop.Message.Campaign, default, Shop.Stop));
    }

    [Fact]
    public void Of_ASituation_DecidesAsTheSituationDoes()
    {
        var situation = new SituationGenerator(5).Next();
        var loaded = LoadedCustomer.Of(situation, DefaultPolicy.Instance);
        var other = situation.Message with { Purpose = Purpose.Service };
        Assert.Equal((situation with { Message = other }).Decide(DefaultPolicy.Instance).Choice, loaded.Decide(other).Choice);
    }
}
