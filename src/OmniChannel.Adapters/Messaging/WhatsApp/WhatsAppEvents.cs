using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Messaging;

/// <summary>Reads what WhatsApp calls about: statuses of our messages, what people write, who stopped marketing. Pure.</summary>
internal static class WhatsAppEvents
{
    /// <param name="body">A body that was verified.</param>
    /// <param name="phoneNumberId">Our number; what is said of others of the same app is left out.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static InboundReading Read(ReadOnlyMemory<byte> body, string phoneNumberId)
    {
        using var json = WireJson.Parse(body);
        if (json.RootElement.Text("object") != "whatsapp_business_account")
        {
            return InboundReading.Refused(InboundRefusal.Malformed);
        }

        List<InboundFact> facts = [];
        var ours = json.RootElement.Get("entry").Items()
            .SelectMany(entry => entry.Get("changes").Items())
            .Select(change => change.Get("value"))
            .Where(value => value.Get("metadata").Text("phone_number_id") == phoneNumberId);
        foreach (var value in ours)
        {
            facts.AddRange(value.Get("statuses").Items().SelectMany(Reports));
            facts.AddRange(value.Get("messages").Items().Select(Written).OfType<InboundFact>());
            facts.AddRange(value.Get("user_preferences").Items().Select(Preference).OfType<InboundFact>());
        }

        return InboundReading.Of(facts);
    }

    private static IEnumerable<InboundFact> Reports(JsonElement status)
    {
        var code = status.Get("errors").At(0).Text("code");
        if (status.Text("id") is not { Length: > 0 } id || status.Instant("timestamp") is not { } at || KindOf(status.Text("status"), code) is not { } kind)
        {
            yield break;
        }

        var delivery = status.Text("biz_opaque_callback_data");
        yield return new InboundReceipt
        {
            Id = $"{id}/{status.Text("status")}",
            At = at,
            Kind = kind,
            Delivery = DeliveryName.Read(delivery),
            ProviderMessageId = id,
        };
        if (code == WhatsAppAnswers.Stopped && status.Text("recipient_id") is { Length: > 0 } who)
        {
            yield return new InboundOptOut { Id = $"{id}/opt-out", At = at, Address = NumberOf(who) };
        }
    }

    private static ReceiptKind? KindOf(string? status, string? code) => status switch
    {
        "delivered" => ReceiptKind.Delivered,
        "read" or "played" => ReceiptKind.Opened,
        "failed" => WhatsAppAnswers.NobodyThere.Contains(code) ? ReceiptKind.HardBounced : ReceiptKind.SoftBounced,
        _ => null,
    };

    private static InboundText? Written(JsonElement message) =>
        message.Text("id") is { Length: > 0 } id && message.Text("from") is { Length: > 0 } from && message.Instant("timestamp") is { } at && message.Text("type") is { } type and not ("reaction" or "system" or "unsupported")
            ? new InboundText
            {
                Id = id,
                At = at,
                From = NumberOf(from),
                Text = message.Get("text").Text("body")
                    ?? message.Get("button").Text("text")
                    ?? message.Get("interactive").Get("button_reply").Text("title")
                    ?? message.Get("interactive").Get("list_reply").Text("title")
                    ?? message.Get(type).Text("caption")
                    ?? $"[{type}]",
                InReplyTo = message.Get("context").Text("id"),
            }
            : null;

    private static InboundOptOut? Preference(JsonElement said) =>
        said.Text("wa_id") is { Length: > 0 } who && said.Instant("timestamp") is { } at && said.Text("value") is "stop" or "resume"
            ? new InboundOptOut { Id = $"{who}/{at.ToUnixTimeSeconds()}/{said.Text("value")}", At = at, Address = NumberOf(who), IsLifted = said.Text("value") == "resume" }
            : null;

    private static string NumberOf(string digits) => digits.StartsWith('+') ? digits : "+" + digits;
}
