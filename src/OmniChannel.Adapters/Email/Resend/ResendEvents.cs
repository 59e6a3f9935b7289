using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>Reads Resend's webhooks, one event a call. Pure.</summary>
internal static class ResendEvents
{
    /// <summary>The receipt in a body that was verified; none where it says nothing that matters.</summary>
    /// <param name="id">The webhook's id, the same for every repetition.</param>
    /// <param name="happened">The body.</param>
    public static InboundReading Read(string id, JsonElement happened)
    {
        var mail = happened.Get("data");
        var (message, delivery) = (mail.Text("email_id"), EmailApi.DeliveryOf(TagOf(mail.Get("tags"))));
        return happened.ValueKind != JsonValueKind.Object ? InboundReading.Refused(InboundRefusal.Malformed)
            : KindOf(happened.Text("type"), mail) is not { } kind || happened.IsoInstant("created_at") is not { } at || (string.IsNullOrEmpty(message) && delivery is null) ? InboundReading.Of()
            : InboundReading.Of(new InboundReceipt { Id = id, At = at, Kind = kind, Delivery = delivery, ProviderMessageId = message });
    }

    /// <summary>Tags come back as an object, and did so as pairs.</summary>
    private static string? TagOf(JsonElement tags) =>
        tags.Text(ResendMail.DeliveryTag) ?? tags.Items().FirstOrDefault(tag => tag.Text("name") == ResendMail.DeliveryTag).Text("value");

    /// <summary>"email.sent" and "email.scheduled" say no more than our own record.</summary>
    private static ReceiptKind? KindOf(string? type, JsonElement mail) => type switch
    {
        "email.delivered" => ReceiptKind.Delivered,
        "email.opened" => ReceiptKind.Opened,
        "email.clicked" => ReceiptKind.Clicked,
        "email.complained" => ReceiptKind.Complained,
        "email.bounced" => mail.Get("bounce").Text("type") == "Permanent" ? ReceiptKind.HardBounced : ReceiptKind.SoftBounced,
        "email.suppressed" => ReceiptKind.HardBounced,
        "email.delivery_delayed" or "email.failed" => ReceiptKind.SoftBounced,
        _ => null,
    };
}
