using OmniChannel.Delivery;
using OmniChannel.Sms;
using OmniChannel.Wire;

namespace OmniChannel.Messaging;

/// <summary>A message as the Send API takes it.</summary>
internal static class MessengerMessage
{
    private const int MaxText = 2_000;
    private const int MaxBytes = 1_000;

    /// <summary>The title of a card (generic template).</summary>
    private const int MaxTitle = 80;

    /// <summary>Why it cannot be sent; null when it can.</summary>
    public static AttemptOutcome? Refuse(OutgoingMessage message, bool isInstagram)
    {
        if (message.Content.Image is not null)
        {
            return message.Content.Text.Length is 0 or > MaxTitle
                ? AttemptOutcome.Rejected(AttemptFault.Message, null, $"The text has {message.Content.Text.Length} characters; below an image Meta takes 1 to {MaxTitle}.")
                : null;
        }

        var text = SmsText.Of(message);
        var length = isInstagram ? System.Text.Encoding.UTF8.GetByteCount(text) : text.Length;
        return text.Length == 0 || length > (isInstagram ? MaxBytes : MaxText)
            ? AttemptOutcome.Rejected(AttemptFault.Message, null, isInstagram ? $"The text has {length} bytes; Instagram takes 1 to {MaxBytes}." : $"The text has {length} characters; Messenger takes 1 to {MaxText}.")
            : null;
    }

    /// <summary>Within the window a person's answer is a RESPONSE, what we begin an UPDATE; after it only people may write, under their tag.</summary>
    public static HttpContent Write(OutgoingMessage message, bool humanAgent) => WireJson.Content(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("recipient");
        json.WriteString("id", message.Address);
        json.WriteEndObject();
        if (message.Purpose != Purpose.Service)
        {
            json.WriteString("messaging_type", "UPDATE");
        }
        else if (humanAgent)
        {
            json.WriteString("messaging_type", "MESSAGE_TAG");
            json.WriteString("tag", "HUMAN_AGENT");
        }
        else
        {
            json.WriteString("messaging_type", "RESPONSE");
        }

        json.WriteStartObject("message");
        if (message.Content.Image is { } image)
        {
            MessengerCard.Write(json, message.Content, image);
        }
        else
        {
            json.WriteString("text", SmsText.Of(message));
        }

        json.WriteString("metadata", message.Delivery.Value);
        if (message.Content.Image is null && message.Content.Buttons.Count > 0)
        {
            json.WriteStartArray("quick_replies");
            foreach (var button in message.Content.Buttons)
            {
                json.WriteStartObject();
                json.WriteString("content_type", "text");
                json.WriteString("title", button);
                json.WriteString("payload", button);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    });
}
