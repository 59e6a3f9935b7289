using System.Text.Json;
using OmniChannel.RabbitMq;
using RabbitMQ.Client;

namespace OmniChannel.Tests.Stores.Crowd;

/// <summary>Over PostgreSQL the crowd also tells other services, by a broker: what it carried to their queue.</summary>
internal static class CarriedEvents
{
    public static IEventFeed? FeedOf(string place) => new RabbitMqFeed(new RabbitMqBroker(OptionsOf(place)));

    /// <summary>The deliveries of which the queue knows that they were queued; the queue is gone afterwards.</summary>
    public static async Task<IReadOnlySet<DeliveryId>?> TakeAsync(string place, CancellationToken cancellationToken)
    {
        var options = OptionsOf(place);
        await using var connection = await new ConnectionFactory { Uri = options.Uri! }.CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(null, cancellationToken);
        var carried = new HashSet<DeliveryId>();
        while (await channel.BasicGetAsync(options.Queue!, autoAck: true, cancellationToken) is { } got)
        {
            if (got.RoutingKey == "omnichannel.message.queued")
            {
                using var document = JsonDocument.Parse(got.Body);
                carried.Add(new DeliveryId(document.RootElement.GetProperty("data").GetProperty("delivery").GetString()!));
            }
        }

        foreach (var queue in new[] { options.Queue!, options.Queue + ".refused" })
        {
            await channel.QueueDeleteAsync(queue, cancellationToken: cancellationToken);
        }

        await channel.ExchangeDeleteAsync(options.Exchange, cancellationToken: cancellationToken);
        await channel.ExchangeDeleteAsync(options.Queue + ".refused", cancellationToken: cancellationToken);
        return carried;
    }

    private static RabbitMqOptions OptionsOf(string place) => new() { Uri = new Uri(Server.Require(Server.RabbitMq)), Exchange = Path.GetFileName(place), Queue = Path.GetFileName(place) };
}
