using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>Reads the "event-data" of Mailgun's webhooks. Pure.</summary>
internal static class MailgunEvents
{
    private const double MaxSeconds = 253_402_300_799;

    /// <summary>The receipt in an event that was verified; none where it says nothing that matters.</summary>
    public static InboundReading Read(JsonElement happened)
    {
        var message = happened.Get("message").Get("headers").Text("message-id");
        var delivery = EmailApi.DeliveryOf(happened.Get("user-variables").Text(MailgunMail.DeliveryVariable));
        return KindOf(happened) is not { } kind || At(happened) is not { } at || (string.IsNullOrEmpty(message) && delivery is null)
            ? InboundReading.Of()
            : InboundReading.Of(new InboundReceipt
            {
                // An event's id is unique within a day only.
                Id = $"{happened.Text("id") ?? message}/{happened.Text("event")}/{at.ToUnixTimeMilliseconds()}",
                At = at,
                Kind = kind,
                Delivery = delivery,
                ProviderMessageId = string.IsNullOrEmpty(message) ? null : $"<{message}>",
                ByMachine = happened.Get("client-info").Text("bot") is { Length: > 0 },
            });
    }

    private static ReceiptKind? KindOf(JsonElement happened) => happened.Text("event") switch
    {
        "delivered" => ReceiptKind.Delivered,
        "opened" => ReceiptKind.Opened,
        "clicked" => ReceiptKind.Clicked,
        "complained" => ReceiptKind.Complained,
        "unsubscribed" => ReceiptKind.Unsubscribed,
        "rejected" => ReceiptKind.SoftBounced,
        "failed" => happened.Text("severity") != "permanent" ? ReceiptKind.SoftBounced : happened.Text("reason") switch
        {
            "suppress-bounce" => ReceiptKind.HardBounced,
            "suppress-complaint" => ReceiptKind.Complained,
            "suppress-unsubscribe" => ReceiptKind.Unsubscribed,
            "bounce" => IsNobodyThere(happened.Get("delivery-status")) ? ReceiptKind.HardBounced : ReceiptKind.SoftBounced,
            _ => ReceiptKind.SoftBounced,
        },
        _ => null,
    };

    /// <summary>A refusal by policy (5.7.x) is a permanent bounce to Mailgun, too; it says nothing against the address.</summary>
    private static bool IsNobodyThere(JsonElement status) =>
        status.Text("enhanced-code") is { Length: > 0 } enhanced ? !enhanced.StartsWith("5.7.", StringComparison.Ordinal)
        : status.Text("message")?.TrimStart().StartsWith("5.7.", StringComparison.Ordinal) != true;

    /// <summary>Seconds since 1970 with a fraction.</summary>
    private static DateTimeOffset? At(JsonElement happened) =>
        happened.Get("timestamp") is { ValueKind: JsonValueKind.Number } seconds && seconds.TryGetDouble(out var number) && number is >= 0 and <= MaxSeconds
            ? DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Round(number * 1_000))
            : null;
}
