namespace OmniChannel.Tests.Orchestration;

public sealed class IdempotencyTests
{
    private static readonly SendOptions Key = new() { IdempotencyKey = "cart-1001" };

    [Fact]
    public async Task Send_AgainWithTheSameKeyAndBody_RepeatsTheAnswer()
    {
        await using var shop = await Shop.OpenAsync();
        var first = Assert.IsType<SendResult.Queued>(await shop.SendAsync(options: Key));

        var second = Assert.IsType<SendResult.Queued>(await shop.SendAsync(options: Key));

        Assert.True(second.IsReplay);
        Assert.False(first.IsReplay);
        Assert.Equal(first.Delivery, second.Delivery);
        Assert.Equal(1, await shop.DispatchAsync());
    }

    [Fact]
    public async Task Send_AgainWhenItWasDeferred_RepeatsUntilWhen()
    {
        await using var shop = await Shop.OpenAsync();
        var options = Key with { NotBefore = Shop.Noon.AddHours(1) };
        var first = Assert.IsType<SendResult.Deferred>(await shop.SendAsync(options: options));

        Assert.Equal(first with { Decision = null, IsReplay = true }, await shop.SendAsync(options: options));
    }

    [Fact]
    public async Task Send_AgainWithAnotherBody_IsRefused()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.SendAsync(options: Key);

        var refused = Assert.IsType<SendResult.Refused>(await shop.SendAsync(Shop.Message with { Urgency = Urgency.High }, Key));

        Assert.Equal(RefusedKind.KeyReused, refused.Kind);
    }

    [Fact]
    public async Task Send_OfTheSameDataInAnotherOrder_IsTheSameBody()
    {
        await using var shop = await Shop.OpenAsync();
        var one = Shop.Message with { Data = new Dictionary<string, string> { ["cart.total"] = "1", ["b"] = "2" } };
        var other = Shop.Message with { Data = new Dictionary<string, string> { ["b"] = "2", ["cart.total"] = "1" } };
        await shop.SendAsync(one, Key);

        Assert.True(Assert.IsType<SendResult.Queued>(await shop.SendAsync(other, Key)).IsReplay);
    }

    [Fact]
    public async Task Send_AfterItWasSkipped_MayBeTriedAgainWithTheSameKey()
    {
        await using var shop = await Shop.OpenAsync();
        var message = Shop.Message with { Purpose = Purpose.Service };
        Assert.IsType<SendResult.Skipped>(await shop.SendAsync(message, Key));
        await shop.Runtime.RecordAsync(Shop.Anna, ConsentRecord.Grant(Purpose.Service, Channel.Email, Shop.Noon, "asked"), cancellationToken: Shop.Stop);

        Assert.False(Assert.IsType<SendResult.Queued>(await shop.SendAsync(message, Key)).IsReplay);
    }

    [Fact]
    public async Task Send_AfterSevenDays_IsANewMessage()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.SendAsync(options: Key);
        shop.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.True(Assert.IsType<SendResult.Queued>(await shop.SendAsync(options: Key)).IsReplay);

        shop.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.False(Assert.IsType<SendResult.Queued>(await shop.SendAsync(options: Key)).IsReplay);
    }

    [Fact]
    public async Task Send_ManyTimesAtOnceWithOneKey_QueuesOnce()
    {
        await using var shop = await Shop.OpenAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () => await shop.SendAsync(options: Key), Shop.Stop)));

        Assert.Single(results.OfType<SendResult.Queued>(), queued => !queued.IsReplay);
        Assert.Single(results.OfType<SendResult.Queued>().Select(queued => queued.Delivery).Distinct());
        Assert.Equal(1, await shop.DispatchAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(256)]
    public async Task Send_WithAKeyOutOfBounds_Throws(int length)
    {
        await using var shop = await Shop.OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(async () => await shop.SendAsync(options: new SendOptions { IdempotencyKey = new string('k', length) }));
    }

    [Fact]
    public async Task Send_WithTheLongestKey_IsTaken()
    {
        await using var shop = await Shop.OpenAsync();

        Assert.IsType<SendResult.Queued>(await shop.SendAsync(options: new SendOptions { IdempotencyKey = new string('k', 255) }));
    }
}
