using System.Text.Json;

namespace OmniChannel.Messaging;

/// <summary>An image with words below it as Meta takes both at once: a card (generic template), which opens the link when it is tapped. An image and a text would be two messages, of which one could fail.</summary>
internal static class MessengerCard
{
    public static void Write(Utf8JsonWriter json, RenderedContent content, Uri image)
    {
        json.WriteStartObject("attachment");
        json.WriteString("type", "template");
        json.WriteStartObject("payload");
        json.WriteString("template_type", "generic");
        json.WriteStartArray("elements");
        json.WriteStartObject();
        json.WriteString("title", content.Text);
        json.WriteString("image_url", image.AbsoluteUri);
        if (content.Link is { } link)
        {
            json.WriteStartObject("default_action");
            json.WriteString("type", "web_url");
            json.WriteString("url", link.AbsoluteUri);
            json.WriteEndObject();
        }

        if (content.Buttons.Count > 0)
        {
            Buttons(json, content.Buttons);
        }

        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Buttons(Utf8JsonWriter json, IEnumerable<string> labels)
    {
        json.WriteStartArray("buttons");
        foreach (var label in labels)
        {
            json.WriteStartObject();
            json.WriteString("type", "postback");
            json.WriteString("title", label);
            json.WriteString("payload", label);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
