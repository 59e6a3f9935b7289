using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Messaging;

/// <summary>An item of "messaging": what a person wrote, what arrived, what was read.</summary>
internal record struct MessengerHappening
{
    private DateTimeOffset? _at;
    private string? _person;
    private MessengerWords _message;
    private MessengerWords _postback;
    private MessengerMark _delivery;
    private MessengerMark _read;

    /// <summary>Reads an item that was entered.</summary>
    public static MessengerHappening Read(ref WireReader json)
    {
        var happened = default(MessengerHappening);
        while (json.Next())
        {
            if (json.Is("sender"u8))
            {
                happened._person = json.TextIn("id"u8);
            }
            else if (json.Is("timestamp"u8))
            {
                happened._at = json.Milliseconds();
            }
            else if (json.Is("message"u8))
            {
                happened._message = MessengerWords.Read(ref json);
            }
            else if (json.Is("postback"u8))
            {
                happened._postback = MessengerWords.Read(ref json);
            }
            else if (json.Is("delivery"u8))
            {
                happened._delivery = MessengerMark.Read(ref json);
            }
            else if (json.Is("read"u8))
            {
                happened._read = MessengerMark.Read(ref json);
            }
            else
            {
                json.Skip();
            }
        }

        return happened;
    }

    /// <summary>Adds what it says.</summary>
    public readonly void AddTo(List<InboundFact> facts)
    {
        if (_at is not { } at)
        {
            return;
        }

        if (Written(at) is { } text)
        {
            facts.Add(text);
        }

        foreach (var mid in _delivery.Ids ?? [])
        {
            facts.Add(new InboundReceipt { Id = $"{mid}/delivered", At = at, Kind = ReceiptKind.Delivered, ProviderMessageId = mid });
        }

        if (_delivery.Ids is not { Count: > 0 } && UpTo(_delivery, "delivery", ReceiptKind.Delivered) is { } delivered)
        {
            facts.Add(delivered);
        }

        // Messenger says only until when everything was read; Instagram says what.
        if (_read.Id is { Length: > 0 } read)
        {
            facts.Add(new InboundReceipt { Id = $"{read}/read", At = at, Kind = ReceiptKind.Opened, ProviderMessageId = read });
        }
        else if (UpTo(_read, "read", ReceiptKind.Opened) is { } everything)
        {
            facts.Add(everything);
        }
    }

    /// <summary>"All messages that were sent before or at this timestamp."</summary>
    private readonly InboundReceipt? UpTo(MessengerMark mark, string name, ReceiptKind kind) => mark.Until is { } watermark && _person is { Length: > 0 } person
        ? new InboundReceipt { Id = $"{person}/{name}/{watermark.ToUnixTimeMilliseconds()}", At = watermark, Kind = kind, EverythingTo = person }
        : null;

    /// <summary>An echo is what the Page itself wrote, ours or an agent's; it says nothing new of ours.</summary>
    private readonly InboundText? Written(DateTimeOffset at)
    {
        var id = _message.Id ?? _postback.Id;
        return string.IsNullOrEmpty(_person) || string.IsNullOrEmpty(id) || _message.IsNothingNew
            ? null
            : new InboundText { Id = id, At = at, From = _person, Text = _message.Text ?? _postback.Title ?? $"[{_message.Attached ?? "something"}]", InReplyTo = _message.ReplyTo };
    }
}
