using System.Runtime.CompilerServices;

namespace OmniChannel.Delivery;

/// <summary>The calls of accounts that take several messages at once: those that are ready while a call is under way share the next. Safe for many threads.</summary>
/// <param name="deadline">How long an attempt may take, with the wait for the call before.</param>
/// <param name="time">The clock.</param>
internal sealed class BatchCalls(TimeSpan deadline, TimeProvider time)
{
    private readonly ConditionalWeakTable<IBatchChannelAdapter, Gathering<OutgoingMessage, AttemptOutcome>> gatherings = [];

    /// <summary>Hands a message over, with others where others are ready.</summary>
    public ValueTask<AttemptOutcome> SendAsync(IBatchChannelAdapter adapter, OutgoingMessage message, CancellationToken cut) =>
        gatherings.GetValue(adapter, of => new(of.MaxBatch, messages => TogetherAsync(of, messages, cut), one => of.SendAsync(one, cut), static (_, _) => false)).DoAsync(message);

    private async ValueTask<IReadOnlyList<AttemptOutcome?>> TogetherAsync(IBatchChannelAdapter adapter, IReadOnlyList<OutgoingMessage> messages, CancellationToken cut)
    {
        using var patience = new CancellationTokenSource(deadline / 2, time);
        using var stopped = cut.UnsafeRegister(static ending => ((CancellationTokenSource)ending!).Cancel(), patience);
        if (messages is [var only])
        {
            return [await adapter.SendAsync(only, patience.Token).ConfigureAwait(false)];
        }

        var outcomes = await adapter.SendBatchAsync(messages, patience.Token).ConfigureAwait(false);
        return outcomes.Count == messages.Count
            ? outcomes
            : throw new InvalidOperationException($"{adapter.GetType().Name}.SendBatchAsync returned {outcomes.Count} outcomes for {messages.Count} messages; return one for each, in their order.");
    }
}
