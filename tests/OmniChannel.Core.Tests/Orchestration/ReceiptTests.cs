using OmniChannel.Delivery;

namespace OmniChannel.Tests.Orchestration;

public sealed class ReceiptTests
{
    [Fact]
    public async Task Record_ClickThenOpenThenDelivered_StaysAtTheFurthest()
    {
        await using var shop = await Shop.OpenAsync();
        var delivery = await SentAsync(shop);

        Assert.Equal(RecordResult.Recorded, await RecordAsync(shop, delivery, ReceiptKind.Clicked, "3"));
        Assert.Equal(RecordResult.Recorded, await RecordAsync(shop, delivery, ReceiptKind.Opened, "2"));
        Assert.Equal(RecordResult.Recorded, await RecordAsync(shop, delivery, ReceiptKind.Delivered, "1"));

        Assert.Equal(DeliveryStatus.Clicked, (await shop.ReportAsync(delivery)).Status);
        Assert.Equal([DeliveryStatus.Delivered, DeliveryStatus.Opened, DeliveryStatus.Clicked], (await shop.ReportAsync(delivery)).Reports);
        Assert.EndsWith("receipt.clicked receipt.opened receipt.delivered", await shop.TypesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_Twice_ChangesNothingTheSecondTime()
    {
        await using var shop = await Shop.OpenAsync();
        var delivery = await SentAsync(shop);
        await RecordAsync(shop, delivery, ReceiptKind.Clicked, "1");
        var once = await shop.Runtime.DecideAsync(Shop.Message, Shop.Anna, Shop.Stop);

        Assert.Equal(RecordResult.Duplicate, await RecordAsync(shop, delivery, ReceiptKind.Clicked, "1"));

        Assert.Equal(once.SnapshotHash, (await shop.Runtime.DecideAsync(Shop.Message, Shop.Anna, Shop.Stop)).SnapshotHash);
    }

    [Fact]
    public async Task Record_AClick_ChangesTheNextDecision()
    {
        await using var shop = await Shop.OpenAsync();
        var delivery = await SentAsync(shop);
        var before = (await shop.Runtime.DecideAsync(Shop.Message, Shop.Anna, Shop.Stop))[Channel.Email]!.Score;

        await RecordAsync(shop, delivery, ReceiptKind.Clicked, "1");

        Assert.True((await shop.Runtime.DecideAsync(Shop.Message, Shop.Anna, Shop.Stop))[Channel.Email]!.Score > before);
    }

    [Fact]
    public async Task Record_AMachinesClick_IsKeptAndNotCounted()
    {
        await using var shop = await Shop.OpenAsync();
        var delivery = await SentAsync(shop);
        var before = await shop.Runtime.DecideAsync(Shop.Message, Shop.Anna, Shop.Stop);

        var result = await shop.Runtime.RecordAsync(Receipt(delivery, ReceiptKind.Clicked, "1") with { ByMachine = true }, cancellationToken: Shop.Stop);

        Assert.Equal(RecordResult.Recorded, result);
        Assert.Equal(DeliveryStatus.Accepted, (await shop.ReportAsync(delivery)).Status);
        Assert.Equal(before.SnapshotHash, (await shop.Runtime.DecideAsync(Shop.Message, Shop.Anna, Shop.Stop)).SnapshotHash);
        Assert.Contains("by a machine", (await shop.TimelineAsync())[^1].Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReceiptKind.HardBounced, Gate.Suppression)]
    [InlineData(ReceiptKind.Complained, Gate.Suppression)]
    [InlineData(ReceiptKind.Unsubscribed, Gate.Consent)]
    public async Task Record_WhatForbidsMore_ShutsTheChannel(ReceiptKind kind, Gate gate)
    {
        await using var shop = await Shop.OpenAsync();
        var delivery = await SentAsync(shop);

        await RecordAsync(shop, delivery, kind, "1");

        var skipped = Assert.IsType<SendResult.Skipped>(await shop.SendAsync());
        Assert.Equal(gate, skipped.Decision[Channel.Email]!.Blocks[0].Gate);
    }

    [Fact]
    public async Task Record_OfAnUnknownDelivery_SaysSo()
    {
        await using var shop = await Shop.OpenAsync();

        Assert.Equal(RecordResult.UnknownDelivery, await RecordAsync(shop, new DeliveryId("nobody's"), ReceiptKind.Opened, "1"));
    }

    [Fact]
    public async Task Record_ThatItArrived_EndsTheDoubt()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Mail.Answers(AttemptOutcome.Unknown("Silence."));
        var delivery = await shop.QueueAsync();
        await shop.DispatchAsync();

        await RecordAsync(shop, delivery, ReceiptKind.Delivered, "1");

        Assert.Equal((DeliveryStatus.Delivered, null), ((await shop.ReportAsync(delivery)).Status, (await shop.ReportAsync(delivery)).NextAttemptAt));
        shop.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, await shop.DispatchAsync());
        Assert.Single(shop.Mail.Given);
    }

