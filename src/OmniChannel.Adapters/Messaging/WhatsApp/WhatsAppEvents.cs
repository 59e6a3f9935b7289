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
        var json = new WireReader(body.Span);
        var isWhatsApp = false;
        List<InboundFact> facts = [];
        for (var isIn = json.Enter(); isIn && json.Next();)
        {
            if (json.Is("object"u8))
            {
                isWhatsApp = json.TextIs("whatsapp_business_account"u8);
            }
            else if (json.Is("entry"u8))
            {
                facts.Clear();
                Entries(ref json, facts, phoneNumberId);
            }
            else
            {
                json.Skip();
            }
        }

        json.End();
        return isWhatsApp ? InboundReading.Of(facts) : InboundReading.Refused(InboundRefusal.Malformed);
    }

    private static void Entries(ref WireReader json, List<InboundFact> facts, string phoneNumberId)
    {
        for (var isIn = json.EnterArray(); isIn && json.NextObject();)
        {
            while (json.Next())
            {
                if (json.Is("changes"u8))
                {
                    Changes(ref json, facts, phoneNumberId);
                }
                else
                {
                    json.Skip();
                }
            }
        }
    }

    private static void Changes(ref WireReader json, List<InboundFact> facts, string phoneNumberId)
    {
        for (var isIn = json.EnterArray(); isIn && json.NextObject();)
        {
            while (json.Next())
            {
                if (json.Is("value"u8))
                {
                    Value(ref json, facts, phoneNumberId);
                }
                else
                {
                    json.Skip();
                }
            }
        }
    }

    /// <summary>Whose number it is about may stand behind what is said of it.</summary>
    private static void Value(ref WireReader json, List<InboundFact> facts, string phoneNumberId)
    {
        var (before, isOurs) = (facts.Count, false);
        for (var isIn = json.Enter(); isIn && json.Next();)
        {
            if (json.Is("metadata"u8))
            {
                isOurs = json.TextIn("phone_number_id"u8) == phoneNumberId;
            }
            else if (json.Is("statuses"u8))
            {
                for (var isList = json.EnterArray(); isList && json.NextObject();)
                {
                    WhatsAppStatus.Read(ref json).AddTo(facts);
                }
            }
            else if (json.Is("messages"u8) || json.Is("user_preferences"u8))
            {
                Said(ref json, facts);
            }
            else
            {
                json.Skip();
            }
        }

        if (!isOurs)
        {
            facts.RemoveRange(before, facts.Count - before);
        }
    }

    private static void Said(ref WireReader json, List<InboundFact> facts)
    {
        var isMessages = json.Is("messages"u8);
        for (var isIn = json.EnterArray(); isIn && json.NextObject();)
        {
            using var said = json.Tree();
            if ((isMessages ? Written(said.RootElement) : (InboundFact?)Preference(said.RootElement)) is { } fact)
            {
                facts.Add(fact);
            }
        }
    }

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

    /// <summary>A number as we send to it.</summary>
    public static string NumberOf(string digits) => digits.StartsWith('+') ? digits : "+" + digits;
}
