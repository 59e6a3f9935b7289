using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Sms;
using OmniChannel.Wire;

namespace OmniChannel.Messaging;

/// <summary>A message as the Cloud API takes it: text, image, text above reply buttons, or an approved template.</summary>
internal static class WhatsAppMessage
{
    private const int MaxText = 4_096;
    private const int MaxShort = 1_024;

    /// <summary>Why it cannot be sent; null when it can.</summary>
    public static AttemptOutcome? Refuse(OutgoingMessage message, bool isTemplate)
    {
        var (text, content) = (SmsText.Of(message), message.Content);
        var limit = isTemplate || content.Image is not null || content.Buttons.Count > 0 ? MaxShort : MaxText;
        return isTemplate && WhatsAppTemplates.Read(content.Subject) is null ? AttemptOutcome.Rejected(AttemptFault.Message, null, "The subject names no template; expected its name and language, such as cart_reminder/de.")
            : !isTemplate && text.Length == 0 || text.Length > limit ? AttemptOutcome.Rejected(AttemptFault.Message, null, $"The text has {text.Length} characters; WhatsApp takes 1 to {limit} of this kind.")
            : content.Buttons.Count > 3 ? AttemptOutcome.Rejected(AttemptFault.Message, null, "More than three buttons.")
            : null;
    }

    public static HttpContent Write(OutgoingMessage message, bool isTemplate) => WireJson.Content(json =>
    {
        json.WriteStartObject();
        json.WriteString("messaging_product", "whatsapp");
        json.WriteString("recipient_type", "individual");
        json.WriteString("to", message.Address.TrimStart('+'));
        json.WriteString("biz_opaque_callback_data", message.Delivery.Value);
        if (isTemplate)
        {
            WriteTemplate(json, message.Content);
        }
        else
        {
            WriteFree(json, message);
        }

        json.WriteEndObject();
    });

    private static void WriteFree(Utf8JsonWriter json, OutgoingMessage message)
    {
        var (text, content) = (SmsText.Of(message), message.Content);
        if (content.Buttons.Count > 0)
        {
            WriteInteractive(json, text, content);
        }
        else if (content.Image is { } image)
        {
            json.WriteString("type", "image");
            json.WriteStartObject("image");
            json.WriteString("link", image.AbsoluteUri);
            json.WriteString("caption", text);
            json.WriteEndObject();
        }
        else
        {
            json.WriteString("type", "text");
            json.WriteStartObject("text");
            json.WriteBoolean("preview_url", content.Link is not null);
            json.WriteString("body", text);
            json.WriteEndObject();
        }
    }

    /// <summary>Whoever taps a button sends us its label.</summary>
    private static void WriteInteractive(Utf8JsonWriter json, string text, RenderedContent content)
    {
        json.WriteString("type", "interactive");
        json.WriteStartObject("interactive");
        json.WriteString("type", "button");
        if (content.Image is { } image)
        {
            json.WriteStartObject("header");
            json.WriteString("type", "image");
            json.WriteStartObject("image");
            json.WriteString("link", image.AbsoluteUri);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteStartObject("body");
        json.WriteString("text", text);
        json.WriteEndObject();
        json.WriteStartObject("action");
        json.WriteStartArray("buttons");
        for (var i = 0; i < content.Buttons.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("type", "reply");
            json.WriteStartObject("reply");
            json.WriteString("id", $"button-{i + 1}");
            json.WriteString("title", content.Buttons[i]);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The subject names template and language; each line of the text is a parameter of its body. A parameter has no line breaks, so lines can part them.</summary>
    private static void WriteTemplate(Utf8JsonWriter json, RenderedContent content)
    {
        var (name, language) = WhatsAppTemplates.Read(content.Subject)!.Value;
        json.WriteString("type", "template");
        json.WriteStartObject("template");
        json.WriteString("name", name);
        json.WriteStartObject("language");
        json.WriteString("code", language);
        json.WriteEndObject();
        json.WriteStartArray("components");
        if (content.Image is { } image)
        {
            json.WriteStartObject();
            json.WriteString("type", "header");
            json.WriteStartArray("parameters");
            json.WriteStartObject();
            json.WriteString("type", "image");
            json.WriteStartObject("image");
            json.WriteString("link", image.AbsoluteUri);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        WriteParameters(json, content.Text);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteParameters(Utf8JsonWriter json, string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("type", "body");
        json.WriteStartArray("parameters");
        foreach (var line in lines)
        {
            json.WriteStartObject();
            json.WriteString("type", "text");
            json.WriteString("text", line);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
