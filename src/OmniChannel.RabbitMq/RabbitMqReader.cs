using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace OmniChannel.RabbitMq;

/// <summary>Reads the queue as long as the host runs: records what comes, several messages in one transaction, and acknowledges after its commit. The broker away, or the store: it waits and begins again. Asked to stop, it ends what it is recording and acknowledges that, so that nothing recorded comes again.</summary>
internal sealed partial class RabbitMqReader(Func<RabbitMqBroker> open, RabbitMqInbox inbox, TimeProvider time, ILogger<RabbitMqReader> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var broker = open();
        var options = broker.Options;
        while (options.Queue is not null && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ReadAsync(broker, stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever the broker or the connection did: what was not acknowledged is delivered again.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Lost(logger, exception.GetType().Name, options.Queue!);
            }

            await Task.WhenAny(Task.Delay(Pause, time, stoppingToken)).ConfigureAwait(false);
        }
    }

    private async Task ReadAsync(RabbitMqBroker broker, CancellationToken stopping)
    {
        var options = broker.Options;
        await using var channel = await broker.OpenAsync(null, stopping).ConfigureAwait(false);
        await channel.BasicQosAsync(0, options.Prefetch, global: false, stopping).ConfigureAwait(false);
        var came = System.Threading.Channels.Channel.CreateBounded<RabbitMqMessage>(new BoundedChannelOptions(options.Prefetch) { SingleReader = true });
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, one) => came.Writer.WriteAsync(new RabbitMqMessage { Tag = one.DeliveryTag, Body = one.Body.ToArray() }, stopping).AsTask();
        channel.ChannelShutdownAsync += (_, _) =>
        {
            came.Writer.TryComplete();
            return Task.CompletedTask;
        };
        consumer.UnregisteredAsync += (_, _) =>
        {
            // The queue was deleted under us.
            came.Writer.TryComplete();
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(options.Queue!, autoAck: false, consumer, stopping).ConfigureAwait(false);
        var batch = new List<RabbitMqMessage>(options.Prefetch);
        while (await came.Reader.WaitToReadAsync(stopping).ConfigureAwait(false))
        {
            batch.Clear();
            while (batch.Count < options.Prefetch && came.Reader.TryRead(out var message))
            {
                batch.Add(message);
            }

            await TakeAsync(channel, options.Queue!, batch, stopping).ConfigureAwait(false);
        }
    }

    private async Task TakeAsync(IChannel channel, string queue, List<RabbitMqMessage> batch, CancellationToken stopping)
    {
        var verdicts = await RecordAsync(batch, stopping).ConfigureAwait(false);
        for (var i = 0; i < batch.Count; i++)
        {
            if (verdicts[i].Refused is { } why)
            {
                Refused(logger, queue, why);
                await channel.BasicNackAsync(batch[i].Tag, multiple: false, requeue: false, CancellationToken.None).ConfigureAwait(false);
            }
            else if (verdicts[i].Broken is { } broken)
            {
                Broke(logger, queue, broken.GetType().FullName, broken.StackTrace);
                await channel.BasicNackAsync(batch[i].Tag, multiple: false, requeue: true, CancellationToken.None).ConfigureAwait(false);
            }
            else
            {
                await channel.BasicAckAsync(batch[i].Tag, multiple: false, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    /// <summary>A store that is away is waited for: handed back, its messages would use up their deliveries.</summary>
    private async Task<IReadOnlyList<RabbitMqVerdict>> RecordAsync(IReadOnlyList<RabbitMqMessage> batch, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                return await inbox.RecordAsync(batch, stopping).ConfigureAwait(false);
            }
            catch (Exception away) when (RabbitMqInbox.IsStoreAway(away))
            {
                StoreAway(logger, away.GetType().Name);
                await Task.Delay(Pause, time, stopping).ConfigureAwait(false);
            }
        }
    }

    [LoggerMessage(201, LogLevel.Warning, "The broker was lost ({Exception}) while queue '{Queue}' was read; trying again.")]
    private static partial void Lost(ILogger logger, string exception, string queue);

    [LoggerMessage(202, LogLevel.Error, "A message of queue '{Queue}' cannot be recorded and was set aside in its '.refused' queue: {Problem}")]
    private static partial void Refused(ILogger logger, string queue, string problem);

    [LoggerMessage(205, LogLevel.Error, "A message of queue '{Queue}' broke what records it: {Exception} {Place}. It comes again until the limit of its deliveries, and is set aside in the '.refused' queue then.")]
    private static partial void Broke(ILogger logger, string queue, string? exception, string? place);

    [LoggerMessage(203, LogLevel.Warning, "The store was away ({Exception}); what came from the broker waits for it.")]
    private static partial void StoreAway(ILogger logger, string exception);
}