    [Fact]
    public async Task Record_BeforeTheProviderHasAnswered_OutweighsItsSilence()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Mail.Answer = async (message, _) =>
        {
            await RecordAsync(shop, message.Delivery, ReceiptKind.Delivered, "1");
            return AttemptOutcome.Unknown("Silence.");
        };
        var delivery = await shop.QueueAsync();

        await shop.DispatchAsync();

        Assert.Equal(DeliveryStatus.Delivered, (await shop.ReportAsync(delivery)).Status);
        shop.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, await shop.DispatchAsync());
    }

    [Fact]
    public async Task Record_WhereTheProcessEndedDuringTheCall_IsNotSentAgain()
    {
        var dies = true;
        await using var shop = await Shop.OpenAsync(setup => setup.OnFailpoint = name => Die(name == Failpoints.AttemptAfterCall && dies));
        var delivery = await shop.QueueAsync();
        await shop.DispatchAsync();
        dies = false;

        await RecordAsync(shop, delivery, ReceiptKind.Delivered, "1");
        shop.Clock.Advance(TimeSpan.FromMinutes(5));
        await shop.DispatchAsync();

        Assert.Single(shop.Mail.Given);
        Assert.Equal((DeliveryStatus.Delivered, null), ((await shop.ReportAsync(delivery)).Status, (await shop.ReportAsync(delivery)).NextAttemptAt));

        static void Die(bool now)
        {
            if (now)
            {
                throw new IOException("the process ended");
            }
        }
    }

    [Fact]
    public async Task Record_OfWhatWasSetAsideInDoubt_EndsTheDoubt()
    {
        await using var shop = await Shop.OpenAsync(setup => setup.Options.MaxAttempts = 1);
        shop.Mail.Answers(AttemptOutcome.Unknown("Silence."));
        var delivery = await shop.QueueAsync(Shop.Message);
        await shop.DispatchAsync();

        await RecordAsync(shop, delivery, ReceiptKind.Opened, "1");

        Assert.Equal((DeliveryStatus.Opened, null), ((await shop.ReportAsync(delivery)).Status, (await shop.ReportAsync(delivery)).Reason));
    }

    [Fact]
    public async Task Record_AMachinesHardBounce_ShutsTheAddress()
    {
        await using var shop = await Shop.OpenAsync();
        var delivery = await SentAsync(shop);

        await shop.Runtime.RecordAsync(Receipt(delivery, ReceiptKind.HardBounced, "1") with { ByMachine = true }, cancellationToken: Shop.Stop);

        Assert.Equal(DeliveryStatus.HardBounced, (await shop.ReportAsync(delivery)).Status);
        Assert.IsType<SendResult.Skipped>(await shop.SendAsync());
    }

    [Fact]
    public async Task Record_WithoutASource_Throws()
    {
        await using var shop = await Shop.OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(async () => await shop.Runtime.RecordAsync(Receipt(new DeliveryId("d"), ReceiptKind.Opened, "1") with { Source = "" }, cancellationToken: Shop.Stop));
    }

    internal static async Task<DeliveryId> SentAsync(Shop shop)
    {
        var delivery = await shop.QueueAsync();
        await shop.DispatchAsync();
        return delivery;
    }

    private static Receipt Receipt(DeliveryId delivery, ReceiptKind kind, string id) => new() { Source = "/webhooks/mail", Id = id, Delivery = delivery, Kind = kind, At = Shop.Noon.AddMinutes(5) };

    private static ValueTask<RecordResult> RecordAsync(Shop shop, DeliveryId delivery, ReceiptKind kind, string id) => shop.Runtime.RecordAsync(Receipt(delivery, kind, id), cancellationToken: Shop.Stop);
}
