using System.Diagnostics;
using Microsoft.Data.Sqlite;
using OmniChannel.Storage;
using OmniChannel.Testing;
using OmniChannel.Tests.Stores;
using RabbitMQ.Client;

namespace OmniChannel.Tests.RabbitMq;

/// <summary>What a service makes of what it reads, and how its queues are made, on a real broker.</summary>
public sealed class RabbitMqReadingTests
{
    private static readonly CustomerId Anna = new("anna");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Uri Broker => new(Server.Require(Server.RabbitMq));

    [Fact(Timeout = 60_000)]
    public async Task Receipt_WhileTooMuchIsUnderWay_WaitsAndIsRecorded()
    {
        await using var sender = await StartSenderAsync("full");
        var delivery = await SendAsync(sender);
        Task busy;
        await using (await sender.Store.BeginAsync(TenantId.Default, [PartitionKey.Of(new CustomerId("c0"))], null, Token))
        {
            busy = sender.VisitAsync(0, 1);
            await Queues.PublishAsync(Broker, "full", Click(sender, "k1", delivery));
            await sender.UntilItSaysAsync("Too much is under way");
            Assert.Equal(DeliveryStatus.Accepted, (await sender.Runtime.FindDeliveryAsync(delivery, Token))!.Status);
        }

        await busy;
        await UntilClickedAsync(sender, delivery);
    }

    [Fact(Timeout = 60_000)]
    public async Task Receipt_ThatBreaksALimit_IsSetAsideAloneAndAtOnce()
    {
        await using var sender = await StartSenderAsync("limits");
        var delivery = await SendAsync(sender);
        var tooEarly = Click(sender, "k1", delivery, at: sender.Clock.GetUtcNow().AddDays(2));
        var tooLong = Click(sender, new string('x', 300), delivery);
        var touchpoint = CloudEventJson.ToUtf8(TouchpointEvents.Default.Write(new Touchpoint { Source = "/shop", Id = "v1", Type = TouchpointType.SiteVisited, Customer = new CustomerId("c1"), At = sender.Clock.GetUtcNow() }));

        await Queues.PublishAsync(Broker, "limits", tooEarly, touchpoint, tooLong, Click(sender, "k2", delivery));

        await UntilClickedAsync(sender, delivery);
        await Queues.UntilItHoldsAsync(Broker, "limits.refused", 2);
        Assert.Equal(1, await sender.VisitsAsync());
        Assert.Single(sender.Logged.Taken(line => line.Contains("more than a day ahead", StringComparison.Ordinal)));
        Assert.Single(sender.Logged.Taken(line => line.Contains("300 characters", StringComparison.Ordinal)));
        Assert.Empty(sender.Logged.Taken(line => line.Contains("The broker was lost", StringComparison.Ordinal)));
    }

    /// <summary>One customer's rows cannot be read: only that customer's message comes again, until its limit.</summary>
    [Fact(Timeout = 60_000)]
    public async Task Message_OverWhichRecordingBreaks_IsSetAsideAloneAfterItsLimit()
    {
        await Queues.RemoveAsync(Broker, "broken");
        await using var reader = await Service.StartAsync(Broker, "broken", reads: true);
        var broken = PartitionKey.Of(new CustomerId("c3"));
        await using (var unit = await reader.Store.BeginAsync(TenantId.Default, [broken], null, Token))
        {
            await unit.PutAsync(broken, "state", 0, "{"u8.ToArray(), Token);
            await unit.CommitAsync(Token);
        }

        await Queues.PublishAsync(Broker, "broken", Visits(reader));

        await Queues.UntilItHoldsAsync(Broker, "broken.refused", 1);
        Assert.Equal(6, await reader.VisitsAsync());
        Assert.Equal(1 + 3, reader.Logged.Taken(line => line.Contains("broke what records it: System.Text.Json.JsonException", StringComparison.Ordinal)).Length);
        Assert.Empty(reader.Logged.Taken(line => line.Contains("The broker was lost", StringComparison.Ordinal)));
    }

