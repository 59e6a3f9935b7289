using OmniChannel.Delivery;

namespace OmniChannel.Push;

/// <summary>Writes the payload of an alert: what iOS shows, and beside it what the app reads.</summary>
internal static class ApnsPayload
{
    public const int MaxLength = 4_096;

    public static byte[] Write(OutgoingMessage message, string? sound) => PushText.Bytes((message, sound), static (json, of) =>
    {
        var (message, sound) = of;
        json.WriteStartObject("aps");
        json.WriteStartObject("alert");
        PushText.WriteGiven(json, "title", message.Content.Subject);
        json.WriteString("body", message.Content.Text);
        json.WriteEndObject();
        PushText.WriteGiven(json, "sound", sound);
        if (message.Content.Image is not null)
        {
            json.WriteNumber("mutable-content", 1); // the app's extension fetches it
        }

        json.WriteEndObject();
        PushText.WriteExtras(json, message);
        PushText.WriteGiven(json, "image", message.Content.Image?.AbsoluteUri);
        PushText.WriteButtons(json, message);
    });
}
