using OmniChannel.Storage;

namespace OmniChannel.Delivery;

/// <summary>When a delivery has its turn among all that are due.</summary>
internal static class DeliveryTurn
{
    /// <summary>Transactional and critical messages do not wait behind campaigns; campaigns take turns; one customer's messages are sent in their order.</summary>
    public static ScheduleTurn Of(Message message) => new()
    {
        Priority = IsUrgent(message) ? SchedulePriority.Urgent : SchedulePriority.Usual,
        Queue = message.Campaign.Value,
        InOrder = true,
    };

    /// <summary>Whether it does not wait behind campaigns.</summary>
    public static bool IsUrgent(Message message) => message.Purpose == Purpose.Transactional || message.Urgency == Urgency.Critical;

    /// <summary>Writes the delivery's row of the schedule.</summary>
    public static ValueTask ScheduleAsync(IUnitOfWork work, PartitionKey partition, DeliveryId delivery, Message message, DateTimeOffset due, CancellationToken cancellationToken) =>
        work.ScheduleAsync(partition, OutboxContent.ScheduleKind, delivery.Value, due, Of(message), cancellationToken);
}
