using OmniChannel.Delivery;
using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Says where deliveries stand: what the outbox knows, and what receipts tell beyond it.</summary>
internal sealed class DeliveryReports(Instance instance)
{
    public async ValueTask<DeliveryReport?> FindAsync(DeliveryId delivery, CancellationToken cancellationToken) =>
        await DeliveryPlace.FindAsync(instance, delivery, cancellationToken).ConfigureAwait(false) is { } customer
        && await QueuedDelivery.ReadAsync(instance, PartitionKey.Of(customer), delivery, cancellationToken).ConfigureAwait(false) is { } queued
            ? ReportOf(queued)
            : null;

    private static DeliveryReport ReportOf(QueuedDelivery queued)
    {
        var content = queued.Content;
        return new DeliveryReport
        {
            Delivery = queued.Delivery,
            Customer = content.Customer,
            Channel = content.Channel,
            Account = content.Account,
            Status = DeliveryStanding.Of(queued.Row.State, content.Reason, content.Reports),
            Reports = content.Reports ?? [],
            Guarantee = AttemptFold.PromiseOf(content),
            Attempts = queued.Row.Attempts,
            ProviderMessageId = content.ProviderMessageId,
            NextAttemptAt = content.NextAt,
            SteppedFrom = content.SteppedFrom,
            SteppedTo = content.SteppedTo,
            Reason = content.Reason,
        };
    }
}
