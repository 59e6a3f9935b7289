using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>How receipts and the outbox speak of where a delivery stands.</summary>
internal static class ReceiptStatus
{
    public static DeliveryStatus Of(ReceiptKind kind) => kind switch
    {
        ReceiptKind.Delivered => DeliveryStatus.Delivered,
        ReceiptKind.Opened => DeliveryStatus.Opened,
        ReceiptKind.Clicked => DeliveryStatus.Clicked,
        ReceiptKind.Replied => DeliveryStatus.Replied,
        ReceiptKind.Converted => DeliveryStatus.Converted,
        ReceiptKind.HardBounced => DeliveryStatus.HardBounced,
        ReceiptKind.SoftBounced => DeliveryStatus.SoftBounced,
        ReceiptKind.Complained => DeliveryStatus.Complained,
        _ => DeliveryStatus.Unsubscribed,
    };

    public static DeliveryStatus Of(OutboxState state) => state switch
    {
        OutboxState.Unknown => DeliveryStatus.Unknown,
        OutboxState.Accepted => DeliveryStatus.Accepted,
        OutboxState.Rejected => DeliveryStatus.Rejected,
        OutboxState.Skipped => DeliveryStatus.Skipped,
        OutboxState.Parked => DeliveryStatus.Parked,
        _ => DeliveryStatus.Queued,
    };

    /// <summary>Whether such a report can only come of a message that a provider took over.</summary>
    public static bool ProvesHandOver(DeliveryStatus reported) => reported is not (DeliveryStatus.Unsubscribed or DeliveryStatus.Converted);
}
