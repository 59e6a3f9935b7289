using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Sms;

/// <summary>Reads what Twilio calls about: the status of a message of ours, or a text message that somebody wrote. Pure.</summary>
internal static class TwilioCallback
{
    /// <summary>The field of the callback's query that names our delivery.</summary>
    public const string DeliveryField = "delivery";

    /// <summary>Says in TwiML that nothing is to be answered: an empty body would be logged as an error at Twilio.</summary>
    private const string NoAnswer = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response></Response>";

    /// <summary>Codes that say that nobody is there (30004 is a block by the handset's owner or carrier, and passes).</summary>
    private static readonly string[] NobodyThere = ["30005", "30006", "21614", "21211"];

    /// <summary>The facts in a form that was verified.</summary>
    public static InboundReading Read(WireForm form, Uri url, DateTimeOffset now)
    {
        var sid = form["MessageSid"] ?? form["SmsSid"];
        if (string.IsNullOrEmpty(sid))
        {
            return InboundReading.Refused(InboundRefusal.Malformed);
        }

        var status = form["MessageStatus"] ?? form["SmsStatus"];
        return status is null or "received" or "receiving" ? Written(form, sid, now) : Report(form, sid, status, url, now);
    }

    private static InboundReading Report(WireForm form, string sid, string status, Uri url, DateTimeOffset now)
    {
        var code = form["ErrorCode"];
        if (KindOf(status, code) is not { } kind)
        {
            return InboundReading.Of();
        }

        var delivery = url.Query.Length > 1 ? WireForm.Read(url.Query[1..])?[DeliveryField] : null;
        InboundFact report = new InboundReceipt
        {
            Id = $"{sid}/{status}",
            At = now,
            Kind = kind,
            Delivery = DeliveryName.Read(delivery),
            ProviderMessageId = sid,
        };
        return code == "21610" && form["To"] is { Length: > 0 } to
            ? InboundReading.Of(report, new InboundOptOut { Id = $"{sid}/opt-out", At = now, Address = to })
            : InboundReading.Of(report);
    }

    private static ReceiptKind? KindOf(string status, string? code) => status switch
    {
        "delivered" => ReceiptKind.Delivered,
        "read" => ReceiptKind.Opened,
        "undelivered" or "failed" => Array.IndexOf(NobodyThere, code) >= 0 ? ReceiptKind.HardBounced : ReceiptKind.SoftBounced,
        _ => null,
    };

    private static InboundReading Written(WireForm form, string sid, DateTimeOffset now)
    {
        if (form["From"] is not { Length: > 0 } from)
        {
            return InboundReading.Refused(InboundRefusal.Malformed);
        }

        var body = form["Body"] ?? "";
        List<InboundFact> facts =
        [
            new InboundText { Id = sid, At = now, From = from, To = form["To"], Text = body.Length > 0 ? body : form["NumMedia"] is { } media and not "0" ? $"[{media} media]" : "", InReplyTo = form["OriginalRepliedMessageSid"] },
        ];
        // Advanced opt-out understands words of other languages, too.
        if (form["OptOutType"] is "STOP" or "START")
        {
            facts.Add(new InboundOptOut { Id = $"{sid}/opt-out", At = now, Address = from, IsLifted = form["OptOutType"] == "START" });
        }

        return InboundReading.Of(facts) with { Answer = NoAnswer, AnswerType = "text/xml" };
    }
}
