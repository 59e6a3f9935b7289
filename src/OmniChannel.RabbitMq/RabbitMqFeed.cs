using System.Collections.Concurrent;
using System.Text;
using RabbitMQ.Client;

namespace OmniChannel.RabbitMq;

/// <summary>Publishes events, each confirmed by the broker; one that no queue takes counts as not taken over. Safe for many threads.</summary>
internal sealed class RabbitMqFeed(RabbitMqBroker broker) : IEventFeed, IAsyncDisposable
{
    /// <summary>Of a short string: AMQP 0-9-1, section 4.2.5.3.</summary>
    private const int MostBytes = 255;

    private static readonly CreateChannelOptions Confirmed = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    private readonly ConcurrentBag<IChannel> idle = [];
    private readonly SemaphoreSlim room = new(broker.Options.Channels);

    public string Name => "rabbitmq";

    public async ValueTask PublishAsync(IReadOnlyList<CloudEvent> events, CancellationToken cancellationToken)
    {
        await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var channel = idle.TryTake(out var known) && known.IsOpen ? known : await broker.OpenAsync(Confirmed, cancellationToken).ConfigureAwait(false);
            var isWhole = false;
            try
            {
                // They leave in their order, and their confirms are awaited together.
                await Task.WhenAll(events.Select(one => PublishAsync(channel, one, cancellationToken))).ConfigureAwait(false);
                isWhole = true;
            }
            finally
            {
                if (isWhole)
                {
                    idle.Add(channel);
                }
                else
                {
                    await channel.DisposeAsync().ConfigureAwait(false);
                }
            }
        }
        finally
        {
            room.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in idle)
        {
            await channel.DisposeAsync().ConfigureAwait(false);
        }

        room.Dispose();
    }

    private Task PublishAsync(IChannel channel, CloudEvent one, CancellationToken cancellationToken)
    {
        var properties = new BasicProperties { ContentType = CloudEventJson.MediaType, DeliveryMode = DeliveryModes.Persistent, MessageId = Fitting(one.Id), Type = Fitting(one.Type) };
        return channel.BasicPublishAsync(broker.Options.Exchange, one.Type, mandatory: true, properties, CloudEventJson.ToUtf8(one), cancellationToken).AsTask();
    }

    /// <summary>What is too long stands in the body alone.</summary>
    private static string? Fitting(string text) => Encoding.UTF8.GetByteCount(text) <= MostBytes ? text : null;
}
