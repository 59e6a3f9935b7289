using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>Reads what Amazon SES publishes by SNS: events of a configuration set ("eventType"), notifications of an identity ("notificationType"), mails that came in. Pure.</summary>
internal static class AmazonSesEvents
{
    /// <summary>The receipt in a notification's message that was verified; none where it says nothing that matters.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static InboundReading Read(string message)
    {
        using var json = WireJson.Parse(System.Text.Encoding.UTF8.GetBytes(message));
        var happened = json.RootElement;
        var type = happened.Text("eventType") ?? happened.Text("notificationType");
        var mail = happened.Get("mail");
        if (type == "Received")
        {
            return AmazonSesMailIn.Read(happened);
        }

        if (type is null || mail.Text("messageId") is not { Length: > 0 } id)
        {
            // "Successfully validated SNS topic for Amazon SES event publishing." comes as a text of its own.
            return InboundReading.Of();
        }

        var detail = happened.Get(MemberOf(type));
        if (KindOf(type, detail) is not { } kind || (detail.IsoInstant("timestamp") ?? mail.IsoInstant("timestamp")) is not { } at)
        {
            return InboundReading.Of();
        }

        return InboundReading.Of(new InboundReceipt
        {
            Id = $"{id}/{type}/{at.ToUnixTimeMilliseconds()}",
            At = at,
            Kind = kind,
            Delivery = EmailApi.DeliveryOf(mail.Get("tags").Get(AmazonSesMail.DeliveryTag).At(0).Text()),
            ProviderMessageId = id,
        });
    }

    private static string MemberOf(string type) => type switch { "DeliveryDelay" => "deliveryDelay", _ => type.ToLowerInvariant() };

    /// <summary>"Send" says no more than our own record; templates, which "Rendering Failure" speaks of, are not used.</summary>
    private static ReceiptKind? KindOf(string type, JsonElement detail) => type switch
    {
        "Delivery" => ReceiptKind.Delivered,
        "Open" => ReceiptKind.Opened,
        "Click" => ReceiptKind.Clicked,
        "Complaint" => detail.Text("complaintFeedbackType") == "not-spam" ? null : ReceiptKind.Complained,
        "Bounce" => IsNobodyThere(detail) ? ReceiptKind.HardBounced : ReceiptKind.SoftBounced,
        "DeliveryDelay" or "Reject" => ReceiptKind.SoftBounced,
        "Subscription" => detail.Get("newTopicPreferences").IsTrue("unsubscribeAll") ? ReceiptKind.Unsubscribed : null,
        _ => null,
    };

    /// <summary>Amazon calls a refusal by policy (5.7.x) permanent, too; it says nothing against the address.</summary>
    private static bool IsNobodyThere(JsonElement bounce) =>
        bounce.Text("bounceType") == "Permanent" && bounce.Get("bouncedRecipients").At(0).Text("status")?.StartsWith("5.7.", StringComparison.Ordinal) != true;
}
