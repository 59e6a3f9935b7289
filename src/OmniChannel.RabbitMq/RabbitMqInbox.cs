using System.Data.Common;
using Microsoft.Extensions.Logging;
using OmniChannel.Storage;

namespace OmniChannel.RabbitMq;

/// <summary>Records messages: touchpoints, and receipts of deliveries that this service made. Outcomes of other services' deliveries are not its business. Recorded twice they count once.</summary>
internal sealed partial class RabbitMqInbox(Func<OmniChannelRuntime> runtime, TimeProvider time, ILogger<RabbitMqInbox> logger)
{
    private const string OwnPrefix = "omnichannel.";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <param name="messages">What came.</param>
    /// <param name="stopping">Ends waits for room. What is being recorded is ended: cancelled, it might be recorded and come again all the same.</param>
    /// <returns>What became of each message.</returns>
    /// <exception cref="StoreUnavailableException">The store is away: nothing is known of any of them, and all may be recorded once more.</exception>
    public async ValueTask<IReadOnlyList<RabbitMqVerdict>> RecordAsync(IReadOnlyList<RabbitMqMessage> messages, CancellationToken stopping)
    {
        var verdicts = new RabbitMqVerdict[messages.Count];
        var touchpoints = new List<(int Place, Touchpoint Touchpoint)>();
        for (var i = 0; i < messages.Count; i++)
        {
            var read = CloudEventJson.Read(messages[i].Body);
            if (!read.IsRead)
            {
                verdicts[i] = new RabbitMqVerdict { Refused = read.Problems[0].Message };
            }
            else if (read.Event.Type.StartsWith(ReceiptEvents.TypePrefix, StringComparison.Ordinal))
            {
                verdicts[i] = await RecordReceiptAsync(read.Event, stopping).ConfigureAwait(false);
            }
            else if (IsTouchpoint(read.Event.Type))
            {
                var result = TouchpointEvents.Default.Read(read.Event, time.GetUtcNow());
                verdicts[i] = new RabbitMqVerdict { Refused = result.Problem?.Message };
                if (result.IsRead)
                {
                    touchpoints.Add((i, result.Touchpoint));
                }
            }
        }

        await RecordAsync(touchpoints, verdicts, stopping).ConfigureAwait(false);
        return verdicts;
    }

    /// <summary>Other services' own types of events are touchpoints too; of ours only those that say so.</summary>
    private static bool IsTouchpoint(string type) => type.StartsWith(TouchpointEvents.TypePrefix, StringComparison.Ordinal) || !type.StartsWith(OwnPrefix, StringComparison.Ordinal);

    /// <summary>Whether an exception says that the store is away or in the way, and nothing of a message.</summary>
    public static bool IsStoreAway(Exception exception) =>
        exception is StoreUnavailableException or StoreConflictException or StoreOutcomeUnknownException or DbException { IsTransient: true };

    private async ValueTask<RabbitMqVerdict> RecordReceiptAsync(CloudEvent read, CancellationToken stopping)
    {
        try
        {
            if (!ReceiptEvents.TryRead(read, out var receipt))
            {
                return new RabbitMqVerdict { Refused = "It is no receipt; docs/feeds.md says what one looks like." };
            }

            // Overloaded: nothing was stored, and once acknowledged it would be lost.
            while (await runtime().RecordAsync(receipt, cancellationToken: CancellationToken.None).ConfigureAwait(false) == RecordResult.Overloaded)
            {
                await WaitAsync(stopping).ConfigureAwait(false);
            }

            return default;
        }
        catch (Exception broken) when (!IsStoreAway(broken) && !stopping.IsCancellationRequested)
        {
            return RabbitMqVerdict.Of(broken);
        }
    }

    /// <summary>Together; and where one of them breaks that one by one, so that it does not lose the others.</summary>
    private async ValueTask RecordAsync(List<(int Place, Touchpoint Touchpoint)> touchpoints, RabbitMqVerdict[] verdicts, CancellationToken stopping)
    {
        try
        {
            while ((await runtime().Touchpoints.RecordAsync([.. touchpoints.Select(one => one.Touchpoint)], cancellationToken: CancellationToken.None).ConfigureAwait(false)).Contains(RecordResult.Overloaded))
            {
                await WaitAsync(stopping).ConfigureAwait(false);
            }
        }
        catch (Exception broken) when (touchpoints.Count == 1 && !IsStoreAway(broken) && !stopping.IsCancellationRequested)
        {
            verdicts[touchpoints[0].Place] = RabbitMqVerdict.Of(broken);
        }
        catch (Exception broken) when (!IsStoreAway(broken) && !stopping.IsCancellationRequested)
        {
            foreach (var one in touchpoints)
            {
                await RecordAsync([one], verdicts, stopping).ConfigureAwait(false);
            }
        }
    }

    private Task WaitAsync(CancellationToken stopping)
    {
        Full(logger);
        return Task.Delay(Pause, time, stopping);
    }

    [LoggerMessage(204, LogLevel.Warning, "Too much is under way (MaxPending); what came from the broker waits.")]
    private static partial void Full(ILogger logger);
}
