using System.Text;
using OmniChannel.Tests.Stores;
using RabbitMQ.Client;

namespace OmniChannel.Tests.RabbitMq;

/// <summary>Between two services over a real broker.</summary>
public sealed class RabbitMqTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Uri Broker => new(Server.Require(Server.RabbitMq));

    [Fact(Timeout = 600_000)]
    public async Task Record_OfOneService_IsRecordedByTheOtherOnce()
    {
        await using var reader = await Service.StartAsync(Broker, "once", reads: true);
        await using var writer = await Service.StartAsync(Broker, "once");
        await writer.VisitAsync(0, 50);

        await reader.UntilVisitsAsync(50, writer);

        // Given again it is the same: nothing is recorded twice.
        Assert.Equal(7, await writer.Runtime.Feeds.ReplayAsync("rabbitmq", DateTimeOffset.MinValue, Token));
        await writer.VisitAsync(50, 1);
        await reader.UntilVisitsAsync(51, writer);
    }

    [Fact(Timeout = 600_000)]
    public async Task Purge_OfTheQueue_LosesNothing()
    {
        using var readers = new TemporaryFolder();
        using var writers = new TemporaryFolder();
        await using var reader = await Service.StartAsync(Broker, "purged", reads: true, readers.File);
        await using var writer = await Service.StartAsync(Broker, "purged", file: writers.File);
        await writer.VisitAsync(0, 5);
        await reader.UntilVisitsAsync(5, writer);
        await reader.DisposeAsync();
        await writer.VisitAsync(5, 30);
        await writer.Runtime.DispatchDueAsync(Token);
        Assert.Equal(30u, await PurgeAsync("purged"));

        await using var restarted = await Service.StartAsync(Broker, "purged", reads: true, readers.File);
        Assert.Equal(5, await restarted.VisitsAsync());
        await writer.Runtime.Feeds.ReplayAsync("rabbitmq", DateTimeOffset.MinValue, Token);

        await restarted.UntilVisitsAsync(35, writer);
    }

    [Fact(Timeout = 600_000)]
    public async Task Record_WithAnIdLongerThanAPropertyHolds_IsCarriedWhole()
    {
        await using var reader = await Service.StartAsync(Broker, "long", reads: true);
        await using var writer = await Service.StartAsync(Broker, "long");
        var id = new string('я', 128);
        var visit = new Touchpoint { Source = "/shop", Id = id, Type = TouchpointType.SiteVisited, Customer = new CustomerId("c1"), At = writer.Clock.GetUtcNow(), Channel = Channel.Website };
        Assert.Equal(RecordResult.Recorded, await writer.Runtime.RecordAsync(visit, cancellationToken: Token));

        await reader.UntilVisitsAsync(1, writer);

        // It has its whole id there: recorded again it is the same.
        Assert.Equal(RecordResult.Duplicate, await reader.Runtime.RecordAsync(visit, cancellationToken: Token));
    }

    [Fact(Timeout = 600_000)]
    public async Task Message_ThatCannotBeRecorded_IsSetAsideAndHoldsUpNobody()
    {
        await using var reader = await Service.StartAsync(Broker, "odd", reads: true);
        await using var writer = await Service.StartAsync(Broker, "odd");
        await using var connection = await new ConnectionFactory { Uri = Broker }.CreateConnectionAsync(Token);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), Token);
        foreach (var odd in new[] { "not json", "{}", """{"specversion":"1.0","id":"1","source":"/x","type":"omnichannel.receipt.sung","subject":"c1","time":"2026-06-15T10:00:00Z"}""", """{"specversion":"1.0","id":"2","source":"/x","type":"Not A Type","subject":"c1","time":"2026-06-15T10:00:00Z"}""" })
        {
            await channel.BasicPublishAsync("", "odd", Encoding.UTF8.GetBytes(odd), Token);
        }

        await writer.VisitAsync(0, 10);
        await reader.UntilVisitsAsync(10, writer);

        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        while (await channel.MessageCountAsync("odd.refused", Token) < 4)
        {
            await look.WaitForNextTickAsync(Token);
        }

        Assert.Equal(0u, await channel.MessageCountAsync("odd", Token));
    }

    [Fact(Timeout = 600_000)]
    public async Task Receipt_FromTheServiceThatHearsThem_ReachesTheOneThatSent()
    {
        await using var sender = await Service.StartAsync(Broker, "receipts", reads: true);
        await using var connection = await new ConnectionFactory { Uri = Broker }.CreateConnectionAsync(Token);
        await using var channel = await connection.CreateChannelAsync(null, Token);
        var receipt = new Receipt { Source = "/hooks", Id = "r1", Delivery = new DeliveryId("of-somebody-else"), Kind = ReceiptKind.Clicked, At = sender.Clock.GetUtcNow(), Amount = Money.Of(12.50m, "EUR"), ByMachine = true };
        Assert.True(ReceiptEvents.TryRead(ReceiptEvents.Write(receipt), out var read));
        Assert.Equal(receipt, read);

        await channel.BasicPublishAsync("receipts", "omnichannel.receipt.clicked", CloudEventJson.ToUtf8(ReceiptEvents.Write(receipt)), Token);

        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        while (await channel.MessageCountAsync("receipts", Token) > 0)
        {
            await look.WaitForNextTickAsync(Token);
        }

        Assert.Equal(0u, await channel.MessageCountAsync("receipts.refused", Token));
    }

    private static async Task<uint> PurgeAsync(string queue)
    {
        await using var connection = await new ConnectionFactory { Uri = Broker }.CreateConnectionAsync(Token);
        await using var channel = await connection.CreateChannelAsync(null, Token);
        return await channel.QueuePurgeAsync(queue, Token);
    }
}
