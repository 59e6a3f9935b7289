using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace OmniChannel.Delivery;

/// <summary>The calls of accounts that take several messages at once: those that are ready while a call is under way share the next. Safe for many threads.</summary>
/// <param name="deadline">How long an attempt may take, with the wait for the call before.</param>
/// <param name="time">The clock.</param>
/// <param name="cut">Ends the calls that are under way, because this process stops.</param>
internal sealed class BatchCalls(TimeSpan deadline, TimeProvider time, Func<CancellationToken> cut)
{
    private readonly ConditionalWeakTable<IBatchChannelAdapter, Gathering<Ready, AttemptOutcome>> gatherings = [];

    /// <summary>Hands a message over, with others where others are ready.</summary>
    /// <param name="adapter">The account.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends its attempt: a message that still waits then is not handed over any more.</param>
    public ValueTask<AttemptOutcome> SendAsync(IBatchChannelAdapter adapter, OutgoingMessage message, CancellationToken cancellationToken) => gatherings.GetValue(
        adapter,
        of => new(of.MaxBatch, ready => TogetherAsync(of, ready), static _ => throw new UnreachableException("Every message of a call has an outcome."), static (_, _) => false)).DoAsync(new Ready(message, cancellationToken));

    private async ValueTask<IReadOnlyList<AttemptOutcome?>> TogetherAsync(IBatchChannelAdapter adapter, IReadOnlyList<Ready> ready)
    {
        var outcomes = new AttemptOutcome?[ready.Count];
        var going = new List<int>(ready.Count);
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (ready[i].Attempt.IsCancellationRequested)
            {
                outcomes[i] = AttemptOutcome.NotSent(AttemptFault.Provider, null, "The attempt ended before its call.");
            }
            else
            {
                going.Add(i);
            }
        }

        if (going.Count > 0)
        {
            var said = await CallAsync(adapter, going.ConvertAll(i => ready[i].Message)).ConfigureAwait(false);
            for (var n = 0; n < going.Count; n++)
            {
                outcomes[going[n]] = said[n] ?? AttemptOutcome.Unknown("The adapter returned nothing.");
            }
        }

        return outcomes;
    }

    private async ValueTask<IReadOnlyList<AttemptOutcome?>> CallAsync(IBatchChannelAdapter adapter, List<OutgoingMessage> messages)
    {
        using var patience = new CancellationTokenSource(deadline / 2, time);
        using var stopped = cut().UnsafeRegister(static ending => ((CancellationTokenSource)ending!).Cancel(), patience);
        if (messages is [var only])
        {
            return [await adapter.SendAsync(only, patience.Token).ConfigureAwait(false)];
        }

        var outcomes = await adapter.SendBatchAsync(messages, patience.Token).ConfigureAwait(false);
        return outcomes?.Count == messages.Count
            ? outcomes
            : throw new InvalidOperationException($"{adapter.GetType().Name}.SendBatchAsync returned {outcomes?.Count ?? 0} outcomes for {messages.Count} messages; return one for each, in their order.");
    }

    /// <summary>A message that waits for its call, and the end of its attempt.</summary>
    private sealed record Ready(OutgoingMessage Message, CancellationToken Attempt);
}
