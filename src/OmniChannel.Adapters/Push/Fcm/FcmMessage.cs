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

    /// <summary>Writes it, unless it is too large.</summary>
    /// <param name="message">The message.</param>
    /// <param name="now">From when on it lives as long as it is good for.</param>
    /// <param name="size">How many bytes notification and data have, names and values.</param>
    /// <returns>Null for more than <see cref="MaxPayload"/>.</returns>
    public static HttpContent? Write(OutgoingMessage message, DateTimeOffset now, out int size)
    {
        (string Name, string? Value)[] notification = [("title", message.Content.Subject), ("body", message.Content.Text), ("image", message.Content.Image?.AbsoluteUri)];
        // Values are texts: FCM refuses numbers and objects there. No name that it keeps for itself.
        (string Name, string? Value)[] data = [("delivery", message.Delivery.Value), ("campaign", message.Campaign.Value), ("link", message.Content.Link?.AbsoluteUri), ("buttons", Buttons(message))];
        size = SizeOf(notification) + SizeOf(data);
        return size > MaxPayload ? null : WireJson.Content((message, now, notification, data), static (json, of) => Write(json, of.message, of.now, of.notification, of.data));
    }

    private static void Write(Utf8JsonWriter json, OutgoingMessage message, DateTimeOffset now, (string Name, string? Value)[] notification, (string Name, string? Value)[] data)
    {
        var name = RepeatName.Of(message.IdempotencyKey);
        var left = PushText.SecondsLeft(message, now, MaxTimeToLive);
        var isSoon = message.Urgency != Urgency.Low;
        json.WriteStartObject();
        json.WriteStartObject("message");
        json.WriteString("token", message.Address);
        WriteTexts(json, "notification", notification);
        WriteTexts(json, "data", data);

        json.WriteStartObject("android");
        json.WriteString("priority", isSoon ? "HIGH" : "NORMAL");
        json.WriteString("ttl", string.Create(CultureInfo.InvariantCulture, $"{left}s"));
        WriteTexts(json, "notification", ("tag", name));
        json.WriteEndObject();

        json.WriteStartObject("apns");
        WriteTexts(json, "headers", ("apns-priority", isSoon ? "10" : "5"), ("apns-expiration", Seconds(now.ToUnixTimeSeconds() + left)), ("apns-collapse-id", name));
        json.WriteEndObject();

        json.WriteStartObject("webpush");
        WriteTexts(json, "headers", ("TTL", Seconds(left)), ("Urgency", isSoon ? "high" : "low"), ("Topic", name));
        if (message.Content.Link is { } link && link.Scheme == Uri.UriSchemeHttps)
        {
            WriteTexts(json, "fcmOptions", ("link", link.AbsoluteUri));
        }

        json.WriteEndObject();
        if (message.Delivery.Value is { Length: <= MaxLabel } label && !label.AsSpan().ContainsAnyExcept(InLabels))
        {
            WriteTexts(json, "fcmOptions", ("analyticsLabel", label));
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A list has to be a text, too: one label on each line.</summary>
    private static string? Buttons(OutgoingMessage message) => message.Content.Buttons.Count == 0 ? null : string.Join('\n', message.Content.Buttons);

    private static string Seconds(long seconds) => seconds.ToString(CultureInfo.InvariantCulture);

    private static int SizeOf((string Name, string? Value)[] texts)
    {
        var size = 0;
        foreach (var (name, value) in texts)
        {
            size += string.IsNullOrEmpty(value) ? 0 : Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(value);
        }

        return size;
    }

    /// <summary>What is empty is left out.</summary>
    private static void WriteTexts(Utf8JsonWriter json, string name, params ReadOnlySpan<(string Name, string? Value)> texts)
    {
        json.WriteStartObject(name);
        foreach (var (member, value) in texts)
        {
            PushText.WriteGiven(json, member, value);
        }

        json.WriteEndObject();
    }
}