    /// <summary>Oftener than the queue's limit allows a message to come: it is waited for, not handed back.</summary>
    [Fact(Timeout = 60_000)]
    public async Task Message_OfWhichNobodyKnowsWhetherItIsRecorded_UsesUpNoDelivery()
    {
        await Queues.RemoveAsync(Broker, "unknown");
        var left = 5;
        await using var reader = await Service.StartAsync(Broker, "unknown", reads: true, trouble: partitions =>
        {
            if (partitions.Contains(PartitionKey.Of(new CustomerId("c3"))) && left-- > 0)
            {
                throw new StoreOutcomeUnknownException("The line was cut.", new IOException("cut"));
            }
        });

        await Queues.PublishAsync(Broker, "unknown", Visits(reader));

        await reader.UntilVisitsAsync(7, reader);
        Assert.Equal(5, reader.Logged.Taken(line => line.Contains("The store was away (StoreOutcomeUnknownException)", StringComparison.Ordinal)).Length);
        await Queues.UntilItHoldsAsync(Broker, "unknown.refused", 0);
    }

    /// <summary>What the store will never take is no store that is away: it holds up nobody else.</summary>
    [Fact(Timeout = 60_000)]
    public async Task Message_ThatTheStoreWillNeverTake_IsSetAsideAloneAfterItsLimit()
    {
        await Queues.RemoveAsync(Broker, "never");
        await using var reader = await Service.StartAsync(Broker, "never", reads: true, trouble: partitions =>
        {
            if (partitions.Contains(PartitionKey.Of(new CustomerId("c3"))))
            {
                throw new SqliteException("string or blob too big", 18);
            }
        });

        await Queues.PublishAsync(Broker, "never", Visits(reader));

        await Queues.UntilItHoldsAsync(Broker, "never.refused", 1);
        Assert.Equal(6, await reader.VisitsAsync());
        Assert.Empty(reader.Logged.Taken(line => line.Contains("The store was away", StringComparison.Ordinal)));
    }

