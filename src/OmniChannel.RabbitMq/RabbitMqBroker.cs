using RabbitMQ.Client;

namespace OmniChannel.RabbitMq;

/// <summary>The one connection to a broker, opened when it is needed and anew when it is lost; with the exchange and queues declared. Safe for many threads.</summary>
internal sealed class RabbitMqBroker : IAsyncDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly ConnectionFactory factory;
    private IConnection? connection;

    public RabbitMqBroker(RabbitMqOptions options)
    {
        Options = options;
        // Whoever uses a channel opens another when it was lost: so it is known what was confirmed over which.
        factory = new ConnectionFactory { Uri = options.Uri!, AutomaticRecoveryEnabled = false, ClientProvidedName = "OmniChannel" };
    }

    public RabbitMqOptions Options { get; }

    public string RefusedQueue => $"{Options.Queue}.refused";

    private string RefusedExchange => $"{Options.Queue}.refused";

    public async ValueTask<IChannel> OpenAsync(CreateChannelOptions? how, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (connection is not { IsOpen: true })
            {
                if (connection is not null)
                {
                    await connection.DisposeAsync().ConfigureAwait(false);
                    connection = null;
                }

                var opened = await factory.CreateConnectionAsync(cancellationToken).ConfigureAwait(false);
                try
                {
                    await DeclareAsync(opened, cancellationToken).ConfigureAwait(false);
                    connection = opened;
                }
                finally
                {
                    if (connection != opened)
                    {
                        await opened.DisposeAsync().ConfigureAwait(false);
                    }
                }
            }

            return await connection.CreateChannelAsync(how, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is not null)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }

        gate.Dispose();
    }

    /// <summary>Declaring what is there already changes nothing; what is there with other arguments is refused by the broker, which says so.</summary>
    private async Task DeclareAsync(IConnection opened, CancellationToken cancellationToken)
    {
        await using var channel = await opened.CreateChannelAsync(null, cancellationToken).ConfigureAwait(false);
        await channel.ExchangeDeclareAsync(Options.Exchange, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (Options.Queue is not { } queue)
        {
            return;
        }

        await channel.ExchangeDeclareAsync(RefusedExchange, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken).ConfigureAwait(false);
        await channel.QueueDeclareAsync(RefusedQueue, true, false, false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: cancellationToken).ConfigureAwait(false);
        await channel.QueueBindAsync(RefusedQueue, RefusedExchange, "", cancellationToken: cancellationToken).ConfigureAwait(false);
        var arguments = new Dictionary<string, object?> { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = Options.DeliveryLimit, ["x-dead-letter-exchange"] = RefusedExchange, ["x-dead-letter-strategy"] = "at-least-once", ["x-overflow"] = "reject-publish" };
        await channel.QueueDeclareAsync(queue, true, false, false, arguments, cancellationToken: cancellationToken).ConfigureAwait(false);
        await channel.QueueBindAsync(queue, Options.Exchange, Options.RoutingKey, cancellationToken: cancellationToken).ConfigureAwait(false);
    }
}
