using OmniChannel.Storage;

namespace OmniChannel.Delivery;

/// <summary>
/// The one state machine of a delivery. What is known of it is a set of reports, joined by union; where it stands is the last-named of them and of where the outbox has it.
/// Union and maximum are a join-semilattice, so late, doubled and swapped reports give the same. Pure.
/// </summary>
internal static class DeliveryStanding
{
    public const string Expired = "skipped.expired";
    public const string Cancelled = "skipped.cancelled";

    /// <summary>What was reported, with one report more: each once, in the order of <see cref="DeliveryStatus"/>.</summary>
    public static IReadOnlyList<DeliveryStatus> With(IReadOnlyList<DeliveryStatus>? reports, DeliveryStatus report) =>
        reports is null ? [report] : reports.Contains(report) ? reports : [.. reports.Append(report).Order()];

    /// <summary>Where a delivery stands.</summary>
    /// <param name="state">Where the outbox has it.</param>
    /// <param name="reason">Why it was settled there; null when all is well.</param>
    /// <param name="reports">What was reported; null for nothing.</param>
    public static DeliveryStatus Of(OutboxState state, Reason? reason, IReadOnlyList<DeliveryStatus>? reports)
    {
        var known = Of(state, reason);
        return reports is [.., var furthest] && furthest > known ? furthest : known;
    }

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

    /// <summary>Whether some report can only come of a message that a provider took over: then it is not sent again.</summary>
    public static bool ProvesHandOver(IReadOnlyList<DeliveryStatus>? reports)
    {
        for (var i = 0; i < reports?.Count; i++)
        {
            if (reports[i] is not (DeliveryStatus.Unsubscribed or DeliveryStatus.Converted))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a machine's report says something of the message: bounces are always a machine's; a scanner's click or a proxy's open says nothing of the person.</summary>
    public static bool Counts(Receipt receipt) => !receipt.ByMachine || receipt.Kind is ReceiptKind.HardBounced or ReceiptKind.SoftBounced;

    private static DeliveryStatus Of(OutboxState state, Reason? reason) => state switch
    {
        OutboxState.Unknown => DeliveryStatus.Unknown,
        OutboxState.Accepted => DeliveryStatus.Accepted,
        OutboxState.Rejected => DeliveryStatus.Rejected,
        OutboxState.Skipped when reason?.Code == Expired => DeliveryStatus.Expired,
        OutboxState.Skipped when reason?.Code == Cancelled => DeliveryStatus.Cancelled,
        OutboxState.Skipped => DeliveryStatus.Skipped,
        OutboxState.Parked => DeliveryStatus.Parked,
        _ => DeliveryStatus.Queued,
    };
}
