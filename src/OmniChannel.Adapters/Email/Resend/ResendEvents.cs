using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>Reads Resend's webhooks, one event a call. Pure.</summary>
internal static class ResendEvents
{
    /// <summary>The receipt in a body that was verified; none where it says nothing that matters.</summary>
    /// <param name="id">The webhook's id, the same for every repetition.</param>
    /// <param name="body">The body.</param>
    /// <returns>Null for a mail that somebody wrote: its words have to be fetched.</returns>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static InboundReading? Read(string id, ReadOnlySpan<byte> body)
    {
        var json = new WireReader(body);
        if (!json.Enter())
        {
            json.End();
            return InboundReading.Refused(InboundRefusal.Malformed);
        }

        var (type, at, mail) = ((string?)null, (DateTimeOffset?)null, default(Mail));
        while (json.Next())
        {
            if (json.Is("type"u8))
            {
                type = json.Text();
            }
            else if (json.Is("created_at"u8))
            {
                at = json.IsoInstant();
            }
            else if (json.Is("data"u8))
            {
                mail = Mail.Read(ref json);
            }
            else
            {
                json.Skip();
            }
        }

        json.End();
        var delivery = DeliveryName.Read(mail.Delivery);
        return type == "email.received" ? null
            : KindOf(type, mail) is not { } kind || at is not { } when || (string.IsNullOrEmpty(mail.Id) && delivery is null)
                ? InboundReading.Of()
                : InboundReading.Of(new InboundReceipt { Id = id, At = when, Kind = kind, Delivery = delivery, ProviderMessageId = mail.Id });
    }

    /// <summary>"email.sent" and "email.scheduled" say no more than our own record.</summary>
    private static ReceiptKind? KindOf(string? type, Mail mail) => type switch
    {
        "email.delivered" => ReceiptKind.Delivered,
        "email.opened" => ReceiptKind.Opened,
        "email.clicked" => ReceiptKind.Clicked,
        "email.complained" => ReceiptKind.Complained,
        "email.bounced" => mail.IsPermanent ? ReceiptKind.HardBounced : ReceiptKind.SoftBounced,
        "email.suppressed" => ReceiptKind.HardBounced,
        "email.delivery_delayed" or "email.failed" => ReceiptKind.SoftBounced,
        _ => null,
    };

    /// <summary>What of the member "data" matters here.</summary>
    private record struct Mail
    {
        public string? Id { get; private set; }

        public string? Delivery { get; private set; }

        public bool IsPermanent { get; private set; }

        public static Mail Read(ref WireReader json)
        {
            var mail = default(Mail);
            if (!json.Enter())
            {
                return mail;
            }

            while (json.Next())
            {
                if (json.Is("email_id"u8))
                {
                    mail.Id = json.Text();
                }
                else if (json.Is("bounce"u8))
                {
                    mail.IsPermanent = json.TextIn("type"u8) == "Permanent";
                }
                else if (json.Is("tags"u8))
                {
                    mail.Delivery = TagIn(ref json);
                }
                else
                {
                    json.Skip();
                }
            }

            return mail;
        }

        /// <summary>Tags come back as an object, and did so as pairs.</summary>
        private static string? TagIn(ref WireReader json)
        {
            if (!json.IsArray())
            {
                return json.TextIn("omnichannel_delivery"u8);
            }

            using var tags = json.Tree();
            return tags.RootElement.Items().FirstOrDefault(tag => tag.Text("name") == ResendMail.DeliveryTag).Text("value");
        }
    }
}
