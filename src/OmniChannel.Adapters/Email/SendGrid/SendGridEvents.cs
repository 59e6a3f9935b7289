using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>Reads SendGrid's event webhook: an array of events, of which those that say something of a mail become receipts. Pure.</summary>
internal static class SendGridEvents
{
    /// <summary>The receipts in a body that was verified.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static InboundReading Read(ReadOnlyMemory<byte> body)
    {
        using var json = WireJson.Parse(body);
        return json.RootElement.ValueKind == JsonValueKind.Array
            ? InboundReading.Of([.. json.RootElement.EnumerateArray().Select(ReceiptOf).OfType<InboundReceipt>()])
            : InboundReading.Refused(InboundRefusal.Malformed);
    }

    private static InboundReceipt? ReceiptOf(JsonElement happened)
    {
        var messageId = happened.Text("sg_message_id");
        var delivery = happened.Text(SendGridMail.DeliveryArgument);
        if (KindOf(happened) is not { } kind || happened.Instant("timestamp") is not { } at || (string.IsNullOrEmpty(delivery) && string.IsNullOrEmpty(messageId)))
        {
            return null;
        }

        // The id in an event goes on behind the one that the send was answered with.
        var dot = messageId?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        return new InboundReceipt
        {
            Id = happened.Text("sg_event_id") is { Length: > 0 } id ? id : $"{messageId}/{happened.Text("event")}/{at.ToUnixTimeSeconds()}",
            At = at,
            Kind = kind,
            Delivery = DeliveryName.Read(delivery),
            ProviderMessageId = dot > 0 ? messageId![..dot] : messageId,
            ByMachine = happened.IsTrue("sg_machine_open"),
        };
    }

    /// <summary>"processed" says no more than our own record, group_resubscribe is the provider's list and not ours.</summary>
    private static ReceiptKind? KindOf(JsonElement happened) => happened.Text("event") switch
    {
        "delivered" => ReceiptKind.Delivered,
        "open" => ReceiptKind.Opened,
        "click" => ReceiptKind.Clicked,
        "spamreport" => ReceiptKind.Complained,
        "unsubscribe" or "group_unsubscribe" => ReceiptKind.Unsubscribed,
        "deferred" => ReceiptKind.SoftBounced,
        "bounce" => happened.Text("type") == "blocked" ? ReceiptKind.SoftBounced : ReceiptKind.HardBounced,
        "dropped" => happened.Text("reason") switch
        {
            "Bounced Address" or "Invalid" => ReceiptKind.HardBounced,
            "Unsubscribed Address" => ReceiptKind.Unsubscribed,
            "Spam Reporting Address" => ReceiptKind.Complained,
            _ => ReceiptKind.SoftBounced,
        },
        _ => null,
    };
}
