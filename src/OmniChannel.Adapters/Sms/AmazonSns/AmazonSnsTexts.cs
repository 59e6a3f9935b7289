using System.Text.Json;
using OmniChannel.Delivery;
using OmniChannel.Wire;

namespace OmniChannel.Sms;

/// <summary>Reads what somebody wrote out of a notification that was verified (two-way messages of AWS End User Messaging). Pure.</summary>
internal static class AmazonSnsTexts
{
    /// <summary>A topic may carry other things: what is no text message says nothing to us.</summary>
    public static InboundReading Read(string message, DateTimeOffset at)
    {
        try
        {
            using var json = WireJson.Parse(System.Text.Encoding.UTF8.GetBytes(message));
            var root = json.RootElement;
            return root.Text("inboundMessageId") is not { Length: > 0 } id || root.Text("originationNumber") is not { Length: > 0 } from
                ? InboundReading.Of()
                : InboundReading.Of(new InboundText { Id = id, At = at, From = SmsText.Plus(from), To = root.Text("destinationNumber"), Text = root.Text("messageBody") ?? "", InReplyTo = root.Text("previousPublishedMessageId") });
        }
        catch (JsonException)
        {
            return InboundReading.Of();
        }
    }
}
