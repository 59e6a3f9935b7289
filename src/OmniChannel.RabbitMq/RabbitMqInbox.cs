using Microsoft.Extensions.Logging;

namespace OmniChannel.RabbitMq;

/// <summary>Records messages: touchpoints, and receipts of deliveries that this service made. Outcomes of other services' deliveries are not its business. Recorded twice they count once.</summary>
internal sealed partial class RabbitMqInbox(Func<OmniChannelRuntime> runtime, TimeProvider time, ILogger<RabbitMqInbox> logger)
{
    private const string OwnPrefix = "omnichannel.";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <param name="messages">What came.</param>
    /// <param name="stopping">Ends waits for room. What is being recorded is ended: cancelled, it might be recorded and come again all the same.</param>
    /// <returns>For each message null, or why it can never be recorded.</returns>
    public async ValueTask<IReadOnlyList<string?>> RecordAsync(IReadOnlyList<RabbitMqMessage> messages, CancellationToken stopping)
    {
        var refused = new string?[messages.Count];
        var touchpoints = new List<(int Place, Touchpoint Touchpoint)>();
        for (var i = 0; i < messages.Count; i++)
        {
            var read = CloudEventJson.Read(messages[i].Body);
            if (!read.IsRead)
            {
                refused[i] = read.Problems[0].Message;
            }
            else if (read.Event.Type.StartsWith(ReceiptEvents.TypePrefix, StringComparison.Ordinal))
            {
                refused[i] = await RecordReceiptAsync(read.Event, stopping).ConfigureAwait(false);
            }
            else if (IsTouchpoint(read.Event.Type))
            {
                var result = TouchpointEvents.Default.Read(read.Event, time.GetUtcNow());
                refused[i] = result.Problem?.Message;
                if (result.IsRead)
                {
                    touchpoints.Add((i, result.Touchpoint));
                }
            }
        }

        await RecordAsync(touchpoints, refused, stopping).ConfigureAwait(false);
        return refused;
    }

    /// <summary>Other services' own types of events are touchpoints too; of ours only those that say so.</summary>
    private static bool IsTouchpoint(string type) => type.StartsWith(TouchpointEvents.TypePrefix, StringComparison.Ordinal) || !type.StartsWith(OwnPrefix, StringComparison.Ordinal);

    private async ValueTask<string?> RecordReceiptAsync(CloudEvent read, CancellationToken stopping)
    {
        if (!ReceiptEvents.TryRead(read, out var receipt))
        {
            return "It is no receipt; docs/feeds.md says what one looks like.";
        }

        try
        {
            // Overloaded: nothing was stored, and once acknowledged it would be lost.
            while (await runtime().RecordAsync(receipt, cancellationToken: CancellationToken.None).ConfigureAwait(false) == RecordResult.Overloaded)
            {
                await WaitAsync(stopping).ConfigureAwait(false);
            }

            return null;
        }
        catch (ArgumentException problem)
        {
            return problem.Message;
        }
    }

    /// <summary>Together; and where one of them breaks a limit one by one, so that it does not lose the others.</summary>
    private async ValueTask RecordAsync(List<(int Place, Touchpoint Touchpoint)> touchpoints, string?[] refused, CancellationToken stopping)
    {
        try
        {
            while ((await runtime().Touchpoints.RecordAsync([.. touchpoints.Select(one => one.Touchpoint)], cancellationToken: CancellationToken.None).ConfigureAwait(false)).Contains(RecordResult.Overloaded))
            {
                await WaitAsync(stopping).ConfigureAwait(false);
            }
        }
        catch (ArgumentException problem) when (touchpoints.Count == 1)
        {
            refused[touchpoints[0].Place] = problem.Message;
        }
        catch (ArgumentException)
        {
            foreach (var one in touchpoints)
            {
                await RecordAsync([one], refused, stopping).ConfigureAwait(false);
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
