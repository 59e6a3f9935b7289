using OmniChannel.Wire;

namespace OmniChannel.Email;

/// <summary>What of the member "event-data" matters here.</summary>
internal record struct MailgunEvent
{
    public string? Name { get; private set; }

    public string? Id { get; private set; }

    /// <summary>Seconds since 1970 with a fraction.</summary>
    public double? Timestamp { get; private set; }

    public string? Severity { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>The message's Message-ID without its brackets.</summary>
    public string? Message { get; private set; }

    /// <summary>Our delivery's name, as it came back.</summary>
    public string? Delivery { get; private set; }

    /// <summary>The receiving server's enhanced status (RFC 3463).</summary>
    public string? Enhanced { get; private set; }

    /// <summary>The receiving server's words.</summary>
    public string? Words { get; private set; }

    /// <summary>The machine that opened or clicked; empty for a person.</summary>
    public string? Bot { get; private set; }

    public static MailgunEvent Read(ref WireReader json)
    {
        var happened = default(MailgunEvent);
        for (var isIn = json.Enter(); isIn && json.Next();)
        {
            if (json.Is("event"u8))
            {
                happened.Name = json.Text();
            }
            else if (json.Is("id"u8))
            {
                happened.Id = json.Text();
            }
            else if (json.Is("timestamp"u8))
            {
                happened.Timestamp = json.Real();
            }
            else if (json.Is("severity"u8))
            {
                happened.Severity = json.Text();
            }
            else if (json.Is("reason"u8))
            {
                happened.Reason = json.Text();
            }
            else if (json.Is("message"u8))
            {
                happened.Message = MessageIn(ref json);
            }
            else if (json.Is("user-variables"u8))
            {
                happened.Delivery = json.TextIn("omnichannel_delivery"u8);
            }
            else if (json.Is("delivery-status"u8))
            {
                (happened.Enhanced, happened.Words) = json.TextsIn("enhanced-code"u8, "message"u8);
            }
            else if (json.Is("client-info"u8))
            {
                happened.Bot = json.TextIn("bot"u8);
            }
            else
            {
                json.Skip();
            }
        }

        return happened;
    }

    private static string? MessageIn(ref WireReader json)
    {
        string? message = null;
        for (var isIn = json.Enter(); isIn && json.Next();)
        {
            if (json.Is("headers"u8))
            {
                message = json.TextIn("message-id"u8);
            }
            else
            {
                json.Skip();
            }
        }

        return message;
    }
}
