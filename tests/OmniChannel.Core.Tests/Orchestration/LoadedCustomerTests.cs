using System.Runtime.CompilerServices;
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
    public async Task Decide_OfACustomerWithALongPast_AllocatesOnlyWhatTheDecisionKeeps()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Runtime.SaveAsync(Shop.Profile with { Consents = [.. Shop.Profile.Consents, ConsentRecord.Contract(Purpose.Transactional, Channel.Email, Shop.Noon.AddDays(-30), "order")] }, Shop.Stop);
        for (var sent = 0; sent < 100; sent++)
        {
            await shop.QueueAsync(Shop.Message with { Purpose = Purpose.Transactional });
        }

        var anna = await shop.Runtime.LoadAsync(Shop.Reminder, Shop.Anna, Shop.Stop);
        foreach (var purpose in new[] { Purpose.Marketing, Purpose.Transactional })
        {
            var message = new Message { Campaign = Shop.Reminder, Purpose = purpose };
            Assert.Equal(Channel.Email, anna.Decide(message).Choice?.Channel);

            // The answer, the choice in it, and the question that it keeps to tell its reasons from.
            Assert.Equal(LeastBytes(static () => RuntimeHelpers.GetUninitializedObject(typeof(Decision)))
                + LeastBytes(static () => RuntimeHelpers.GetUninitializedObject(typeof(ChannelChoice)))
                + LeastBytes(static () => RuntimeHelpers.GetUninitializedObject(typeof(DecisionBasis))), LeastBytes(() => anna.Decide(message)));
        }
    }

    /// <summary>What one call allocates; the least of many, for somebody else may be listening to our telemetry.</summary>
    private static long LeastBytes(Func<object> call)
    {
        var least = long.MaxValue;
        for (var turn = 0; turn < 200; turn++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            GC.KeepAlive(call());
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
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
