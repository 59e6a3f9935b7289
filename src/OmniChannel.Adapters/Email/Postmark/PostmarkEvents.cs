using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>Reads Postmark's webhooks, one record a call: what became of a mail, a change of a subscription, a mail that somebody wrote to us. Pure.</summary>
internal static class PostmarkEvents
{
    private const string NoMessage = "00000000-0000-0000-0000-000000000000";

    /// <summary>The facts in a body whose sender was recognised.</summary>
    /// <param name="body">The body.</param>
    /// <param name="now">When it came, for mail without a usable date.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static InboundReading Read(ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        using var json = WireJson.Parse(body);
        var record = json.RootElement;
        return record.ValueKind != JsonValueKind.Object ? InboundReading.Refused(InboundRefusal.Malformed)
            : record.Text("RecordType") switch
            {
                null or "Inbound" => PostmarkReplies.Written(record, now),
                "SubscriptionChange" => Changed(record),
                "Delivery" => Report(record, ReceiptKind.Delivered, "DeliveredAt"),
                "Open" => Report(record, ReceiptKind.Opened, "ReceivedAt"),
                "Click" => Report(record, ReceiptKind.Clicked, "ReceivedAt"),
                "SpamComplaint" => Report(record, ReceiptKind.Complained, "BouncedAt"),
                "Bounce" => BounceOf(record.Text("Type")) is { } kind ? Report(record, kind, "BouncedAt") : InboundReading.Of(),
                _ => InboundReading.Of(),
            };
    }

    private static InboundReading Report(JsonElement record, ReceiptKind kind, string when)
    {
        var (id, delivery) = (MessageOf(record), DeliveryOf(record));
        return record.IsoInstant(when) is not { } at || (id is null && delivery is null)
            ? InboundReading.Of()
            : InboundReading.Of(new InboundReceipt { Id = $"{id}/{record.Text("RecordType")}/{at.ToUnixTimeMilliseconds()}", At = at, Kind = kind, Delivery = delivery, ProviderMessageId = id });
    }

    /// <summary>Answers by machines, and changes of address, are no bounces; what is unknown says nothing against the address.</summary>
    private static ReceiptKind? BounceOf(string? type) => type switch
    {
        "HardBounce" or "BadEmailAddress" => ReceiptKind.HardBounced,
        "SpamComplaint" => ReceiptKind.Complained,
        "Unsubscribe" => ReceiptKind.Unsubscribed,
        "Subscribe" or "AutoResponder" or "AddressChange" or "OpenRelayTest" or "ChallengeVerification" or "InboundError" => null,
        _ => ReceiptKind.SoftBounced,
    };

    /// <summary>Bounces and complaints that suppress are reported by records of their own.</summary>
    private static InboundReading Changed(JsonElement record)
    {
        if (record.IsoInstant("ChangedAt") is not { } at || record.Text("Recipient") is not { Length: > 0 } address || record.Text("SuppressionReason") is "HardBounce" or "SpamComplaint")
        {
            return InboundReading.Of();
        }

        var (id, delivery) = (MessageOf(record), DeliveryOf(record));
        var name = $"{id}/{address}/SubscriptionChange/{at.ToUnixTimeMilliseconds()}";
        return !record.IsTrue("SuppressSending") ? InboundReading.Of(new InboundOptOut { Id = name, At = at, Address = address, IsLifted = true })
            : id is null && delivery is null ? InboundReading.Of(new InboundOptOut { Id = name, At = at, Address = address })
            : InboundReading.Of(new InboundReceipt { Id = name, At = at, Kind = ReceiptKind.Unsubscribed, Delivery = delivery, ProviderMessageId = id });
    }

    private static string? MessageOf(JsonElement record) => record.Text("MessageID") is { Length: > 0 } id and not NoMessage ? id : null;

    private static DeliveryId? DeliveryOf(JsonElement record) => EmailApi.DeliveryOf(record.Get("Metadata").Text(PostmarkMail.DeliveryField));
}
