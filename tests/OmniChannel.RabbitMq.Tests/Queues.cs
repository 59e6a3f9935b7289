using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace OmniChannel.Tests.RabbitMq;

/// <summary>What a broker's queues hold, and how they were made.</summary>
internal static class Queues
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task<IConnection> ConnectAsync(Uri broker) => new ConnectionFactory { Uri = broker }.CreateConnectionAsync(Token);

    /// <summary>What an earlier run left on a broker that goes on is gone.</summary>
    public static async Task RemoveAsync(Uri broker, string queue)
    {
        await using var connection = await ConnectAsync(broker);
        await using var channel = await connection.CreateChannelAsync(null, Token);
        await channel.QueueDeleteAsync(queue, cancellationToken: Token);
        await channel.QueueDeleteAsync($"{queue}.refused", cancellationToken: Token);
    }

    /// <summary>Until nothing waits in it any more: it was acknowledged, or is with whoever reads.</summary>
    public static async Task UntilTakenAsync(Uri broker, string queue) => await UntilItHoldsAsync(broker, queue, 0);

    public static async Task UntilItHoldsAsync(Uri broker, string queue, uint count)
    {
        await using var connection = await ConnectAsync(broker);
        await using var channel = await connection.CreateChannelAsync(null, Token);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        while (await channel.MessageCountAsync(queue, Token) != count)
        {
            await look.WaitForNextTickAsync(Token);
        }
    }

    /// <summary>What the broker says of an argument when a queue is declared with another value: it names the one that is.</summary>
    public static async Task<string> ComplaintAsync(Uri broker, string queue, Dictionary<string, object?> arguments)
    {
        await using var connection = await ConnectAsync(broker);
        await using var channel = await connection.CreateChannelAsync(null, Token);
        var refused = await Assert.ThrowsAsync<OperationInterruptedException>(() => channel.QueueDeclareAsync(queue, true, false, false, arguments, cancellationToken: Token));
        return refused.ShutdownReason?.ReplyText ?? refused.Message;
    }

    public static async Task PublishAsync(Uri broker, string queue, params IEnumerable<ReadOnlyMemory<byte>> bodies)
    {
        await using var connection = await ConnectAsync(broker);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), Token);
        foreach (var body in bodies)
        {
            await channel.BasicPublishAsync("", queue, body, Token);
        }
    }
}
