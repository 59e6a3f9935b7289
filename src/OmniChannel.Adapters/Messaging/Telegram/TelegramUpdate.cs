using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Messaging;

/// <summary>Reads an update that Telegram calls about: what a person wrote, that somebody blocked or unblocked the bot, that a group speaks of it. Pure.</summary>
internal static class TelegramUpdate
{
    /// <summary>What an update's words may be replaced by, where there are none.</summary>
    private static readonly string[] Kinds = ["photo", "video", "voice", "audio", "document", "sticker", "location", "contact", "animation", "video_note", "poll"];

    /// <summary>Whoever is known by an account at Telegram.</summary>
    private static readonly IdentifierType Account = new("telegram");

    /// <exception cref="JsonException">It is no JSON.</exception>
    public static InboundReading Read(ReadOnlyMemory<byte> body)
    {
        using var json = WireJson.Parse(body);
        var update = json.RootElement;
        if (update.Text("update_id") is not { } id)
        {
            return InboundReading.Refused(InboundRefusal.Malformed);
        }

        return (Written(id, update.Get("message")) ?? Blocked(id, update.Get("my_chat_member"))) is { } fact ? InboundReading.Of(fact) : InboundReading.Of();
    }

    private static InboundFact? Written(string id, JsonElement message)
    {
        var chat = message.Get("chat");
        if (message.Instant("date") is not { } at || chat.Text("id") is not { } from || message.Get("from").IsTrue("is_bot"))
        {
            return null;
        }

        if (chat.Text("type") == "private")
        {
            return new InboundText
            {
                Id = id,
                At = at,
                From = from,
                Text = message.Text("text") ?? message.Text("caption") ?? $"[{Array.Find(Kinds, kind => message.Get(kind).ValueKind != JsonValueKind.Undefined) ?? "something"}]",
                InReplyTo = message.Get("reply_to_message").Text("message_id") is { } number ? TelegramMessage.IdOf(from, number) : null,
            };
        }

        var mentions = message.Get("entities").Items().Any(entity => entity.Text("type") is "mention" or "bot_command");
        return mentions && message.Get("from").Text("id") is { } who
            ? new InboundActivity { Id = id, At = at, Type = TouchpointType.Mentioned, Who = new() { Type = Account, Value = who } }
            : null;
    }

    /// <summary>In a private chat the bot is "kicked" when it was blocked, and a "member" again when it was not.</summary>
    private static InboundOptOut? Blocked(string id, JsonElement changed) =>
        changed.Get("chat").Text("type") == "private" && changed.Get("chat").Text("id") is { } chat && changed.Instant("date") is { } at && changed.Get("new_chat_member").Text("status") is "kicked" or "member"
            ? new InboundOptOut { Id = id, At = at, Address = chat, IsLifted = changed.Get("new_chat_member").Text("status") == "member" }
            : null;
}
