using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Messaging;

/// <summary>Reads what Messenger and Instagram call about: what people write, what arrived and was read, comments and mentions. Pure.</summary>
internal sealed class MessengerEvents(string pageId, bool isInstagram, bool isPosts = false)
{
    private readonly IdentifierType _who = new(isInstagram ? "instagram" : "messenger");

    /// <exception cref="JsonException">It is no JSON.</exception>
    public InboundReading Read(ReadOnlyMemory<byte> body)
    {
        using var json = WireJson.Parse(body);
        if (json.RootElement.Text("object") != (isInstagram ? "instagram" : "page"))
        {
            return InboundReading.Refused(InboundRefusal.Malformed);
        }

        List<InboundFact> facts = [];
        foreach (var entry in json.RootElement.Get("entry").Items())
        {
            // Instagram names its own account here, which is not the Page's that direct messages go by.
            if ((!isInstagram || isPosts) && entry.Text("id") != pageId)
            {
                continue;
            }

            if (!isPosts)
            {
                facts.AddRange(entry.Get("messaging").Items().SelectMany(Messaging));
            }

            facts.AddRange(entry.Get("changes").Items().Select(change => Change(change, entry)).OfType<InboundFact>());
        }

        return InboundReading.Of(facts);
    }

    private static IEnumerable<InboundFact> Messaging(JsonElement happened)
    {
        if (happened.Milliseconds("timestamp") is not { } at)
        {
            yield break;
        }

        if (Written(happened, at) is { } text)
        {
            yield return text;
        }

        string[] mids = [.. happened.Get("delivery").Get("mids").Items().Select(mid => mid.Text()).OfType<string>()];
        foreach (var mid in mids)
        {
            yield return new InboundReceipt { Id = $"{mid}/delivered", At = at, Kind = ReceiptKind.Delivered, ProviderMessageId = mid };
        }

        if (mids.Length == 0 && UpTo(happened, "delivery", ReceiptKind.Delivered) is { } delivered)
        {
            yield return delivered;
        }

        // Messenger says only until when everything was read; Instagram says what.
        if (happened.Get("read").Text("mid") is { Length: > 0 } read)
        {
            yield return new InboundReceipt { Id = $"{read}/read", At = at, Kind = ReceiptKind.Opened, ProviderMessageId = read };
        }
        else if (UpTo(happened, "read", ReceiptKind.Opened) is { } everything)
        {
            yield return everything;
        }
    }

    /// <summary>"All messages that were sent before or at this timestamp."</summary>
    private static InboundReceipt? UpTo(JsonElement happened, string name, ReceiptKind kind) =>
        happened.Get(name).Milliseconds("watermark") is { } watermark && happened.Get("sender").Text("id") is { Length: > 0 } person
            ? new InboundReceipt { Id = $"{person}/{name}/{watermark.ToUnixTimeMilliseconds()}", At = watermark, Kind = kind, EverythingTo = person }
            : null;

    /// <summary>An echo is what the Page itself wrote, ours or an agent's; it says nothing new of ours.</summary>
    private static InboundText? Written(JsonElement happened, DateTimeOffset at)
    {
        var (message, postback) = (happened.Get("message"), happened.Get("postback"));
        var from = happened.Get("sender").Text("id");
        var id = message.Text("mid") ?? postback.Text("mid");
        return string.IsNullOrEmpty(from) || string.IsNullOrEmpty(id) || message.IsTrue("is_echo") || message.IsTrue("is_deleted") ? null : new InboundText
        {
            Id = id,
            At = at,
            From = from,
            Text = message.Text("text") ?? postback.Text("title") ?? $"[{message.Get("attachments").At(0).Text("type") ?? "something"}]",
            InReplyTo = message.Get("reply_to").Text("mid"),
        };
    }

    /// <summary>A comment below a post of ours, or a mention of us elsewhere.</summary>
    private InboundActivity? Change(JsonElement change, JsonElement entry)
    {
        var value = change.Get("value");
        var kind = change.Text("field") switch
        {
            "feed" when value.Text("item") is "comment" && value.Text("verb") == "add" => "comment",
            "comments" or "live_comments" => "comment",
            "mention" or "mentions" => "mention",
            _ => null,
        };
        var id = value.Text("comment_id") ?? value.Text("id") ?? value.Text("media_id") ?? value.Text("post_id");
        var who = value.Get("from").Text("id");
        var at = value.Instant("created_time") ?? entry.Instant("time") ?? entry.Milliseconds("time");
        return kind is null || string.IsNullOrEmpty(id) || string.IsNullOrEmpty(who) || who == pageId || who == entry.Text("id") || at is not { } when
            ? null
            : new InboundActivity { Id = $"{id}/{kind}", At = when, Type = TouchpointType.Mentioned, Who = new() { Type = _who, Value = who }, Data = new Dictionary<string, string> { ["kind"] = kind } };
    }
}
