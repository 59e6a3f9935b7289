namespace OmniChannel;

/// <summary>How to reach a broker, and what things are called there. Checked when the host starts, all problems together; not to be changed afterwards.</summary>
public sealed class RabbitMqOptions
{
    /// <summary>Where the broker is: <c>amqps://user:password@host/vhost</c>. Holds a secret: keep it in a secret store. Required.</summary>
    /// <value>Null.</value>
    public Uri? Uri { get; set; }

    /// <summary>The durable topic exchange that events go through; their type is the routing key.</summary>
    /// <value>"omnichannel".</value>
    public string Exchange { get; set; } = "omnichannel";

    /// <summary>The quorum queue that this service reads, made when it is not there; null for a service that only publishes. What cannot be recorded goes to a second queue of this name and ".refused".</summary>
    /// <value>Null.</value>
    public string? Queue { get; set; }

    /// <summary>Which events the queue gets, by routing key: "omnichannel.touchpoint.#" for touchpoints only.</summary>
    /// <value>"#": all.</value>
    public string RoutingKey { get; set; } = "#";

    /// <summary>How often the broker delivers a message again that a process died over, before it goes to the queue of refused ones (RabbitMQ, quorum queues, poison message handling).</summary>
    /// <value>20, from 1 to 1,000.</value>
    public int DeliveryLimit { get; set; } = 20;

    /// <summary>How many messages are on their way to this process and not yet acknowledged; they are recorded together.</summary>
    /// <value>200, from 1 to 5,000.</value>
    public ushort Prefetch { get; set; } = 200;

    /// <summary>How many batches are published side by side, each by a channel of its own.</summary>
    /// <value>8, from 1 to 64.</value>
    public int Channels { get; set; } = 8;

    /// <summary>Every problem, a sentence each, without the secret.</summary>
    internal IEnumerable<string> Problems()
    {
        if (Uri is not { IsAbsoluteUri: true, Scheme: "amqp" or "amqps" })
        {
            yield return "Uri is no address of a broker; expected amqps://user:password@host/vhost.";
        }

        if (string.IsNullOrWhiteSpace(Exchange) || Exchange.Length > 200)
        {
            yield return "Exchange names nothing, or more than 200 characters.";
        }

        if (Queue is not null && (string.IsNullOrWhiteSpace(Queue) || Queue.Length > 200))
        {
            yield return "Queue names nothing, or more than 200 characters; leave it out for a service that only publishes.";
        }

        if (DeliveryLimit is < 1 or > 1_000)
        {
            yield return $"DeliveryLimit is {DeliveryLimit}; expected 1 to 1,000.";
        }

        if (Prefetch is < 1 or > 5_000)
        {
            yield return $"Prefetch is {Prefetch}; expected 1 to 5,000.";
        }

        if (Channels is < 1 or > 64)
        {
            yield return $"Channels is {Channels}; expected 1 to 64.";
        }
    }
}
