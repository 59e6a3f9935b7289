using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>Reads the "event-data" of Mailgun's webhooks. Pure.</summary>
internal static class MailgunEvents
{
    private const double MaxSeconds = 253_402_300_799;

    /// <summary>The receipt in an event that was verified; none where it says nothing that matters.</summary>
    public static InboundReading Read(in MailgunEvent happened)
    {
        var (message, delivery) = (happened.Message, DeliveryName.Read(happened.Delivery));
        return KindOf(happened) is not { } kind || At(happened.Timestamp) is not { } at || (string.IsNullOrEmpty(message) && delivery is null)
            ? InboundReading.Of()
            : InboundReading.Of(new InboundReceipt
            {
                // An event's id is unique within a day only.
                Id = $"{happened.Id ?? message}/{happened.Name}/{at.ToUnixTimeMilliseconds()}",
                At = at,
                Kind = kind,
                Delivery = delivery,
                ProviderMessageId = string.IsNullOrEmpty(message) ? null : $"<{message}>",
                ByMachine = happened.Bot is { Length: > 0 },
            });
    }

    private static ReceiptKind? KindOf(in MailgunEvent happened) => happened.Name switch
    {
        "delivered" => ReceiptKind.Delivered,
        "opened" => ReceiptKind.Opened,
        "clicked" => ReceiptKind.Clicked,
        "complained" => ReceiptKind.Complained,
        "unsubscribed" => ReceiptKind.Unsubscribed,
        "rejected" => ReceiptKind.SoftBounced,
        "failed" => happened.Severity != "permanent" ? ReceiptKind.SoftBounced : happened.Reason switch
        {
            "suppress-bounce" => ReceiptKind.HardBounced,
            "suppress-complaint" => ReceiptKind.Complained,
            "suppress-unsubscribe" => ReceiptKind.Unsubscribed,
            "bounce" => IsNobodyThere(happened) ? ReceiptKind.HardBounced : ReceiptKind.SoftBounced,
            _ => ReceiptKind.SoftBounced,
        },
        _ => null,
    };

    /// <summary>A refusal by policy (5.7.x) is a permanent bounce to Mailgun, too; it says nothing against the address.</summary>
    private static bool IsNobodyThere(in MailgunEvent happened) =>
        happened.Enhanced is { Length: > 0 } enhanced ? !enhanced.StartsWith("5.7.", StringComparison.Ordinal)
        : happened.Words?.TrimStart().StartsWith("5.7.", StringComparison.Ordinal) != true;

    private static DateTimeOffset? At(double? seconds) =>
        seconds is >= 0 and <= MaxSeconds ? DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Round(seconds.Value * 1_000)) : null;
}
