using System.Globalization;
using OmniChannel.Delivery;

namespace OmniChannel.Sms;

/// <summary>Reads what Vonage calls about: what became of a message of ours, or what somebody wrote. Pure.</summary>
internal static class VonageCallback
{
    /// <summary>Codes that say that nobody is there: 3 is "absent subscriber, permanent", 9 "illegal number".</summary>
    private static readonly string[] NobodyThere = ["3", "9"];

    /// <summary>The facts in a call that was verified.</summary>
    public static InboundReading Read(VonageFields fields, DateTimeOffset now)
    {
        var id = fields["messageId"] ?? fields["message-id"];
        if (string.IsNullOrEmpty(id) || fields["msisdn"] is not { Length: > 0 } person)
        {
            return InboundReading.Refused(InboundRefusal.Malformed);
        }

        var at = DateTimeOffset.TryParse(fields["message-timestamp"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var stated) ? stated : now;
        return fields["status"] is { } status ? Report(fields, id, status, at) : Written(fields, id, person, at);
    }

    private static InboundReading Report(VonageFields fields, string id, string status, DateTimeOffset at)
    {
        if (KindOf(status, fields["err-code"]) is not { } kind)
        {
            return InboundReading.Of();
        }

        return InboundReading.Of(new InboundReceipt
        {
            Id = $"{id}/{status}",
            At = at,
            Kind = kind,
            Delivery = SmsText.DeliveryOf(fields["client-ref"]),
            ProviderMessageId = id,
        });
    }

    private static ReceiptKind? KindOf(string status, string? code) => status switch
    {
        "delivered" => ReceiptKind.Delivered,
        "expired" or "failed" or "rejected" => Array.IndexOf(NobodyThere, code) >= 0 ? ReceiptKind.HardBounced : ReceiptKind.SoftBounced,
        _ => null,
    };

    private static InboundReading Written(VonageFields fields, string id, string person, DateTimeOffset at) => InboundReading.Of(new InboundText
    {
        Id = id,
        At = at,
        From = SmsText.Plus(person),
        To = fields["to"] is { Length: > 0 } to ? SmsText.Plus(to) : null,
        Text = fields["text"] is { Length: > 0 } text ? text : fields["type"] is "binary" ? "[binary]" : "",
    });
}
