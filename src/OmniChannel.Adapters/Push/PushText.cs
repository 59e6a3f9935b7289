using System.Text.Encodings.Web;
using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Push;

/// <summary>What accounts that notify devices share: whether a message can be one, and its parts as an app or a page's worker gets them.</summary>
internal static class PushText
{
    /// <summary>No escapes that JSON does not need: a payload has little room, and it is never part of a page.</summary>
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Why a message cannot be a notification: Rejected for the message's fault; null when it can.</summary>
    public static AttemptOutcome? Refuse(OutgoingMessage message) => string.IsNullOrWhiteSpace(message.Content.Text) && string.IsNullOrWhiteSpace(message.Content.Subject)
        ? AttemptOutcome.Rejected(AttemptFault.Message, null, "The message has neither a title nor a text; a notification shows one of them.")
        : null;

    /// <summary>Rejected for the message's fault: the payload does not fit.</summary>
    public static AttemptOutcome TooLong(int size, int most) =>
        AttemptOutcome.Rejected(AttemptFault.Message, null, $"The payload has {size:N0} bytes; at most {most:N0} are taken.");

    /// <summary>What the app needs beside title and text: <c>delivery</c>, by which it reports, <c>campaign</c>, and <c>link</c> and <c>buttons</c> where there are some.</summary>
    public static void WriteExtras(Utf8JsonWriter json, OutgoingMessage message)
    {
        json.WriteString("delivery", message.Delivery.Value);
        json.WriteString("campaign", message.Campaign.Value);
        if (message.Content.Link is { } link)
        {
            json.WriteString("link", link.AbsoluteUri);
        }
    }

    /// <summary>A member that is left out where there is nothing to say.</summary>
    public static void WriteGiven(Utf8JsonWriter json, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            json.WriteString(name, text);
        }
    }

    /// <summary>The labels of buttons, where there are some.</summary>
    public static void WriteButtons(Utf8JsonWriter json, OutgoingMessage message)
    {
        if (message.Content.Buttons.Count == 0)
        {
            return;
        }

        json.WriteStartArray("buttons");
        foreach (var button in message.Content.Buttons)
        {
            json.WriteStringValue(button);
        }

        json.WriteEndArray();
    }

    /// <summary>The bytes of one JSON object, as few as there can be.</summary>
    public static byte[] Bytes<T>(T of, Action<Utf8JsonWriter, T> members) => WireJson.Bytes(
        (of, members),
        static (json, all) =>
        {
            json.WriteStartObject();
            all.members(json, all.of);
            json.WriteEndObject();
        },
        Compact);

    /// <summary>How many whole seconds a message is good for, from nothing to a most.</summary>
    public static long SecondsLeft(OutgoingMessage message, DateTimeOffset now, long most) => Math.Clamp((long)(message.ExpiresAt - now).TotalSeconds, 0, most);
}
