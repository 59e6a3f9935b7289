using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Writes down what we did ourselves, in the customer's timeline. Each entry has a name of its own, so that nothing is written twice.</summary>
internal static class Journal
{
    public const string Source = "omnichannel";

    public static ValueTask<bool> QueuedAsync(CustomerUnit unit, DeliveryId delivery, OutboxContent content, ChannelChoice choice, Decision decision, CancellationToken cancellationToken) =>
        AppendAsync(unit, QueuedId(delivery), TimelineTypes.Queued, decision.DecidedAt, new TimelineBody
        {
            Delivery = delivery,
            Campaign = content.Message.Campaign,
            Channel = choice.Channel,
            Account = choice.Account,
            Planned = choice.At,
            Guarantee = content.Guarantee,
            Decision = DecisionRecord.Of(decision),
        }, cancellationToken);

    public static ValueTask<bool> NotQueuedAsync(CustomerUnit unit, string id, Decision decision, CancellationToken cancellationToken) =>
        AppendAsync(unit, id, TimelineTypes.Skipped, decision.DecidedAt, new TimelineBody
        {
            Campaign = decision.Campaign,
            Reason = decision.NothingBecause,
            Decision = DecisionRecord.Of(decision),
        }, cancellationToken);

    /// <summary>A message joined a delivery that collects.</summary>
    public static ValueTask<bool> CollectedAsync(CustomerUnit unit, DeliveryId delivery, string item, OutboxContent content, DateTimeOffset until, DateTimeOffset now, CancellationToken cancellationToken) =>
        AppendAsync(unit, $"{delivery}/collected/{item}", TimelineTypes.Collected, now, new TimelineBody
        {
            Delivery = delivery,
            Campaign = content.Message.Campaign,
            Channel = content.Channel,
            Planned = until,
        }, cancellationToken);

    /// <summary>A message of a digest made no sense any more.</summary>
    public static ValueTask<bool> DroppedAsync(CustomerUnit unit, QueuedDelivery queued, string item, Reason reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        AppendAsync(unit, $"{queued.Delivery}/dropped/{item}", TimelineTypes.Dropped, now, About(queued) with { Reason = reason }, cancellationToken);

    /// <summary>The delivery was put off: its channel is shut now and opens later.</summary>
    public static ValueTask<bool> DeferredAsync(CustomerUnit unit, QueuedDelivery queued, DateTimeOffset until, Reason? reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        AppendAsync(unit, $"{queued.Delivery}/deferred/{until.UtcTicks}", TimelineTypes.Deferred, now, About(queued) with { Planned = until, Reason = reason }, cancellationToken);

    /// <summary>An attempt ended. That one is under way says the delivery's own row, which its beginning has to write anyway.</summary>
    public static ValueTask<bool> EndedAsync(CustomerUnit unit, QueuedDelivery begun, AttemptEffect effect, AttemptOutcome outcome, DateTimeOffset now, CancellationToken cancellationToken) =>
        AppendAsync(unit, EndedId(begun.Delivery, begun.Row.Fence), TimelineTypes.Of(outcome.Result), now, About(begun) with
        {
            BegunAt = begun.Content.BegunAt,
            ProviderMessageId = outcome.ProviderMessageId,
            Planned = effect.Content.NextAt,
            Reason = effect.Content.Reason,
        }, cancellationToken);

    /// <summary>The provider was asked what became of an attempt that ended in doubt.</summary>
    public static ValueTask<bool> ReconciledAsync(CustomerUnit unit, QueuedDelivery queued, string? providerMessageId, DateTimeOffset? next, Reason reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        AppendAsync(unit, $"{queued.Delivery}/attempt/{queued.Row.Fence}/reconciled/{queued.Content.Failures}", TimelineTypes.Reconciled, now, About(queued) with { ProviderMessageId = providerMessageId, Planned = next, Reason = reason }, cancellationToken);

    /// <summary>Nothing more is done for the delivery, for a reason of ours.</summary>
    public static ValueTask<bool> SettledAsync(CustomerUnit unit, QueuedDelivery queued, OutboxState state, Reason reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        AppendAsync(unit, $"{queued.Delivery}/settled/{queued.Row.Version}", TimelineTypes.Of(state), now, About(queued) with { Reason = reason }, cancellationToken);

    /// <summary>A delivery failed or was not seen: the message goes on by another channel.</summary>
    public static ValueTask<bool> SteppedUpAsync(CustomerUnit unit, QueuedDelivery from, StepUpRest rest, ChannelChoice choice, DateTimeOffset now, CancellationToken cancellationToken) =>
        AppendAsync(unit, $"{from.Delivery}/stepped-up", TimelineTypes.SteppedUp, now, About(from) with
        {
            StepTo = choice.Channel,
            Planned = choice.At,
            Reason = from.Row.State is OutboxState.Accepted or OutboxState.Unknown && from.Content.Reports?.Contains(DeliveryStatus.HardBounced) != true
                ? Reason.Of("step-up.unseen", new ReasonArgument("channel", from.Content.Channel), new ReasonArgument("after", $"{rest.After:c}"))
                : Reason.Of("step-up.failed", new ReasonArgument("channel", from.Content.Channel)) with { Causes = [from.Content.Reason ?? Reason.Of("step-up.bounced")] },
        }, cancellationToken);

    /// <summary>A delivery that could have gone on does not.</summary>
    public static ValueTask<bool> StepUpEndedAsync(CustomerUnit unit, QueuedDelivery from, Reason reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        AppendAsync(unit, $"{from.Delivery}/step-up-ended", TimelineTypes.StepUpEnded, now, About(from) with { Reason = reason }, cancellationToken);

    /// <summary>Somebody had a delivery tried again that was set aside.</summary>
    public static ValueTask<bool> RedrivenAsync(CustomerUnit unit, QueuedDelivery queued, DateTimeOffset now, CancellationToken cancellationToken) =>
        AppendAsync(unit, $"{queued.Delivery}/redriven/{queued.Row.Attempts}/{now.UtcTicks}", TimelineTypes.Redriven, now, About(queued), cancellationToken);

    /// <summary>What the queueing of a delivery is called.</summary>
    public static string QueuedId(DeliveryId delivery) => $"{delivery}/queued";

    /// <summary>What the end of an attempt with this fencing number is called.</summary>
    public static string EndedId(DeliveryId delivery, long fence) => $"{delivery}/attempt/{fence}/ended";

    private static TimelineBody About(QueuedDelivery queued) => new()
    {
        Delivery = queued.Delivery,
        Campaign = queued.Content.Message.Campaign,
        Channel = queued.Content.Channel,
        Account = queued.Content.Account,
        Attempt = queued.Row.Attempts == 0 ? null : queued.Row.Attempts,
    };

    private static ValueTask<bool> AppendAsync(CustomerUnit unit, string id, string type, DateTimeOffset at, TimelineBody body, CancellationToken cancellationToken) =>
        unit.AppendAsync(Source, id, type, at, at, body, cancellationToken);
}