    [Fact(Timeout = 60_000)]
    public async Task Stop_WhileAMessageIsBeingRecorded_EndsAndAcknowledgesIt()
    {
        await Queues.RemoveAsync(Broker, "stopped");
        using var file = new TemporaryFolder();
        using var mine = new Activity("stop").Start();
        var records = new TaskCompletionSource();
        using var listener = new ActivityListener { ShouldListenTo = source => source.Name == "OmniChannel", Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData, ActivityStarted = started => _ = started.TraceId == mine.TraceId && started.OperationName == "record" && records.TrySetResult() };
        ActivitySource.AddActivityListener(listener);
        await using var reader = await Service.StartAsync(Broker, "stopped", reads: true, file.File);
        Task stopped;
        await using (await reader.Store.BeginAsync(TenantId.Default, [PartitionKey.Of(new CustomerId("c0"))], null, Token))
        {
            await Queues.PublishAsync(Broker, "stopped", CloudEventJson.ToUtf8(TouchpointEvents.Default.Write(new Touchpoint { Source = "/shop", Id = "v0", Type = TouchpointType.SiteVisited, Customer = new CustomerId("c0"), At = reader.Clock.GetUtcNow() })));
            await records.Task.WaitAsync(Token);
            stopped = reader.DisposeAsync().AsTask();
        }

        await stopped;
        await using var connection = await Queues.ConnectAsync(Broker);
        await using var channel = await connection.CreateChannelAsync(null, Token);
        Assert.Equal(0u, await channel.QueuePurgeAsync("stopped", Token));
        await using var restarted = await Service.StartAsync(Broker, "stopped", file: file.File);
        Assert.Equal(1, await restarted.VisitsAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task Queues_OfAService_AreQuorumQueuesWithALimit()
    {
        await Queues.RemoveAsync(Broker, "made");
        await using var reader = await Service.StartAsync(Broker, "made", reads: true);

        Assert.Contains("'x-queue-type' for queue 'made.refused' in vhost '/': received 'classic' but current is 'quorum'", await Queues.ComplaintAsync(Broker, "made.refused", new Dictionary<string, object?> { ["x-queue-type"] = "classic" }), StringComparison.Ordinal);
        Assert.Contains("'x-queue-type' for queue 'made' in vhost '/': received 'classic' but current is 'quorum'", await Queues.ComplaintAsync(Broker, "made", Made("x-queue-type", "classic")), StringComparison.Ordinal);
        Assert.Contains("'x-delivery-limit' for queue 'made' in vhost '/': received '4' but current is '3'", await Queues.ComplaintAsync(Broker, "made", Made("x-delivery-limit", 4)), StringComparison.Ordinal);

        static Dictionary<string, object?> Made(string argument, object other) =>
            new() { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = 3, ["x-dead-letter-exchange"] = "made.refused", ["x-dead-letter-strategy"] = "at-least-once", ["x-overflow"] = "reject-publish", [argument] = other };
    }

    [Fact(Timeout = 60_000)]
    public async Task Message_ThatReadersDieOver_IsSetAsideAfterItsLimit()
    {
        await Queues.RemoveAsync(Broker, "deadly");
        await using (await Service.StartAsync(Broker, "deadly", reads: true))
        {
            // Only so that the queue is there.
        }

        await Queues.PublishAsync(Broker, "deadly", "{}"u8.ToArray());
        await using var connection = await Queues.ConnectAsync(Broker);
        var deaths = 0;
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        while (true)
        {
            await using var channel = await connection.CreateChannelAsync(null, Token);
            if (await channel.MessageCountAsync("deadly.refused", Token) == 1)
            {
                break;
            }

            // Taken and never acknowledged: its channel ends.
            deaths += await channel.BasicGetAsync("deadly", autoAck: false, Token) is null ? 0 : 1;
            await look.WaitForNextTickAsync(Token);
        }

        Assert.Equal(1 + 3, deaths);
    }

    [Fact(Timeout = 60_000)]
    public async Task Event_ThatNoQueueTakes_WaitsUntilOneDoes()
    {
        await Queues.RemoveAsync(Broker, "unbound");
        await using var writer = await Service.StartAsync(Broker, "unbound");
        await writer.VisitAsync(0, 5);
        await writer.Runtime.DispatchDueAsync(Token);

        await using var reader = await Service.StartAsync(Broker, "unbound", reads: true);
        await reader.UntilVisitsAsync(5, writer);
    }

    /// <summary>A visit of each of seven customers.</summary>
    private static ReadOnlyMemory<byte>[] Visits(Service reader) =>
        [.. Enumerable.Range(0, 7).Select(number => (ReadOnlyMemory<byte>)CloudEventJson.ToUtf8(TouchpointEvents.Default.Write(new Touchpoint { Source = "/shop", Id = $"v{number}", Type = TouchpointType.SiteVisited, Customer = new CustomerId($"c{number}"), At = reader.Clock.GetUtcNow() })))];

    private static async Task<Service> StartSenderAsync(string name)
    {
        await Queues.RemoveAsync(Broker, name);
        var sender = await Service.StartAsync(Broker, name, reads: true, change: instance => instance
            .Configure(options => options.MaxPending = 1)
            .AddAdapter(_ => new RecordingChannel(Channel.Email))
            .AddCampaign(new Campaign { Id = new CampaignId("receipt"), Name = "Receipt", Variants = [new Variant { Channel = Channel.Email, Subject = "Receipt", Text = "Thank you." }] }));
        await sender.Runtime.SaveAsync(
            new CustomerProfile
            {
                Id = Anna,
                TimeZone = "Europe/Berlin",
                ContactPoints = [ContactPoint.Email("anna@example.com")],
                Consents = [ConsentRecord.Grant(Purpose.Marketing, Channel.Email, sender.Clock.GetUtcNow().AddDays(-1), "form")],
            },
            Token);
        return sender;
    }

    private static async Task<DeliveryId> SendAsync(Service sender)
    {
        var sent = Assert.IsType<SendResult.Queued>(await sender.Runtime.SendAsync(new Message { Campaign = new CampaignId("receipt"), Purpose = Purpose.Marketing }, Anna, cancellationToken: Token));
        await sender.Runtime.DispatchDueAsync(Token);
        return sent.Delivery;
    }

    private static ReadOnlyMemory<byte> Click(Service sender, string id, DeliveryId delivery, DateTimeOffset? at = null) =>
        CloudEventJson.ToUtf8(ReceiptEvents.Write(new Receipt { Source = "/hooks", Id = id, Delivery = delivery, Kind = ReceiptKind.Clicked, At = at ?? sender.Clock.GetUtcNow() }));

    private static async Task UntilClickedAsync(Service sender, DeliveryId delivery)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        while ((await sender.Runtime.FindDeliveryAsync(delivery, Token))!.Status != DeliveryStatus.Clicked)
        {
            await look.WaitForNextTickAsync(Token);
        }
    }
}
