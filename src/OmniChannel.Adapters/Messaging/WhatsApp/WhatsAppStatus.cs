using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Messaging;

/// <summary>What became of one message of ours, as WhatsApp reports it. Pure.</summary>
internal record struct WhatsAppStatus
{
    private string? _id;
    private string? _status;
    private string? _delivery;
    private string? _recipient;
    private string? _code;
    private DateTimeOffset? _at;

    /// <summary>Reads an item of "statuses".</summary>
    public static WhatsAppStatus Read(ref WireReader json)
    {
        var status = default(WhatsAppStatus);
        while (json.Next())
        {
            if (json.Is("id"u8))
            {
                status._id = json.Text();
            }
            else if (json.Is("status"u8))
            {
                status._status = json.Text();
            }
            else if (json.Is("timestamp"u8))
            {
                status._at = json.Instant();
            }
            else if (json.Is("biz_opaque_callback_data"u8))
            {
                status._delivery = json.Text();
            }
            else if (json.Is("recipient_id"u8))
            {
                status._recipient = json.Text();
            }
            else if (json.Is("errors"u8))
            {
                using var errors = json.Tree();
                status._code = errors.RootElement.At(0).Text("code");
            }
            else
            {
                json.Skip();
            }
        }

        return status;
    }

    /// <summary>Adds what it says: a receipt, and where somebody stopped marketing that, too.</summary>
    public readonly void AddTo(List<InboundFact> facts)
    {
        if (_id is not { Length: > 0 } id || _at is not { } at || KindOf(_status, _code) is not { } kind)
        {
            return;
        }

        facts.Add(new InboundReceipt { Id = $"{id}/{_status}", At = at, Kind = kind, Delivery = DeliveryName.Read(_delivery), ProviderMessageId = id });
        if (_code == WhatsAppAnswers.Stopped && _recipient is { Length: > 0 } who)
        {
            facts.Add(new InboundOptOut { Id = $"{id}/opt-out", At = at, Address = WhatsAppEvents.NumberOf(who) });
        }
    }

    private static ReceiptKind? KindOf(string? status, string? code) => status switch
    {
        "delivered" => ReceiptKind.Delivered,
        "read" or "played" => ReceiptKind.Opened,
        "failed" => WhatsAppAnswers.NobodyThere.Contains(code) ? ReceiptKind.HardBounced : ReceiptKind.SoftBounced,
        _ => null,
    };
}
