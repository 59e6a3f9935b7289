using System.Globalization;
using System.Text;
using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Push;

/// <summary>Writes a message as projects.messages.send takes it.</summary>
internal static class FcmMessage
{
    /// <summary>What notification and data may have together.</summary>
    public const int MaxPayload = 4_096;

    private const long MaxTimeToLive = 2_419_200;
    private const int MaxLabel = 50;

    private static readonly System.Buffers.SearchValues<char> InLabels = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~%");

    /// <summary>How many bytes notification and data have, names and values.</summary>
    public static int SizeOf(OutgoingMessage message) =>
        Notification(message).Concat(Data(message)).Sum(field => Encoding.UTF8.GetByteCount(field.Name) + Encoding.UTF8.GetByteCount(field.Value));

    public static HttpContent Write(OutgoingMessage message, DateTimeOffset now) => WireJson.Content(json =>
    {
        var name = RepeatName.Of(message.IdempotencyKey);
        var left = PushText.SecondsLeft(message, now, MaxTimeToLive);
        var isSoon = message.Urgency != Urgency.Low;
        json.WriteStartObject();
        json.WriteStartObject("message");
        json.WriteString("token", message.Address);
        WriteTexts(json, "notification", Notification(message));
        WriteTexts(json, "data", Data(message));

        json.WriteStartObject("android");
        json.WriteString("priority", isSoon ? "HIGH" : "NORMAL");
        json.WriteString("ttl", string.Create(CultureInfo.InvariantCulture, $"{left}s"));
        WriteTexts(json, "notification", [("tag", name)]);
        json.WriteEndObject();

        json.WriteStartObject("apns");
        WriteTexts(json, "headers", [("apns-priority", isSoon ? "10" : "5"), ("apns-expiration", Seconds(now.ToUnixTimeSeconds() + left)), ("apns-collapse-id", name)]);
        json.WriteEndObject();

        json.WriteStartObject("webpush");
        WriteTexts(json, "headers", [("TTL", Seconds(left)), ("Urgency", isSoon ? "high" : "low"), ("Topic", name)]);
        if (message.Content.Link is { } link && link.Scheme == Uri.UriSchemeHttps)
        {
            WriteTexts(json, "fcmOptions", [("link", link.AbsoluteUri)]);
        }

        json.WriteEndObject();
        if (message.Delivery.Value is { Length: <= MaxLabel } label && !label.AsSpan().ContainsAnyExcept(InLabels))
        {
            WriteTexts(json, "fcmOptions", [("analyticsLabel", label)]);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static IEnumerable<(string Name, string Value)> Notification(OutgoingMessage message) =>
        Given(("title", message.Content.Subject), ("body", message.Content.Text), ("image", message.Content.Image?.AbsoluteUri));

    /// <summary>Values are texts: FCM refuses numbers and objects there. No name that it keeps for itself.</summary>
    private static IEnumerable<(string Name, string Value)> Data(OutgoingMessage message) =>
        Given(("delivery", message.Delivery.Value), ("campaign", message.Campaign.Value), ("link", message.Content.Link?.AbsoluteUri), ("buttons", Buttons(message)));

    private static IEnumerable<(string Name, string Value)> Given(params (string Name, string? Value)[] fields) => fields.Where(field => !string.IsNullOrEmpty(field.Value)).Select(field => (field.Name, field.Value!));

    /// <summary>A list has to be a text, too: one label on each line.</summary>
    private static string? Buttons(OutgoingMessage message) => message.Content.Buttons.Count == 0 ? null : string.Join('\n', message.Content.Buttons);

    private static string Seconds(long seconds) => seconds.ToString(CultureInfo.InvariantCulture);

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<(string Name, string Value)> fields)
    {
        json.WriteStartObject(name);
        foreach (var field in fields)
        {
            json.WriteString(field.Name, field.Value);
        }

        json.WriteEndObject();
    }
}
